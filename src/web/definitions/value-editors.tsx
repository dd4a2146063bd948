import { NativeSelect, TextInput } from '@mantine/core';
import { useEffect, useState } from 'react';
import { type Leaf, memberOfList, type Operand } from '#core/definitions/sentence/condition.ts';
import { fieldName, ruleWords, type Standing, typeOfField } from '#protocol/rule-sentence.ts';
import { useSpeech } from '../i18n/speech.tsx';
import { fittingParameters, freeName, isField } from './choices.ts';
import { useRuleEditing } from './rule-editing.ts';

interface LeafValueProps {
  readonly leaf: Leaf;
  readonly name: string;
  readonly standing: Standing;
  readonly onChange: (leaf: Leaf) => void;
}

/** What a condition compares with. */
export function LeafValue({ leaf, name, standing, onChange }: LeafValueProps) {
  const { words, language } = useSpeech();
  const texts = words.definitionEditor;
  const { parameters } = useRuleEditing();
  const known = useKnownValues(leaf, standing);
  if (leaf.kind === 'is' || leaf.kind === 'known') return null;
  if (leaf.kind === 'among') {
    const written = leaf.values.every((value) => value.kind === 'text');
    if (!written) return <span className="chip">{leaf.values.map((value) => textOfOperand(value, parameters)).join(', ')}</span>;
    const chosen = leaf.values.map((value) => textOfOperand(value, parameters));
    const change = (now: readonly string[]) => {
      if (now.length > 0) onChange({ ...leaf, values: now.map((text) => ({ kind: 'text', text })) });
    };
    if (known !== undefined) return <Choices label={texts.act(texts.values, name)} known={known} chosen={chosen} onChange={change} />;
    return <CommaList label={texts.act(texts.values, name)} values={chosen} onChange={change} />;
  }
  if (isField(leaf.value)) return <span className="chip">{fieldName(leaf.value, language, standing, parameters)}</span>;
  const { field, value } = leaf;
  const wanted = field.kind === 'field' ? field.name : field.kind;
  return (
    <OperandEditor
      operand={value}
      label={texts.act(texts.value, name)}
      wanted={wanted}
      {...(known === undefined ? {} : { known })}
      onChange={(operand) => onChange({ ...leaf, value: operand })}
    />
  );
}

/** Words for the values a field can have, where they are few. */
function useKnownValues(leaf: Leaf, standing: Standing): Readonly<Record<string, string>> | undefined {
  const { language } = useSpeech();
  const own = ruleWords(language);
  const { field } = leaf;
  if (typeOfField(field, standing) === 'grade') return { A: 'A', B: 'B', C: 'C', D: 'D' };
  if (field.kind !== 'field') return undefined;
  const list = Object.hasOwn(standing, field.of) ? standing[field.of] : undefined;
  const path = `${list === undefined ? field.of : memberOfList(list)}.${field.name}`;
  return path === 'touch.touch' ? own.touches : own.values[path];
}

export function textOfOperand(operand: Operand, parameters: Readonly<Record<string, number | string | boolean>>): string {
  if (operand.kind === 'parameter') return String(parameters[operand.name] ?? '');
  if (operand.kind === 'whole') return operand.digits;
  if (operand.kind === 'decimal') return String(operand.number);
  return operand.kind === 'flag' ? String(operand.flag) : operand.text;
}

interface OperandEditorProps {
  readonly operand: Operand;
  readonly label: string;
  /** What a new blank is called after. */
  readonly wanted: string;
  readonly known?: Readonly<Record<string, string>>;
  readonly path?: readonly number[];
  readonly onChange: (operand: Operand) => void;
}

/** A value: fixed in the rule, or a blank that a parameter fills. */
export function OperandEditor({ operand, label, wanted, known, onChange }: OperandEditorProps) {
  const { words, language } = useSpeech();
  const texts = words.definitionEditor;
  const { criteria } = ruleWords(language);
  const { parameters, setParameter } = useRuleEditing();
  const text = textOfOperand(operand, parameters);
  const blank = operand.kind === 'parameter' ? operand.name : undefined;
  const whole = operand.kind === 'whole' || (blank !== undefined && typeof parameters[blank] === 'number');
  const write = (next: string) => {
    if (blank !== undefined) setParameter(blank, whole ? Number(next) : next);
    else if (operand.kind === 'whole') onChange({ kind: 'whole', digits: String(BigInt(next)) });
    else if (operand.kind === 'decimal') onChange({ kind: 'decimal', number: Number(next) });
    else if (operand.kind === 'time') onChange({ kind: 'time', text: next });
    else onChange({ kind: 'text', text: next });
  };
  const source = (chosen: string) => {
    if (chosen === '') onChange(whole ? { kind: 'whole', digits: text } : { kind: 'text', text });
    else if (chosen === '+') {
      const name = freeName(parameters, wanted);
      setParameter(name, whole ? Number(text) : text);
      onChange({ kind: 'parameter', name });
    } else onChange({ kind: 'parameter', name: chosen.slice(1) });
  };
  // What a blank of a template stands for is known; one's own is called as its author called it.
  const blankText = (name: string) => {
    const value = String(parameters[name] ?? '');
    return texts.blankOf(
      Object.hasOwn(texts.blanks, name) ? (texts.blanks[name] ?? name) : name,
      Object.hasOwn(criteria, value) ? (criteria[value] ?? value) : value,
    );
  };
  const fitting = fittingParameters(parameters, operand);
  const sources = [
    { value: '', label: texts.fixed },
    ...fitting.map((name) => ({ value: `=${name}`, label: blankText(name) })),
    { value: '+', label: texts.newBlank },
  ];
  return (
    <>
      {known !== undefined && Object.hasOwn(known, text) ? (
        <NativeSelect
          aria-label={label}
          data={Object.entries(known).map(([value, word]) => ({ value, label: word }))}
          value={text}
          onChange={(event) => write(event.currentTarget.value)}
        />
      ) : (
        <ValueInput label={label} text={text} numeric={whole} onWrite={write} />
      )}
      {operand.kind === 'whole' || operand.kind === 'text' || blank !== undefined ? (
        <NativeSelect
          aria-label={`${texts.source}, ${label}`}
          data={sources}
          value={blank === undefined ? '' : `=${blank}`}
          onChange={(event) => source(event.currentTarget.value)}
        />
      ) : null}
    </>
  );
}

interface ValueInputProps {
  readonly label: string;
  readonly text: string;
  readonly numeric: boolean;
  readonly onWrite: (text: string) => void;
  readonly className?: string;
}

/** Passes on only what is a value; while one types a number, what is not one yet stays in the field. */
export function ValueInput({ label, text, numeric, onWrite, className }: ValueInputProps) {
  const [typed, setTyped] = useState(text);
  useEffect(() => setTyped(text), [text]);
  const fits = (next: string) => !numeric || /^-?\d{1,15}$/.test(next.trim());
  return (
    <TextInput
      aria-label={label}
      {...(className === undefined ? {} : { className })}
      value={typed}
      inputMode={numeric ? 'numeric' : 'text'}
      error={!fits(typed)}
      onChange={(event) => {
        const next = event.currentTarget.value;
        setTyped(next);
        if (fits(next)) onWrite(numeric ? next.trim() : next);
      }}
    />
  );
}

interface ChoicesProps {
  readonly label: string;
  readonly known: Readonly<Record<string, string>>;
  readonly chosen: readonly string[];
  readonly onChange: (chosen: readonly string[]) => void;
}

/** Several of a few, each with a word. */
export function Choices({ label, known, chosen, onChange }: ChoicesProps) {
  const all = { ...known, ...Object.fromEntries(chosen.filter((code) => !Object.hasOwn(known, code)).map((code) => [code, code])) };
  return (
    <fieldset className="choices" aria-label={label}>
      {Object.entries(all).map(([code, word]) => (
        <label key={code} className="choice">
          <input
            type="checkbox"
            checked={chosen.includes(code)}
            onChange={(event) => onChange(event.currentTarget.checked ? [...chosen, code] : chosen.filter((one) => one !== code))}
          />
          {word}
        </label>
      ))}
    </fieldset>
  );
}

function CommaList({
  label,
  values,
  onChange,
}: {
  readonly label: string;
  readonly values: readonly string[];
  readonly onChange: (now: readonly string[]) => void;
}) {
  const { words } = useSpeech();
  const [typed, setTyped] = useState(values.join(', '));
  return (
    <TextInput
      aria-label={label}
      description={words.definitionEditor.valuesHelp}
      value={typed}
      onChange={(event) => {
        setTyped(event.currentTarget.value);
        onChange(event.currentTarget.value.split(',').flatMap((one) => (one.trim() === '' ? [] : [one.trim()])));
      }}
    />
  );
}
