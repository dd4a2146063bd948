import { TextInput } from '@mantine/core';
import { useMemo, useState } from 'react';
import { parseDecimalMinor } from '#core/kernel/money.ts';
import type { Agreement, ComponentClause } from '#core/promises/agreements/agreement.ts';
import { typedDecimal } from '#core/promises/agreements/draft-answers.ts';
import { type WorkedExample, workedExample } from '#core/settlement/worked-example.ts';
import { moneyIn } from '../agreement/component-blocks.ts';
import { type Speech, useSpeech } from '../i18n/speech.tsx';
import { Amount } from '../ui/marks.tsx';

const MOST_RESULTS = 500;

interface ExampleProps {
  /** Undefined while price, cap or term are not there yet. */
  readonly agreement: Agreement | undefined;
  readonly component: string;
}

/** "40 leads at 180.00, cap 5: 900.00", settled by the engine that settles real months. */
export function Example({ agreement, component }: ExampleProps) {
  const speech = useSpeech();
  const texts = speech.words.newAgreement;
  const [typedCount, typeCount] = useState('40');
  const [net, typeNet] = useState('8000');
  const clause = agreement?.components.find(({ key }) => key === component);
  const isShare = clause?.price.model === 'percentage';
  const count = clause?.price.model === 'fixed' ? 1 : Math.min(Number(typedCount.replace(/\D/g, '')), MOST_RESULTS);
  const example = useMemo(() => {
    if (agreement === undefined) return undefined;
    const netMinor = parseDecimalMinor(typedDecimal(net, agreement.currency), agreement.currency);
    return workedExample(agreement, component, count, netMinor.ok && netMinor.value > 0n ? netMinor.value : 0n);
  }, [agreement, component, count, net]);
  return (
    <section className="example" aria-labelledby="example">
      <h2 id="example">{texts.example}</h2>
      {agreement === undefined || clause === undefined || example === undefined ? (
        <p className="soft">{texts.exampleNeeds}</p>
      ) : (
        <>
          <p className="example__line" aria-live="polite">
            {lineText(clause, agreement, count, speech)}:{' '}
            <strong>
              <Amount minor={example.amountMinor} currency={agreement.currency} />
            </strong>
          </p>
          <div className="example__body">
            {clause.price.model === 'fixed' ? null : (
              <TextInput
                label={texts.exampleCount}
                inputMode="numeric"
                value={typedCount}
                maxLength={3}
                onChange={(event) => typeCount(event.currentTarget.value)}
              />
            )}
            {isShare ? (
              <TextInput
                label={texts.exampleNet}
                inputMode="decimal"
                value={net}
                maxLength={15}
                onChange={(event) => typeNet(event.currentTarget.value)}
              />
            ) : null}
            <Figures example={example} currency={agreement.currency} />
          </div>
          <p className="faint small">
            {texts.exampleMonth(speech.format.month(example.period))}. {texts.exampleText}{' '}
            {isShort(agreement, example) ? texts.exampleShort : null}
          </p>
        </>
      )}
    </section>
  );
}

function Figures({ example, currency }: { readonly example: WorkedExample; readonly currency: string }) {
  const { words, format } = useSpeech();
  const texts = words.newAgreement;
  return (
    <dl className="example__figures">
      {example.heldMinor === 0n ? null : (
        <>
          <dt>{texts.exampleHeld}</dt>
          <dd className="num">
            <Amount minor={example.heldMinor} currency={currency} />
          </dd>
        </>
      )}
      <dt>{texts.examplePaid}</dt>
      <dd className="num">
        <Amount minor={example.payableMinor} currency={currency} />
      </dd>
      {example.unpaid === 0 ? null : <dd className="example__unpaid faint">{texts.exampleUnpaid(format.count(example.unpaid))}</dd>}
    </dl>
  );
}

function lineText(clause: ComponentClause, agreement: Agreement, count: number, speech: Speech): string {
  const { words, format, language } = speech;
  const texts = words.newAgreement;
  const money = moneyIn(agreement, speech);
  const { price, caps } = clause;
  const one =
    price.model === 'per_unit' || price.model === 'fixed'
      ? texts.examplePrice(money(price.amount))
      : price.model === 'percentage'
        ? texts.examplePrice(format.basisPoints(price.rateBasisPoints))
        : '';
  const cap =
    caps?.count !== undefined
      ? texts.exampleCapCount(format.count(caps.count.limit))
      : caps?.amount !== undefined
        ? texts.exampleCapAmount(money(caps.amount.limit))
        : '';
  return texts.exampleLine(format.count(count), clause.title[language], one, cap);
}

function isShort({ term }: Agreement, { period }: WorkedExample): boolean {
  const first = `${period}-01`;
  return term.from > first || term.to < `${period}-28`;
}
