import type { Mismatch, VerifyReport } from '#core/proof/verify.ts';

/** What is compared, in the order in which `verifyBundle` does it: what comes after the first difference has not been looked at. */
export const checkNames = ['seal', 'facts', 'contract', 'claims', 'earlier', 'lines', 'totals', 'numbers'] as const;
export type CheckName = (typeof checkNames)[number];
export type CheckState = 'right' | 'wrong' | 'unseen' | 'notCompared';

const checkOfPart: Readonly<Record<Mismatch['part'], CheckName>> = {
  seal: 'seal',
  facts: 'facts',
  agreement: 'contract',
  definition: 'contract',
  period: 'contract',
  claim: 'claims',
  line: 'lines',
  totals: 'totals',
  hash: 'numbers',
  form: 'numbers',
  digest: 'numbers',
};

function failedCheck({ part, where }: Mismatch): CheckName {
  return where.startsWith('earlier.') ? 'earlier' : checkOfPart[part];
}

/** How each comparison went; without a seal received earlier there is nothing to compare the file's own with. */
export function statesOfChecks({ mismatch }: VerifyReport, sealGiven: boolean): ReadonlyMap<CheckName, CheckState> {
  const failed = mismatch === undefined ? checkNames.length : checkNames.indexOf(failedCheck(mismatch));
  return new Map(
    checkNames.map((name, index) => {
      if (name === 'seal' && !sealGiven) return [name, 'notCompared'];
      return [name, index < failed ? 'right' : index === failed ? 'wrong' : 'unseen'];
    }),
  );
}

/** Only the form of the file was wrong, so early that nothing in it could be read. */
export function unreadable({ statement, mismatch }: VerifyReport): Mismatch | undefined {
  return statement === undefined && mismatch?.part === 'form' ? mismatch : undefined;
}

/** A seal as the product hands it out: 64 hexadecimal digits; spaces and capitals do not matter. Undefined if it is none. */
export function readSeal(typed: string): string | undefined {
  const seal = typed.replaceAll(/\s/g, '').toLowerCase();
  return /^[0-9a-f]{64}$/.test(seal) ? seal : undefined;
}
