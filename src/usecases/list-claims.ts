import type { TimelineEntry } from '#core/definitions/timeline.ts';
import type { overrideReasons } from '#core/facts/determination.ts';
import type { Fact } from '#core/facts/fact.ts';
import { isCommitment } from '#core/facts/personal.ts';
import { hashed, viewAsOf } from '#core/facts/view.ts';
import { isObject, type Json } from '#core/kernel/canonical-json.ts';
import { fromIso, type Instant, type IsoInstant, toIso } from '#core/kernel/instant.ts';
import { ok, type Result, refuse } from '#core/kernel/result.ts';
import type { ClaimHistory } from '#core/settlement/claim.ts';
import { contractInForce } from './agreement-state.ts';
import { type ClaimState, type ClaimView, claimViews, type SilenceStory, silenceStory } from './claim-view.ts';
import { withClearTexts } from './clear-texts.ts';
import { wholeWorkspace } from './confine-partner.ts';
import { evidenceOf, type FactEvidence } from './fact-evidence.ts';
import type { Asker, Ports, StoredClaim, StoredDefinition } from './ports.ts';
import { refreshClaims } from './refresh-claims.ts';

const PAGE = 200;

export interface ClaimPage {
  readonly claims: readonly ClaimView[];
  /** Pass as `after` for the next page. */
  readonly nextAfter?: string;
  /** How many claims stand where, over all pages. */
  readonly counts: Readonly<Record<ClaimState, number>>;
}

/** The claims of an agreement, newest results first, rejected and outside terms too. Refusals: agreement.unknown, agreement.not_in_force. */
export async function listClaims(
  ports: Pick<Ports, 'claims' | 'exclusive' | 'log' | 'documents' | 'clock'>,
  asker: Asker,
  request: { readonly agreementId: string; readonly state?: ClaimState; readonly after?: string; readonly limit?: number },
): Promise<Result<ClaimPage>> {
  const contract = await contractInForce(ports, asker, request.agreementId);
  if (!contract.ok) return contract;
  await refreshClaims(ports, asker, contract.value);
  const now = ports.clock.now();
  const all = claimViews(contract.value, await ports.claims.list(asker, request.agreementId), now);
  const counts: Record<ClaimState, number> = { under_review: 0, counted: 0, rejected: 0, disputed: 0, outside_terms: 0 };
  for (const { state } of all) counts[state] += 1;
  const wanted = all
    .filter(({ state }) => request.state === undefined || state === request.state)
    .sort((a, b) => (placeOf(a) < placeOf(b) ? 1 : -1));
  const { after } = request;
  const rest = after === undefined ? wanted : wanted.filter((claim) => placeOf(claim) < after);
  const page = rest.slice(0, request.limit ?? PAGE);
  const last = page.at(-1);
  const names = await ports.log.externalIds(
    asker,
    page.map(({ subject }) => subject),
  );
  return ok({
    claims: page.map((claim) => ({ ...claim, ...nameOf(names, claim) })),
    counts,
    ...(last !== undefined && page.length < rest.length ? { nextAfter: placeOf(last) } : {}),
  });
}

export function nameOf(names: ReadonlyMap<string, string>, { subject }: { readonly subject: string }): { readonly externalId?: string } {
  const externalId = names.get(subject);
  return externalId === undefined ? {} : { externalId };
}

/** The newest results come first; names keep the order of equal instants, so that no page loses a claim. */
function placeOf({ resultAt, subject, component }: ClaimView): string {
  return `${resultAt ?? ''}/${subject}/${component}`;
}

export interface DecisionView {
  readonly kind: ClaimHistory['decisions'][number]['kind'];
  readonly fact: Fact;
}

/** A person's decision that comes before the rule, with its words; a comment that was erased is null. */
export interface OverrideDecision {
  readonly factId: string;
  readonly reason: (typeof overrideReasons)[number];
  readonly comment: string | null;
  readonly actor: string;
  readonly recordedAt: IsoInstant;
}

/** A determination with the definition it applied and the facts it used, each with origin and proof. */
export interface DeterminationView {
  readonly answer: 'yes' | 'no' | 'open' | 'failed';
  readonly at: IsoInstant | null;
  readonly missing: readonly string[];
  readonly definition: StoredDefinition;
  /** The decision of a person that came before the rule; null if the rule decided. */
  readonly override: OverrideDecision | null;
  readonly facts: readonly FactEvidence[];
}

export interface ClaimDetail extends ClaimView {
  readonly history: readonly {
    readonly knownAt: IsoInstant;
    readonly resultAt: IsoInstant | null;
    readonly inWindow?: boolean;
    readonly netMinor?: bigint;
  }[];
  readonly decisions: readonly DecisionView[];
  readonly silence: SilenceStory | null;
  readonly determination: DeterminationView;
}

export interface ClaimName {
  readonly agreementId: string;
  readonly component: string;
  readonly subject: string;
}

/** One claim down to its ground. Refusals: agreement.unknown, agreement.not_in_force, claim.unknown. */
export async function readClaim(
  ports: Pick<Ports, 'claims' | 'exclusive' | 'log' | 'documents' | 'clock' | 'seals' | 'imports'>,
  asker: Asker,
  { agreementId, component, subject }: ClaimName,
): Promise<Result<ClaimDetail>> {
  const contract = await contractInForce(ports, asker, agreementId);
  if (!contract.ok) return contract;
  await refreshClaims(ports, asker, contract.value);
  const claims = await ports.claims.list(asker, agreementId);
  const isIt = (one: { readonly component: string; readonly subject: string }) => one.component === component && one.subject === subject;
  const claim = claims.find(({ history }) => isIt(history));
  const view = claimViews(contract.value, claims, ports.clock.now()).find(isIt);
  if (claim === undefined || view === undefined) return refuse('claim.unknown', { component, subject });
  const determination = await determinationOf(ports, asker, claim, fromIso(ports.clock.now()));
  if (determination === undefined) return refuse('claim.unknown', { component, subject });
  const deciding = claim.history.decisions.map(({ factId }) => factId);
  // Each side owes the other its words: who may read the claim reads what was said about it.
  const facts = await withClearTexts(ports, wholeWorkspace(asker), await ports.log.factsById(asker, deciding));
  const decisions = claim.history.decisions.flatMap(({ kind, factId }): DecisionView[] => {
    const fact = facts.find(({ id }) => id === factId);
    return fact === undefined ? [] : [{ kind, fact }];
  });
  const history = claim.history.states.map(({ knownAt, result }) => ({
    knownAt: toIso(knownAt),
    resultAt: result === undefined ? null : toIso(result.resultAt),
    ...(result === undefined ? {} : { inWindow: result.inWindow }),
    ...(result?.netMinor === undefined ? {} : { netMinor: result.netMinor }),
  }));
  const names = await ports.log.externalIds(asker, [subject]);
  const silence = silenceStory(contract.value, claim.history, view, ports.clock.now());
  return ok({ ...view, ...nameOf(names, view), history, decisions, silence, determination });
}

/** What attribution and measurement rest on, beside what the definition used. */
const attributing = new Set(['lead.captured', 'touch.recorded', 'appointment.booked', 'deal.opened', 'deal.won']);
const FACTS_SHOWN = 100;

/** The determination behind a claim as a view sees it, with the facts in force that it and the attribution rest on. */
export async function determinationOf(
  ports: Pick<Ports, 'log' | 'documents' | 'seals' | 'imports'>,
  asker: Asker,
  { determination }: StoredClaim,
  view: Instant,
): Promise<DeterminationView | undefined> {
  const timeline = determination['timeline'];
  const seen = Array.isArray(timeline)
    ? timeline.findLast((entry) => isObject(entry) && String(entry['knownAt']) <= toIso(view))
    : undefined;
  if (!isObject(seen) || !isObject(seen['determination'])) return undefined;
  const found = seen['determination'] as unknown as TimelineEntry['determination'];
  const definition = await ports.documents.definitionByHash(asker, found.definition.hash);
  if (definition === undefined) return undefined;
  const used = new Set(found.facts);
  const scope = (await ports.log.factsOfScopes(asker, [found.subject])).get(found.subject) ?? [];
  const inForce = viewAsOf(scope.map(hashed), view).map(({ fact }) => fact);
  const ground = inForce.filter((fact) => used.has(fact.id) || attributing.has(fact.kind)).slice(0, FACTS_SHOWN);
  return {
    answer: found.answer,
    at: found.at ?? null,
    missing: found.missing ?? [],
    definition,
    override: found.override === undefined ? null : await overrideDecision(ports, asker, found.override.factId),
    facts: await evidenceOf(ports, asker, ground),
  };
}

/** Whoever may read the claim reads why somebody decided otherwise than the rule. */
async function overrideDecision(ports: Pick<Ports, 'log'>, asker: Asker, factId: string): Promise<OverrideDecision | null> {
  const [fact] = await withClearTexts(ports, wholeWorkspace(asker), await ports.log.factsById(asker, [factId]));
  if (fact === undefined) return null;
  const { reason, comment } = fact.data as { readonly reason: OverrideDecision['reason']; readonly comment?: Json };
  const text = typeof comment !== 'string' || isCommitment(comment) ? null : comment;
  return { factId, reason, comment: text, actor: fact.actor, recordedAt: fact.recordedAt };
}
