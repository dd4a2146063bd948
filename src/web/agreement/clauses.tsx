import type { ReactNode } from 'react';
import { parseDecimalMinor } from '#core/kernel/money.ts';
import type { Agreement, Bilingual, ComponentClause, Obligation } from '#core/promises/agreements/agreement.ts';
import type { AgreementWire } from '#protocol/endpoints-agreements.ts';
import type { Speech } from '../i18n/speech.tsx';
import type { Words } from '../i18n/words.ts';
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
    {
      key: 'review',
      text: (
        <>
          <p>
            {texts.reviewText(agreement.review.days)} {texts.countsWhen[agreement.review.countsWhen]}
          </p>
          <div>
            <p>{texts.reasons}:</p>
            <ul>
              {agreement.review.reasons.map((reason) => (
                <li key={reason.key}>{say(reason.label)}</li>
              ))}
            </ul>
          </div>
        </>
      ),
      terms: [
        ['days', String(agreement.review.days)],
        ['countsWhen', agreement.review.countsWhen],
      ],
    },
    { key: 'settlement', ...settlementClause(agreement, speech) },
    {
      key: 'obligations',
      text: (
        <div className="both-sides">
          <Promises title={agreement.parties.payer.name} promises={agreement.obligations.payer} say={say} />
          <Promises title={agreement.parties.payee.name} promises={agreement.obligations.payee} say={say} />
        </div>
      ),
      terms: [],
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

function Promises(props: { readonly title: string; readonly promises: readonly Obligation[]; readonly say: (text: Bilingual) => string }) {
  return (
    <div>
      <h3>{props.title}</h3>
      <ul>
        {props.promises.map((promise) => (
          <li key={promise.key}>{props.say(promise.text)}</li>
        ))}
      </ul>
    </div>
  );
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
            <p>{componentText(component, agreement, speech)}</p>
          </div>
        ))}
      </>
    ),
    terms: agreement.components.flatMap((component) => componentTerms(component)),
  };
}

function moneyIn(agreement: Agreement, { format }: Speech): (decimal: string) => string {
  return (decimal) => {
    const minor = parseDecimalMinor(decimal, agreement.currency);
    return minor.ok ? format.money(minor.value, agreement.currency) : decimal;
  };
}

function componentText(component: ComponentClause, agreement: Agreement, speech: Speech): string {
  const texts = speech.words.agreement;
  const money = moneyIn(agreement, speech);
  const sentences = [texts.priceText(component.price, money, speech.format.basisPoints), texts.measurement(component.measurement)];
  if (component.dedup !== undefined) sentences.push(texts.dedup(component.dedup.by, component.dedup.days));
  const { count, amount } = component.caps ?? {};
  if (count !== undefined) sentences.push(texts.capCount(count.limit, count.window));
  if (amount !== undefined) sentences.push(texts.capAmount(money(amount.limit), amount.window));
  return sentences.join(' ');
}

function componentTerms(component: ComponentClause): readonly (readonly [string, string])[] {
  const { price, caps, dedup, measurement } = component;
  const terms: [string, string][] = [
    ['component', component.key],
    ['result', component.result],
    ['price', price.model],
  ];
  if (price.model === 'per_unit') terms.push(['amount', price.amount]);
  if (price.model === 'percentage') terms.push(['rateBasisPoints', String(price.rateBasisPoints)]);
  if (price.model === 'graduated') terms.push(['tiers', price.tiers.map((tier) => `${tier.upTo ?? '…'}: ${tier.amount}`).join('; ')]);
  terms.push(['measurement', `${measurement.after} + ${measurement.days} d`]);
  if (dedup !== undefined) terms.push(['dedup', `${dedup.by}, ${dedup.days}`]);
  if (caps?.count !== undefined) terms.push(['cap, count', `${caps.count.limit} / ${caps.count.window}`]);
  if (caps?.amount !== undefined) terms.push(['cap, amount', `${caps.amount.limit} / ${caps.amount.window}`]);
  return terms;
}

function settlementClause(agreement: Agreement, speech: Speech): Body {
  const texts = speech.words.agreement;
  const { lookBackDays, runOutMonths, minimumPayout, rounding } = agreement.settlement;
  const minimum = Number(minimumPayout) === 0 ? '' : texts.minimum(moneyIn(agreement, speech)(minimumPayout));
  return {
    text: (
      <p>
        {texts.settlementText(lookBackDays, runOutMonths)} {minimum} {texts.rounding[rounding]}
      </p>
    ),
    terms: [
      ['currency', agreement.currency],
      ['lookBackDays', String(lookBackDays)],
      ['runOutMonths', String(runOutMonths)],
      ['minimumPayout', minimumPayout],
      ['rounding', rounding],
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
