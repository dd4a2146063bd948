import type { JsonObject } from '#core/kernel/canonical-json.ts';
import { contentHashOf } from '#core/kernel/hash.ts';
import { derivedId } from '#core/kernel/ids.ts';
import type { IsoInstant } from '#core/kernel/instant.ts';

/** What happened, as it stands in the log for ever. This object is its own wire form and the content of its Merkle leaf. */
export interface Fact {
  readonly workspace: string;
  /** Place in the log of the workspace, from 0 without gaps; the index of its leaf. */
  readonly seq: number;
  readonly id: string;
  /** `noun.happened` */
  readonly kind: string;
  readonly version: number;
  /** `type:id` of whom or what it is about. */
  readonly subject: string;
  /** When it happened in the world. */
  readonly occurredAt: IsoInstant;
  /** Present if only the day was known: `occurredAt` is then the start of that day in the source's zone. */
  readonly precision?: 'day';
  /** When the system learned it; never decreases along `seq`, backfilled facts aside. */
  readonly recordedAt: IsoInstant;
  /** Which system or person's tool said so, for example "crm" or "app". */
  readonly source: string;
  readonly externalId?: string;
  /** 1, 2, ... for the same `(source, kind, externalId)`. */
  readonly revision: number;
  /** Who recorded it: `member:<id>`, `key:<id>`, `party:<id>` or `system`. */
  readonly actor: string;
  readonly data: JsonObject;
  /** The fact this one corrects. A retraction names its target in `data.fact` instead. */
  readonly supersedes?: string;
  /** Recorded with a stated `recordedAt` during a historic import. */
  readonly backfilled?: true;
}

/** A fact before the log has given it place and time. */
export type FactDraft = Omit<Fact, 'workspace' | 'seq' | 'id' | 'recordedAt' | 'backfilled'> & {
  /** Only for historic imports; marks the fact as backfilled. */
  readonly recordedAt?: IsoInstant;
};

/** The hash of what was said, without place, id, time of recording and backfill mark: breaks ties the same way everywhere. */
export function factContentHash(workspace: string, fact: Omit<FactDraft, 'recordedAt'>): string {
  const content: Record<string, unknown> = { ...fact, workspace };
  for (const key of ['seq', 'id', 'recordedAt', 'backfilled']) delete content[key];
  return contentHashOf(content as JsonObject);
}

/** The id of a subject that another system names by an id of its own. */
export function subjectId(workspace: string, source: string, type: string, externalId: string): string {
  return `${type}:${derivedId('subject', workspace, source, type, externalId)}`;
}

/** The id of a fact that has an external id. */
export function factIdFromKey(workspace: string, source: string, kind: string, externalId: string, revision: number): string {
  return derivedId('fact', workspace, source, kind, externalId, String(revision));
}

/** The fact that this one takes out of force, if any: by correction or by retraction. */
export function targetOf(fact: Pick<Fact, 'kind' | 'data' | 'supersedes'>): string | undefined {
  if (fact.supersedes !== undefined) return fact.supersedes;
  const target = fact.kind === 'fact.retracted' ? fact.data['fact'] : undefined;
  return typeof target === 'string' ? target : undefined;
}
