import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { type Definition, readDefinition } from '#core/definitions/definition.ts';
import { definitionTemplates } from '#core/definitions/templates/registry.ts';
import { isObject, type Json, type JsonObject } from '#core/kernel/canonical-json.ts';
import { type IsoInstant, parseInstant, startOfDay, toIso, wallTime } from '#core/kernel/instant.ts';
import { ok, type Result, valueOrThrow } from '#core/kernel/result.ts';
import type { Agreement } from '#core/promises/agreements/agreement.ts';
import { definitionRef, readAgreement } from '#core/promises/agreements/read-agreement.ts';

/** A story as its file tells it; schema.json says what each part means. */
export interface Story {
  readonly title: { readonly de: string; readonly en: string };
  readonly agreement: { readonly extends: string; readonly changes?: JsonObject };
  readonly inForceFrom?: string;
  readonly amendments?: readonly StoryAmendment[];
  readonly refused?: readonly string[];
  readonly facts?: readonly StoryFact[];
  readonly statements?: readonly StoryStatement[];
  readonly claims?: readonly { readonly subject: string; readonly component?: string; readonly asOf: string; readonly state: string }[];
}

/** Version 2, 3, ...: what it changes in the version before, from which day, and when the last party signed it. */
export interface StoryAmendment {
  readonly changes: JsonObject;
  readonly effectiveFrom: string;
  readonly signed: string;
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
  if (!read.success) return read.error.issues.map(({ path, message }) => `${path.map(String).join('.')}: ${message}`);
  const { facts, statements, refused } = read.data as Partial<Story>;
  const isTold = facts !== undefined && statements !== undefined;
  return isTold === (refused === undefined) ? [] : ['a story has facts and statements, or says why its agreement is refused'];
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

export const knownDefinitions: readonly Definition[] = [...storyDefinitions, ...definitionTemplates];

/** Every version the parties signed, in order, or the refusal of the first one that cannot be read. */
export function documentsOf(story: Story): Result<readonly Agreement[]> {
  const known = new Map(knownDefinitions.map((definition) => [definitionRef(definition), definition]));
  const documents: Agreement[] = [];
  let document = agreementDocument(story.agreement);
  for (const amendment of [undefined, ...(story.amendments ?? [])]) {
    const version = documents.length + 1;
    if (amendment !== undefined) {
      document = merged(document, { ...amendment.changes, version, effectiveFrom: amendment.effectiveFrom }) ?? null;
    }
    const read = readAgreement(document, known);
    if (!read.ok) return read;
    documents.push(read.value);
  }
  return ok(documents);
}

/** Reads a day or a wall-clock time in a zone, or an instant. */
export function instantIn(zone: string): (text: string) => IsoInstant {
  return (text) => {
    if (text.includes('T')) return toIso(valueOrThrow(parseInstant(text)));
    return toIso(text.length === 10 ? startOfDay(text, zone) : wallTime(text.replace(' ', 'T'), zone));
  };
}
