import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { CostPerWire, FiguresWire, SourceRowWire } from '#protocol/endpoints-figures.ts';
import { useSpeech } from '../i18n/speech.tsx';
import { useHere } from '../wire/here.ts';
import type { LeadSelection } from './lead-selection.ts';

type Measure = 'cost' | 'leads' | 'qualified' | 'won' | 'net' | 'received';

function measured(row: SourceRowWire): Readonly<Record<Measure, bigint>> {
  return {
    cost: BigInt(row.costMinor),
    leads: BigInt(row.leads),
    qualified: BigInt(row.qualified),
    won: BigInt(row.won),
    net: BigInt(row.netMinor),
    received: BigInt(row.receivedMinor),
  };
}

const descending = (a: bigint, b: bigint) => (a < b ? 1 : -1);

/** Small multiples: one column per measure, in each a bar of its own scale under the number. */
export function FigureTable({ figures }: { readonly figures: FiguresWire }) {
  const { words, format } = useSpeech();
  const texts = words.figures;
  const { rows, currency } = figures;
  const all = rows.map(measured);
  const most = (measure: Measure) => {
    const top = all.map((one) => one[measure]).toSorted(descending)[0] ?? 0n;
    return top > 0n ? top : 1n;
  };
  const leads = rows.reduce((sum, row) => sum + row.leads, 0);
  const total = totalOf(figures);
  return (
    <section className="section" aria-label={texts.bySource}>
      <h2>{texts.bySource}</h2>
      <div className="table-wrap">
        <table className="table stacking by-source">
          <thead>
            <tr>
              <th>{texts.source}</th>
              {(['cost', 'leads', 'qualified', 'won', 'net', 'received', 'costPerLead', 'costPerOrder'] as const).map((key) => (
                <th key={key} className="num">
                  {key === 'costPerLead' || key === 'costPerOrder' ? `${texts.cost} ${texts[key]}` : texts[key]}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <FigureRow key={row.source} row={row} figures={figures} leads={leads} most={most} />
            ))}
          </tbody>
          <tfoot>
            <tr>
              <td>{texts.all}</td>
              <Cell name={texts.cost}>{format.money(total.costMinor, currency)}</Cell>
              <Cell name={texts.leads}>{format.count(total.leads)}</Cell>
              <Cell name={texts.qualified}>{format.count(total.qualified)}</Cell>
              <Cell name={texts.won}>{format.count(total.won)}</Cell>
              <Cell name={texts.net}>{format.money(total.netMinor, currency)}</Cell>
              <Cell name={texts.received}>{format.money(total.receivedMinor, currency)}</Cell>
              <Cell name={`${texts.cost} ${texts.costPerLead}`}>
                <PerLead cost={figures.overall.perLead} currency={currency} />
              </Cell>
              <Cell name={`${texts.cost} ${texts.costPerOrder}`}>
                <PerOrder cost={figures.overall.perOrder} currency={currency} />
              </Cell>
            </tr>
          </tfoot>
        </table>
      </div>
      {figures.unassignedMinor === '0' ? null : (
        <p className="soft small by-source__note">{texts.unassigned(format.money(figures.unassignedMinor, currency))}</p>
      )}
      {figures.otherCurrency === 0 ? null : <p className="soft small by-source__note">{texts.otherCurrency(figures.otherCurrency)}</p>}
    </section>
  );
}

/** Costs that belong to no source are in the total all the same. */
function totalOf({ rows, unassignedMinor }: FiguresWire) {
  const sum = (of: (row: SourceRowWire) => number) => rows.reduce((total, row) => total + of(row), 0);
  const money = (of: (row: SourceRowWire) => string) => rows.reduce((total, row) => total + BigInt(of(row)), 0n);
  return {
    leads: sum((row) => row.leads),
    qualified: sum((row) => row.qualified),
    won: sum((row) => row.won),
    costMinor: String(money((row) => row.costMinor) + BigInt(unassignedMinor)),
    netMinor: String(money((row) => row.netMinor)),
    receivedMinor: String(money((row) => row.receivedMinor)),
  };
}

interface FigureRowProps {
  readonly row: SourceRowWire;
  readonly figures: FiguresWire;
  /** Of all sources. */
  readonly leads: number;
  readonly most: (measure: Measure) => bigint;
}

function FigureRow({ row, figures, leads, most }: FigureRowProps) {
  const { words, format } = useSpeech();
  const texts = words.figures;
  const { currency, days, definition } = figures;
  const values = measured(row);
  const opens: LeadSelection = { source: row.source, days };
  const counted = (n: number, to: LeadSelection) => (n === 0 ? format.count(0) : <Opens to={to}>{format.count(n)}</Opens>);
  const bar = (measure: Measure) => ({ share: Number((values[measure] * 1_000n) / most(measure)) / 1_000, tone: tones[measure] });
  const said = definition === null ? {} : { definition };
  return (
    <tr>
      <td>
        {row.leads === 0 ? row.source : <Opens to={opens}>{row.source.trim() === '' ? texts.unknown : row.source}</Opens>}
        {row.unknown && leads > 0 ? <span className="faint small"> {texts.share(format.share(row.leads / leads))}</span> : null}
      </td>
      <Cell name={texts.cost} bar={bar('cost')}>
        {row.costMinor === '0' ? <span className="faint">{texts.noCost}</span> : format.money(row.costMinor, currency)}
      </Cell>
      <Cell name={texts.leads} bar={bar('leads')}>
        {counted(row.leads, opens)}
      </Cell>
      <Cell name={texts.qualified} bar={bar('qualified')}>
        {counted(row.qualified, { ...opens, ...said, answer: 'yes' })}
      </Cell>
      <Cell name={texts.won} bar={bar('won')}>
        {counted(row.won, { ...opens, state: 'won' })}
      </Cell>
      <Cell name={texts.net} bar={bar('net')}>
        {row.netMinor === '0' ? '–' : <Opens to={{ ...opens, state: 'won' }}>{format.money(row.netMinor, currency)}</Opens>}
      </Cell>
      <Cell name={texts.received} bar={bar('received')}>
        {row.receivedMinor === '0' ? '–' : format.money(row.receivedMinor, currency)}
      </Cell>
      <Cell name={`${texts.cost} ${texts.costPerLead}`}>
        <PerLead cost={row.perLead} currency={currency} />
      </Cell>
      <Cell name={`${texts.cost} ${texts.costPerOrder}`}>
        <PerOrder cost={row.perOrder} currency={currency} />
      </Cell>
    </tr>
  );
}

const tones: Readonly<Record<Measure, 'out' | 'plain' | 'proven'>> = {
  cost: 'out',
  leads: 'plain',
  qualified: 'plain',
  won: 'proven',
  net: 'proven',
  received: 'proven',
};

interface CellProps {
  readonly name: string;
  readonly bar?: { readonly share: number; readonly tone: string };
  readonly children: ReactNode;
}

/** A number over its bar; the name stands beside it where the head of the table is not shown. */
function Cell({ name, bar, children }: CellProps) {
  return (
    <td className="num">
      <span className="by-source__name" aria-hidden="true">
        {name}
      </span>
      {children}
      {bar === undefined || bar.share <= 0 ? null : (
        <span className="by-source__bar" aria-hidden="true">
          <span data-tone={bar.tone} style={{ width: `${bar.share * 100}%` }} />
        </span>
      )}
    </td>
  );
}

function Opens(props: { readonly to: LeadSelection; readonly children: ReactNode }) {
  const here = useHere();
  if (!here.may('facts.read')) return <>{props.children}</>;
  return (
    <Link to="/w/$workspace/leads" params={{ workspace: here.slug }} search={props.to}>
      {props.children}
    </Link>
  );
}

interface PerProps {
  readonly cost: CostPerWire;
  readonly currency: string;
}

function PerLead({ cost, currency }: PerProps) {
  const { words, format } = useSpeech();
  const texts = words.figures;
  const { state, minor, count, enoughFrom } = cost;
  if (state === 'no_costs') return <>–</>;
  if (state === 'known' && minor !== null) return <>{format.money(minor, currency)}</>;
  return <Few short={texts.fewLeads(count, format.count(count))} long={texts.tooFewLeads(format.count(count), format.count(enoughFrom))} />;
}

function PerOrder({ cost, currency }: PerProps) {
  const { words, format } = useSpeech();
  const texts = words.figures;
  const { state, minor, count, enoughFrom } = cost;
  if (state === 'no_costs') return <>–</>;
  if (state === 'known' && minor !== null) return <>{format.money(minor, currency)}</>;
  return (
    <Few short={texts.fewOrders(count, format.count(count))} long={texts.tooFewOrders(format.count(count), format.count(enoughFrom))} />
  );
}

function Few({ short, long }: { readonly short: string; readonly long: string }) {
  return (
    <span className="few" title={long}>
      <span aria-hidden="true">{short}</span>
      <span className="visually-hidden">{long}</span>
    </span>
  );
}
