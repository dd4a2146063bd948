import { examineExamples } from '#core/definitions/check-definition.ts';
import type { Definition } from '#core/definitions/definition.ts';
import { type Determination, determine } from '#core/definitions/determination.ts';
import { compileRule } from '#core/definitions/rule.ts';
import type { Fact } from '#core/facts/fact.ts';
import { hashed, viewAsOf } from '#core/facts/view.ts';
import { ok, type Result } from '#core/kernel/result.ts';
import type { Agreement } from '#core/promises/agreements/agreement.ts';
import { definitionRef } from '#core/promises/agreements/read-agreement.ts';
import type { ClaimHistory } from '#core/settlement/claim.ts';
import { claimHistories } from '#core/settlement/claim-history.ts';
import { type Contract, contractOf } from '#core/settlement/contract.ts';
import type { DifferingExample, DraftContract, DraftTask, ReplayedAnswer, ReplayedBatch } from './determination-ports.ts';

/** What a thread does with a draft: a pure function of the task and of facts, so that any thread does it alike. */
export interface Replayer {
  differing(): readonly DifferingExample[];
  replay(batch: readonly { readonly subject: string; readonly facts: readonly Fact[] }[]): ReplayedBatch;
}

const ALL_VIEWS = Number.MAX_SAFE_INTEGER;

/** Refusals: those of a rule that cannot be read (definition.rule_invalid, definition.too_complex). */
export function replayerOf({ draft, before, contracts }: DraftTask): Result<Replayer> {
  const after = compileRule(draft);
  if (!after.ok) return after;
  const old = before === undefined ? undefined : compileRule(before);
  if (old?.ok === false) return old;
  const bound: { before: Contract; after: Contract }[] = [];
  for (const contract of contracts) {
    const asItIs = contractOf(contract.agreement, contract.definitions, contract.effectiveFrom);
    if (!asItIs.ok) return asItIs;
    const amended = before === undefined ? asItIs : amendedContract(contract, before, draft);
    if (!amended.ok) return amended;
    bound.push({ before: asItIs.value, after: amended.value });
  }
  return ok({
    differing: () =>
      examineExamples(after.value).flatMap(({ example, found, fits }, index) =>
        fits
          ? []
          : {
              index,
              name: example.name,
              expected: example.answer,
              found: found.answer,
              ...(found.answer === 'open' ? { missing: found.missing } : {}),
              ...(found.answer === 'failed' ? { message: found.message } : {}),
            },
      ),
    replay: (batch) => {
      const claims = bound.map(() => ({ before: [] as ClaimHistory[], after: [] as ClaimHistory[] }));
      const subjects = batch.map(({ subject, facts }) => {
        const view = viewAsOf(facts.map(hashed), ALL_VIEWS);
        for (const [index, contract] of bound.entries()) {
          claims[index]?.before.push(...claimHistories(contract.before, subject, facts).map(({ history }) => history));
          claims[index]?.after.push(...claimHistories(contract.after, subject, facts).map(({ history }) => history));
        }
        const said = old === undefined ? {} : { before: answerOf(determine(old.value, subject, view)) };
        return { subject, ...said, after: answerOf(determine(after.value, subject, view)) };
      });
      return { subjects, claims };
    },
  });
}

function answerOf({ answer, at, missing, message, facts }: Determination): ReplayedAnswer {
  const factId = facts.at(-1);
  return {
    answer,
    ...(at === undefined ? {} : { at }),
    ...(missing === undefined ? {} : { missing }),
    ...(message === undefined ? {} : { message }),
    ...(factId === undefined ? {} : { factId }),
  };
}

/** The contract as it would be if the agreement were amended to the draft: nothing but the definition differs. */
function amendedContract(
  { agreement, definitions, effectiveFrom }: DraftContract,
  before: Definition,
  draft: Definition,
): Result<Contract> {
  const amended: Agreement = {
    ...agreement,
    components: agreement.components.map((clause) =>
      clause.result === definitionRef(before) ? { ...clause, result: definitionRef(draft) } : clause,
    ),
  };
  return contractOf(amended, [...definitions, draft], effectiveFrom);
}
