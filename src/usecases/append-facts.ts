import { type FactDraft, targetOf } from '#core/facts/fact.ts';
import { present } from '#core/kernel/assert.ts';
import { isObject, type Json, type JsonObject } from '#core/kernel/canonical-json.ts';
import type { Result } from '#core/kernel/result.ts';
import { refuse } from '#core/kernel/result.ts';
import { type Reading, readFactDraft } from './fact-draft.ts';
import type { ExternalIds } from './import-files.ts';
import type { AppendAnswer, Asker, Ports } from './ports.ts';

/** Said only by the use case that decides them (adopt, propose, sign, settle); as a plain fact they would be a forgery. */
const decidedElsewhere = /^(definition\.adopted|agreement\.\w+|statement\.closed|document\.issued)$/;
/** Decisions on claims come as facts from a system that may decide. */
const decidesClaims = /^(claim|holdback|notice)\./;

export type AppendPorts = Pick<Ports, 'log'> & { readonly externalIds: ExternalIds };

export interface AppendRequest {
  readonly dryRun?: boolean;
  /** Zone of days and local times that name none. */
  readonly timeZone: string;
  /** May this caller decide claims? */
  readonly mayDecideClaims: boolean;
}

/**
 * Records facts as they come from outside: reads each by the vocabulary, resolves the subjects it names, appends the good ones.
 * Answers come per fact and in order; a refused fact keeps no other out.
 */
export async function appendFacts(
  ports: AppendPorts,
  asker: Asker,
  raw: readonly Json[],
  request: AppendRequest,
): Promise<readonly AppendAnswer[]> {
  const reading: Reading = {
    timeZone: request.timeZone,
    replaceExternalId: await ports.externalIds.replacer(asker),
  };
  const read = raw.map((draft) => admit(draft, asker, request, reading));
  const refusedTargets = await targetsDecidedElsewhere(ports, asker, read);
  const drafts: FactDraft[] = [];
  const answers = read.map((result): AppendAnswer | undefined => {
    if (!result.ok) return { status: 'refused', refusal: result.refusal };
    const target = targetOf(result.value);
    if (target !== undefined && refusedTargets.has(target)) {
      return { status: 'refused', refusal: refuse('fact.kind_reserved', { kind: present(refusedTargets.get(target), 'kind') }).refusal };
    }
    drafts.push(result.value);
    return undefined;
  });
  const appended = drafts.length === 0 ? [] : await ports.log.append(asker, drafts, { dryRun: request.dryRun ?? false });
  let next = 0;
  return answers.map((answer) => {
    if (answer !== undefined) return answer;
    next += 1;
    return present(appended[next - 1], 'an answer for every draft');
  });
}

function admit(raw: Json, asker: Asker, request: AppendRequest, reading: Reading): Result<FactDraft> {
  if (!isObject(raw)) return refuse('input.invalid', { at: 'fact', expects: 'an object' });
  const kind = kindOf(raw);
  if (decidedElsewhere.test(kind)) return refuse('fact.kind_reserved', { kind });
  if (decidesClaims.test(kind) && !request.mayDecideClaims) return refuse('access.no_permission', { scope: 'claims', kind });
  return readFactDraft(raw, asker, reading);
}

function kindOf(raw: JsonObject): string {
  return typeof raw['kind'] === 'string' ? raw['kind'] : '';
}

/** Ids of facts that may be neither corrected nor retracted through this door, with their kinds. */
async function targetsDecidedElsewhere(
  ports: Pick<Ports, 'log'>,
  asker: Asker,
  read: readonly Result<FactDraft>[],
): Promise<ReadonlyMap<string, string>> {
  const targets = read.flatMap((result) => (result.ok ? (targetOf(result.value) ?? []) : []));
  if (targets.length === 0) return new Map();
  const facts = await ports.log.factsById(asker, [...new Set(targets)]);
  return new Map(facts.filter((fact) => decidedElsewhere.test(fact.kind)).map((fact) => [fact.id, fact.kind]));
}
