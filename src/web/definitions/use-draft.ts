import { useEffect, useMemo, useState } from 'react';
import type { Definition } from '#core/definitions/definition.ts';
import type { Condition } from '#core/definitions/sentence/condition.ts';
import { readCondition } from '#core/definitions/sentence/read-condition.ts';
import { writeCondition } from '#core/definitions/sentence/write-condition.ts';
import type { Refusal } from '#core/kernel/result.ts';
import { type BehindText, behindTexts } from './behind-texts.ts';
import { storeDraft } from './draft.ts';
import { conditionOf, type Query, queryOf } from './query.ts';

/** A draft as it is being written: the document, its rule as a tree, and what is wrong with the text of the rule. */
export interface DraftAtWork {
  readonly draft: Definition;
  readonly dirty: boolean;
  readonly query: Query;
  readonly condition: Condition;
  readonly textProblem: Refusal | undefined;
  /** Texts that stayed as they were although the rule did not. */
  readonly behind: readonly BehindText[];
  /** Whether somebody said of exactly these texts that they fit exactly this rule. */
  readonly behindRead: boolean;
  readonly readBehind: (read: boolean) => void;
  readonly change: (part: Partial<Definition>) => void;
  readonly changeQuery: (query: Query) => void;
  readonly changeText: (rule: string) => void;
  readonly restart: (definition: Definition) => void;
}

/** `start` is what was adopted or offered; `kept` what this browser kept from the last time. */
export function useDraft(workspace: string, key: string, start: Definition, kept: Definition | undefined): DraftAtWork {
  const [draft, setDraft] = useState(kept ?? start);
  const [query, setQuery] = useState<Query>(() => queryOf(readable(kept ?? start, start)));
  const condition = useMemo(() => conditionOf(query), [query]);
  const read = useMemo(() => readCondition(draft), [draft]);
  const dirty = useMemo(() => JSON.stringify(draft) !== JSON.stringify(start), [draft, start]);
  const behind = useMemo(() => behindTexts(start, draft), [start, draft]);
  const [readAs, setReadAs] = useState('');
  const state = JSON.stringify([draft.rule, draft.parameters, draft.title, draft.wording, draft.counts]);
  useEffect(() => storeDraft(workspace, key, dirty ? draft : undefined), [workspace, key, draft, dirty]);
  return {
    draft,
    dirty,
    query,
    condition,
    behind,
    behindRead: readAs === state,
    readBehind: (fits) => setReadAs(fits ? state : ''),
    textProblem: read.ok ? undefined : read.refusal,
    change: (part) => setDraft((now) => ({ ...now, ...part })),
    changeQuery: (next) => {
      setQuery(next);
      const rule = writeCondition(conditionOf(next));
      // The text keeps its own form until its meaning changes.
      if (rule !== writeCondition(condition)) setDraft((now) => ({ ...now, rule }));
    },
    changeText: (rule) => {
      setDraft((now) => ({ ...now, rule }));
      const next = readCondition({ ...draft, rule });
      if (next.ok && writeCondition(next.value) !== writeCondition(condition)) setQuery(queryOf(next.value));
    },
    restart: (definition) => {
      setDraft(definition);
      setQuery(queryOf(readable(definition, definition)));
    },
  };
}

function readable(definition: Definition, otherwise: Definition): Condition {
  const read = readCondition(definition);
  if (read.ok) return read.value;
  const other = readCondition(otherwise);
  return other.ok ? other.value : { kind: 'written', text: definition.rule };
}
