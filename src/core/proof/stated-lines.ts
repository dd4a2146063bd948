import { canonicalJson, type Json } from '#core/kernel/canonical-json.ts';
import { deepEqual } from '#core/kernel/deep-equal.ts';
import { fromIso } from '#core/kernel/instant.ts';
import type { ClaimHistory } from '#core/settlement/claim.ts';
import { agreementSubject, type Contract } from '#core/settlement/contract.ts';
import { lineKeyText, type StatementLine } from '#core/settlement/line.ts';
import { settle } from '#core/settlement/settle.ts';
import { statementLines, statementTotals } from '#core/settlement/statement.ts';
import { lockInstants } from '#core/settlement/terms-history.ts';
import { lineFromWire, statementHash, type WireLine, type WireTotals, wireLine, wireTotals } from '#core/settlement/wire.ts';
import type { ProofFile } from './proof-file.ts';
import type { Mismatch } from './verify.ts';

/** Lines, totals and hash of the statement against those that follow from the claims; the first difference. */
export function statementMismatch(
  file: ProofFile,
  { versions, terms, agreement }: Contract,
  claims: readonly ClaimHistory[],
): Mismatch | undefined {
  const { statement, earlier } = file;
  const cut = fromIso(statement.cut);
  const broken = earlierMismatch(file, agreement.id);
  if (broken !== undefined) return broken;
  const stated = earlier.flatMap(({ lines }) => lines.map(lineFromWire));
  const expected = statementLines(settle(versions, claims, statement.through, cut).lines, stated);
  const line = firstDifferingLine(expected, statement.lines);
  if (line !== undefined) return line;
  const isLast = statement.through === terms.periods.length - 1 && cut >= (lockInstants(versions)[statement.through] ?? 0);
  const opening = BigInt(earlier.at(-1)?.totals.closingMinor ?? '0');
  const totals = wireTotals(statementTotals(opening, expected, terms.minimumPayoutMinor, isLast));
  const differing = totalsMismatch('', totals, statement.totals);
  if (differing !== undefined) return differing;
  const hash = statementHash({ agreement: agreement.id, through: statement.through, cut: statement.cut, totals, lines: statement.lines });
  return hash === statement.hash ? undefined : { part: 'hash', where: 'statement.hash', expected: hash, found: statement.hash };
}

/**
 * Earlier statements are taken as they were stated, under the terms of their time; but each must be what its hash says, be sealed
 * with that hash when it was closed, and go on with the balance that the one before left.
 */
function earlierMismatch({ earlier, facts }: ProofFile, agreement: string): Mismatch | undefined {
  const closings = new Map(facts.filter(({ kind }) => kind === 'statement.closed').map((fact) => [fact.subject, fact.data]));
  let opening = 0n;
  for (const [index, { id, totals, through, cut, lines, hash }] of earlier.entries()) {
    const sealed = closings.get(`statement:${id}`);
    const isSealed = sealed?.['hash'] === hash && sealed['agreement'] === agreementSubject(agreement);
    if (!isSealed) return { part: 'hash', where: `earlier.${index}.hash`, expected: String(sealed?.['hash'] ?? ''), found: hash };
    const total = lines.reduce((sum, { payableMinor }) => sum + BigInt(payableMinor), 0n);
    const payableMinor = BigInt(totals.payableMinor);
    const closing = opening + total - payableMinor;
    const expected = wireTotals({ openingMinor: opening, totalMinor: total, payableMinor, closingMinor: closing });
    const differing = totalsMismatch(`earlier.${index}.`, expected, totals);
    if (differing !== undefined) return differing;
    const own = statementHash({ agreement, through, cut, totals, lines });
    if (own !== hash) return { part: 'hash', where: `earlier.${index}.hash`, expected: own, found: hash };
    opening = closing;
  }
  return undefined;
}

function totalsMismatch(prefix: string, expected: WireTotals, found: WireTotals): Mismatch | undefined {
  for (const name of ['openingMinor', 'totalMinor', 'payableMinor', 'closingMinor'] as const) {
    if (expected[name] !== found[name]) return { part: 'totals', where: `${prefix}${name}`, expected: expected[name], found: found[name] };
  }
  return undefined;
}

const figures = ['amountMinor', 'underReviewMinor', 'heldMinor', 'payableMinor', 'change', 'period'] as const;

function firstDifferingLine(expected: readonly StatementLine[], found: readonly WireLine[]): Mismatch | undefined {
  for (let index = 0; index < Math.max(expected.length, found.length); index += 1) {
    const own = expected[index];
    const theirs = found[index];
    const at = { part: 'line', line: index + 1 } as const;
    if (own === undefined || theirs === undefined || lineKeyText(own) !== lineKeyText(theirs)) {
      return {
        ...at,
        where: 'key',
        expected: own === undefined ? '' : lineKeyText(own),
        found: theirs === undefined ? '' : lineKeyText(theirs),
      };
    }
    const wire = wireLine(own);
    const figure = figures.find((name) => wire[name] !== theirs[name]);
    if (figure !== undefined)
      return { ...at, where: `${lineKeyText(own)} ${figure}`, expected: String(wire[figure]), found: String(theirs[figure]) };
    if (deepEqual(wire.arithmetic, theirs.arithmetic)) continue;
    const [arithmetic, stated] = [wire.arithmetic, theirs.arithmetic].map((steps) => canonicalJson(steps as unknown as Json));
    return { ...at, where: `${lineKeyText(own)} arithmetic`, expected: arithmetic ?? '', found: stated ?? '' };
  }
  return undefined;
}
