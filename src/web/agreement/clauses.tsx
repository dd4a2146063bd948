import type { ReactNode } from 'react';
import type { Agreement, Bilingual, Obligation } from '#core/promises/agreements/agreement.ts';
import type { AgreementWire } from '#protocol/endpoints-agreements.ts';
import type { Speech } from '../i18n/speech.tsx';
import type { Words } from '../i18n/words.ts';
import { componentTerms, componentText, moneyIn, taxText } from './component-clause.tsx';
import { DefinitionText } from './definition-text.tsx';

export interface ClauseText {
  readonly key: keyof Words['agreement']['clauses'];
  readonly text: ReactNode;
  /** Name and value as they stand in the document: what a machine reads. */
  readonly terms: readonly (readonly [string, string])[];
}

/** The agreement as numbered clauses in the person's language, each with its executable terms. */
export function contractClauses(agreement: Agreement, wire: AgreementWire, speech: Speech): readonly ClauseText[] {
  const { words, language, format } = speech;
  const texts = words.agreement;
  const say = (text: Bilingual) => text[language];
  const day = (text: string) => format.day(`${text}T12:00:00Z`, 'UTC');
  return [
    { key: 'definitions', ...definitionsClause(wire) },
    { key: 'attribution', ...attributionClause(agreement, speech) },
    { key: 'price', ...priceClause(agreement, speech) },
    { key: 'review', ...reviewClause(agreement, speech) },
    { key: 'settlement', ...settlementClause(agreement, speech) },
    {
      key: 'obligations',
      text: (
        <div className="both-sides">
          <Promises agreement={agreement} side="payer" speech={speech} />
          <Promises agreement={agreement} side="payee" speech={speech} />
        </div>
      ),
      terms: [...agreement.obligations.payer, ...agreement.obligations.payee].flatMap(({ key, consequence }) =>
        consequence === undefined ? [] : [[key, consequence.kind] as const],
      ),
    },
    {
      key: 'sources',
      text: (
        <ul>
          {agreement.dataSources.map((source) => (
            <li key={source.source}>{say(source.provides)}</li>
          ))}
        </ul>
      ),
      terms: agreement.dataSources.map((source, index) => [`source ${index + 1}`, source.source] as const),
    },
    { key: 'baseline', ...baselineClause(agreement, speech) },
    {
      key: 'exit',
      text: (
        <>
          <p>{texts.termText(day(agreement.term.from), day(agreement.term.to), agreement.timeZone)}</p>
          <p>
            {texts.notice(agreement.exit.noticeDays)} {say(agreement.exit.text)}
          </p>
        </>
      ),
      terms: [
        ['from', agreement.term.from],
        ['to', agreement.term.to],
        ['timeZone', agreement.timeZone],
        ['noticeDays', String(agreement.exit.noticeDays)],
      ],
    },
    {
      key: 'dispute',
      text: (
        <p>
          {say(agreement.dispute.text)} {texts.deciders(agreement.dispute.payer, agreement.dispute.payee)}{' '}
          {agreement.dispute.arbiter === undefined ? null : texts.arbiter(agreement.dispute.arbiter)}
        </p>
      ),
      terms: [],
    },
    {
      key: 'privacy',
      text: (
        <p>
          {texts.privacyText[agreement.processing.article]}: {texts.on(agreement.processing.document, day(agreement.processing.on))}.
        </p>
      ),
      terms: [['article', agreement.processing.article]],
    },
  ];
}

type Body = Omit<ClauseText, 'key'>;

function Promises({
  agreement,
  side,
  speech,
}: {
  readonly agreement: Agreement;
  readonly side: 'payer' | 'payee';
  readonly speech: Speech;
}) {
  const promises: readonly Obligation[] = agreement.obligations[side];
  const other = agreement.parties[side === 'payer' ? 'payee' : 'payer'].name;
  return (
    <div>
      <h3>{agreement.parties[side].name}</h3>
      <ul>
        {promises.map((promise) => (
          <li key={promise.key}>
            {promise.text[speech.language]}
            {promise.consequence === undefined ? null : (
              <span className="soft"> {speech.words.clause.consequence(promise.consequence, other)}</span>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}

function reviewClause({ review, components }: Agreement, { words, language }: Speech): Body {
  const texts = words.agreement;
  const measured = Math.max(...components.map(({ measurement }) => measurement.days));
  const reopens = review.wonAfterAllDays ?? measured;
  return {
    text: (
      <>
        <p>
          {texts.reviewText(review.days)} {texts.countsWhen[review.countsWhen]}
        </p>
        <p>{review.silence === undefined ? words.clause.noSilence : words.clause.silence(review.silence.noticeWithinDays)}</p>
        <p>{reopens === 0 ? words.clause.wonAfterAllNever : words.clause.wonAfterAll(reopens)}</p>
        <div>
          <p>{texts.reasons}:</p>
          <ul>
            {review.reasons.map((reason) => (
              <li key={reason.key}>{reason.label[language]}</li>
            ))}
          </ul>
        </div>
      </>
    ),
    terms: [
      ['days', String(review.days)],
      ['countsWhen', review.countsWhen],
      ['silence', review.silence === undefined ? 'none' : `notice in ${review.silence.noticeWithinDays} d`],
      ['wonAfterAll', `${reopens} d`],
    ],
  };
}

function definitionsClause(wire: AgreementWire): Body {
  return {
    text: wire.definitions.map((definition) => <DefinitionText key={definition.hash} definition={definition} />),
    terms: wire.definitions.map((one) => [`${one.key}@${one.version}`, one.hash.slice(0, 16)] as const),
  };
}

function attributionClause(agreement: Agreement, { words, format }: Speech): Body {
  const texts = words.agreement;
  const { rule, lookBackDays, partnerTouches } = agreement.attribution;
  const fields = (['source', 'medium', 'campaign'] as const).flatMap((field) => {
    const values = partnerTouches[field];
    return values === undefined ? [] : [{ field, values }];
  });
  const parts = fields.map(({ field, values }) => `${texts.touchField[field]} ${values.join(' / ')}`);
  return {
    text: (
      <p>
        {texts.attributionRule[rule]} {parts.length === 0 ? null : texts.attributionTouches(format.list(parts))}{' '}
        {texts.lookBack(lookBackDays)}
      </p>
    ),
    terms: [
      ['rule', rule],
      ['lookBackDays', String(lookBackDays)],
      ...fields.map(({ field, values }) => [field, values.join(', ')] as const),
    ],
  };
}

function priceClause(agreement: Agreement, speech: Speech): Body {
  return {
    text: (
      <>
        {agreement.components.map((component) => (
          <div key={component.key}>
            <h3>{component.title[speech.language]}</h3>
            {componentText(component, agreement, speech)}
          </div>
        ))}
      </>
    ),
    terms: agreement.components.flatMap((component) => componentTerms(component)),
  };
}

function settlementClause(agreement: Agreement, speech: Speech): Body {
  const texts = speech.words.agreement;
  const { lookBackDays, runOutMonths, minimumPayout, rounding } = agreement.settlement;
  const minimum = Number(minimumPayout) === 0 ? '' : texts.minimum(moneyIn(agreement, speech)(minimumPayout));
  const { tax, rates = [] } = agreement;
  return {
    text: (
      <>
        <p>
          {texts.settlementText(lookBackDays, runOutMonths)} {minimum} {texts.rounding[rounding]}
        </p>
        {tax === undefined ? null : <p>{taxText(tax, speech)}</p>}
        {rates.map(({ currency, rate, on, source }) => (
          <p key={currency}>
            {speech.words.clause.rate(currency, rate, agreement.currency, speech.format.day(`${on}T12:00:00Z`, 'UTC'), source)}
          </p>
        ))}
      </>
    ),
    terms: [
      ['currency', agreement.currency],
      ['lookBackDays', String(lookBackDays)],
      ['runOutMonths', String(runOutMonths)],
      ['minimumPayout', minimumPayout],
      ['rounding', rounding],
      ...(tax === undefined ? [] : [['tax', `${tax.treatment}, ${tax.rateBasisPoints} bp`] as const]),
      ...rates.map(({ currency, rate }) => [currency, rate] as const),
    ],
  };
}

function baselineClause(agreement: Agreement, { words, language }: Speech): Body {
  const { baseline } = agreement;
  if ('notNeededBecause' in baseline)
    return { text: <p>{words.agreement.baselineNone(baseline.notNeededBecause[language])}</p>, terms: [] };
  return {
    text: <p>{words.agreement.baselineSome(baseline.value, baseline.period, String(baseline.n))}</p>,
    terms: [
      ['metric', baseline.metric],
      ['value', baseline.value],
    ],
  };
}
