import { hash, randomBytes } from 'node:crypto';
import type { FactDraft } from '#core/facts/fact.ts';
import { type Fields, referencesIn } from '#core/facts/payload.ts';
import { factKinds } from '#core/facts/registry.ts';
import { canonicalJson, type JsonObject } from '#core/kernel/canonical-json.ts';
import type { IsoInstant } from '#core/kernel/instant.ts';

/** A draft as the functions of the database take it; the names are those of the type incoming_fact. */
export interface IncomingFact {
  readonly id: string;
  readonly kind: string;
  readonly version: number;
  readonly subject: string;
  readonly occurred_at: IsoInstant;
  readonly day_precision: boolean;
  readonly recorded_at: IsoInstant | null;
  readonly source: string;
  readonly external_id: string | null;
  readonly revision: number;
  readonly actor: string;
  readonly supersedes: string | null;
  readonly content_hash: string;
  readonly data: JsonObject;
  readonly links: readonly string[] | null;
}

const referringFields = new Map<string, Fields>(
  factKinds.map((kind) => [kind.name, Object.fromEntries(Object.entries(kind.fields).filter(([, field]) => field.refersTo.length > 0))]),
);

/** Gives a draft its id and content hash; personal values are already replaced by their commitments. */
export function incomingFact(workspace: string, draft: FactDraft): IncomingFact {
  const { externalId } = draft;
  const links = referencesIn(referringFields.get(draft.kind) ?? {}, draft.data);
  return {
    id: externalId === undefined ? uuidOf(randomBytes(16).toString('hex')) : idFromKey(workspace, draft, externalId),
    kind: draft.kind,
    version: draft.version,
    subject: draft.subject,
    occurred_at: draft.occurredAt,
    day_precision: draft.precision === 'day',
    recorded_at: draft.recordedAt ?? null,
    source: draft.source,
    external_id: externalId ?? null,
    revision: draft.revision,
    actor: draft.actor,
    supersedes: draft.supersedes ?? null,
    content_hash: `\\x${hash('sha256', contentText(workspace, draft))}`,
    data: draft.data,
    links: links.length === 0 ? null : links,
  };
}

/** The canonical JSON behind `factContentHash`, without sorting keys whose order is known. */
function contentText(workspace: string, draft: FactDraft): string {
  const { externalId, precision, supersedes } = draft;
  let text = `{"actor":${JSON.stringify(draft.actor)},"data":${canonicalJson(draft.data)}`;
  if (externalId !== undefined) text += `,"externalId":${JSON.stringify(externalId)}`;
  text += `,"kind":"${draft.kind}","occurredAt":"${draft.occurredAt}"`;
  if (precision !== undefined) text += `,"precision":"${precision}"`;
  text += `,"revision":${draft.revision},"source":${JSON.stringify(draft.source)},"subject":"${draft.subject}"`;
  if (supersedes !== undefined) text += `,"supersedes":"${supersedes}"`;
  return `${text},"version":${draft.version},"workspace":"${workspace}"}`;
}

/** Equal to `factIdFromKey` of the core, over the platform's own SHA-256. */
function idFromKey(workspace: string, draft: FactDraft, externalId: string): string {
  return uuidOf(hash('sha256', JSON.stringify(['fact', workspace, draft.source, draft.kind, externalId, String(draft.revision)])));
}

const VARIANT = ['8', '9', 'a', 'b'] as const;

/** A UUID of version 8 from at least 128 bits as hex digits. */
function uuidOf(digits: string): string {
  const variant = VARIANT[Number.parseInt(digits.charAt(16), 16) & 3];
  return `${digits.slice(0, 8)}-${digits.slice(8, 12)}-8${digits.slice(13, 16)}-${variant}${digits.slice(17, 20)}-${digits.slice(20, 32)}`;
}
