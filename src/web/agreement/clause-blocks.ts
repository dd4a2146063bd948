import { isDay } from '#core/kernel/instant.ts';
import type { Agreement, Bilingual } from '#core/promises/agreements/agreement.ts';
import { ownWording } from '#core/promises/agreements/own-wording.ts';
import type { AgreementWire } from '#protocol/endpoints-agreements.ts';
import type { Speech } from '../i18n/speech.tsx';
import type { Words } from '../i18n/words.ts';
import { type Block, componentBlocks, componentTerms, moneyIn, taxText, textBlock } from './component-blocks.ts';
import { definitionIn } from './document.ts';

/** The definitions a document binds itself to, with their wording where it is known here. */
export type BoundDefinitions = AgreementWire['definitions'];

export interface ClauseBlocks {
  readonly key: keyof Words['agreement']['clauses'];
  readonly blocks: readonly Block[];
  /** Name and value as they stand in the document: what a machine reads. */
  readonly terms: readonly (readonly [string, string])[];
}
type Body = Omit<ClauseBlocks, 'key'>;

/** The agreement as numbered clauses in the person's language, each with its executable terms. */
export function clauseBlocks(agreement: Agreement, definitions: BoundDefinitions, speech: Speech): readonly ClauseBlocks[] {
  return [
    { key: 'definitions', ...definitionsClause(definitions, speech) },
    { key: 'attribution', ...attributionClause(agreement, speech) },
    {
      key: 'price',
      blocks: agreement.components.flatMap((component) => componentBlocks(component, agreement, speech)),
      terms: agreement.components.flatMap((component) => componentTerms(component)),
    },
    { key: 'review', ...reviewClause(agreement, speech) },
    { key: 'settlement', ...settlementClause(agreement, speech) },
    { key: 'obligations', ...obligationsClause(agreement, speech) },
    {
      key: 'sources',
      blocks: agreement.dataSources.map(({ provides }) => ({ kind: 'item', text: provides[speech.language] })),
      terms: agreement.dataSources.map((source, index) => [`source ${index + 1}`, source.source] as const),
    },
    { key: 'baseline', ...baselineClause(agreement, speech) },
    { key: 'exit', ...exitClause(agreement, speech) },
    { key: 'dispute', ...disputeClause(agreement, speech) },
    { key: 'privacy', ...privacyClause(agreement, speech) },
  ];
}

/** What each side promises, and what follows if it does not keep it. */
export function promiseBlocks(agreement: Agreement, side: 'payer' | 'payee', { words, language }: Speech): readonly Block[] {
  const other = agreement.parties[side === 'payer' ? 'payee' : 'payer'].name;
  return [
    { kind: 'heading', text: agreement.parties[side].name },
    ...agreement.obligations[side].map(({ text, consequence }): Block => {
      const follows = consequence === undefined ? '' : ` ${words.clause.consequence(consequence, other)}`;
      return { kind: 'item', text: `${text[language]}${follows}` };
    }),
  ];
}

function definitionsClause(definitions: BoundDefinitions, { words, language }: Speech): Body {
  return {
    blocks: definitions.flatMap(({ key, version, document }): Block[] => {
      if (document === undefined) return [textBlock(`${key}. ${words.agreement.definitionMissing}`)];
      const { title, wording, counts } = definitionIn(document);
      return [
        { kind: 'heading', text: `${title[language]}, ${words.agreement.version(version)}` },
        textBlock(wording[language]),
        ...(counts?.[language] ?? []).map((text): Block => ({ kind: 'item', text })),
      ];
    }),
    terms: definitions.map((one) => [`${one.key}@${one.version}`, one.hash.slice(0, 16)] as const),
  };
}

function obligationsClause(agreement: Agreement, speech: Speech): Body {
  return {
    blocks: [...promiseBlocks(agreement, 'payer', speech), ...promiseBlocks(agreement, 'payee', speech)],
    terms: [
      ...[...agreement.obligations.payer, ...agreement.obligations.payee].flatMap(({ key, consequence }) =>
        consequence === undefined ? [] : [[key, consequence.kind] as const],
      ),
      ...(ownWording(agreement).review
        ? [['review.days', String(agreement.review.days)] as const, ['review', speech.words.agreement.ownWording] as const]
        : []),
    ],
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
  const touches = parts.length === 0 ? [] : [texts.attributionTouches(format.list(parts))];
  return {
    blocks: [textBlock([texts.attributionRule[rule], ...touches, texts.lookBack(lookBackDays)].join(' '))],
    terms: [
      ['rule', rule],
      ['lookBackDays', String(lookBackDays)],
      ...fields.map(({ field, values }) => [field, values.join(', ')] as const),
    ],
  };
}

function reviewClause({ review, components }: Agreement, { words, language }: Speech): Body {
  const texts = words.agreement;
  const measured = Math.max(...components.map(({ measurement }) => measurement.days));
  const reopens = review.wonAfterAllDays ?? measured;
  return {
    blocks: [
      textBlock(`${texts.reviewText(review.days)} ${texts.countsWhen[review.countsWhen]}`),
      textBlock(review.silence === undefined ? words.clause.noSilence : words.clause.silence(review.silence.noticeWithinDays)),
      textBlock(reopens === 0 ? words.clause.wonAfterAllNever : words.clause.wonAfterAll(reopens)),
      textBlock(`${texts.reasons}:`),
      ...review.reasons.map(({ label }): Block => ({ kind: 'item', text: label[language] })),
    ],
    terms: [
      ['days', String(review.days)],
      ['countsWhen', review.countsWhen],
      ['silence', review.silence === undefined ? 'none' : `notice in ${review.silence.noticeWithinDays} d`],
      ['wonAfterAll', `${reopens} d`],
    ],
  };
}

function settlementClause(agreement: Agreement, speech: Speech): Body {
  const texts = speech.words.agreement;
  const { lookBackDays, runOutMonths, minimumPayout, rounding } = agreement.settlement;
  const minimum = Number(minimumPayout) === 0 ? [] : [texts.minimum(moneyIn(agreement, speech)(minimumPayout))];
  const { tax, rates = [] } = agreement;
  return {
    blocks: [
      textBlock([texts.settlementText(lookBackDays, runOutMonths), ...minimum, texts.rounding[rounding]].join(' ')),
      ...(tax === undefined ? [] : [textBlock(taxText(tax, speech))]),
      ...rates.map(({ currency, rate, on, source }) =>
        textBlock(speech.words.clause.rate(currency, rate, agreement.currency, dayText(on, speech), source)),
      ),
    ],
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

function baselineClause({ baseline }: Agreement, { words, language }: Speech): Body {
  if ('notNeededBecause' in baseline)
    return { blocks: [textBlock(words.agreement.baselineNone(baseline.notNeededBecause[language]))], terms: [] };
  return {
    blocks: [textBlock(words.agreement.baselineSome(baseline.value, baseline.period, String(baseline.n)))],
    terms: [
      ['metric', baseline.metric],
      ['value', baseline.value],
    ],
  };
}

function exitClause(agreement: Agreement, speech: Speech): Body {
  const { term, timeZone, exit } = agreement;
  const texts = speech.words.agreement;
  return {
    blocks: [
      textBlock(texts.termText(dayText(term.from, speech), dayText(term.to, speech), timeZone)),
      textBlock(`${texts.notice(exit.noticeDays)} ${said(exit.text, speech)}`),
    ],
    terms: [
      ['from', term.from],
      ['to', term.to],
      ['timeZone', timeZone],
      ['noticeDays', String(exit.noticeDays)],
      ...(ownWording(agreement).exit ? [['text', texts.ownWording] as const] : []),
    ],
  };
}

function disputeClause({ dispute }: Agreement, speech: Speech): Body {
  const texts = speech.words.agreement;
  const arbiter = dispute.arbiter === undefined ? [] : [texts.arbiter(dispute.arbiter)];
  return {
    blocks: [textBlock([said(dispute.text, speech), texts.deciders(dispute.payer, dispute.payee), ...arbiter].join(' '))],
    terms: [],
  };
}

function privacyClause({ processing }: Agreement, speech: Speech): Body {
  const texts = speech.words.agreement;
  const document = texts.on(processing.document, dayText(processing.on, speech));
  return {
    blocks: [textBlock(`${texts.privacyText[processing.article]}: ${document}.`)],
    terms: [['article', processing.article]],
  };
}

function said(text: Bilingual, { language }: Speech): string {
  return text[language];
}

/** A draft may have no day yet. */
function dayText(day: string, { format }: Speech): string {
  return isDay(day) ? format.day(`${day}T12:00:00Z`, 'UTC') : day;
}
