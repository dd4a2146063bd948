import { amountsFitCurrency } from './amounts-fit-currency.ts';
import { capOrGraduation } from './cap-or-graduation.ts';
import type { AgreementCheck } from './check.ts';
import { clausesReady } from './clauses-ready.ts';
import { definitionsKnown } from './definitions-known.ts';
import { distinctNames } from './distinct-names.ts';
import { holdBackFits } from './hold-back-fits.ts';
import { milestonesFit } from './milestones-fit.ts';
import { reviewFits } from './review-fits.ts';
import { taxAndRatesFit } from './tax-and-rates-fit.ts';
import { tiersAscend } from './tiers-ascend.ts';
import { windowsFit } from './windows-fit.ts';

const checks: readonly AgreementCheck[] = [
  distinctNames,
  definitionsKnown,
  clausesReady,
  amountsFitCurrency,
  tiersAscend,
  capOrGraduation,
  windowsFit,
  reviewFits,
  holdBackFits,
  milestonesFit,
  taxAndRatesFit,
];

/** Everything that is wrong with an agreement, from all checks. */
export const agreementProblems: AgreementCheck = (agreement, known) => checks.flatMap((check) => check(agreement, known));
