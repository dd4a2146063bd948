import type { ASTNode } from '@marcbachmann/cel-js';
import { type Comprehension, isComprehension, runComprehension } from './comprehension.ts';
import { type Parameters, ruleLimits } from './environment.ts';
import { choose, combine, countTrue, sizeOf } from './logic.ts';
import { applyStrictly, holds, negative, not, operators } from './operators.ts';
import { Duration, Failed, isList, isMap, missingIn, nameOfType, type Outcome, Unknown } from './outcome.ts';
import type { Snapshot } from './snapshot.ts';
import type { VariableShape } from './snapshot-shape.ts';

/** One evaluation under way. `locals` are the elements the comprehensions stand at; `steps` are those still allowed. */
export interface Frame {
  root: Snapshot;
  readonly locals: Outcome[];
  steps: number;
}

export type Run = (frame: Frame) => Outcome;

/**
 * A compiled part of a rule. `path` names the value it stands for, so that a missing one can be asked for. `kind` is known where
 * it matters: maps cannot be counted or walked, because a key that is not there is not known.
 */
export interface Part {
  readonly run: Run;
  readonly path?: string;
  readonly kind?: 'map' | 'counts';
  /** The value, where it does not depend on the snapshot. */
  readonly constant?: Outcome;
}

/** What a part of a rule can see. */
export interface Scope {
  readonly variables: Readonly<Record<string, VariableShape>>;
  readonly parameters: Parameters;
  readonly locals: readonly { readonly name: string; readonly path: string }[];
  /** Collects the variables the rule mentions. */
  readonly mentions: Set<string>;
}

/** A rule that the library accepts but this product does not. */
export class RuleProblem extends Error {
  readonly code: 'definition.rule_invalid' | 'definition.too_complex';
  readonly at: number;
  constructor(code: RuleProblem['code'], message: string, node: ASTNode) {
    super(message);
    this.code = code;
    this.at = node.start;
  }
}

/** Compiles a checked syntax tree into closures that answer with a value, an unknown or an error, and never throw. */
export function compile(node: ASTNode, scope: Scope): Part {
  switch (node.op) {
    case 'value':
      return literal(node.args, node);
    case 'id':
      return variable(node.args, scope, node);
    case '.':
      return member(compile(node.args[0], scope), { run: () => node.args[1], constant: node.args[1] });
    case '[]':
      return member(compile(node.args[0], scope), compile(node.args[1], scope));
    case '&&':
    case '||':
      return logical(node.op === '||', compile(node.args[0], scope).run, compile(node.args[1], scope).run);
    case '?:': {
      const [condition, yes, no] = node.args.map((part) => compile(part, scope).run);
      if (condition === undefined || yes === undefined || no === undefined) break;
      return {
        run: (f) =>
          choose(
            condition(f),
            () => yes(f),
            () => no(f),
          ),
      };
    }
    case '!_':
      return unary(compile(node.args, scope).run, not);
    case '-_':
      return unary(compile(node.args, scope).run, negative);
    case 'list': {
      const items = node.args.map((item) => compile(item, scope).run);
      return { run: (f) => items.map((item) => item(f)) };
    }
    case 'in':
      return membership(compile(node.args[0], scope).run, compile(node.args[1], scope).run);
    case 'call':
      return call(node, node.args[0], node.args[1], scope);
    case 'rcall':
      return methodCall(node, node.args, scope);
    case '==':
    case '!=':
    case '<':
    case '<=':
    case '>':
    case '>=':
    case '+':
    case '-':
    case '*':
    case '/':
    case '%':
      return binary(node.op, compile(node.args[0], scope).run, compile(node.args[1], scope).run);
  }
  throw new RuleProblem('definition.rule_invalid', `"${node.op}" is not allowed in a rule`, node);
}

function literal(value: unknown, node: ASTNode): Part {
  if (typeof value === 'string' || typeof value === 'bigint' || typeof value === 'boolean' || typeof value === 'number') {
    return { run: () => value, constant: value };
  }
  throw new RuleProblem('definition.rule_invalid', 'only texts, numbers, true and false can be written in a rule', node);
}

function variable(name: string, scope: Scope, node: ASTNode): Part {
  const slot = scope.locals.findLastIndex((local) => local.name === name);
  const local = scope.locals[slot];
  if (local !== undefined) return { run: (f) => f.locals[slot] ?? new Unknown([local.path]), path: local.path };
  if (name === 'parameters') {
    const values: Record<string, Outcome> = Object.create(null);
    for (const [key, value] of Object.entries(scope.parameters)) values[key] = typeof value === 'number' ? BigInt(value) : value;
    return { run: () => values as Readonly<Record<string, string>>, constant: values as Readonly<Record<string, string>> };
  }
  const shape = Object.hasOwn(scope.variables, name) ? scope.variables[name] : undefined;
  if (shape === undefined) throw new RuleProblem('definition.rule_invalid', `"${name}" is not known here`, node);
  scope.mentions.add(name);
  const missing = new Unknown([name]);
  const run: Run = (f) => f.root[name] ?? missing;
  return shape.kind === 'map' || shape.kind === 'counts' ? { run, path: name, kind: shape.kind } : { run, path: name };
}

/** `a.b` and `a[b]`: an absent key is unknown under its own path, an index outside a list is an error. */
function member(object: Part, key: Part): Part {
  const { run, path, kind } = object;
  const name = key.constant;
  if (typeof name !== 'string') return { run: (f) => memberOf(run(f), key.run(f), path, kind) };
  const owner = object.constant;
  if (owner !== undefined) {
    const value = memberOf(owner, name, path, kind);
    return { run: () => value, constant: value };
  }
  const ownPath = path === undefined ? name : `${path}.${name}`;
  const missing = new Unknown([ownPath]);
  return {
    path: ownPath,
    run: (f) => {
      const found = run(f);
      if (found instanceof Unknown) return path === undefined ? found : missing;
      if (!isMap(found)) return memberOf(found, name, path, kind);
      return found[name] ?? (kind === 'counts' ? 0n : missing);
    },
  };
}

function memberOf(object: Outcome, key: Outcome, path: string | undefined, kind: Part['kind']): Outcome {
  if (object instanceof Failed) return object;
  if (key instanceof Failed) return key;
  if (key instanceof Unknown) return new Unknown(missingIn([object, key]));
  if (typeof key === 'string') {
    const missing = [path === undefined ? key : `${path}.${key}`];
    if (object instanceof Unknown) return new Unknown(path === undefined ? object.missing : missing);
    if (isMap(object)) return object[key] ?? (kind === 'counts' ? 0n : new Unknown(missing));
  }
  if (object instanceof Unknown) return object.bounds === undefined ? object : new Unknown(object.missing);
  if (isList(object) && typeof key === 'bigint') return object[Number(key)] ?? new Failed(`the list has no element ${key}`);
  return new Failed(`a ${nameOfType(object)} has no element "${String(key)}"`);
}

function logical(deciding: boolean, left: Run, right: Run): Part {
  return {
    run: (f) => {
      const a = left(f);
      return a === deciding ? a : combine(deciding, a, right(f));
    },
  };
}

function unary(run: Run, apply: (value: Outcome) => Outcome): Part {
  return { run: (f) => apply(run(f)) };
}

function binary(op: string, left: Run, right: Run): Part {
  const apply = operators[op] ?? (() => new Failed(`"${op}" is not an operator`));
  return {
    run: (f) => {
      const a = left(f);
      const b = right(f);
      return typeof a === 'object' || typeof b === 'object' ? applyStrictly(op, apply, a, b) : apply(a, b);
    },
  };
}

/** `x in list`; `key in map` asks, like has(), whether the key is present, and is never unknown once the map is there. */
function membership(value: Run, container: Run): Part {
  return {
    run: (f) => {
      const wanted = value(f);
      const place = container(f);
      if (wanted instanceof Failed) return wanted;
      if (place instanceof Failed) return place;
      if (place instanceof Unknown) return new Unknown(missingIn([wanted, place]));
      if (isList(place)) return place.length === 0 ? false : holds(place, wanted);
      if (wanted instanceof Unknown) return wanted;
      return isMap(place) && typeof wanted === 'string' ? place[wanted] !== undefined : new Failed('"in" needs a list or a map');
    },
  };
}

function call(node: ASTNode, name: string, args: readonly ASTNode[], scope: Scope): Part {
  const [first, second] = args;
  if (first === undefined) throw new RuleProblem('definition.rule_invalid', `${name}() is not allowed in a rule`, node);
  if (name === 'has') return presence(compile(first, scope).run);
  if (name === 'size') return unary(countable(compile(first, scope), first).run, sizeOf);
  if (name === 'count') return unary(compile(first, scope).run, countTrue);
  if ((name === 'atLeast' || name === 'atMost') && second !== undefined) {
    const items = compile(second, scope).run;
    const counted: Run = (f) => countTrue(items(f));
    return binary(name === 'atLeast' ? '>=' : '<=', counted, compile(first, scope).run);
  }
  if (name === 'touched') {
    scope.mentions.add('engagement');
    const counts: Part = { run: (f) => f.root['engagement'] ?? new Unknown(['engagement']), path: 'engagement', kind: 'counts' };
    return member(counts, compile(first, scope));
  }
  if (name === 'timestamp' || name === 'duration') return constantTime(name, first);
  throw new RuleProblem('definition.rule_invalid', `${name}() is not allowed in a rule`, node);
}

/** has(a.b.c) is true if the value is there and false if it is not: a deliberate question about knowledge, never unknown. */
function presence(run: Run): Part {
  return {
    run: (f) => {
      const value = run(f);
      return value instanceof Failed ? value : !(value instanceof Unknown);
    },
  };
}

function countable(part: Part, node: ASTNode): Part {
  if (part.kind === undefined) return part;
  throw new RuleProblem(
    'definition.rule_invalid',
    'this map cannot be counted or walked, because a key that is absent is not known; name the keys: count([...]), atLeast(n, [...])',
    node,
  );
}

function constantTime(name: 'timestamp' | 'duration', node: ASTNode): Part {
  const text = node.op === 'value' && typeof node.args === 'string' ? node.args : '';
  const value = name === 'timestamp' ? readTimestamp(text) : readDuration(text);
  if (value !== undefined) return { run: () => value, constant: value };
  const example = name === 'timestamp' ? '"2026-01-31T09:00:00Z"' : '"72h", units h, m and s';
  throw new RuleProblem('definition.rule_invalid', `${name}() needs a written text such as ${example}`, node);
}

function readTimestamp(text: string): Date | undefined {
  const at = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,3})?(Z|[+-]\d{2}:\d{2})$/.test(text) ? new Date(text) : undefined;
  return at === undefined || Number.isNaN(at.getTime()) ? undefined : at;
}

function readDuration(text: string): Duration | undefined {
  const match = /^(-?)(?:(\d{1,7})h)?(?:(\d{1,9})m)?(?:(\d{1,10})s)?$/.exec(text);
  if (match === null || text === '' || text === '-') return undefined;
  const [, sign, hours = '0', minutes = '0', seconds = '0'] = match;
  const ms = (Number(hours) * 3_600 + Number(minutes) * 60 + Number(seconds)) * 1_000;
  return new Duration(sign === '-' ? -ms : ms);
}

const textTests: Readonly<Record<string, (text: string, part: string) => boolean>> = {
  startsWith: (text, part) => text.startsWith(part),
  endsWith: (text, part) => text.endsWith(part),
  contains: (text, part) => text.includes(part),
};

function methodCall(node: ASTNode, [name, receiver, args]: [string, ASTNode, ASTNode[]], scope: Scope): Part {
  const [first, second] = args;
  if (name === 'size' && first === undefined) return unary(countable(compile(receiver, scope), receiver).run, sizeOf);
  const test = Object.hasOwn(textTests, name) ? textTests[name] : undefined;
  if (test !== undefined && first !== undefined && second === undefined) {
    const apply = (a: Outcome, b: Outcome) =>
      typeof a === 'string' && typeof b === 'string' ? test(a, b) : new Failed(`${name}() needs texts`);
    const text = compile(receiver, scope).run;
    const part = compile(first, scope).run;
    return { run: (f) => applyStrictly(name, apply, text(f), part(f)) };
  }
  if (isComprehension(name) && first?.op === 'id' && second !== undefined && args.length === 2) {
    return comprehension(name, countable(compile(receiver, scope), receiver), first.args, second, scope);
  }
  throw new RuleProblem('definition.rule_invalid', `.${name}() is not allowed in a rule`, node);
}

function comprehension(name: Comprehension, list: Part, variableName: string, body: ASTNode, scope: Scope): Part {
  const slot = scope.locals.length;
  if (slot >= ruleLimits.comprehensionDepth) {
    throw new RuleProblem('definition.too_complex', `lists may be walked at most ${ruleLimits.comprehensionDepth} deep`, body);
  }
  const itemPath = `${list.path ?? variableName}[]`;
  const inner = compile(body, { ...scope, locals: [...scope.locals, { name: variableName, path: itemPath }] });
  const run: Run = (f) => runComprehension(name, list.run(f), inner.run, slot, f);
  return name === 'filter' && list.path !== undefined ? { run, path: list.path } : { run };
}
