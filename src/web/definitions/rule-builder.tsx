import './rule-builder.css';
import { Button, NativeSelect } from '@mantine/core';
import { useEffect, useMemo, useRef } from 'react';
import { QueryBuilder, type RuleGroupProps } from 'react-querybuilder';
import { type ListName, memberOfList } from '#core/definitions/sentence/condition.ts';
import { variablesOf } from '#core/definitions/snapshot-shape.ts';
import { ruleWords } from '#protocol/rule-sentence.ts';
import { useSpeech } from '../i18n/speech.tsx';
import { fieldGroups, firstCondition } from './choices.ts';
import { ConditionRow } from './condition-row.tsx';
import { PartActions } from './part-actions.tsx';
import { combinatorOf, group, type Head, headOf, type Query, ruleOf, standingAt } from './query.ts';
import { placeOf, type RuleEditing, RuleEditingContext, useRuleEditing } from './rule-editing.ts';
import { OperandEditor } from './value-editors.tsx';

interface RuleBuilderProps extends Omit<RuleEditing, 'added'> {
  readonly onChange: (query: Query) => void;
}

/** The rule as conditions in groups, changed with plain controls; the query builder keeps the tree and its order. */
export function RuleBuilder({ onChange, ...editing }: RuleBuilderProps) {
  const added = useRef<string | undefined>(undefined);
  const context = { ...editing, added };
  return (
    <RuleEditingContext value={context}>
      <QueryBuilder
        query={editing.query}
        onQueryChange={(query) => onChange(query as Query)}
        enableMountQueryChange={false}
        controlElements={{ rule: ConditionRow, ruleGroup: ConditionGroup }}
        suppressStandardClassnames
      />
    </RuleEditingContext>
  );
}

function ConditionGroup({ path, ruleGroup, schema, actions, ...place }: RuleGroupProps) {
  const { words } = useSpeech();
  const texts = words.definitionEditor;
  const outside = path.length === 0;
  const name = outside ? texts.whole : texts.group(placeOf(path));
  const Rule = schema.controls.rule;
  const Group = schema.controls.ruleGroup;
  const last = ruleGroup.rules.length - 1;
  // What is said of a member of a list means nothing outside of it.
  const closed = outside || headOf(ruleGroup as Query).kind === 'walk';
  return (
    <fieldset className="conditions" data-outside={outside}>
      <legend className="small faint">{name}</legend>
      <div className="conditions__head">
        <HeadEditor
          query={ruleGroup as Query}
          path={path}
          name={name}
          onHead={(head) => actions.onPropChange('combinator', combinatorOf(head), path)}
        />
        {outside ? null : (
          <PartActions
            path={path}
            name={name}
            actions={actions}
            first={place.shiftUpDisabled === true}
            last={place.shiftDownDisabled === true}
            group
          />
        )}
      </div>
      {ruleGroup.rules.length === 0 ? <p className="soft small">{texts.emptyGroup}</p> : null}
      {ruleGroup.rules.map((part, index) => {
        if (typeof part === 'string') return null;
        const shared = {
          path: [...path, index],
          schema,
          actions,
          translations: place.translations,
          shiftUpDisabled: closed && index === 0,
          shiftDownDisabled: closed && index === last,
        };
        return 'rules' in part ? (
          <Group key={part.id} {...shared} {...(part.id === undefined ? {} : { id: part.id })} ruleGroup={part} />
        ) : (
          <Rule key={part.id} {...shared} {...(part.id === undefined ? {} : { id: part.id })} rule={part} />
        );
      })}
      <Adding path={path} name={name} actions={actions} />
    </fieldset>
  );
}

const counting = ['atLeast', 'atMost', 'exactly'] as const;
const plain = ['all', 'any', 'none'] as const;
const walking = ['some', 'none', 'every'] as const;

interface HeadEditorProps {
  readonly query: Query;
  readonly path: readonly number[];
  readonly name: string;
  readonly onHead: (head: Head) => void;
}

/** Which of the conditions must hold, or for which member of a list. */
function HeadEditor({ query, path, name, onHead }: HeadEditorProps) {
  const { words, language } = useSpeech();
  const texts = words.definitionEditor;
  const head = headOf(query);
  const own = ruleWords(language);
  const { added } = useRuleEditing();
  const select = useRef<HTMLSelectElement>(null);
  useEffect(() => {
    if (query.id === undefined || added.current !== query.id) return;
    added.current = undefined;
    select.current?.focus();
  }, [query.id, added]);
  if (head.kind === 'walk') {
    const data = walking.map((how) => ({ value: how, label: `${own.lists[head.list][how]}:` }));
    return (
      <NativeSelect
        ref={select}
        aria-label={texts.act(texts.holds, name)}
        data={data}
        value={head.how}
        onChange={(event) => onHead({ ...head, how: walking.find((how) => how === event.currentTarget.value) ?? 'some' })}
      />
    );
  }
  const change = (chosen: string) => {
    const counted = counting.find((how) => how === chosen);
    const count = head.kind === 'counted' ? head.count : { kind: 'whole' as const, digits: '1' };
    onHead(
      counted === undefined
        ? { kind: 'group', how: plain.find((how) => how === chosen) ?? 'all' }
        : { kind: 'counted', how: counted, count },
    );
  };
  return (
    <>
      <NativeSelect
        ref={select}
        aria-label={texts.act(texts.holds, name)}
        data={[...plain, ...counting].map((how) => ({ value: how, label: texts.heads[how] }))}
        value={head.how}
        onChange={(event) => change(event.currentTarget.value)}
      />
      {head.kind === 'counted' ? (
        <OperandEditor
          operand={head.count}
          label={texts.act(texts.count, name)}
          wanted="count"
          path={path}
          onChange={(count) => (count.kind === 'whole' || count.kind === 'parameter' ? onHead({ ...head, count }) : undefined)}
        />
      ) : null}
    </>
  );
}

function Adding({
  path,
  name,
  actions,
}: {
  readonly path: readonly number[];
  readonly name: string;
  readonly actions: RuleGroupProps['actions'];
}) {
  const { words, language } = useSpeech();
  const texts = words.definitionEditor;
  const { subject, query, added } = useRuleEditing();
  const standing = useMemo(() => standingAt(query, path), [query, path]);
  const own = ruleWords(language);
  const lists = Object.entries(variablesOf[subject]).flatMap(([variable, shape]) => (shape.kind === 'list' ? [variable as ListName] : []));
  const first = () => fieldGroups(subject, standing, language)[0]?.choices[0]?.field ?? { kind: 'field' as const, of: subject, name: 'id' };
  const addGroup = (made: Query) => {
    added.current = made.id;
    actions.onGroupAdd(made, [...path]);
  };
  const addWalk = (list: ListName) => {
    const base = memberOfList(list).charAt(0);
    const variable = Object.hasOwn(standing, base) ? `${base}${Object.keys(standing).length + 1}` : base;
    const below = { ...standing, [variable]: list };
    const start = fieldGroups(subject, below, language).find(({ choices }) =>
      choices.some(({ field }) => field.kind === 'field' && field.of === variable),
    );
    const field = start?.choices.find(({ id }) => /cancelled$|won$|paid$|touch$/.test(id))?.field ?? start?.choices[0]?.field;
    if (field !== undefined) addGroup(group({ kind: 'walk', list, how: 'some', variable }, [firstCondition(field, below)]));
  };
  return (
    <div className="conditions__add">
      <Button
        variant="subtle"
        size="compact-sm"
        id={`add ${path.join('.')}`}
        aria-label={texts.into(texts.addCondition, name)}
        onClick={() => {
          const rule = ruleOf(firstCondition(first(), standing));
          added.current = rule.id;
          actions.onRuleAdd(rule, [...path]);
        }}
      >
        {texts.addCondition}
      </Button>
      <Button
        variant="subtle"
        size="compact-sm"
        aria-label={texts.into(texts.addGroup, name)}
        onClick={() => addGroup(group({ kind: 'group', how: 'any' }, [firstCondition(first(), standing)]))}
      >
        {texts.addGroup}
      </Button>
      {Object.keys(standing).length > 1
        ? null
        : lists.map((list) => (
            <Button
              key={list}
              variant="subtle"
              size="compact-sm"
              aria-label={texts.into(texts.addWalk(own.lists[list].many), name)}
              onClick={() => addWalk(list)}
            >
              {texts.addWalk(own.lists[list].many)}
            </Button>
          ))}
    </div>
  );
}
