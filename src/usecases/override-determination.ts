import { overrideQuota } from '#core/definitions/override.ts';
import type { overrideReasons } from '#core/facts/determination.ts';
import type { Fact, FactDraft } from '#core/facts/fact.ts';
import { addMonths, fromIso, type IsoMonth, monthOf, startOfMonth, toIso } from '#core/kernel/instant.ts';
import { ok, type Result, refuse } from '#core/kernel/result.ts';
import { definitionRef } from '#core/promises/agreements/read-agreement.ts';
import { contractInForce } from './agreement-state.ts';
import { appendAll } from './append-all.ts';
import { type ClaimView, claimView } from './claim-view.ts';
import { wholeWorkspace } from './confine-partner.ts';
import type { Asker, Ports } from './ports.ts';
import { refreshClaims } from './refresh-claims.ts';
import { type AdoptedRule, adoptedRule, type DeterminingPorts, refreshDeterminations } from './refresh-determinations.ts';

export type OverridingPorts = DeterminingPorts & Pick<Ports, 'documents' | 'clock'>;

/** How many determinations of a definition one person has decided in a month, and how many it may. */
export interface QuotaUse {
  readonly month: IsoMonth;
  readonly used: number;
  readonly quota: number;
  /** Subjects the definition first answered for in this month. */
  readonly subjects: number;
}

export interface OverrideRequest {
  /** `key@version`, or the key for its newest version. */
  readonly definition: string;
  readonly subject: string;
  readonly answer: 'yes' | 'no';
  readonly reason: (typeof overrideReasons)[number];
  readonly comment: string;
  /** Zone of the months that quotas count by. */
  readonly timeZone: string;
  readonly dryRun?: boolean;
}

export interface Overridden {
  /** null in a dry run. */
  readonly factId: string | null;
  readonly quota: QuotaUse;
}

/**
 * A person decides whether a subject counts, with a reason and within a quota per person, definition and month. Refusals:
 * definition.unknown, determination.override_not_allowed, determination.unknown, determination.unchanged, determination.claim_settled,
 * determination.quota_used, fact.revision_unexpected.
 */
export async function overrideDetermination(ports: OverridingPorts, asker: Asker, request: OverrideRequest): Promise<Result<Overridden>> {
  const adopted = await adoptedRule(ports, asker, request.definition);
  if (!adopted.ok) return adopted;
  const { stored, rule } = adopted.value;
  const definition = definitionRef(stored.definition);
  if (stored.definition.overrides === undefined) return refuse('determination.override_not_allowed', { definition });
  // One at a time, else two at once could both take the last place of a quota.
  return ports.exclusive.exclusively(asker, `overrides of ${stored.definition.key}`, async () => {
    // Read first: whatever is recorded about the subject from here on makes the decision out of date.
    const facts = await ports.log.factsOfSubject(asker, request.subject);
    await refreshDeterminations(ports, asker, rule);
    const found = await ports.determinations.bySubject(asker, rule.hash, request.subject);
    const founded = found !== undefined && !found.missing.includes(rule.definition.subject);
    if (!founded) return refuse('determination.unknown', { definition, subject: request.subject });
    if (found.answer === request.answer) return refuse('determination.unchanged', { subject: request.subject, answer: found.answer });
    const settledUnder = request.answer === 'no' ? await agreementThatSettled(ports, asker, adopted.value, request.subject) : undefined;
    if (settledUnder !== undefined) return refuse('determination.claim_settled', { subject: request.subject, agreement: settledUnder });
    const { use, mine } = await quotaUse(ports, asker, adopted.value, request.timeZone);
    const again = mine.some((fact) => fact.subject === request.subject);
    if (!again && use.used >= use.quota) return refuse('determination.quota_used', { definition, ...use });
    const used = again ? use.used : use.used + 1;
    if (request.dryRun === true) return ok({ factId: null, quota: { ...use, used } });
    const recorded = await appendAll(ports.log, asker, [draftOf(ports, asker, definition, request)], {
      expected: [{ subject: request.subject, lastSeq: facts.at(-1)?.seq ?? null }],
    });
    return recorded.ok ? ok({ factId: recorded.value[0]?.id ?? null, quota: { ...use, used } }) : recorded;
  });
}

/**
 * The agreement under which a claim on the subject rests on this definition and is no longer the payer's to reject: it counts, it was
 * decided or is in dispute, or its review window is over. What the sides settled is not undone by one of them deciding by hand.
 */
async function agreementThatSettled(
  ports: OverridingPorts,
  caller: Asker,
  { stored, rule }: AdoptedRule,
  subject: string,
): Promise<string | undefined> {
  const asker = wholeWorkspace(caller);
  const bound = (await ports.documents.agreements(asker)).filter(({ agreement }) =>
    agreement.definitions.some(({ hash }) => hash === stored.hash),
  );
  for (const id of new Set(bound.map(({ agreement }) => agreement.id))) {
    const contract = await contractInForce(ports, asker, id);
    if (!contract.ok) continue;
    await refreshClaims(ports, asker, contract.value);
    const components = contract.value.versions.flatMap((version) => version.components);
    const resting = new Set(components.filter((one) => one.rule.hash === rule.hash).map(({ clause }) => clause.key));
    const claims = (await ports.claims.bySubject(asker, id, subject)).filter(({ history }) => resting.has(history.component));
    if (claims.some((claim) => isSettled(claimView(contract.value, claim, ports.clock.now())))) return id;
  }
  return undefined;
}

function isSettled({ state, resultAt, reviewUntil }: ClaimView): boolean {
  if (resultAt === null || state === 'outside_terms') return false;
  return state !== 'under_review' || reviewUntil === null;
}

function draftOf(ports: OverridingPorts, asker: Asker, definition: string, request: OverrideRequest): FactDraft {
  const { subject, answer, reason, comment } = request;
  return {
    kind: 'determination.overridden',
    version: 1,
    subject,
    occurredAt: ports.clock.now(),
    source: 'app',
    revision: 1,
    actor: asker.actor,
    data: { definition, answer, reason, comment },
  };
}

/** What the asker has used of its quota this month; a decision that was taken back uses nothing, several on one subject use one. */
async function quotaUse(
  ports: OverridingPorts,
  asker: Asker,
  { stored, rule }: AdoptedRule,
  timeZone: string,
): Promise<{ readonly use: QuotaUse; readonly mine: readonly Fact[] }> {
  const month = monthOf(fromIso(ports.clock.now()), timeZone);
  const since = toIso(startOfMonth(month, timeZone));
  const until = toIso(startOfMonth(addMonths(month, 1), timeZone));
  const mine = await ports.determinations.overrides(asker, { definition: definitionRef(stored.definition), since, actor: asker.actor });
  const subjects = await ports.determinations.madeBetween(asker, rule.hash, since, until);
  const quota = overrideQuota(stored.definition.overrides?.quotaPercent, subjects);
  return { use: { month, used: new Set(mine.map(({ subject }) => subject)).size, quota, subjects }, mine };
}

/** Takes a decision of a person back, so that the rule decides again. Refusals: override.unknown. */
export async function takeBackOverride(
  ports: Pick<Ports, 'log' | 'clock'>,
  asker: Asker,
  request: { readonly factId: string; readonly reason: string },
): Promise<Result<{ readonly factId: string }>> {
  const [fact] = await ports.log.factsById(asker, [request.factId]);
  if (fact?.kind !== 'determination.overridden') return refuse('override.unknown', { override: request.factId });
  const recorded = await appendAll(ports.log, asker, [
    {
      kind: 'fact.retracted',
      version: 1,
      subject: `fact:${fact.id}`,
      occurredAt: ports.clock.now(),
      source: 'app',
      // The same decision is taken back once, however often it is asked.
      externalId: `override ${fact.id}`,
      revision: 1,
      actor: asker.actor,
      data: { fact: fact.id, reason: request.reason, by: asker.actor },
    },
  ]);
  return recorded.ok ? ok({ factId: recorded.value[0]?.id ?? '' }) : recorded;
}

export interface OverrideView {
  readonly fact: Fact;
  readonly externalId: string | null;
}

const SHOWN = 500;

/** The decisions of persons in force, newest first. */
export async function listOverrides(
  ports: Pick<Ports, 'determinations' | 'log'>,
  asker: Asker,
  filter: { readonly definition?: string } = {},
): Promise<readonly OverrideView[]> {
  const facts = await ports.determinations.overrides(asker, { ...filter, limit: SHOWN });
  const names = await ports.log.externalIds(
    asker,
    facts.map(({ subject }) => subject),
  );
  return facts.map((fact) => ({ fact, externalId: names.get(fact.subject) ?? null }));
}
