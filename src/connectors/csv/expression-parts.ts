import type { ColumnExpression, Expression, LookUpExpression, ReferenceExpression } from './expression.ts';
import type { Condition, FactRule } from './mapping.ts';

/** An expression with its place in the document. */
export interface Part {
  readonly expression: Expression;
  readonly path: readonly PropertyKey[];
}

export function isList(expression: Expression): expression is readonly Expression[] {
  return Array.isArray(expression);
}

export function isConstant(expression: Expression): expression is string | number | boolean {
  return typeof expression !== 'object';
}

/** The expression and all expressions inside it. */
export function* partsOf(expression: Expression, path: readonly PropertyKey[]): Generator<Part> {
  yield { expression, path };
  if (isConstant(expression)) return;
  if (isList(expression)) {
    for (const [index, item] of expression.entries()) yield* partsOf(item, [...path, index]);
  } else if ('lookUp' in expression) yield* partsOf(expression.key, [...path, 'key']);
  else if ('externalId' in expression) yield* partsOf(expression.externalId, [...path, 'externalId']);
  else if ('object' in expression) {
    for (const [key, item] of Object.entries(expression.object)) yield* partsOf(item, [...path, 'object', key]);
  }
}

/** Every expression of a rule, those of the subject and the moments included. */
export function* partsOfRule(rule: FactRule, path: readonly PropertyKey[]): Generator<Part> {
  yield* partsOf(rule.subject.externalId, [...path, 'subject', 'externalId']);
  yield* partsOf(rule.externalId, [...path, 'externalId']);
  yield* partsOf(rule.occurredAt, [...path, 'occurredAt']);
  if (typeof rule.recordedAt === 'object') yield* partsOf(rule.recordedAt, [...path, 'recordedAt']);
  for (const [field, expression] of Object.entries(rule.data)) yield* partsOf(expression, [...path, 'data', field]);
}

export function isLookUp(expression: Expression): expression is LookUpExpression {
  return typeof expression === 'object' && 'lookUp' in expression;
}

export function isColumn(expression: Expression): expression is ColumnExpression {
  return typeof expression === 'object' && 'column' in expression && !('lookUp' in expression);
}

export function isReference(expression: Expression): expression is ReferenceExpression {
  return typeof expression === 'object' && 'externalId' in expression;
}

/** The columns of the row's own file that an expression reads directly. */
export function columnsOf(expression: Expression): readonly string[] {
  if (isConstant(expression) || isList(expression)) return [];
  if ('template' in expression)
    return templateParts(expression.template).flatMap((part) => (part.column === undefined ? [] : [part.column]));
  const currency = 'currency' in expression && typeof expression.currency === 'object' ? [expression.currency.column] : [];
  return isColumn(expression) ? [expression.column, ...currency] : currency;
}

/** The columns a condition asks about. */
export function columnsOfCondition(condition: Condition): readonly string[] {
  if (isAll(condition)) return condition.flatMap(columnsOfCondition);
  if ('not' in condition) return columnsOfCondition(condition.not);
  return 'any' in condition ? condition.any.flatMap(columnsOfCondition) : [condition.column];
}

export function isAll(condition: Condition): condition is readonly Condition[] {
  return Array.isArray(condition);
}

/** `{order_id}-{item}` in parts; `{{` stands for one brace. */
export function templateParts(template: string): readonly { readonly column?: string; readonly literal?: string }[] {
  return [...template.matchAll(/\{\{|\{([^{}]+)\}|[^{]+|\{/g)].map((match) =>
    match[1] === undefined ? { literal: match[0] === '{{' ? '{' : match[0] } : { column: match[1].trim() },
  );
}
