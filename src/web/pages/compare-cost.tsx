import { TextInput } from '@mantine/core';
import { useEffect, useState } from 'react';
import { minorDigits } from '#core/kernel/money.ts';
import type { ComparisonWire } from '#protocol/endpoints-compare.ts';
import { typedValue, valueText } from '../format/typed-value.ts';
import { useSpeech } from '../i18n/speech.tsx';
import { useHere } from '../wire/here.ts';
import type { Look } from './compare.tsx';

const USUAL_VALUE = 40;

interface CompareCostProps {
  readonly comparison: ComparisonWire;
  readonly value?: number;
  readonly look: Look;
}

/** What lies between the widest and the narrowest definition in a month, with its arithmetic. */
export function CompareCost({ comparison, value = USUAL_VALUE, look }: CompareCostProps) {
  const { words, format, language } = useSpeech();
  const texts = words.compare;
  const { currency } = useHere().workspace;
  const [text, setText] = useState(valueText(value, currency, language));
  // What somebody types stays as they write it; only a value from elsewhere, such as the address, replaces it.
  useEffect(
    () => setText((typed) => (typedValue(typed, currency) === value ? typed : valueText(value, currency, language))),
    [value, currency, language],
  );
  const isReadable = typedValue(text, currency) !== undefined;
  const byCount = [...comparison.definitions].sort((a, b) => b.counts.yes - a.counts.yes);
  const [most, least] = [byCount[0], byCount.at(-1)];
  if (most === undefined || least === undefined) return null;
  const difference = most.counts.yes - least.counts.yes;
  const { months } = comparison;
  const minorPerUnit = 10 ** minorDigits(currency);
  const amount = format.money(String(Math.round((difference * value * minorPerUnit) / months)), currency);
  const change = (typed: string) => {
    setText(typed);
    const read = typedValue(typed, currency);
    if (read !== undefined) look({ value: read }, true);
  };
  return (
    <section className="section compare__cost">
      <h2>{texts.costTitle}</h2>
      {difference === 0 ? (
        <p>{texts.noCost}</p>
      ) : (
        <div className="compare__cost-line">
          <TextInput
            label={texts.value}
            description={texts.valueHelp}
            inputMode="decimal"
            value={text}
            maxLength={20}
            {...(isReadable || text.trim() === '' ? {} : { error: texts.valueUnreadable })}
            rightSection={<span className="faint">{currency}</span>}
            onChange={(event) => change(event.currentTarget.value)}
          />
          {isReadable ? (
            <>
              <p className="compare__arithmetic" aria-live="polite">
                <span className="soft">
                  {texts.arithmetic(
                    format.count(most.counts.yes),
                    format.count(least.counts.yes),
                    texts.months(format.count(months), months === 1),
                    format.money(String(Math.round(value * minorPerUnit)), currency),
                  )}
                  {' ='}
                </span>{' '}
                <strong>{texts.perMonth(amount)}</strong>
              </p>
              <p className="soft prose">{texts.costText(most.title[language], least.title[language], amount)}</p>
            </>
          ) : null}
        </div>
      )}
    </section>
  );
}
