import type { Fact } from '#core/facts/fact.ts';
import { readPayload } from '#core/facts/fact-kind.ts';
import { findFactKind } from '#core/facts/registry.ts';
import { present } from '#core/kernel/assert.ts';
import { isObject, type Json, type JsonObject } from '#core/kernel/canonical-json.ts';
import { derivedId } from '#core/kernel/ids.ts';
import { fromIso } from '#core/kernel/instant.ts';
import { parseDecimalMinor } from '#core/kernel/money.ts';
import { valueOrThrow } from '#core/kernel/result.ts';
import type { Agreement } from '#core/promises/agreements/agreement.ts';
import { agreementHash } from '#core/promises/agreements/read-agreement.ts';
import { agreementSubject } from '#core/settlement/contract.ts';
import { instantIn, type Story, type StoryFact } from './story.ts';

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
export function factsOf(story: Story, documents: readonly Agreement[]): readonly Fact[] {
  const { id, timeZone } = present(documents[0], 'first version');
  const agreement = agreementSubject(id);
  const instant = instantIn(timeZone);
  const told = [...signingsOf(story, documents), ...(story.facts ?? [])];
  const idOf = (index: number) => derivedId('story', String(index));
  const idNamed = (name: string): string => {
    const index = told.findIndex(({ id }) => id === name);
    if (index < 0) throw new Error(`no fact of the story is called ${name}`);
    return idOf(index);
  };
  const facts = told.map((said, index): Omit<Fact, 'seq'> => {
    const corrects = said.corrects === undefined ? undefined : idNamed(said.corrects);
    const retracts = said.retracts === undefined ? undefined : idNamed(said.retracts);
    const revision = corrects === undefined ? 1 : revisionOf(told, said);
    const named = retracts === undefined ? said.data : { fact: retracts, reason: 'recorded in error', by: 'crm', ...said.data };
    const kind = present(findFactKind(said.kind), `the kind ${said.kind}`);
    const data = 'agreement' in kind.fields ? { agreement, ...named } : (named ?? {});
    const own = kind.subjects.includes('agreement') ? agreement : undefined;
    const subject = retracts === undefined ? present(said.subject ?? own, `the subject of ${said.kind}`) : `fact:${retracts}`;
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

function revisionOf(told: readonly StoryFact[], said: StoryFact): number {
  const corrected = said.corrects === undefined ? undefined : told.find(({ id }) => id === said.corrects);
  return corrected === undefined ? 1 : 1 + revisionOf(told, corrected);
}

/** Both parties sign each version on the content they have read; the last signature is the one that puts it in force. */
function signingsOf(story: Story, documents: readonly Agreement[]): readonly StoryFact[] {
  return documents.flatMap((document, index) => {
    const amendment = index === 0 ? undefined : story.amendments?.[index - 1];
    const { term, parties } = document;
    const at = amendment?.signed ?? story.inForceFrom ?? term.from;
    const hash = agreementHash(document);
    const effectiveFrom = instantIn(document.timeZone)(amendment?.effectiveFrom ?? term.from);
    const signed = (party: string): StoryFact => ({ kind: 'agreement.signed', at, data: { hash, party, person: `person:${party}` } });
    return [
      { kind: 'agreement.proposed', at, data: { hash, by: `person:${parties.payee.key}`, effectiveFrom } },
      signed(parties.payee.key),
      signed(parties.payer.key),
    ];
  });
}
