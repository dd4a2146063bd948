import type { ClaimView } from '#usecases/claim-view.ts';
import type { ClaimDetail, DecisionView, DeterminationView } from '#usecases/list-claims.ts';
import { evidenceWire } from './fact-wire.ts';
import { present } from './optional-fields.ts';

const sides = ['payer', 'payee', 'arbiter'] as const;

export function claimSummaryWire({ component, subject, state, resultAt, reviewUntil, netMinor, ...more }: ClaimView) {
  const { externalId, countsBySilenceAfter } = more;
  return { component, subject, state, resultAt, reviewUntil, ...present({ externalId, countsBySilenceAfter }), ...netWire(netMinor) };
}

/** `names`: of members, by the actor they act as. */
export function claimDetailWire(claim: ClaimDetail, names: ReadonlyMap<string, string>) {
  return {
    ...claimSummaryWire(claim),
    history: claim.history.map(({ netMinor, ...state }) => ({ ...state, ...netWire(netMinor) })),
    decisions: claim.decisions.map((decision) => decisionWire(decision, names)),
    silence: claim.silence,
    determination: determinationWire(claim.determination),
  };
}

export function determinationWire({ answer, at, missing, definition: { definition, hash }, override, facts }: DeterminationView) {
  const { key, version, title, wording, overrides, subject, rule, parameters = {} } = definition;
  return {
    answer,
    at,
    missing: [...missing],
    definition: { key, version, hash, title, wording, rule: { subject, rule, parameters }, allowsOverrides: overrides !== undefined },
    override,
    facts: facts.map(evidenceWire),
  };
}

function decisionWire({ kind, fact }: DecisionView, names: ReadonlyMap<string, string>) {
  const { reason, evidence, comment, by, person } = fact.data;
  return {
    kind,
    factId: fact.id,
    recordedAt: fact.recordedAt,
    occurredAt: fact.occurredAt,
    actor: fact.actor,
    ...present({ name: names.get(fact.actor) }),
    ...(typeof reason === 'string' ? { reason } : {}),
    ...(typeof evidence === 'string' ? { evidence } : {}),
    ...(typeof comment === 'string' ? { comment } : {}),
    ...present({ by: sides.find((side) => side === by) }),
    ...(typeof person === 'string' ? { person } : {}),
  };
}

function netWire(netMinor: bigint | undefined): { readonly netMinor?: string } {
  return netMinor === undefined ? {} : { netMinor: String(netMinor) };
}
