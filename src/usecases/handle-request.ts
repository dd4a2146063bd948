import type { Fact, FactDraft } from '#core/facts/fact.ts';
import { hashed, viewAsOf } from '#core/facts/view.ts';
import { present } from '#core/kernel/assert.ts';
import { derivedId } from '#core/kernel/ids.ts';
import { fromIso, type IsoInstant } from '#core/kernel/instant.ts';
import { ok, type Result, refuse } from '#core/kernel/result.ts';
import { milestoneSubject } from '#core/settlement/contract.ts';
import { contractInForce } from './agreement-state.ts';
import { appendAll } from './append-all.ts';
import type { Side } from './claim-to-decide.ts';
import { wholeWorkspace } from './confine-partner.ts';
import type { Asker, Ports } from './ports.ts';

type RequestPorts = Pick<Ports, 'documents' | 'log' | 'clock'>;

/** More questions than this that nobody has answered help neither side. */
const OPEN_AT_MOST = 200;

export const requestKinds = ['approval', 'access', 'material', 'decision', 'report'] as const;
export type RequestKind = (typeof requestKinds)[number];

/** What one side asked the other for, and how it stands. */
export interface AgreementRequest {
  readonly id: string;
  readonly request: RequestKind;
  readonly to: 'payer' | 'payee';
  readonly question: string;
  readonly askedAt: IsoInstant;
  readonly dueAt: IsoInstant;
  /** The component whose milestone waits for the answer. */
  readonly milestone?: string;
  readonly state: 'open' | 'overdue' | 'answered' | 'withdrawn';
  readonly answeredAt?: IsoInstant;
  readonly answer?: string;
}

export interface RequestToMake {
  readonly agreementId: string;
  readonly side: Side;
  readonly request: RequestKind;
  readonly question: string;
  readonly dueAt: IsoInstant;
  readonly milestone?: string;
}

/**
 * One side asks the other, with a due date; what a late answer moves is what the agreement says. Refusals: agreement.unknown,
 * agreement.not_in_force, access.party_reserved, request.due_in_past, request.too_many_open, milestone.unknown.
 */
export async function makeRequest(
  ports: RequestPorts & Pick<Ports, 'exclusive'>,
  asker: Asker,
  make: RequestToMake,
): Promise<Result<{ readonly id: string }>> {
  // One at a time, so that many sent at once are counted too.
  return ports.exclusive.exclusively(wholeWorkspace(asker), `requests of ${make.agreementId}`, () => makeNext(ports, asker, make));
}

async function makeNext(ports: RequestPorts, asker: Asker, make: RequestToMake): Promise<Result<{ readonly id: string }>> {
  const { agreementId, side, request, question, dueAt, milestone } = make;
  const contract = await contractInForce(ports, asker, agreementId);
  if (!contract.ok) return contract;
  if (side === 'arbiter') return refuse('access.party_reserved', { party: side });
  const now = ports.clock.now();
  if (dueAt <= now) return refuse('request.due_in_past', { dueAt, now });
  const milestones = contract.value.agreement.components.filter((one) => one.milestone !== undefined).map(({ key }) => key);
  if (milestone !== undefined && !milestones.includes(milestone)) return refuse('milestone.unknown', { component: milestone, milestones });
  const to = side === 'payer' ? 'payee' : 'payer';
  const known = await listRequests(ports, asker, agreementId);
  if (!known.ok) return known;
  const waiting = known.value.filter((one) => isOpen(one) && one.to === to).length;
  if (waiting >= OPEN_AT_MOST) return refuse('request.too_many_open', { open: waiting, limit: OPEN_AT_MOST });
  const id = derivedId('request', agreementId, side, question, now);
  const data = {
    agreement: contract.value.subject,
    request,
    to,
    dueAt,
    question,
    ...(milestone === undefined ? {} : { milestone: milestoneSubject(agreementId, milestone) }),
  };
  const recorded = await record(ports, asker, 'request.made', id, data);
  return recorded.ok ? ok({ id }) : recorded;
}

/** The side that was asked answers, in one tap or with words. Refusals: request.unknown, request.not_open, access.party_reserved. */
export async function answerRequest(
  ports: RequestPorts,
  asker: Asker,
  answer: { readonly agreementId: string; readonly id: string; readonly side: Side; readonly answer?: string },
): Promise<Result<undefined>> {
  const open = await openRequest(ports, asker, answer);
  if (!open.ok) return open;
  if (open.value.to !== answer.side) return refuse('access.party_reserved', { party: open.value.to });
  const data = { agreement: `agreement:${answer.agreementId}`, ...(answer.answer === undefined ? {} : { answer: answer.answer }) };
  return record(ports, asker, 'request.answered', answer.id, data);
}

/** The side that asked takes its request back. Refusals: request.unknown, request.not_open, access.party_reserved. */
export async function withdrawRequest(
  ports: RequestPorts,
  asker: Asker,
  request: { readonly agreementId: string; readonly id: string; readonly side: Side },
): Promise<Result<undefined>> {
  const open = await openRequest(ports, asker, request);
  if (!open.ok) return open;
  if (open.value.to === request.side) return refuse('access.party_reserved', { party: open.value.to === 'payer' ? 'payee' : 'payer' });
  return record(ports, asker, 'request.withdrawn', request.id, { agreement: `agreement:${request.agreementId}` });
}

function isOpen({ state }: AgreementRequest): boolean {
  return state === 'open' || state === 'overdue';
}

async function openRequest(
  ports: RequestPorts,
  asker: Asker,
  { agreementId, id }: { readonly agreementId: string; readonly id: string },
): Promise<Result<AgreementRequest>> {
  const known = await listRequests(ports, asker, agreementId);
  if (!known.ok) return known;
  const request = known.value.find((one) => one.id === id);
  if (request === undefined) return refuse('request.unknown', { request: id });
  return isOpen(request) ? ok(request) : refuse('request.not_open', { state: request.state });
}

async function record(
  ports: RequestPorts,
  asker: Asker,
  kind: string,
  id: string,
  data: Readonly<Record<string, string>>,
): Promise<Result<undefined>> {
  const draft: FactDraft = {
    kind,
    version: 1,
    subject: `request:${id}`,
    occurredAt: ports.clock.now(),
    source: 'app',
    externalId: `${id}/${kind}`,
    revision: 1,
    actor: asker.actor,
    data,
  };
  const recorded = await appendAll(ports.log, wholeWorkspace(asker), [draft]);
  return recorded.ok ? ok(undefined) : recorded;
}

/** All requests under an agreement, the next due first, then what is settled, newest first. Refusal: agreement.unknown. */
export async function listRequests(ports: RequestPorts, asker: Asker, agreementId: string): Promise<Result<readonly AgreementRequest[]>> {
  const versions = await ports.documents.agreementVersions(asker, agreementId);
  if (versions.length === 0) return refuse('agreement.unknown', { agreement: agreementId });
  const whole = wholeWorkspace(asker);
  const subject = `agreement:${agreementId}`;
  const made: Fact[] = [];
  for (let after = -1; ; ) {
    const page = await ports.log.page(whole, after, 1_000, { kind: 'request.made' });
    made.push(...page.facts.filter(({ data }) => data['agreement'] === subject));
    if (page.nextAfterSeq === undefined) break;
    after = page.nextAfterSeq;
  }
  const now = ports.clock.now();
  const subjects = [...new Set(made.map((fact) => fact.subject))];
  const clear = await ports.log.personalValues(whole, subjects);
  const about = await ports.log.factsOfScopes(whole, subjects);
  const requests = subjects.map((one) => requestOf(about.get(one) ?? [], clear.get(one), now));
  return ok(
    requests.sort((a, b) => {
      if (isOpen(a) !== isOpen(b)) return isOpen(a) ? -1 : 1;
      return isOpen(a) ? (a.dueAt < b.dueAt ? -1 : 1) : a.askedAt < b.askedAt ? 1 : -1;
    }),
  );
}

function requestOf(facts: readonly Fact[], clear: Readonly<Record<string, string>> | undefined, now: IsoInstant): AgreementRequest {
  const inForce = viewAsOf(facts.map(hashed), fromIso(now)).map(({ fact }) => fact);
  const made = present(
    facts.find(({ kind }) => kind === 'request.made'),
    'request',
  );
  const answered = inForce.find(({ kind }) => kind === 'request.answered');
  const withdrawn = inForce.some(({ kind }) => kind === 'request.withdrawn');
  const { request, to, dueAt, milestone } = made.data;
  const due = String(dueAt);
  const state = answered !== undefined ? 'answered' : withdrawn ? 'withdrawn' : due < now ? 'overdue' : 'open';
  return {
    id: made.subject.slice('request:'.length),
    request: requestKinds.find((kind) => kind === request) ?? 'decision',
    to: to === 'payee' ? 'payee' : 'payer',
    question: clear?.['question'] ?? '',
    askedAt: made.occurredAt,
    dueAt: due,
    ...(typeof milestone === 'string' ? { milestone: milestone.slice(milestone.lastIndexOf('.') + 1) } : {}),
    state,
    ...(answered === undefined ? {} : { answeredAt: answered.occurredAt }),
    ...(clear?.['answer'] === undefined ? {} : { answer: clear['answer'] }),
  };
}
