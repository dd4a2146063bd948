import type { ASTNode } from '@marcbachmann/cel-js';
import { type Condition, type Field, type Key, type ListName, listNamed, mapNamed, type Operand } from './condition.ts';

/** The members of lists that a part of a rule stands in, by the name it gives them. */
export type Seen = Readonly<Record<string, ListName>>;

type ReadInner = (node: ASTNode, seen: Seen) => Condition;

const variables = ['lead', 'person', 'company', 'appointment', 'deal', 'order', 'milestone'];

/** What a condition can be about, or undefined where only CEL can say it. */
export function readField(node: ASTNode, seen: Seen, inner: ReadInner): Field | undefined {
  if (node.op === '+') return sumOfTouches(node, seen, inner);
  if (node.op === 'call') {
    const [name, [argument]] = node.args;
    if (argument === undefined) return undefined;
    if (name === 'size') return sizeOf(argument, seen, inner);
    const key = name === 'touched' ? readKey(argument) : undefined;
    return key && { kind: 'touches', of: [key] };
  }
  if (node.op === 'rcall') return node.args[0] === 'size' && node.args[2].length === 0 ? sizeOf(node.args[1], seen, inner) : undefined;
  if (node.op !== '.' && node.op !== '[]') return undefined;
  const [owner] = node.args;
  if (owner.op !== 'id') return undefined;
  const key: Key | undefined = node.op === '.' ? { kind: 'text', text: node.args[1] } : readKey(node.args[1]);
  return key && fieldOf(owner.args, key, seen);
}

function fieldOf(owner: string, key: Key, seen: Seen): Field | undefined {
  const named = Object.hasOwn(seen, owner) || variables.includes(owner);
  if (named) return key.kind === 'text' ? { kind: 'field', of: owner, name: key.text } : undefined;
  if (owner === 'engagement') return { kind: 'touches', of: [key] };
  const map = mapNamed(owner);
  return map && { kind: 'entry', map, key };
}

function sumOfTouches(node: ASTNode & { readonly op: '+' }, seen: Seen, inner: ReadInner): Field | undefined {
  const [left, right] = node.args.map((part) => readField(part, seen, inner));
  return left?.kind === 'touches' && right?.kind === 'touches' ? { kind: 'touches', of: [...left.of, ...right.of] } : undefined;
}

function sizeOf(node: ASTNode, seen: Seen, inner: ReadInner): Field | undefined {
  if (node.op === 'id') {
    const list = Object.hasOwn(seen, node.args) ? undefined : listNamed(node.args);
    return list && { kind: 'size', list };
  }
  if (node.op !== 'rcall' || node.args[0] !== 'filter') return undefined;
  const [, receiver, [variable, body]] = node.args;
  const list = receiver.op === 'id' && !Object.hasOwn(seen, receiver.args) ? listNamed(receiver.args) : undefined;
  if (list === undefined || variable?.op !== 'id' || body === undefined) return undefined;
  return { kind: 'size', list, variable: variable.args, where: inner(body, { ...seen, [variable.args]: list }) };
}

export function readKey(node: ASTNode): Key | undefined {
  const found = readOperand(node);
  return found?.kind === 'text' || found?.kind === 'parameter' ? found : undefined;
}

/** A written value or a parameter. */
export function readOperand(node: ASTNode): Operand | undefined {
  if (node.op === '.' && node.args[0].op === 'id' && node.args[0].args === 'parameters') return { kind: 'parameter', name: node.args[1] };
  if (node.op === '-_') {
    const found = readOperand(node.args);
    if (found?.kind === 'whole') return { kind: 'whole', digits: String(-BigInt(found.digits)) };
    return found?.kind === 'decimal' ? { kind: 'decimal', number: -found.number } : undefined;
  }
  if (node.op === 'call' && node.args[0] === 'timestamp') {
    const [argument] = node.args[1];
    return argument?.op === 'value' && typeof argument.args === 'string' ? { kind: 'time', text: argument.args } : undefined;
  }
  return node.op === 'value' ? literalOf(node.args) : undefined;
}

function literalOf(value: unknown): Operand | undefined {
  if (typeof value === 'string') return value.isWellFormed() ? { kind: 'text', text: value } : undefined;
  if (typeof value === 'bigint') return { kind: 'whole', digits: String(value) };
  if (typeof value === 'number' && Number.isFinite(value)) return { kind: 'decimal', number: value };
  return typeof value === 'boolean' ? { kind: 'flag', flag: value } : undefined;
}
