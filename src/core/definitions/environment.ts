import { Environment } from '@marcbachmann/cel-js';
import { BrokenPromise } from '#core/kernel/assert.ts';
import { type ClaimSubject, records, type VariableShape, variablesOf } from './snapshot-shape.ts';

/** The most a rule may be: long enough for every agreed meaning, short enough to be read and evaluated everywhere. */
export const ruleLimits = {
  characters: 4_000,
  astNodes: 600,
  depth: 32,
  listElements: 100,
  callArguments: 8,
  comprehensionDepth: 2,
  /** Elements visited by comprehensions in one evaluation. */
  steps: 100_000,
} as const;

/** The parameters of a definition: whole numbers, texts and flags. */
export type Parameters = Readonly<Record<string, number | string | boolean>>;

/** Functions a rule may call, besides the macros has, all, exists, exists_one, filter and map. */
const signatures = [
  'atLeast(int, list<bool>): bool',
  'atMost(int, list<bool>): bool',
  'count(list<bool>): int',
  'touched(string): int',
] as const;

const timestampType = 'google.protobuf.Timestamp';
const environments = new Map<ClaimSubject, Environment>();

/**
 * The typed environment of a subject: the library parses and type-checks rules against it. Evaluation with unknown values is
 * ours (compile.ts), because the library knows two answers and stops at the first missing key.
 */
export function environmentFor(subject: ClaimSubject, parameters: Parameters): Environment {
  const environment = baseFor(subject).clone();
  const schema: Record<string, string> = {};
  for (const [key, value] of Object.entries(parameters)) schema[key] = celTypeOf(value);
  return environment.registerVariable('parameters', { schema });
}

function celTypeOf(value: number | string | boolean): string {
  if (typeof value === 'number') return 'int';
  return typeof value === 'string' ? 'string' : 'bool';
}

function baseFor(subject: ClaimSubject): Environment {
  const known = environments.get(subject);
  if (known !== undefined) return known;
  const environment = new Environment({
    limits: {
      maxAstNodes: ruleLimits.astNodes,
      maxDepth: ruleLimits.depth,
      maxListElements: ruleLimits.listElements,
      maxCallArguments: ruleLimits.callArguments,
    },
  });
  for (const [name, fields] of Object.entries(records)) {
    const typed = Object.entries(fields).map(([field, type]) => [field, type === 'timestamp' ? timestampType : type]);
    environment.registerType(typeName(name), { fields: Object.fromEntries(typed) });
  }
  for (const [name, shape] of Object.entries(variablesOf[subject])) environment.registerVariable(name, celTypeName(shape));
  for (const signature of signatures) environment.registerFunction(signature, neverCalled, { async: false });
  environments.set(subject, environment);
  return environment;
}

function neverCalled(): never {
  throw new BrokenPromise('rules are evaluated by compile.ts, the library only reads and checks them');
}

function typeName(record: string): string {
  return `Belegbar${record.charAt(0).toUpperCase()}${record.slice(1)}`;
}

function celTypeName(shape: VariableShape): string {
  if (shape.kind === 'record') return typeName(shape.record);
  if (shape.kind === 'list') return `list<${typeName(shape.record)}>`;
  if (shape.kind === 'counts') return 'map<string, int>';
  return `map<string, ${shape.value === 'any' ? 'dyn' : shape.value}>`;
}
