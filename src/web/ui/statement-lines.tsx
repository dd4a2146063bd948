import { Button } from '@mantine/core';
import { type ReactNode, useEffect, useMemo, useState } from 'react';
import { flushSync } from 'react-dom';
import { type Movement, movements } from '#core/settlement/movement.ts';
import type { AgreementWire } from '#protocol/endpoints-agreements.ts';
import type { StatementLineWire } from '#protocol/endpoints-statements.ts';
import { agreementIn } from '../agreement/document.ts';
import { useSpeech } from '../i18n/speech.tsx';
import { FilterRow } from './filter-row.tsx';
import { Amount } from './marks.tsx';
import { movementOfLine } from './movement-mark.tsx';
import { LedgerHead, ProofLine } from './proof-line.tsx';

export type NumberedLine = StatementLineWire & { readonly n?: number };

interface StatementLinesProps {
  readonly agreement: AgreementWire;
  readonly lines: readonly NumberedLine[];
  readonly currency: string;
  /** The four steps of a line; lines of a preview have no number and cannot be opened yet. */
  readonly explain?: (n: number) => ReactNode;
  /** Only lines that moved like this; without a way to choose, the list keeps the choice to itself. */
  readonly show?: Movement;
  readonly onShow?: (movement: Movement | undefined) => void;
  /** The line that stands open and in sight. */
  readonly named?: number;
}

const STEP = 200;

/** The place a line took in its window, where its price knows one. */
function positionOf(line: NumberedLine): number {
  const step = line.arithmetic.find((one) => one.step === 'tier' || one.step === 'package');
  return step === undefined ? 0 : step.position;
}

/** As people count: by month, then by the number a result has in its window. */
function byRank(a: NumberedLine, b: NumberedLine): number {
  return a.period === b.period ? positionOf(a) - positionOf(b) : a.period < b.period ? -1 : 1;
}

/** Lines by component with their subtotals; thousands are shown in portions, so that the page stays quick. */
export function StatementLines(props: StatementLinesProps) {
  const { words, format, language } = useSpeech();
  const texts = words.statement;
  const [own, setOwn] = useState<Movement>();
  const [limit, setLimit] = useState(STEP);
  const { currency, explain, named } = props;
  const show = props.onShow === undefined ? own : props.show;
  const choose = props.onShow ?? setOwn;
  const lines = useMemo(() => props.lines.toSorted(byRank).map((line) => ({ line, movement: movementOfLine(line) })), [props.lines]);
  useEffect(() => {
    // Paper has no button to load the rest.
    const showAll = () => flushSync(() => setLimit(Number.POSITIVE_INFINITY));
    addEventListener('beforeprint', showAll);
    return () => removeEventListener('beforeprint', showAll);
  }, []);
  const present = movements.filter((one) => lines.some(({ movement }) => movement === one));
  const chosen = lines.filter(({ movement }) => show === undefined || movement === show).map(({ line }) => line);
  const place = chosen.findIndex(({ n }) => n !== undefined && n === named);
  const shown = chosen.slice(0, Math.max(limit, place + 1));
  const components = agreementIn(props.agreement.document).components;
  const keys = [...new Set(shown.map((line) => line.component))];
  const countOf = (one: Movement | 'all') =>
    format.count(one === 'all' ? lines.length : lines.filter(({ movement }) => movement === one).length);
  if (lines.length === 0) return null;
  return (
    <div className="ledger">
      {present.length <= 1 ? null : (
        <FilterRow
          label={texts.filter}
          choices={(['all', ...present] as const).map((one) => ({
            key: one,
            name: one === 'all' ? texts.allLines : texts.movements[one],
            count: countOf(one),
          }))}
          chosen={show ?? 'all'}
          onChoose={(one) => choose(one === 'all' ? undefined : one)}
        />
      )}
      <LedgerHead />
      {keys.map((key) => {
        const all = chosen.filter((line) => line.component === key);
        const sum = all.reduce((total, line) => total + BigInt(line.amountMinor), 0n);
        const payable = all.reduce((total, line) => total + BigInt(line.payableMinor), 0n);
        return (
          <section key={key}>
            <div className="ledger__group">
              <h3>{components.find((one) => one.key === key)?.title[language] ?? key}</h3>
              <span>
                {texts.lines(all.length, format.count(all.length))} · {texts.subtotal}
              </span>
              <span className="ledger__sum num">
                <span className="ledger__label">{texts.earned} </span>
                <Amount minor={sum} currency={currency} />
              </span>
              <span className="ledger__sum num">
                <span className="ledger__label">{texts.nowPayable} </span>
                <Amount minor={payable} currency={currency} />
              </span>
            </div>
            <ol>
              {shown
                .filter((line) => line.component === key)
                .map((line) => {
                  const { n } = line;
                  const open = n === undefined || explain === undefined ? {} : { children: () => explain(n) };
                  return (
                    <ProofLine
                      title={components.find((one) => one.key === key)?.title[language]}
                      key={`${line.period}/${line.key}`}
                      line={line}
                      currency={currency}
                      named={n !== undefined && n === named}
                      {...open}
                    />
                  );
                })}
            </ol>
          </section>
        );
      })}
      {shown.length < chosen.length ? (
        <p className="row no-print" style={{ paddingTop: 16 }}>
          <Button variant="default" onClick={() => setLimit(limit + STEP * 5)}>
            {texts.loadRest}
          </Button>
          <span className="faint">{texts.shownOf(format.count(shown.length), format.count(chosen.length))}</span>
        </p>
      ) : null}
    </div>
  );
}
