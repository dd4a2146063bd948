import { Button } from '@mantine/core';
import { type DraftTier, fittingPrices } from '#core/promises/agreements/draft-answers.ts';
import { useSpeech } from '../i18n/speech.tsx';
import { Icon } from '../ui/icon.tsx';
import { ChoiceField, TextField, useAsked, WholeField } from './asked.tsx';

const MOST_TIERS = 6;

/** What one result pays: only the prices that fit what counts are offered. */
export function PriceQuestion() {
  const { words } = useSpeech();
  const texts = words.newAgreement;
  const { answers, change } = useAsked();
  const prices = fittingPrices(answers.result?.subject);
  return (
    <>
      <ChoiceField
        field="price"
        label={texts.priceModel}
        value={answers.price}
        choices={prices.map((value) => ({ value, label: texts.price[value] }))}
        onChoose={(price) => change({ price })}
      />
      {answers.price === 'per_unit' || answers.price === 'fixed' ? (
        <TextField
          field="amount"
          label={answers.price === 'fixed' ? texts.amountOfMilestone : texts.amountPerResult}
          help={texts.net}
          isAmount
          suffix={answers.currency}
          value={answers.amount}
          onType={(amount) => change({ amount })}
        />
      ) : null}
      {answers.price === 'fixed' ? (
        <WholeField
          field="dueWithinDays"
          label={texts.due}
          value={answers.dueWithinDays}
          onType={(dueWithinDays) => change({ dueWithinDays })}
        />
      ) : null}
      {answers.price === 'percentage' ? (
        <TextField
          field="percent"
          label={texts.percent}
          help={texts.net}
          isAmount
          suffix="%"
          value={answers.percent}
          onType={(percent) => change({ percent })}
        />
      ) : null}
      {answers.price === 'graduated' ? <Tiers /> : null}
    </>
  );
}

function Tiers() {
  const { words } = useSpeech();
  const texts = words.newAgreement;
  const { answers, change } = useAsked();
  const { tiers } = answers;
  const put = (index: number, part: Partial<DraftTier>) =>
    change({ tiers: tiers.map((tier, place) => (place === index ? { ...tier, ...part } : tier)) });
  const add = () => {
    const before = tiers.at(-2)?.upTo ?? 0;
    change({ tiers: [...tiers.slice(0, -1), { upTo: before + 5, amount: '' }, ...tiers.slice(-1)] });
  };
  return (
    <>
      {tiers.map((tier, index) => {
        const number = index + 1;
        const isLast = index === tiers.length - 1;
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: a tier has no name but its place.
          <div key={index} className="tier">
            {isLast ? (
              <span className="soft">{texts.tierRest(number)}</span>
            ) : (
              <WholeField field={`upTo${index}`} label={texts.tierUpTo(number)} value={tier.upTo} onType={(upTo) => put(index, { upTo })} />
            )}
            <TextField
              field={`tier${index}`}
              label={texts.tierAmount(number)}
              isAmount
              suffix={answers.currency}
              value={tier.amount}
              onType={(amount) => put(index, { amount })}
            />
            {isLast || tiers.length <= 2 ? null : (
              <button
                type="button"
                className="plain-button"
                aria-label={texts.removeTier(number)}
                onClick={() => change({ tiers: tiers.filter((_, place) => place !== index) })}
              >
                <Icon name="cross" />
              </button>
            )}
          </div>
        );
      })}
      {tiers.length < MOST_TIERS ? (
        <Button variant="subtle" leftSection={<Icon name="plus" />} onClick={add}>
          {texts.addTier}
        </Button>
      ) : null}
    </>
  );
}

export function CapQuestion() {
  const { words } = useSpeech();
  const texts = words.newAgreement;
  const { answers, change } = useAsked();
  if (answers.price === 'fixed') return <p className="soft">{texts.capFixed}</p>;
  const kinds =
    answers.price === 'percentage'
      ? (['amount'] as const)
      : answers.price === 'graduated'
        ? (['count', 'amount', 'none'] as const)
        : (['count', 'amount'] as const);
  return (
    <>
      {kinds.length === 1 ? null : (
        <ChoiceField
          field="capBy"
          label={texts.capBy}
          value={answers.capBy}
          choices={kinds.map((value) => ({ value, label: texts.cap[value] }))}
          onChoose={(capBy) => change({ capBy })}
        />
      )}
      {answers.capBy === 'count' ? (
        <WholeField
          field="capCount"
          label={texts.capCount}
          help={texts.capHelp}
          value={answers.capCount}
          onType={(capCount) => change({ capCount })}
        />
      ) : null}
      {answers.capBy === 'amount' ? (
        <TextField
          field="capAmount"
          label={texts.capAmount}
          help={texts.capHelp}
          isAmount
          suffix={answers.currency}
          value={answers.capAmount}
          onType={(capAmount) => change({ capAmount })}
        />
      ) : null}
    </>
  );
}
