import { NativeSelect } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Definition } from '#core/definitions/definition.ts';
import { silenceOf } from '#core/promises/agreements/draft-agreement.ts';
import { shortKey } from '#core/promises/agreements/draft-answers.ts';
import { definitionRef } from '#core/promises/agreements/read-agreement.ts';
import { useSpeech } from '../i18n/speech.tsx';
import { ChoiceField, fieldId, TextField, TickField, useAsked, WholeField } from './asked.tsx';
import { CapQuestion, PriceQuestion } from './price-questions.tsx';

interface QuestionsProps {
  readonly adopted: readonly Definition[];
  readonly templates: readonly Definition[];
  /** Sources that leads came from so far. */
  readonly sources: readonly string[];
  /** Short names of agencies already under contract, so that one agency is one party everywhere. */
  readonly agencies: ReadonlyMap<string, string>;
  readonly effectiveFrom?: { readonly value: string; readonly onType: (day: string) => void };
}

/** The eight questions, in the order in which two people talk about them. */
export function Questions(props: QuestionsProps) {
  const { words } = useSpeech();
  const texts = words.newAgreement;
  return (
    <div className="questions">
      <Question number={1} title={texts.q1}>
        <Parties agencies={props.agencies} />
      </Question>
      <Question number={2} title={texts.q2}>
        <ResultChoice adopted={props.adopted} templates={props.templates} />
      </Question>
      <Question number={3} title={texts.q3}>
        <PriceQuestion />
      </Question>
      <Question number={4} title={texts.q4}>
        <CapQuestion />
      </Question>
      <Question number={5} title={texts.q5}>
        <Term {...(props.effectiveFrom === undefined ? {} : { effectiveFrom: props.effectiveFrom })} />
      </Question>
      <Question number={6} title={texts.q6}>
        <Review />
      </Question>
      <Question number={7} title={texts.q7}>
        <Attribution sources={props.sources} />
      </Question>
      <Question number={8} title={texts.q8}>
        <Disagreement />
      </Question>
    </div>
  );
}

function Question(props: { readonly number: number; readonly title: string; readonly children: ReactNode }) {
  return (
    <fieldset className="question">
      <legend>
        <span className="faint">{props.number}</span> {props.title}
      </legend>
      {props.children}
    </fieldset>
  );
}

function Parties({ agencies }: Pick<QuestionsProps, 'agencies'>) {
  const { words } = useSpeech();
  const texts = words.newAgreement;
  const { answers, change, isAmendment } = useAsked();
  const { payer, payee } = answers;
  const name = (typed: string) => {
    const key = agencies.get(typed.trim().toLowerCase()) ?? shortKey(typed, 'agency');
    change({ payee: { ...payee, name: typed, key } });
  };
  return (
    <>
      <TextField field="payeeName" label={texts.agencyName} value={payee.name} onType={name} disabled={isAmendment} />
      <TextField
        field="payeeVatId"
        label={texts.vatId}
        value={payee.vatId}
        onType={(vatId) => change({ payee: { ...payee, vatId: vatId.slice(0, 40) } })}
      />
      <TickField
        field="payeeBusiness"
        label={texts.business}
        help={texts.businessHelp}
        checked={payee.business}
        onTick={(business) => change({ payee: { ...payee, business } })}
      />
      <TextField
        field="payerName"
        label={texts.you}
        value={payer.name}
        onType={(typed) => change({ payer: { ...payer, name: typed } })}
        disabled={isAmendment}
      />
    </>
  );
}

function ResultChoice({ adopted, templates }: Pick<QuestionsProps, 'adopted' | 'templates'>) {
  const { words, language } = useSpeech();
  const texts = words.newAgreement;
  const { answers, change, isAmendment } = useAsked();
  const offered = [...adopted, ...templates];
  const chosen = offered.find(({ key, version }) => key === answers.result?.key && version === answers.result.version);
  // Claim kinds, claw-back and history hang on what counts: an amendment takes another version of it, not another thing.
  const fits = (one: Definition) => !isAmendment || one.key === answers.result?.key;
  const option = (one: Definition) => ({ value: definitionRef(one), label: `${one.title[language]} (${texts.version(one.version)})` });
  return (
    <>
      <NativeSelect
        id={fieldId('result')}
        label={texts.definition}
        value={chosen === undefined ? '' : definitionRef(chosen)}
        data={[
          { value: '', label: texts.choose },
          ...groupOf(texts.adopted, adopted.filter(fits).map(option)),
          ...groupOf(texts.templates, templates.filter(fits).map(option)),
        ]}
        onChange={(event) => {
          const one = offered.find((definition) => definitionRef(definition) === event.currentTarget.value);
          change({ result: one === undefined ? null : { key: one.key, version: one.version, subject: one.subject, title: one.title } });
        }}
      />
      {chosen === undefined ? null : <p className="soft small">{chosen.wording[language]}</p>}
      {chosen !== undefined && templates.includes(chosen) ? <p className="small">{texts.willAdopt}</p> : null}
    </>
  );
}

function groupOf(group: string, items: { value: string; label: string }[]) {
  return items.length === 0 ? [] : [{ group, items }];
}

function Term({ effectiveFrom }: Pick<QuestionsProps, 'effectiveFrom'>) {
  const { words } = useSpeech();
  const texts = words.newAgreement;
  const { answers, change, isAmendment } = useAsked();
  return (
    <>
      <div className="pair">
        <TextField
          field="from"
          type="date"
          label={texts.from}
          value={answers.from}
          onType={(from) => change({ from })}
          disabled={isAmendment}
        />
        <TextField field="to" type="date" label={texts.to} value={answers.to} onType={(to) => change({ to })} />
      </div>
      {effectiveFrom === undefined ? (
        <p className="faint small">{texts.fromHelp}</p>
      ) : (
        <TextField field="effectiveFrom" type="date" label={texts.effectiveFrom} help={texts.fromHelp} {...effectiveFrom} />
      )}
    </>
  );
}

function Review() {
  const { words } = useSpeech();
  const texts = words.newAgreement;
  const { answers, change } = useAsked();
  const mayCount = silenceOf({ ...answers, silence: true });
  return (
    <>
      <WholeField field="reviewDays" label={texts.reviewDays} value={answers.reviewDays} onType={(reviewDays) => change({ reviewDays })} />
      <TickField
        field="silence"
        label={texts.silence}
        help={texts.silenceHelp}
        checked={answers.silence && mayCount}
        disabled={!mayCount}
        onTick={(silence) => change({ silence })}
      />
    </>
  );
}

function Attribution({ sources }: Pick<QuestionsProps, 'sources'>) {
  const { words } = useSpeech();
  const texts = words.newAgreement;
  const { answers, change } = useAsked();
  const named = answers.sources.map((one) => one.trim()).filter((one) => one !== '');
  const toggle = (source: string) =>
    change({ sources: named.includes(source) ? named.filter((one) => one !== source) : [...named, source] });
  return (
    <>
      <TextField
        field="sources"
        label={texts.sources}
        help={texts.sourcesHelp}
        value={answers.sources.join(',')}
        onType={(text) => change({ sources: text === '' ? [] : text.split(',') })}
      />
      {sources.length === 0 ? null : (
        <div className="row small">
          <span className="faint">{texts.sourcesKnown}</span>
          {sources.map((source) => (
            <button key={source} type="button" className="pick" aria-pressed={named.includes(source)} onClick={() => toggle(source)}>
              {source}
            </button>
          ))}
        </div>
      )}
      <TextField
        field="campaigns"
        label={`${texts.campaigns} (${words.shell.optional})`}
        value={answers.campaigns.join(',')}
        onType={(text) => change({ campaigns: text === '' ? [] : text.split(',') })}
      />
      <ChoiceField
        field="rule"
        label={texts.rule}
        value={answers.rule}
        choices={(['first', 'last', 'last_non_direct'] as const).map((value) => ({ value, label: texts.rules[value] }))}
        onChoose={(rule) => change({ rule })}
      />
      <WholeField
        field="lookBackDays"
        label={texts.lookBackDays}
        value={answers.lookBackDays}
        onType={(lookBackDays) => change({ lookBackDays })}
      />
    </>
  );
}

function Disagreement() {
  const { words } = useSpeech();
  const texts = words.newAgreement;
  const { answers, change } = useAsked();
  return (
    <>
      <TextField
        field="payerPerson"
        label={texts.payerPerson}
        help={texts.personHelp}
        value={answers.payerPerson}
        onType={(payerPerson) => change({ payerPerson })}
      />
      <TextField
        field="payeePerson"
        label={texts.payeePerson}
        help={texts.personHelp}
        value={answers.payeePerson}
        onType={(payeePerson) => change({ payeePerson })}
      />
      <TextField
        field="arbiter"
        label={`${texts.arbiter} (${words.shell.optional})`}
        help={texts.arbiterHelp}
        value={answers.arbiter}
        onType={(arbiter) => change({ arbiter })}
      />
      <WholeField field="noticeDays" label={texts.noticeDays} value={answers.noticeDays} onType={(noticeDays) => change({ noticeDays })} />
    </>
  );
}
