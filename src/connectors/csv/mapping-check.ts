import type { FactKind } from '#core/facts/fact-kind.ts';
import { findFactKind } from '#core/facts/registry.ts';
import {
  columnsOf,
  columnsOfCondition,
  isColumn,
  isConstant,
  isList,
  isLookUp,
  isReference,
  type Part,
  partsOf,
  partsOfRule,
} from './expression-parts.ts';
import { type FactRule, type Mapping, placeOf } from './mapping.ts';

/** Signing, closing, deciding and retracting are done in the product under a person's name; no file can do them. */
const NEVER_IMPORTED = new Set(['agreement', 'definition', 'statement', 'fact']);
const DECISIONS = /^(claim|holdback)\./;

/** What does not fit between a mapping and the vocabulary of facts, each with its place. */
export function vocabularyProblems(mapping: Mapping, currency: string | undefined): readonly string[] {
  return mapping.facts.flatMap((rule, index) => [...ruleProblems(mapping, rule, ['facts', index], currency)]);
}

function* ruleProblems(mapping: Mapping, rule: FactRule, path: readonly PropertyKey[], currency: string | undefined): Generator<string> {
  const at = (...more: readonly PropertyKey[]) => placeOf([...path, ...more]);
  if (mapping.files[rule.from] === undefined) yield `${at('from')}: no file "${rule.from}" under files`;
  for (const part of partsOfRule(rule, path)) yield* partProblems(mapping, part, currency);
  const kind = findFactKind(rule.kind);
  if (kind === undefined) {
    yield `${at('kind')}: unknown kind of fact "${rule.kind}"`;
    return;
  }
  if (DECISIONS.test(kind.name) || NEVER_IMPORTED.has(rule.subject.type) || kind.subjects.every((type) => NEVER_IMPORTED.has(type))) {
    yield `${at('kind')}: "${kind.name}" is a decision and cannot be imported`;
    return;
  }
  if (!kind.subjects.includes(rule.subject.type)) yield `${at('subject', 'type')}: expects ${kind.subjects.join(' or ')}`;
  yield* dataProblems(kind, rule, path);
}

function* partProblems(mapping: Mapping, { expression, path }: Part, currency: string | undefined): Generator<string> {
  if (isLookUp(expression) && mapping.files[expression.lookUp] === undefined) {
    yield `${placeOf([...path, 'lookUp'])}: no file "${expression.lookUp}" under files`;
  }
  if (isConstant(expression) || isList(expression)) return;
  const written = expression as { readonly money?: unknown; readonly currency?: unknown };
  if (written.money !== undefined && written.currency === undefined && currency === undefined)
    yield `${placeOf(path)}: money without a currency`;
}

function* dataProblems(kind: FactKind, rule: FactRule, path: readonly PropertyKey[]): Generator<string> {
  for (const [name, expression] of Object.entries(rule.data)) {
    const field = kind.fields[name];
    const place = placeOf([...path, 'data', name]);
    if (field === undefined) {
      yield `${place}: ${kind.name} has no such field; it has ${Object.keys(kind.fields).join(', ')}`;
      continue;
    }
    if (isConstant(expression) && field.read(expression) === undefined) yield `${place}: expects ${field.expects}`;
    if (isList(expression) !== field.expects.startsWith('a list')) yield `${place}: expects ${field.expects}`;
    for (const part of partsOf(expression, [...path, 'data', name])) {
      if (isReference(part.expression) && !field.refersTo.includes(part.expression.type)) {
        yield `${placeOf([...part.path, 'type'])}: expects ${field.refersTo.join(' or ') || 'no reference here'}`;
      }
    }
  }
  for (const [name, field] of Object.entries(kind.fields)) {
    if (!field.optional && rule.data[name] === undefined)
      yield `${placeOf([...path, 'data'])}: ${kind.name} needs ${name} (${field.expects})`;
  }
}

/** What a mapping reads from each of its files, by the name of the file in the mapping. */
export interface WantedColumns {
  /** Columns of rows that become facts, with the place that wants them. */
  readonly ofRows: ReadonlyMap<string, ReadonlyMap<string, string>>;
  /** Columns of look-up files, by file and key column. */
  readonly ofLookUps: ReadonlyMap<string, ReadonlyMap<string, ReadonlySet<string>>>;
}

export function wantedColumns(mapping: Mapping, recordedAtColumn: string | undefined): WantedColumns {
  const ofRows = new Map<string, Map<string, string>>();
  const ofLookUps = new Map<string, Map<string, Set<string>>>();
  for (const [index, rule] of mapping.facts.entries()) {
    const columns = entry(ofRows, rule.from, () => new Map<string, string>());
    const want = (column: string, path: readonly PropertyKey[]) => columns.has(column) || columns.set(column, placeOf(path));
    if (rule.when !== undefined) for (const column of columnsOfCondition(rule.when)) want(column, ['facts', index, 'when']);
    if (recordedAtColumn !== undefined) want(recordedAtColumn, ['recordedAt']);
    else if (rule.recordedAt === undefined && typeof mapping.recordedAt === 'object') want(mapping.recordedAt.column, ['recordedAt']);
    for (const { expression, path } of partsOfRule(rule, ['facts', index])) {
      for (const column of columnsOf(expression)) want(column, path);
      if (isLookUp(expression)) {
        const byKey = entry(ofLookUps, expression.lookUp, () => new Map<string, Set<string>>());
        entry(byKey, expression.by, () => new Set<string>()).add(expression.column);
      }
    }
  }
  return { ofRows, ofLookUps };
}

/** The columns of a file whose amounts and whole numbers the mapping reads with a decimal comma. */
export function columnsWithComma(mapping: Mapping, file: string): ReadonlySet<string> {
  const columns = new Set<string>();
  for (const [index, rule] of mapping.facts.entries()) {
    for (const { expression } of partsOfRule(rule, ['facts', index])) {
      if (!isColumn(expression) && !isLookUp(expression)) continue;
      const readFrom = isLookUp(expression) ? expression.lookUp : rule.from;
      if (readFrom === file && /,\d\d$/.test(expression.money ?? expression.integer ?? '')) columns.add(expression.column);
    }
  }
  return columns;
}

function entry<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}

/** Columns that a header lacks or has twice. */
export function headerProblems(file: string, header: readonly string[], wanted: Iterable<readonly [string, string]>): readonly string[] {
  const problems: string[] = [];
  for (const [column, place] of wanted) {
    const count = header.filter((name) => name === column).length;
    if (count === 0) problems.push(`${place}: ${file} has no column "${column}"; it has ${header.slice(0, 40).join(', ')}`);
    if (count > 1) problems.push(`${place}: ${file} has ${count} columns "${column}"`);
  }
  return problems;
}
