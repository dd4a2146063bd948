import { type FactDraft, targetOf } from '#core/facts/fact.ts';
import { present } from '#core/kernel/assert.ts';
import { isObject, type Json, type JsonObject } from '#core/kernel/canonical-json.ts';
import { type Refusal, type Result, refuse } from '#core/kernel/result.ts';
import { type Reading, readFactDraft } from './fact-draft.ts';
import type { ExternalIds } from './import-files.ts';
import type { AppendAnswer, Asker, Ports } from './ports.ts';

/** Said only by the use case that decides them (adopt, override, propose, sign, accept, reject, settle); as a plain fact they would be a forgery. */
const decidedElsewhere =
  /^(definition\.adopted|determination\.\w+|agreement\.\w+|statement\.closed|document\.issued|person\.erased|retention\.set|(claim|holdback|notice|milestone|request)\.\w+)$/;

/** Who is one person moves claims and money, and says what is erased together. */
const saysWhoIsWho = /^person\.(merged|unmerged|kept_apart)$/;

export type AppendPorts = Pick<Ports, 'log'> & { readonly externalIds: ExternalIds };

export interface AppendRequest {
  readonly dryRun?: boolean;
  /** Zone of days and local times that name none. */
  readonly timeZone: string;
  /** Whether the asker may say who is one person, and take that back. */
  readonly managesPeople: boolean;
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
  const read = raw.map((draft) => admit(draft, asker, reading, request));
  const refusedTargets = await targetsNotToTouch(ports, asker, read, request);
  const drafts: FactDraft[] = [];
  const answers = read.map((result): AppendAnswer | undefined => {
    if (!result.ok) return { status: 'refused', refusal: result.refusal };
    const target = targetOf(result.value);
    const refusal = target === undefined ? undefined : refusedTargets.get(target);
    if (refusal !== undefined) return { status: 'refused', refusal };
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

function admit(raw: Json, asker: Asker, reading: Reading, request: AppendRequest): Result<FactDraft> {
  if (!isObject(raw)) return refuse('input.invalid', { at: 'fact', expects: 'an object' });
  const refusal = refusalOfKind(kindOf(raw), request);
  return refusal === undefined ? readFactDraft(raw, asker, reading) : { ok: false, refusal };
}

/** Why nobody may say a fact of this kind here, or take one back. */
function refusalOfKind(kind: string, { managesPeople }: AppendRequest): Refusal | undefined {
  const isReserved = decidedElsewhere.test(kind) || (saysWhoIsWho.test(kind) && !managesPeople);
  return isReserved ? refuse('fact.kind_reserved', { kind }).refusal : undefined;
}

function kindOf(raw: JsonObject): string {
  return typeof raw['kind'] === 'string' ? raw['kind'] : '';
}

/**
 * Ids of facts that may here neither correct nor retract, and why. What takes back a correction or a retraction acts on its
 * target too, so the whole chain is looked at.
 */
async function targetsNotToTouch(
  ports: Pick<Ports, 'log'>,
  asker: Asker,
  read: readonly Result<FactDraft>[],
  request: AppendRequest,
): Promise<ReadonlyMap<string, Refusal>> {
  const refused = new Map<string, Refusal>();
  const first = [...new Set(read.flatMap((result) => (result.ok ? (targetOf(result.value) ?? []) : [])))];
  // Where the chain that begins at a target goes on.
  let ends = first.map((target) => ({ target, id: target }));
  while (ends.length > 0) {
    const facts = new Map((await ports.log.factsById(asker, [...new Set(ends.map(({ id }) => id))])).map((fact) => [fact.id, fact]));
    ends = ends.flatMap(({ target, id }) => {
      const fact = facts.get(id);
      if (fact === undefined) return [];
      const refusal = refusalOfKind(fact.kind, request);
      if (refusal !== undefined) refused.set(target, refusal);
      const next = refusal === undefined ? targetOf(fact) : undefined;
      return next === undefined ? [] : [{ target, id: next }];
    });
  }
  return refused;
}
