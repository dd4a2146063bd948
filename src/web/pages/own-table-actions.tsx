import { NativeSelect, TextInput } from '@mantine/core';
import type { ColumnGuessWire, OwnTableActionWire } from '#protocol/endpoints-own-table.ts';
import { useSpeech } from '../i18n/speech.tsx';
import { Icon } from '../ui/icon.tsx';
import type { OwnTableDesk } from './own-table.tsx';

const MOST_ACTIONS = 20;

/** The columns that tell of actions, and the touch each is. */
export function OwnTableActions({ table, answers, answer }: OwnTableDesk) {
  const { words } = useSpeech();
  const texts = words.ownTable.questions;
  const { actions } = answers;
  const taken = new Set([...Object.values(answers.roles), ...actions.map(({ column }) => column)]);
  const free = table.columns.filter((column) => !taken.has(column.name) && actionFrom(column) !== undefined);
  const add = (name: string) => {
    const action = free.filter((column) => column.name === name).map(actionFrom)[0];
    if (action !== undefined) answer({ actions: [...actions, action] });
  };
  const change = (index: number, next: OwnTableActionWire) =>
    answer({ actions: actions.map((action, n) => (n === index ? next : action)) });
  return (
    <>
      {actions.length === 0 ? <p className="small soft">{texts.noActions}</p> : null}
      <ul className="own-actions">
        {actions.map((action, index) => (
          <li key={action.column}>
            <div className="own-actions__head">
              <strong>{action.column}</strong>
              <span className="small soft">{texts.how[action.how]}</span>
              <button
                type="button"
                className="plain-button"
                aria-label={texts.removeAction(action.column)}
                onClick={() => answer({ actions: actions.filter((_, n) => n !== index) })}
              >
                <Icon name="cross" />
              </button>
            </div>
            {action.how === 'list' ? (
              <Words
                action={action}
                column={table.columns.find(({ name }) => name === action.column)}
                onChange={(next) => change(index, next)}
              />
            ) : (
              <TextInput
                aria-label={`${action.column} ${texts.touch}`}
                leftSection={<span className="small faint">{texts.touch}</span>}
                leftSectionWidth={64}
                defaultValue={action.touch}
                maxLength={60}
                onBlur={({ currentTarget: { value } }) => value.trim() !== '' && change(index, { ...action, touch: value.trim() })}
              />
            )}
          </li>
        ))}
      </ul>
      {free.length === 0 || actions.length >= MOST_ACTIONS ? null : (
        <NativeSelect
          aria-label={texts.addAction}
          value=""
          data={[{ value: '', label: texts.addAction }, ...free.map(({ name }) => name)]}
          onChange={(event) => add(event.currentTarget.value)}
        />
      )}
    </>
  );
}

function actionFrom({ name, kind, values, undecided }: ColumnGuessWire): OwnTableActionWire | undefined {
  const touch = named(name);
  if (kind === 'yes_no') return { column: name, how: 'yes', touch };
  if (kind === 'integer') return { column: name, how: 'count', touch };
  if ((kind === 'day' || kind === 'instant') && !undecided) return { column: name, how: 'time', touch };
  const isList = (kind === 'list' || kind === 'category') && values.length > 0;
  return isList ? { column: name, how: 'list', touches: Object.fromEntries(values.map(({ value }) => [value, named(value)])) } : undefined;
}

function named(text: string): string {
  const plain = text.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, '_');
  return plain.replaceAll(/^_+|_+$/g, '').slice(0, 60) || 'aktion';
}

interface WordsProps {
  readonly action: Extract<OwnTableActionWire, { readonly how: 'list' }>;
  readonly column: ColumnGuessWire | undefined;
  readonly onChange: (action: OwnTableActionWire) => void;
}

function Words({ action, column, onChange }: WordsProps) {
  const toggle = (value: string, on: boolean) => {
    const { [value]: _before, ...others } = action.touches;
    onChange({ ...action, touches: on ? { ...others, [value]: named(value) } : others });
  };
  return (
    <div className="own-actions__words">
      {(column?.values ?? []).map(({ value }) => (
        <label key={value}>
          <input
            type="checkbox"
            checked={action.touches[value] !== undefined}
            onChange={(event) => toggle(value, event.currentTarget.checked)}
          />{' '}
          {value}
        </label>
      ))}
    </div>
  );
}
