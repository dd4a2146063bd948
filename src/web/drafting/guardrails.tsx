import { Button, Textarea } from '@mantine/core';
import { mayHoldBack } from '#core/promises/agreements/draft-agreement.ts';
import { type DraftText, draftTexts } from '#core/promises/agreements/draft-answers.ts';
import { standardsOf } from '#core/promises/agreements/draft-texts.ts';
import { textsOf } from '#core/promises/agreements/own-wording.ts';
import { useSpeech } from '../i18n/speech.tsx';
import { fieldId, TextField, useAsked, WholeField } from './asked.tsx';

/** What keeps a contract fair without anybody having to think of it: set, visible, and open to change. */
export function Guardrails() {
  const { words } = useSpeech();
  const texts = words.newAgreement;
  const { answers, change } = useAsked();
  const { dedupBy, clawBack } = standardsOf[answers.result?.subject ?? 'lead'];
  return (
    <section className="guardrails" aria-labelledby="guardrails">
      <h2 id="guardrails">{texts.guardrails}</h2>
      <p className="soft">{texts.guardrailsText}</p>
      {dedupBy === undefined || dedupBy === 'order' ? null : (
        <WholeField field="dedupDays" label={texts.dedupDays} value={answers.dedupDays} onType={(dedupDays) => change({ dedupDays })} />
      )}
      {mayHoldBack(answers) ? (
        <div className="pair">
          <WholeField
            field="holdBackPercent"
            label={texts.holdBackPercent}
            help={texts.zeroIsNone}
            value={answers.holdBackPercent}
            onType={(holdBackPercent) => change({ holdBackPercent })}
          />
          <WholeField
            field="holdBackDays"
            label={texts.holdBackDays}
            help={'\u00a0'}
            value={answers.holdBackDays}
            onType={(holdBackDays) => change({ holdBackDays })}
          />
        </div>
      ) : (
        <p className="faint small">{texts.holdBackNone}</p>
      )}
      {clawBack.length === 0 ? (
        <p className="faint small">{texts.clawBackNone}</p>
      ) : (
        <WholeField
          field="clawBackDays"
          label={texts.clawBackDays}
          help={texts.zeroIsNone}
          value={answers.clawBackDays}
          onType={(clawBackDays) => change({ clawBackDays })}
        />
      )}
      <div className="pair">
        <TextField
          field="minimumPayout"
          label={texts.minimumPayout}
          isAmount
          suffix={answers.currency}
          value={answers.minimumPayout}
          onType={(minimumPayout) => change({ minimumPayout })}
        />
        <TextField field="dataSource" label={texts.dataSource} value={answers.dataSource} onType={(dataSource) => change({ dataSource })} />
      </div>
      <TextField
        field="processingDocument"
        label={texts.processing}
        help={texts.processingHelp}
        value={answers.processingDocument}
        onType={(processingDocument) => change({ processingDocument })}
      />
      <TextField
        field="processingOn"
        type="date"
        label={texts.processingOn}
        value={answers.processingOn}
        onType={(processingOn) => change({ processingOn })}
      />
      <UsualTexts />
    </section>
  );
}

function UsualTexts() {
  const { words } = useSpeech();
  const texts = words.newAgreement;
  const { answers } = useAsked();
  const offered = draftTexts.filter((name) => (name === 'evidence' || name === 'acceptance' ? answers.price === 'fixed' : true));
  return (
    <div className="usual-texts">
      <h3>{texts.texts}</h3>
      <p className="soft">{texts.textsText}</p>
      {offered.map((name) => (
        <UsualText key={name} name={name} />
      ))}
    </div>
  );
}

function UsualText({ name }: { readonly name: DraftText }) {
  const { words } = useSpeech();
  const texts = words.newAgreement;
  const { answers, gaps, change } = useAsked();
  const isHalf = gaps.some(({ field }) => field === `text-${name}`);
  const own = answers.texts[name];
  const shown = own ?? textsOf(answers)[name];
  const put = (part: { readonly de?: string; readonly en?: string }) =>
    change({ texts: { ...answers.texts, [name]: { ...shown, ...part } } });
  const { [name]: _, ...others } = answers.texts;
  return (
    <details>
      <summary id={fieldId(`text-${name}`)}>
        {texts.text[name]}
        {own === undefined ? null : <span className="faint"> · {isHalf ? texts.bothLanguages : texts.worded}</span>}
      </summary>
      <div className="stack">
        <Textarea
          className="fill"
          label={texts.german}
          value={shown.de}
          maxLength={2_000}
          minRows={3}
          onChange={(event) => put({ de: event.currentTarget.value })}
        />
        <Textarea
          className="fill"
          label={texts.english}
          value={shown.en}
          maxLength={2_000}
          minRows={3}
          onChange={(event) => put({ en: event.currentTarget.value })}
        />
        {own === undefined ? null : (
          <Button variant="default" onClick={() => change({ texts: others })}>
            {texts.usual}
          </Button>
        )}
      </div>
    </details>
  );
}
