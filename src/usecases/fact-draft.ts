import { type FactDraft, subjectId } from '#core/facts/fact.ts';
import { type FactKind, readPayload } from '#core/facts/fact-kind.ts';
import { findFactKind } from '#core/facts/registry.ts';
import { isObject, type Json, type JsonObject } from '#core/kernel/canonical-json.ts';
import { type Instant, type IsoInstant, isDay, isTimeZone, parseInstant, startOfDay, toIso, wallTime } from '#core/kernel/instant.ts';
import { ok, type Result, refuse } from '#core/kernel/result.ts';
import type { Asker } from './ports.ts';

const known = new Set(['kind', 'subject', 'occurredAt', 'timeZone', 'source', 'externalId', 'revision', 'data', 'supersedes']);
const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export interface Reading {
  /** Zone of days that name none. */
  readonly timeZone: string;
  /** What stands in facts for an external id: itself, unless it names a person. */
  readonly replaceExternalId: (externalId: string) => string;
}

/**
 * Reads a fact as other systems send it. Subjects may be named by the id another system gave them. Refusals: input.invalid,
 * fact.kind_unknown, fact.subject_invalid, fact.payload_invalid, time.not_an_instant.
 */
export function readFactDraft(raw: JsonObject, asker: Asker, reading: Reading): Result<FactDraft> {
  const envelope = envelopeProblem(raw);
  if (envelope !== undefined) return refuse('input.invalid', envelope);
  const name = String(raw['kind']);
  const kind = findFactKind(name);
  if (kind === undefined) return refuse('fact.kind_unknown', { kind: name.slice(0, 100) });
  const source = String(raw['source']).trim();
  const names: Names = { workspace: asker.workspace, source, replaceExternalId: reading.replaceExternalId };
  const time = readTime(String(raw['occurredAt']), raw['timeZone'], reading.timeZone);
  if (!time.ok) return time;
  const subject = resolve(raw['subject'] ?? null, names);
  if (typeof subject !== 'string') return refuse('fact.subject_invalid', { kind: name, subject: '', expects: kind.subjects });
  const payload = readPayload(kind, subject, withResolvedReferences(kind, raw['data'] ?? null, names));
  if (!payload.ok) return payload;
  const unfit = unfitField(payload.value);
  if (unfit !== undefined) return refuse('fact.payload_invalid', { kind: name, ...unfit });
  const { externalId, revision, supersedes } = raw;
  return ok({
    kind: name,
    version: kind.version,
    subject,
    ...time.value,
    source,
    ...(typeof externalId === 'string' ? { externalId: reading.replaceExternalId(externalId.trim()) } : {}),
    revision: typeof revision === 'number' ? revision : 1,
    actor: asker.actor,
    data: payload.value as JsonObject,
    ...(typeof supersedes === 'string' ? { supersedes } : {}),
  });
}

/** What the vocabulary lets pass and the log could not keep: a target that is no id, a key with a character no text may hold. */
function unfitField(data: Readonly<Record<string, unknown>>): { readonly field: string; readonly expects: string } | undefined {
  const { fact } = data;
  if (fact !== undefined && !(typeof fact === 'string' && ID.test(fact))) return { field: 'fact', expects: 'the id of a fact' };
  for (const [field, value] of Object.entries(data)) {
    if (!isObject(value)) continue;
    const keeps = Object.keys(value).every((key) => key.isWellFormed() && !key.includes('\u0000'));
    if (!keeps) return { field, expects: 'an object of texts, numbers and flags' };
  }
  return undefined;
}

function envelopeProblem(raw: JsonObject): { readonly at: string; readonly expects: string } | undefined {
  for (const key of Object.keys(raw)) if (!known.has(key)) return { at: key.slice(0, 100), expects: `one of: ${[...known].join(', ')}` };
  if (!isText(raw['kind'], 60)) return { at: 'kind', expects: 'text of 1 to 60 characters' };
  if (!isText(raw['source'], 60)) return { at: 'source', expects: 'text of 1 to 60 characters' };
  if (!isText(raw['occurredAt'], 60)) return { at: 'occurredAt', expects: 'an instant such as 2026-01-31T09:00:00Z' };
  const { externalId, revision, supersedes } = raw;
  if (isGiven(externalId) && !isText(externalId, 200)) return { at: 'externalId', expects: 'text of 1 to 200 characters' };
  const counts = typeof revision === 'number' && Number.isSafeInteger(revision) && revision >= 1 && revision <= 1_000_000;
  if (isGiven(revision) && !counts) return { at: 'revision', expects: 'whole number from 1 to 1000000' };
  if (isGiven(supersedes) && !(typeof supersedes === 'string' && ID.test(supersedes)))
    return { at: 'supersedes', expects: 'the id of a fact' };
  return undefined;
}

function isGiven(value: Json | undefined): boolean {
  return value !== undefined && value !== null;
}

function isText(value: Json | undefined, max: number): boolean {
  if (typeof value !== 'string') return false;
  const trimmed = value.trim();
  return trimmed !== '' && trimmed.length <= max && trimmed.isWellFormed() && !trimmed.includes('\u0000');
}

type Time = Pick<FactDraft, 'occurredAt' | 'precision'>;

/** An instant; or a day, which is the start of that day in the zone; or a local time, which must come with its zone. */
function readTime(text: string, ownZone: Json | undefined, workspaceZone: string): Result<Time> {
  if (isGiven(ownZone) && !(typeof ownZone === 'string' && isTimeZone(ownZone))) {
    return refuse('input.invalid', { at: 'timeZone', expects: 'a time zone such as Europe/Berlin' });
  }
  if (isDay(text)) {
    const at = written(startOfDay(text, typeof ownZone === 'string' ? ownZone : workspaceZone), text);
    return at.ok ? ok({ occurredAt: at.value, precision: 'day' }) : at;
  }
  if (typeof ownZone === 'string' && /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?$/.test(text) && isClockTime(text)) {
    const at = written(wallTime(text, ownZone), text);
    return at.ok ? ok({ occurredAt: at.value }) : at;
  }
  const parsed = parseInstant(text);
  const at = parsed.ok ? written(parsed.value, text) : parsed;
  return at.ok ? ok({ occurredAt: at.value }) : at;
}

const FIRST_WRITABLE = Date.UTC(1000, 0, 1);
const FIRST_UNWRITABLE = Date.UTC(10_000, 0, 1);

/** Instants are written with four digits of the year, so that they sort as text. */
function written(at: Instant, text: string): Result<IsoInstant> {
  return at >= FIRST_WRITABLE && at < FIRST_UNWRITABLE ? ok(toIso(at)) : refuse('time.not_an_instant', { value: text });
}

function isClockTime(text: string): boolean {
  return parseInstant(`${text}Z`).ok;
}

interface Names extends Pick<Reading, 'replaceExternalId'> {
  readonly workspace: string;
  readonly source: string;
}

/** `{type, externalId, source?}` becomes the id derived from it; anything else is left for the payload's description to judge. */
function resolve(value: Json, names: Names): Json {
  if (!isObject(value)) return value;
  const { type, externalId, source } = value;
  if (typeof type !== 'string' || !/^[a-z_]{1,40}$/.test(type) || !isText(externalId, 200) || typeof externalId !== 'string') return value;
  if (source !== undefined && !isText(source, 60)) return value;
  return subjectId(
    names.workspace,
    typeof source === 'string' ? source.trim() : names.source,
    type,
    names.replaceExternalId(externalId.trim()),
  );
}

function withResolvedReferences(kind: FactKind, data: Json, names: Names): Json {
  if (!isObject(data)) return data;
  let resolved: Record<string, Json | undefined> | undefined;
  for (const [key, field] of Object.entries(kind.fields)) {
    const value = data[key];
    if (field.refersTo.length === 0 || typeof value !== 'object' || value === null) continue;
    resolved ??= { ...data };
    resolved[key] = Array.isArray(value) ? value.map((item: Json) => resolve(item, names)) : resolve(value, names);
  }
  return resolved ?? data;
}
