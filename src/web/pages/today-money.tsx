import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { type MoneyBackWire, readMoneyBack } from '#protocol/endpoints-today.ts';
import { useSpeech } from '../i18n/speech.tsx';
import { Answered } from '../ui/answered.tsx';
import { asking } from '../wire/asking.ts';
import { useHere } from '../wire/here.ts';
import { CasesLink } from './today-cases.tsx';

/** Money out, money back: four figures, each open to what is behind it. */
export function MoneyBlock() {
  const { words } = useSpeech();
  const here = useHere();
  return (
    <section className="block today__wide" aria-labelledby="today-money">
      <h2 id="today-money">{words.today.money.title}</h2>
      <Answered of={asking(here.slug, readMoneyBack, {})} lines={4}>
        {(money) => <MoneyFigures money={money} />}
      </Answered>
    </section>
  );
}

function MoneyFigures({ money }: { readonly money: MoneyBackWire }) {
  const { words, format } = useSpeech();
  const texts = words.today.money;
  const { spent, ordered, received, currency } = money;
  const amount = (minor: string) => format.money(minor, currency);
  const many = (say: (n: number, text: string) => string, n: number) => say(n, format.count(n));
  const parts = [
    ...(spent.costs.count === 0 ? [] : [many(texts.costs, spent.costs.count)]),
    ...(spent.statements.count === 0 ? [] : [many(texts.statements, spent.statements.count)]),
  ];
  return (
    <>
      <p className="soft small">{texts.span(format.day(money.from), format.day(money.to))}</p>
      <dl className="figures">
        <Figure label={texts.spent} value={amount(spent.minor)} note={parts.length === 0 ? texts.noCosts : format.list(parts)}>
          {spent.count === 0 ? <ImportLink>{texts.addCosts}</ImportLink> : <CasesLink of="spent" />}
        </Figure>
        <Figure label={texts.ordered} value={amount(ordered.minor)} note={many(texts.orders, ordered.count)}>
          {ordered.count === 0 ? null : <CasesLink of="ordered" />}
        </Figure>
        <Figure
          label={texts.received}
          value={amount(received.minor)}
          note={
            received.count === 0 ? texts.noPayments : `${texts.net(amount(received.netMinor))} · ${many(texts.payments, received.count)}`
          }
        >
          {received.count === 0 ? <ImportLink>{texts.addPayments}</ImportLink> : <CasesLink of="received" />}
        </Figure>
        <Back money={money} />
      </dl>
      <p className="soft today__said">{[...cycleSaid(money), ...leftOut(money)].join(' ')}</p>
    </>
  );

  function cycleSaid({ cycle }: MoneyBackWire): readonly string[] {
    if (cycle === null) return [texts.cycleUnknown];
    const said = cycle.to === 'money' ? texts.cycleMoney : texts.cycleWon;
    return [said(format.count(cycle.medianDays), format.count(cycle.deals)), cycle.isLongerThanSpan ? texts.longer : texts.partStillComes];
  }

  function leftOut({ otherCurrencies }: MoneyBackWire): readonly string[] {
    return [
      ...(received.withoutTax === 0 ? [] : [many(texts.withoutTax, received.withoutTax)]),
      ...(otherCurrencies === 0 ? [] : [many(texts.otherCurrencies, otherCurrencies)]),
    ];
  }
}

/** The ratio is said in whole tenths while few payments carry it, and says how few. */
function Back({ money: { back, currency } }: { readonly money: MoneyBackWire }) {
  const { words, format } = useSpeech();
  const texts = words.today.money;
  const label = texts.back(currency);
  if (back.hundredths === null) {
    return <Figure label={label} value="–" note={back.state === 'no_costs' ? texts.noCosts : texts.noPayments} />;
  }
  const ratio = Number(back.hundredths) / 100;
  if (back.state === 'known') return <Figure label={label} value={format.decimal(ratio, 2)} note={texts.backOf} />;
  const few = texts.tooFew(back.payments, format.count(back.payments), format.count(back.enoughFrom));
  return (
    <Figure label={label} value={`≈ ${format.decimal(ratio, 1)}`} note={texts.backOf}>
      <span className="few">{few}</span>
    </Figure>
  );
}

interface FigureProps {
  readonly label: string;
  readonly value: string;
  readonly note: string;
  readonly children?: ReactNode;
}

function Figure({ label, value, note, children }: FigureProps) {
  return (
    <div className="figures__one">
      <dt>{label}</dt>
      <dd className="figures__value">{value}</dd>
      <dd className="soft small">{note}</dd>
      {children === undefined || children === null ? null : <dd>{children}</dd>}
    </div>
  );
}

function ImportLink(props: { readonly children: string }) {
  const here = useHere();
  if (!here.may('imports.write')) return null;
  return (
    <Link to="/w/$workspace/imports" params={{ workspace: here.slug }}>
      {props.children}
    </Link>
  );
}
