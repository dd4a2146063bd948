import { amountsFitCurrency } from './amounts-fit-currency.ts';
import { capOrGraduation } from './cap-or-graduation.ts';
import type { AgreementCheck } from './check.ts';
import { definitionsKnown } from './definitions-known.ts';
import { distinctNames } from './distinct-names.ts';
import { tiersAscend } from './tiers-ascend.ts';
import { windowsFit } from './windows-fit.ts';

const checks: readonly AgreementCheck[] = [distinctNames, definitionsKnown, amountsFitCurrency, tiersAscend, capOrGraduation, windowsFit];

/** Everything that is wrong with an agreement, from all checks. */
export const agreementProblems: AgreementCheck = (agreement, known) => checks.flatMap((check) => check(agreement, known));
