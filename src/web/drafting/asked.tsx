import { NativeSelect, TextInput } from '@mantine/core';
import { createContext, useContext } from 'react';
import { assert } from '#core/kernel/assert.ts';
import type { DraftField, DraftGap } from '#core/promises/agreements/draft-agreement.ts';
import type { DraftAnswers } from '#core/promises/agreements/draft-answers.ts';
import { useSpeech } from '../i18n/speech.tsx';

export interface Asked {
  readonly answers: DraftAnswers;
  readonly gaps: readonly DraftGap[];
  /** Of an amendment: what it may not change is shown and locked. */
  readonly isAmendment: boolean;
  readonly change: (part: Partial<DraftAnswers>) => void;
}

const AskedContext = createContext<Asked | undefined>(undefined);
export const AskedProvider = AskedContext.Provider;

export function useAsked(): Asked {
  const asked = useContext(AskedContext);
  assert(asked !== undefined, 'questions stand inside an AskedProvider');
  return asked;
}

/** Fields with a gap of their own, and those that are never missing. */
export type FieldName = DraftField | 'payeeVatId' | 'payeeBusiness' | 'effectiveFrom' | `upTo${number}`;

/** Where a missing answer leads to. */
export function fieldId(field: FieldName): string {
  return `answer-${field}`;
}

/** What is empty is listed once below; what was typed and cannot hold is said where it was typed. */
function useProblem(field: FieldName): string | undefined {
  const { words } = useSpeech();
  const gap = useAsked().gaps.find((one) => one.field === field && one.problem !== 'missing');
  return gap === undefined
    ? undefined
    : words.newAgreement.gap(words.newAgreement.field(gap.field), words.newAgreement.problem[gap.problem]);
}

interface FieldProps {
  readonly field: FieldName;
  readonly label: string;
  readonly help?: string;
  readonly disabled?: boolean;
}

interface TextFieldProps extends FieldProps {
  readonly value: string;
  readonly onType: (text: string) => void;
  readonly type?: 'text' | 'date';
  readonly suffix?: string;
  readonly isAmount?: boolean;
}

export function TextField({ field, label, help, value, onType, type = 'text', suffix, isAmount, disabled }: TextFieldProps) {
  const problem = useProblem(field);
  return (
    <TextInput
      id={fieldId(field)}
      label={label}
      type={type}
      value={value}
      maxLength={200}
      autoComplete="off"
      onChange={(event) => onType(event.currentTarget.value)}
      {...(isAmount === true ? { inputMode: 'decimal' as const } : {})}
      {...(disabled === true ? { disabled } : {})}
      {...(help === undefined ? {} : { description: help })}
      {...(problem === undefined ? {} : { error: problem })}
      {...(suffix === undefined ? {} : { rightSection: <span className="faint small">{suffix}</span>, rightSectionWidth: 48 })}
    />
  );
}

interface WholeFieldProps extends FieldProps {
  readonly value: number | null;
  readonly onType: (value: number | null) => void;
}

export function WholeField({ field, label, help, value, onType, disabled }: WholeFieldProps) {
  const problem = useProblem(field);
  return (
    <TextInput
      id={fieldId(field)}
      label={label}
      inputMode="numeric"
      value={value === null ? '' : String(value)}
      maxLength={7}
      autoComplete="off"
      onChange={(event) => {
        const digits = event.currentTarget.value.replace(/\D/g, '');
        onType(digits === '' ? null : Number(digits));
      }}
      {...(disabled === true ? { disabled } : {})}
      {...(help === undefined ? {} : { description: help })}
      {...(problem === undefined ? {} : { error: problem })}
    />
  );
}

interface ChoiceFieldProps<K extends string> extends FieldProps {
  readonly value: K;
  readonly choices: readonly { readonly value: K; readonly label: string }[];
  readonly onChoose: (value: K) => void;
}

export function ChoiceField<K extends string>({ field, label, help, value, choices, onChoose, disabled }: ChoiceFieldProps<K>) {
  return (
    <NativeSelect
      id={fieldId(field)}
      label={label}
      value={value}
      data={choices.map((choice) => ({ ...choice }))}
      onChange={(event) => {
        const chosen = choices.find((choice) => choice.value === event.currentTarget.value);
        if (chosen !== undefined) onChoose(chosen.value);
      }}
      {...(disabled === true ? { disabled } : {})}
      {...(help === undefined ? {} : { description: help })}
    />
  );
}

/** A tick with its words beside it, as tall as a finger. */
export function TickField(props: {
  readonly field: FieldName;
  readonly label: string;
  readonly help?: string;
  readonly checked: boolean;
  readonly disabled?: boolean;
  readonly onTick: (checked: boolean) => void;
}) {
  return (
    <div>
      <label className="tick">
        <input
          id={fieldId(props.field)}
          type="checkbox"
          checked={props.checked}
          disabled={props.disabled === true}
          onChange={(event) => props.onTick(event.currentTarget.checked)}
        />
        {props.label}
      </label>
      {props.help === undefined ? null : <p className="faint small">{props.help}</p>}
    </div>
  );
}
