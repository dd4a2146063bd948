import { Button, NativeSelect, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import type { ColumnGuessWire, ColumnRoleWire, OpenAnswerWire } from '#protocol/endpoints-own-table.ts';
import { useSpeech } from '../i18n/speech.tsx';
import type { Words } from '../i18n/words.ts';
import { contentLine, kindText } from '../ui/fact-content.tsx';
import { Note } from '../ui/notes.tsx';
import { useHere } from '../wire/here.ts';
import type { OwnTableDesk } from './own-table.tsx';
import { OwnTableActions } from './own-table-actions.tsx';
import { FormatChoice } from './own-table-format.tsx';
import { OwnTableStages } from './own-table-stages.tsx';

/** The third step: six questions, each with its column and how the first rows read with it. */
export function OwnTableQuestions(desk: OwnTableDesk) {
  const { words } = useSpeech();
  const texts = words.ownTable.questions;
  const { table, answers, answer, goTo } = desk;
  const isTime = ({ kind }: ColumnGuessWire) => kind === 'day' || kind === 'instant';
  return (
    <section className="section own-section">
      <h2>{texts.title}</h2>
      <Question n={1} title={texts.source} help={texts.sourceHelp} desk={desk} kinds={['lead.captured']} fields={['source', 'campaign']}>
        <RoleChoice meaning="source" desk={desk} label={texts.source} fits={({ kind }) => kind !== 'empty' && kind !== 'day'} />
        <TextInput
          label={texts.unknown}
          defaultValue={answers.unknown}
          maxLength={100}
          onBlur={({ currentTarget: { value } }) => value.trim() !== '' && answer({ unknown: value.trim() })}
        />
      </Question>
      <Question n={2} title={texts.firstContact} help={texts.firstContactHelp} desk={desk} kinds={['lead.captured']} fields={[]}>
        <RoleChoice meaning="firstContact" desk={desk} label={texts.firstContact} fits={isTime} />
        <RoleFormat meaning="firstContact" desk={desk} />
      </Question>
      <Question n={3} title={texts.actions} help={texts.actionsHelp} desk={desk} kinds={['touch.recorded']}>
        <OwnTableActions {...desk} />
      </Question>
      <Question
        n={4}
        title={texts.stage}
        help={texts.stageHelp}
        desk={desk}
        kinds={['deal.opened', 'deal.stage_changed']}
        fields={['stage']}
      >
        <RoleChoice meaning="stage" desk={desk} label={texts.stage} fits={({ values }) => values.length > 0} />
        <OwnTableStages {...desk} />
      </Question>
      <Question n={5} title={texts.closed} help={texts.closedHelp} desk={desk} kinds={['deal.won', 'deal.lost']} fields={['reason']}>
        <RoleChoice meaning="closed" desk={desk} label={texts.closed} fits={isTime} />
        <RoleFormat meaning="closed" desk={desk} />
        {answers.roles.closed === undefined || answers.roles.stage === undefined ? null : (
          <NativeSelect
            label={texts.closedMissing}
            value={answers.closedMissing}
            data={(['refuse', 'first_contact'] as const).map((one) => ({ value: one, label: texts.missing[one] }))}
            onChange={({ currentTarget: { value } }) => answer({ closedMissing: value === 'first_contact' ? 'first_contact' : 'refuse' })}
          />
        )}
      </Question>
      <Question
        n={6}
        title={texts.amount}
        help={texts.amountHelp}
        desk={desk}
        kinds={['deal.won', 'deal.stage_changed']}
        fields={['amount']}
      >
        <RoleChoice meaning="amount" desk={desk} label={texts.amount} fits={({ kind }) => kind === 'money' || kind === 'integer'} />
        <RoleFormat meaning="amount" desk={desk} />
      </Question>
      {table.open.length === 0 ? null : (
        <Note title={texts.open} tone="review" icon="warn">
          <ul>
            {table.open.map((open) => (
              <li key={JSON.stringify(open)}>{openText(words, open)}</li>
            ))}
          </ul>
        </Note>
      )}
      <div className="row own-next">
        <Button disabled={table.open.length > 0} onClick={() => goTo('preview')}>
          {texts.toPreview}
        </Button>
        <Button variant="subtle" onClick={() => goTo('columns')}>
          {words.ownTable.back}
        </Button>
      </div>
    </section>
  );
}

function openText({ ownTable: { questions } }: Words, open: OpenAnswerWire): string {
  const texts = questions.openAnswers;
  if (open.what === 'first_contact') return texts.first_contact;
  return open.what === 'stage' ? texts.stage(open.value) : texts[open.what](open.column);
}

interface QuestionProps {
  readonly n: number;
  readonly title: string;
  readonly help: string;
  readonly desk: OwnTableDesk;
  /** The events that show how the first rows read. */
  readonly kinds: readonly string[];
  /** What of them belongs to the question; all of it unless stated. */
  readonly fields?: readonly string[];
  readonly children: ReactNode;
}

function Question(props: QuestionProps) {
  const { words } = useSpeech();
  return (
    <section className="own-question" aria-label={props.title}>
      <div className="own-question__ask">
        <h3>
          <span className="own-question__n">{props.n}</span> {props.title}
        </h3>
        <p className="soft small">{props.help}</p>
        {props.children}
      </div>
      <div className="own-question__reads">
        <p className="small faint">{words.ownTable.questions.reads}</p>
        <FirstRows {...props} />
      </div>
    </section>
  );
}

const ROWS_SHOWN = 4;

function FirstRows({ desk, kinds, fields }: QuestionProps) {
  const { words, format } = useSpeech();
  const { timeZone } = useHere().workspace;
  const facts = (desk.table.report?.preview ?? []).filter(({ kind = '' }) => kinds.includes(kind)).slice(0, ROWS_SHOWN);
  const { readsNone, readsOpen } = words.ownTable.questions;
  if (facts.length === 0) return <p className="soft">{desk.table.report === null ? readsOpen : readsNone}</p>;
  return (
    <ul>
      {facts.map((fact, index) => {
        const content = Object.fromEntries(Object.entries(fact.data ?? {}).filter(([field]) => fields?.includes(field) ?? true));
        const when =
          fact.occurredAt === undefined ? '' : (fact.precision === 'day' ? format.day : format.moment)(fact.occurredAt, timeZone);
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: the first rows have no other name before they are imported.
          <li key={index}>
            <span className="mono small">{when}</span> {kindText(words, fact.kind ?? '')}
            <span className="soft"> {contentLine(words, format, content)}</span>
          </li>
        );
      })}
    </ul>
  );
}

interface RoleChoiceProps {
  readonly meaning: ColumnRoleWire;
  readonly desk: OwnTableDesk;
  readonly label: string;
  readonly fits: (column: ColumnGuessWire) => boolean;
}

function RoleChoice({ meaning: role, desk, label, fits }: RoleChoiceProps) {
  const { words } = useSpeech();
  const { table, answers, answer } = desk;
  const chosen = answers.roles[role];
  const choose = (name: string) => {
    // A column has one meaning: taken for this, it is no longer taken for another.
    const others = Object.fromEntries(Object.entries(answers.roles).filter(([one, column]) => one !== role && column !== name));
    const roles = name === '' ? others : { ...others, [role]: name };
    answer({ roles, actions: answers.actions.filter(({ column }) => column !== name) });
  };
  return (
    <NativeSelect
      aria-label={label}
      value={chosen ?? ''}
      data={[
        { value: '', label: words.ownTable.questions.none },
        ...table.columns.filter((column) => fits(column) || column.name === chosen).map(({ name }) => name),
      ]}
      onChange={(event) => choose(event.currentTarget.value)}
    />
  );
}

function RoleFormat({ meaning: role, desk }: { readonly meaning: ColumnRoleWire; readonly desk: OwnTableDesk }) {
  const { words } = useSpeech();
  const column = desk.table.columns.find(({ name }) => name === desk.answers.roles[role]);
  return <FormatChoice column={column} desk={desk} {...(column?.undecided === true ? { label: words.ownTable.columns.format } : {})} />;
}
