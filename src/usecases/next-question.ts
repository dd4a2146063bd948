import { type OpenQuestion, openQuestions } from '#core/definitions/next-question.ts';
import type { FactDraft } from '#core/facts/fact.ts';
import { readPayload } from '#core/facts/fact-kind.ts';
import { subjectTypeOf } from '#core/facts/payload.ts';
import { findFactKind } from '#core/facts/registry.ts';
import { hashed, viewAsOf } from '#core/facts/view.ts';
import { present } from '#core/kernel/assert.ts';
import type { JsonObject } from '#core/kernel/canonical-json.ts';
import { ok, type Result, refuse } from '#core/kernel/result.ts';
import { definitionRef } from '#core/promises/agreements/read-agreement.ts';
import { appendAll } from './append-all.ts';
import type { DecidingPorts } from './claim-to-decide.ts';
import { type MayDecide, mayRejectLead } from './claims-behind-lead.ts';
import type { StoredDetermination } from './determination-ports.ts';
import type { Asker, Ports } from './ports.ts';
import { adoptedRule, type DeterminingPorts, definitionsAtWork, refreshDeterminations } from './refresh-determinations.ts';

export type AskingPorts = DeterminingPorts & Pick<Ports, 'documents' | 'clock'>;

/** What one definition says of a subject now, and what it still wants to know. */
export interface AskingDefinition {
  readonly definition: string;
  readonly title: { readonly de: string; readonly en: string };
  readonly answer: StoredDetermination['answer'];
  readonly message: string | null;
  readonly overrideFactId: string | null;
  /** The most useful first; each says whether it can be answered here. */
  readonly questions: readonly (OpenQuestion & { readonly answeredHere: boolean })[];
}

export interface QuestionRequest {
  readonly subject: string;
  /** `key@version` or a key; all definitions at work unless stated. */
  readonly definition?: string;
}

const ALL_VIEWS = Number.MAX_SAFE_INTEGER;

/** The open questions about a subject, definition by definition. Refusals: definition.unknown, determination.unknown. */
export async function nextQuestions(
  ports: AskingPorts,
  asker: Asker,
  { subject, definition }: QuestionRequest,
): Promise<Result<readonly AskingDefinition[]>> {
  const named = definition === undefined ? undefined : await adoptedRule(ports, asker, definition);
  if (named?.ok === false) return named;
  const rules = named === undefined ? await definitionsAtWork(ports, asker) : [named.value];
  const scope = (await ports.log.factsOfScopes(asker, [subject])).get(subject) ?? [];
  const view = viewAsOf(scope.map(hashed), ALL_VIEWS);
  const asking: AskingDefinition[] = [];
  for (const { stored, rule } of rules) {
    if (rule.definition.subject !== subjectTypeOf(subject)) continue;
    await refreshDeterminations(ports, asker, rule);
    const found = await ports.determinations.bySubject(asker, rule.hash, subject);
    if (found === undefined) continue;
    const questions = found.overrideFactId === null ? openQuestions(rule, subject, view) : [];
    asking.push({
      definition: definitionRef(stored.definition),
      title: stored.definition.title,
      answer: found.answer,
      message: found.message,
      overrideFactId: found.overrideFactId,
      questions: questions.map((question) => ({ ...question, answeredHere: isAnsweredHere(subject, question.path) })),
    });
  }
  if (asking.length === 0) return refuse('determination.unknown', { subject, ...(definition === undefined ? {} : { definition }) });
  return ok(asking);
}

/** Whether a fact recorded here can answer the question, or another system has to. */
export function isAnsweredHere(subject: string, path: string): boolean {
  return factFor(subject, path) !== undefined;
}

type Answering = (answer: string, asker: Asker) => { readonly kind: string; readonly data: JsonObject };

const yes = new Set(['yes', 'true', 'ja']);

/** The fact that answers a question about a subject itself; what other systems keep is answered there. */
function factFor(subject: string, path: string): Answering | undefined {
  const [variable, key = ''] = path.split('.');
  if (subjectTypeOf(subject) === 'appointment') {
    return path === 'appointment.outcome'
      ? (answer) => ({ kind: 'appointment.evidenced', data: { outcome: answer, evidence: 'host' } })
      : undefined;
  }
  if (subjectTypeOf(subject) !== 'lead') return undefined;
  if (variable === 'grades')
    return (answer) => ({ kind: 'lead.graded', data: { criterion: key, grade: answer.toUpperCase(), by: 'person' } });
  if (variable === 'answered') return (answer) => ({ kind: 'lead.answered', data: { question: key, answer } });
  if (path === 'lead.rating') return (answer, asker) => ({ kind: 'lead.rated', data: { quality: Number(answer), by: asker.actor } });
  if (path === 'lead.accepted') {
    return (answer) =>
      yes.has(answer.toLowerCase())
        ? { kind: 'lead.accepted', data: {} }
        : { kind: 'lead.rejected', data: { reason: 'other', comment: answer } };
  }
  return undefined;
}

/**
 * Answers an open question: records the fact that says so and asks again. An answer that rejects a lead asks for what rejecting it does.
 * Refusals: question.not_answered_here, fact.payload_invalid, those of `mayRejectLead` and of asking.
 */
export async function answerQuestion(
  ports: AskingPorts & DecidingPorts,
  asker: Asker,
  request: QuestionRequest & { readonly path: string; readonly answer: string },
  mayDecide: MayDecide,
): Promise<Result<{ readonly factId: string; readonly definitions: readonly AskingDefinition[] }>> {
  const asked = await nextQuestions(ports, asker, request);
  if (!asked.ok) return asked;
  const fact = factFor(request.subject, request.path)?.(request.answer, asker);
  if (fact === undefined) return refuse('question.not_answered_here', { question: request.path.slice(0, 100) });
  const payload = readPayload(present(findFactKind(fact.kind), fact.kind), request.subject, fact.data);
  if (!payload.ok) return payload;
  if (fact.kind === 'lead.rejected') {
    const may = await mayRejectLead(ports, asker, request.subject, { reason: 'other', comment: request.answer }, mayDecide);
    if (!may.ok) return may;
  }
  const draft: FactDraft = {
    kind: fact.kind,
    version: 1,
    subject: request.subject,
    occurredAt: ports.clock.now(),
    source: 'app',
    revision: 1,
    actor: asker.actor,
    data: payload.value as JsonObject,
  };
  const recorded = await appendAll(ports.log, asker, [draft]);
  if (!recorded.ok) return recorded;
  const definitions = await nextQuestions(ports, asker, request);
  return definitions.ok ? ok({ factId: recorded.value[0]?.id ?? '', definitions: definitions.value }) : definitions;
}
