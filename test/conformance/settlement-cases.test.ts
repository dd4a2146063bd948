import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { StatementLine } from '#core/settlement/line.ts';
import { settle } from '#core/settlement/settle.ts';
import { statementLines, statementTotals } from '#core/settlement/statement.ts';
import { claimsOf, type NeutralCase, termsOf } from './settlement-cases.ts';

const file = join(process.env['BELEGBAR_REFERENCE'] ?? '', 'vectors/settlement_cases.json');
const cases: NeutralCase[] = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).cases : [];

describe.skipIf(cases.length === 0)('the independently computed settlement cases', () => {
  test.each(cases.map((c, index) => ({ c, index })))('case $index gives the same lines and totals in every statement', ({ c }) => {
    expect(statementsFromScratch(c)).toEqual(c.statements);
  });

  test.each(cases.map((c, index) => ({ c, index })))(
    'case $index gives the same when every statement goes on where the last one left off',
    ({ c }) => {
      expect(statementsResumed(c)).toEqual(c.statements);
    },
  );
});

const HOUR = 3_600_000;

function statementsFromScratch(c: NeutralCase) {
  const [terms, claims] = [termsOf(c.contract), claimsOf(c)];
  return inNeutralForm(c, (through, cut) => settle(terms, claims, through, cut * HOUR).lines);
}

function statementsResumed(c: NeutralCase) {
  const [terms, claims] = [termsOf(c.contract), claimsOf(c)];
  let before: { handOver: ReturnType<typeof settle>['handOver']; lines: ReturnType<typeof settle>['lines'] } | undefined;
  return inNeutralForm(c, (through, cut) => {
    const locked = before?.lines.filter((line) => line.period < (before?.handOver.from ?? 0)) ?? [];
    const earlier = before === undefined ? undefined : { handOver: before.handOver, lockedLines: locked };
    const now = settle(terms, claims, through, cut * HOUR, earlier);
    before = { handOver: now.handOver, lines: [...locked, ...now.lines] };
    return before.lines;
  });
}

function inNeutralForm(
  c: NeutralCase,
  linesAt: (through: number, cut: number) => ReturnType<typeof settle>['lines'],
): NeutralCase['statements'] {
  let stated: StatementLine[] = [];
  let openingMinor = 0n;
  return c.cuts.map(([through, cut]) => {
    const lines = statementLines(linesAt(through, cut), stated);
    stated = [...stated, ...lines];
    const totals = statementTotals(openingMinor, lines, BigInt(c.contract.minPayout), false);
    openingMinor = totals.closingMinor;
    return {
      lines: lines.map(figures).filter(([, , , , ...amounts]) => amounts.some((amount) => amount !== 0)),
      opening: Number(totals.openingMinor),
      total: Number(totals.totalMinor),
      payable: Number(totals.payableMinor),
      closing: Number(totals.closingMinor),
    };
  });
}

function figures(line: StatementLine): NeutralCase['statements'][number]['lines'][number] {
  const amounts = [line.amountMinor, line.underReviewMinor, line.heldMinor, line.payableMinor].map(Number) as [
    number,
    number,
    number,
    number,
  ];
  return [line.period, line.component, line.subject, line.occurrence, ...amounts];
}
