import type { Fact } from '#core/facts/fact.ts';
import { canonicalJson, type JsonObject } from '#core/kernel/canonical-json.ts';
import { sha256 } from '#core/kernel/hash.ts';

/** The leaf of a fact in the Merkle tree of its workspace: SHA-256(0x00 || RFC 8785 JSON in UTF-8). Its index is `fact.seq`. */
export function leafHash(fact: Fact): Uint8Array {
  return leafHashOfText(factText(fact));
}

/** The leaf of a fact whose canonical JSON is already at hand. The character NUL is the byte 0x00 in UTF-8, which saves a copy. */
export function leafHashOfText(canonicalText: string): Uint8Array {
  return sha256(`\u0000${canonicalText}`);
}

const ALWAYS_PRESENT = 12;

/**
 * The canonical JSON of a fact: equal to `canonicalJson(fact)`, but without sorting keys whose order is known. A fact with a key
 * that is not listed here takes the general way, so that nothing a fact carries ever stays outside its leaf.
 */
export function factText(fact: Fact): string {
  const { backfilled, externalId, precision, supersedes } = fact;
  let keys = ALWAYS_PRESENT;
  let text = `{"actor":${canonicalJson(fact.actor)}`;
  if (backfilled !== undefined) {
    keys += 1;
    text += `,"backfilled":${canonicalJson(backfilled)}`;
  }
  text += `,"data":${canonicalJson(fact.data)}`;
  if (externalId !== undefined) {
    keys += 1;
    text += `,"externalId":${canonicalJson(externalId)}`;
  }
  text += `,"id":${canonicalJson(fact.id)},"kind":${canonicalJson(fact.kind)},"occurredAt":${canonicalJson(fact.occurredAt)}`;
  if (precision !== undefined) {
    keys += 1;
    text += `,"precision":${canonicalJson(precision)}`;
  }
  text += `,"recordedAt":${canonicalJson(fact.recordedAt)},"revision":${canonicalJson(fact.revision)},"seq":${canonicalJson(fact.seq)}`;
  text += `,"source":${canonicalJson(fact.source)},"subject":${canonicalJson(fact.subject)}`;
  if (supersedes !== undefined) {
    keys += 1;
    text += `,"supersedes":${canonicalJson(supersedes)}`;
  }
  if (Object.keys(fact).length !== keys) return canonicalJson({ ...fact } satisfies JsonObject);
  return `${text},"version":${canonicalJson(fact.version)},"workspace":${canonicalJson(fact.workspace)}}`;
}
