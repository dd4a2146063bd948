import { NativeSelect, TextInput } from '@mantine/core';
import { useEffect, useMemo, useRef } from 'react';
import type { RuleProps } from 'react-querybuilder';
import type { Field, Key, Leaf } from '#core/definitions/sentence/condition.ts';
import { fieldName, ruleWords, type Standing, typeOfField } from '#protocol/rule-sentence.ts';
import { useSpeech } from '../i18n/speech.tsx';
import { fieldGroups, firstCondition, idOfField, type OperatorId, operatorOf, operatorsFor, withOperator } from './choices.ts';
import { PartActions } from './part-actions.tsx';
import { type Single, standingAt } from './query.ts';
import { placeOf, useRuleEditing } from './rule-editing.ts';
import { Choices, LeafValue } from './value-editors.tsx';

/** One condition: what it is about, how it is compared, and with what. */
export function ConditionRow({ path, rule, actions, shiftUpDisabled, shiftDownDisabled }: RuleProps) {
  const { words } = useSpeech();
  const texts = words.definitionEditor;
  const { query } = useRuleEditing();
  const standing = useMemo(() => standingAt(query, path), [query, path]);
  const condition = rule.value as Single;
  const name = texts.condition(placeOf(path));
  const change = (leaf: Leaf) => actions.onPropChange('value', leaf, path);
  return (
    <fieldset className="condition-row">
      <legend className="visually-hidden">{name}</legend>
      <span className="faint small condition-row__place" aria-hidden="true">
        {placeOf(path)}
      </span>
      <div className="condition-row__parts">
        {condition.kind === 'written' ? (
          <div>
            <code>{condition.text}</code>
            <p className="soft small">{texts.onlyAsText}</p>
          </div>
        ) : (
          <LeafEditor id={rule.id} leaf={condition} name={name} standing={standing} onChange={change} />
        )}
      </div>
      <PartActions path={path} name={name} actions={actions} first={shiftUpDisabled === true} last={shiftDownDisabled === true} />
    </fieldset>
  );
}

interface LeafEditorProps {
  readonly id: string | undefined;
  readonly leaf: Leaf;
  readonly name: string;
  readonly standing: Standing;
  readonly onChange: (leaf: Leaf) => void;
}

function LeafEditor({ id, leaf, name, standing, onChange }: LeafEditorProps) {
  const { words, language } = useSpeech();
  const texts = words.definitionEditor;
  const { subject, added, parameters } = useRuleEditing();
  const groups = useMemo(() => fieldGroups(subject, standing, language), [subject, standing, language]);
  const select = useRef<HTMLSelectElement>(null);
  useEffect(() => {
    if (id === undefined || added.current !== id) return;
    added.current = undefined;
    select.current?.focus();
  }, [id, added]);
  const chosen = idOfField(leaf.field);
  const known = groups.some(({ choices }) => choices.some((one) => one.id === chosen));
  const data = [
    ...(known ? [] : [{ value: chosen, label: fieldName(leaf.field, language, standing, parameters) }]),
    ...groups.map(({ label, choices }) => ({ group: label, items: choices.map((one) => ({ value: one.id, label: one.label })) })),
  ];
  const choose = (wanted: string) => {
    const field = groups.flatMap(({ choices }) => choices).find((one) => one.id === wanted)?.field;
    if (field !== undefined) onChange(firstCondition(field, standing));
  };
  const time = typeOfField(leaf.field, standing) === 'timestamp';
  const operator = operatorOf(leaf);
  const operators = operatorsFor(leaf.field, standing);
  const offered = operators.includes(operator) ? operators : [operator, ...operators];
  return (
    <>
      <NativeSelect
        ref={select}
        aria-label={texts.act(texts.field, name)}
        data={data}
        value={chosen}
        onChange={(event) => choose(event.currentTarget.value)}
      />
      <WhichPart field={leaf.field} name={name} onChange={(field) => onChange({ ...leaf, field })} />
      <NativeSelect
        aria-label={texts.act(texts.operator, name)}
        data={offered.map((one) => ({ value: one, label: texts.operators[time ? (ofTime[one] ?? one) : one] }))}
        value={operator}
        onChange={(event) => onChange(withOperator(leaf, offered.find((one) => one === event.currentTarget.value) ?? operator, standing))}
      />
      <LeafValue leaf={leaf} name={name} standing={standing} onChange={onChange} />
    </>
  );
}

const ofTime: Readonly<Partial<Record<OperatorId, 'before' | 'notAfter' | 'after' | 'notBefore'>>> = {
  '<': 'before',
  '<=': 'notAfter',
  '>': 'after',
  '>=': 'notBefore',
};

/** Which criterion, question or kinds of touch, where a field has many. */
function WhichPart({ field, name, onChange }: { readonly field: Field; readonly name: string; readonly onChange: (field: Field) => void }) {
  const { words, language } = useSpeech();
  const texts = words.definitionEditor;
  const { parameters, setParameter } = useRuleEditing();
  const own = ruleWords(language);
  if (field.kind === 'touches') {
    const codes = field.of.flatMap((key) => (key.kind === 'text' ? [key.text] : []));
    const blanks = field.of.filter((key) => key.kind === 'parameter');
    return (
      <Choices
        label={texts.act(texts.which, name)}
        known={own.touches}
        chosen={codes}
        onChange={(now) => {
          const of: readonly Key[] = [...blanks, ...now.map((text) => ({ kind: 'text' as const, text }))];
          if (of.length > 0) onChange({ ...field, of });
        }}
      />
    );
  }
  if (field.kind !== 'entry') return null;
  const { key } = field;
  const label = texts.act(texts.which, name);
  if (field.map !== 'grades') {
    const text = key.kind === 'text' ? key.text : String(parameters[key.name] ?? '');
    return <TextInput aria-label={label} value={text} onChange={(event) => write(event.currentTarget.value)} />;
  }
  const value = key.kind === 'text' ? key.text : String(parameters[key.name] ?? '');
  const criteria = Object.hasOwn(own.criteria, value) ? own.criteria : { ...own.criteria, [value]: value };
  const data = Object.entries(criteria).map(([code, word]) => ({ value: code, label: word }));
  return <NativeSelect aria-label={label} data={data} value={value} onChange={(event) => write(event.currentTarget.value)} />;

  function write(text: string): void {
    if (key.kind === 'parameter') setParameter(key.name, text);
    else if (field.kind === 'entry') onChange({ ...field, key: { kind: 'text', text } });
  }
}
