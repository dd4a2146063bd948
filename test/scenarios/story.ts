import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { type Definition, readDefinition } from '#core/definitions/definition.ts';
import { definitionTemplates } from '#core/definitions/templates/registry.ts';
import type { Fact } from '#core/facts/fact.ts';
import { readPayload } from '#core/facts/fact-kind.ts';
import { findFactKind } from '#core/facts/registry.ts';
import { present } from '#core/kernel/assert.ts';
import { isObject, type Json, type JsonObject } from '#core/kernel/canonical-json.ts';
import { derivedId } from '#core/kernel/ids.ts';
import { fromIso, type IsoInstant, parseInstant, startOfDay, toIso, wallTime } from '#core/kernel/instant.ts';
import { parseDecimalMinor } from '#core/kernel/money.ts';
import { valueOrThrow } from '#core/kernel/result.ts';
import { definitionRef, readAgreement } from '#core/promises/agreements/read-agreement.ts';
import { type Contract, contractOf } from '#core/settlement/contract.ts';

/** A story as its file tells it; schema.json says what each part means. */
export interface Story {
  readonly title: { readonly de: string; readonly en: string };
  readonly agreement: { readonly extends: string; readonly changes?: JsonObject };
  readonly inForceFrom?: string;
  readonly facts: readonly StoryFact[];
  readonly statements: readonly StoryStatement[];
  readonly claims?: readonly { readonly subject: string; readonly component?: string; readonly asOf: string; readonly state: string }[];
}

export interface StoryFact {
  readonly id?: string;
  readonly kind: string;
  readonly subject?: string;
  readonly at: string;
  readonly known?: string;
  readonly data?: JsonObject;
  readonly corrects?: string;
  readonly retracts?: string;
}

export interface StoryStatement {
  readonly through: string;
  readonly asOf: string;
  readonly lines: readonly StoryLine[];
  readonly total: string;
  readonly opening: string;
  readonly payable: string;
  readonly closing: string;
  readonly postings?: Readonly<Record<string, string>>;
}

export interface StoryLine {
  readonly period: string;
  readonly component?: string;
  readonly subject: string;
  readonly occurrence?: string;
  readonly change?: string;
  readonly amount: string;
  readonly underReview?: string;
  readonly held?: string;
  readonly payable?: string;
  readonly because?: readonly string[];
}

const folder = import.meta.dirname;

function readJson(...path: string[]): JsonObject {
  return JSON.parse(readFileSync(join(folder, ...path), 'utf8')) as JsonObject;
}

export function storyNames(): readonly string[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.json') && file !== 'schema.json')
    .map((file) => file.slice(0, -'.json'.length));
}

const schema = z.fromJSONSchema(readJson('schema.json') as Parameters<typeof z.fromJSONSchema>[0]);

/** The places at which a file breaks the schema of stories. */
export function schemaProblems(raw: unknown): readonly string[] {
  const read = schema.safeParse(raw);
  return read.success ? [] : read.error.issues.map(({ path, message }) => `${path.map(String).join('.')}: ${message}`);
}

export function readStory(name: string): JsonObject {
  return readJson(`${name}.json`);
}

/** Objects are merged, null removes, another price model replaces; a list of parts with keys may be changed by an object that names them by their key. */
function merged(whole: Json | undefined, change: Json | undefined): Json | undefined {
  if (!isObject(change)) return change;
  if (Array.isArray(whole) && whole.every((part) => isObject(part) && typeof part['key'] === 'string')) {
    const unknown = Object.keys(change).filter((key) => !whole.some((part) => isObject(part) && part['key'] === key));
    if (unknown.length > 0) throw new Error(`the agreement has no part ${unknown.join(', ')}`);
    return whole.map((part) => (isObject(part) ? (merged(part, change[String(part['key'])] ?? {}) ?? null) : part));
  }
  const before = isObject(whole) && (change['model'] ?? whole['model']) === whole['model'] ? whole : {};
  const entries = Object.entries({ ...before, ...change }).map(([key, value]) => [key, key in change ? merged(before[key], value) : value]);
  return Object.fromEntries(entries.filter(([, value]) => value !== null));
}

function agreementDocument({ extends: name, changes }: { readonly extends: string; readonly changes?: JsonObject }): Json {
  const file = join('agreements', `${name}.json`);
  if (!existsSync(join(folder, file))) throw new Error(`there is no agreement ${name}`);
  const document = readJson(file) as JsonObject & { readonly extends?: string; readonly changes?: JsonObject };
  const whole = document.extends === undefined ? document : agreementDocument({ ...document, extends: document.extends });
  return merged(whole, changes ?? {}) ?? null;
}

const storyDefinitions: readonly Definition[] = readdirSync(join(folder, 'definitions')).map((file) =>
  valueOrThrow(readDefinition(readJson('definitions', file))),
);

export function contractOfStory(story: Story): Contract {
  const definitions = [...storyDefinitions, ...definitionTemplates];
  const known = new Map(definitions.map((definition) => [definitionRef(definition), definition]));
  const read = readAgreement(agreementDocument(story.agreement), known);
  if (!read.ok) throw new Error(JSON.stringify(read.refusal));
  const { term, timeZone } = read.value;
  const inForceFrom = story.inForceFrom ?? term.from;
  return valueOrThrow(contractOf(read.value, definitions, instantIn(timeZone)(inForceFrom)));
}

/** Reads a day or a wall-clock time in a zone, or an instant. */
export function instantIn(zone: string): (text: string) => IsoInstant {
  return (text) => {
    if (text.includes('T')) return toIso(valueOrThrow(parseInstant(text)));
    return toIso(text.length === 10 ? startOfDay(text, zone) : wallTime(text.replace(' ', 'T'), zone));
  };
}

const WORKSPACE = 'workspace';
const MONEY = /^(-?\d+(?:\.\d+)?) ([A-Z]{3})$/;

/** "150.00 EUR" is how people write money; facts carry minor units. */
function inWireForm(value: Json): Json {
  if (Array.isArray(value)) return value.map(inWireForm);
  if (isObject(value)) return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, inWireForm(inner ?? null)]));
  const [, amount, currency] = (typeof value === 'string' && MONEY.exec(value)) || [];
  if (amount === undefined || currency === undefined) return value;
  return { minor: String(valueOrThrow(parseDecimalMinor(amount, currency))), currency };
}

/** The facts of a story as the log would hold them: ordered as they became known, checked against the vocabulary. */
export function factsOf(story: Story, { subject: agreement, agreement: { timeZone } }: Contract): readonly Fact[] {
  const instant = instantIn(timeZone);
  const idOf = (index: number) => derivedId('story', String(index));
  const idNamed = (name: string): string => {
    const index = story.facts.findIndex(({ id }) => id === name);
    if (index < 0) throw new Error(`no fact of the story is called ${name}`);
    return idOf(index);
  };
  const facts = story.facts.map((said, index): Omit<Fact, 'seq'> => {
    const corrects = said.corrects === undefined ? undefined : idNamed(said.corrects);
    const retracts = said.retracts === undefined ? undefined : idNamed(said.retracts);
    const revision = corrects === undefined ? 1 : revisionOf(story, said);
    const named = retracts === undefined ? said.data : { fact: retracts, reason: 'recorded in error', by: 'crm', ...said.data };
    const data = said.kind.startsWith('claim.') ? { agreement, ...named } : (named ?? {});
    const subject = retracts === undefined ? present(said.subject, `the subject of ${said.kind}`) : `fact:${retracts}`;
    const kind = present(findFactKind(said.kind), `the kind ${said.kind}`);
    const payload = readPayload(kind, subject, inWireForm(data));
    if (!payload.ok) throw new Error(`${said.kind} ${subject}: ${JSON.stringify(payload.refusal)}`);
    return {
      workspace: WORKSPACE,
      id: idOf(index),
      kind: kind.name,
      version: kind.version,
      subject,
      occurredAt: instant(said.at),
      recordedAt: instant(said.known ?? said.at),
      source: 'crm',
      externalId: said.id ?? String(index),
      revision,
      actor: 'system',
      data: payload.value as JsonObject,
      ...(corrects === undefined ? {} : { supersedes: corrects }),
    };
  });
  const ordered = facts.sort((a, b) => fromIso(a.recordedAt) - fromIso(b.recordedAt));
  return ordered.map((fact, seq) => ({ ...fact, seq }));
}

function revisionOf(story: Story, said: StoryFact): number {
  const corrected = said.corrects === undefined ? undefined : story.facts.find(({ id }) => id === said.corrects);
  return corrected === undefined ? 1 : 1 + revisionOf(story, corrected);
}
