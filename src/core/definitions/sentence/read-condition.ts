import type { ASTNode } from '@marcbachmann/cel-js';
import { serialize } from '@marcbachmann/cel-js';
import { ok, type Result } from '#core/kernel/result.ts';
import type { Definition } from '../definition.ts';
import { environmentFor } from '../environment.ts';
import { compileRule } from '../rule.ts';
import { type ClaimSubject, records, variablesOf } from '../snapshot-shape.ts';
import { scan, textOf } from './as-written.ts';
import { type Comparing, type Condition, listNamed, negated, type Operand, type TextTest } from './condition.ts';
import { readField, readOperand, type Seen } from './read-field.ts';

type Worded = Pick<Definition, 'key' | 'subject' | 'rule' | 'parameters'>;

/**
 * The rule of a definition as conditions people can read and change. What they cannot hold stays as it is written. Refusals are those
 * of compileRule, with the place in the text.
 */
export function readCondition(definition: Worded): Result<Condition> {
  const title = { de: definition.key, en: definition.key };
  const compiled = compileRule({ ...definition, version: 1, title, wording: title, examples: [] });
  if (!compiled.ok) return compiled;
  const { rule, subject, parameters = {} } = definition;
  const { quotedAt, comment } = scan(rule);
  // A remark belongs to the place where it stands; a rule that was taken apart would lose it.
  if (comment) return ok({ kind: 'written', text: rule.trim() });
  const environment = environmentFor(subject, parameters);
  const written = (node: ASTNode): Condition => {
    const text = textOf(rule, quotedAt, node.start, node.end);
    if (sameAs(text, node)) return { kind: 'written', text };
    return { kind: 'written', text: serialize(node) };
  };
  const sameAs = (text: string, node: ASTNode): boolean => {
    try {
      return serialize(environment.parse(text).ast) === serialize(node);
    } catch {
      return false;
    }
  };
  return ok(new Reading(subject, written).condition(environment.parse(rule).ast, {}));
}

const flipped: Readonly<Record<Comparing, Comparing>> = { '==': '==', '!=': '!=', '<': '>', '<=': '>=', '>': '<', '>=': '<=' };
const textTests: readonly TextTest[] = ['contains', 'startsWith', 'endsWith'];

class Reading {
  private readonly subject: ClaimSubject;
  private readonly written: (node: ASTNode) => Condition;
  constructor(subject: ClaimSubject, written: (node: ASTNode) => Condition) {
    this.subject = subject;
    this.written = written;
  }

  condition(node: ASTNode, seen: Seen): Condition {
    return this.group(node, seen) ?? this.leaf(node, seen) ?? this.written(node);
  }

  private group(node: ASTNode, seen: Seen): Condition | undefined {
    if (node.op === '&&' || node.op === '||') {
      const how = node.op === '&&' ? 'all' : 'any';
      const parts = node.args.map((part) => this.condition(part, seen));
      return { kind: 'group', how, of: parts.flatMap((part) => (part.kind === 'group' && part.how === how ? part.of : [part])) };
    }
    if (node.op === '!_') return negated(this.condition(node.args, seen));
    if (node.op === 'call') return this.counted(node.args[0], node.args[1], seen);
    if (node.op === 'rcall') return this.walk(node.args, seen);
    return undefined;
  }

  private counted(name: string, [count, list]: readonly ASTNode[], seen: Seen): Condition | undefined {
    if ((name !== 'atLeast' && name !== 'atMost') || count === undefined || list?.op !== 'list') return undefined;
    return this.countOf(name, count, list.args, seen);
  }

  private countOf(how: 'atLeast' | 'atMost' | 'exactly', count: ASTNode, of: readonly ASTNode[], seen: Seen): Condition | undefined {
    const number = readOperand(count);
    if (of.length === 0 || (number?.kind !== 'whole' && number?.kind !== 'parameter')) return undefined;
    return { kind: 'counted', how, count: number, of: of.map((part) => this.condition(part, seen)) };
  }

  private walk([name, receiver, args]: readonly [string, ASTNode, readonly ASTNode[]], seen: Seen): Condition | undefined {
    const list = receiver.op === 'id' && seen[receiver.args] === undefined ? listNamed(receiver.args) : undefined;
    const [variable, body] = args;
    if (list === undefined || (name !== 'exists' && name !== 'all') || variable?.op !== 'id' || body === undefined) return undefined;
    const where = this.condition(body, { ...seen, [variable.args]: list });
    return { kind: 'walk', list, how: name === 'exists' ? 'some' : 'every', variable: variable.args, where };
  }

  private leaf(node: ASTNode, seen: Seen): Condition | undefined {
    const field = (part: ASTNode) => readField(part, seen, (inner, within) => this.condition(inner, within));
    switch (node.op) {
      case '==':
      case '!=':
      case '<':
      case '<=':
      case '>':
      case '>=':
        return this.compare(node.op, node.args[0], node.args[1], seen);
      case 'in': {
        const left = field(node.args[0]);
        const values = node.args[1].op === 'list' ? node.args[1].args.map(readOperand) : [];
        const known = values.filter((value): value is Operand => value !== undefined);
        if (left === undefined || values.length === 0 || known.length < values.length) return undefined;
        return { kind: 'among', field: left, among: true, values: known };
      }
      case 'rcall': {
        const [name, receiver, [argument]] = node.args;
        const op = textTests.find((test) => test === name);
        const left = field(receiver);
        const value = argument && readOperand(argument);
        return op && left && value && { kind: 'match', field: left, op, value };
      }
      case 'call': {
        const [name, [argument]] = node.args;
        const left = name === 'has' && argument?.op === '.' ? field(argument) : undefined;
        return left?.kind === 'field' || left?.kind === 'entry' ? { kind: 'known', field: left, known: true } : undefined;
      }
      default: {
        const left = field(node);
        return left !== undefined && this.isFlag(left, seen) ? { kind: 'is', field: left, is: true } : undefined;
      }
    }
  }

  private compare(op: Comparing, first: ASTNode, second: ASTNode, seen: Seen): Condition | undefined {
    const field = (part: ASTNode) => readField(part, seen, (inner, within) => this.condition(inner, within));
    if (op === '==' && first.op === 'call' && first.args[0] === 'count') {
      const [list] = first.args[1];
      return list?.op === 'list' ? this.countOf('exactly', second, list.args, seen) : undefined;
    }
    const left = field(first);
    const right = readOperand(second) ?? field(second);
    if (left !== undefined && right !== undefined) return { kind: 'compare', field: left, op, value: right };
    const value = readOperand(first);
    const turned = field(second);
    if (value === undefined || turned === undefined) return undefined;
    return { kind: 'compare', field: turned, op: flipped[op], value };
  }

  /** Whether a field can stand alone as a condition. */
  private isFlag(field: ReturnType<typeof readField>, seen: Seen): boolean {
    if (field?.kind === 'entry') return field.map !== 'grades';
    if (field?.kind !== 'field') return false;
    const shape = variablesOf[this.subject][seen[field.of] ?? field.of];
    const fields: Readonly<Record<string, string>> = shape?.kind === 'record' || shape?.kind === 'list' ? records[shape.record] : {};
    return Object.hasOwn(fields, field.name) && fields[field.name] === 'bool';
  }
}
