import { type Condition, conditionsOf, type ExplainConditions, explainer } from '#core/definitions/conditions.ts';
import type { Definition } from '#core/definitions/definition.ts';
import { determine } from '#core/definitions/determination.ts';
import { compileRule, type Rule } from '#core/definitions/rule.ts';
import { definitionTemplates } from '#core/definitions/templates/registry.ts';
import type { Fact } from '#core/facts/fact.ts';
import { type HashedFact, hashed, viewAsOf } from '#core/facts/view.ts';
import { DAY_MS, fromIso, type IsoInstant } from '#core/kernel/instant.ts';
import { ok, type Result, refuse } from '#core/kernel/result.ts';
import { definitionRef } from '#core/promises/agreements/read-agreement.ts';
import type { ComparedAnswers, ComparedPage, DeterminationCounts, StoredDetermination } from './determination-ports.ts';
import type { Asker, FactPage, Ports } from './ports.ts';
import { adoptedRule, type DeterminingPorts, definitionsAtWork, refreshDeterminations } from './refresh-determinations.ts';

export type ComparingPorts = DeterminingPorts & Pick<Ports, 'documents'>;

type Answer = StoredDetermination['answer'];

export interface ComparedDefinition {
  /** `key@version` of an adopted definition, the key of a template. */
  readonly ref: string;
  readonly adopted: boolean;
  readonly definition: Definition;
  readonly conditions: readonly Condition[];
  readonly counts: DeterminationCounts;
}

/** What one definition says of one lead, and which of its conditions do not hold or are not known. */
export interface ComparedAnswer {
  readonly answer: Answer;
  readonly failing: readonly number[];
  readonly missing: readonly string[];
  readonly byPerson: boolean;
}

export interface ComparedLead {
  readonly subject: string;
  readonly externalId: string | null;
  readonly company: string | null;
  readonly source: string | null;
  readonly capturedAt: IsoInstant;
  readonly answers: readonly ComparedAnswer[];
}

export interface Comparison {
  readonly definitions: readonly ComparedDefinition[];
  /** What can be chosen from: adopted definitions about leads and templates nobody has adopted. */
  readonly choices: readonly { readonly ref: string; readonly adopted: boolean; readonly title: Definition['title'] }[];
  readonly leads: number;
  /** There are more leads than were looked at. */
  readonly cut: boolean;
  /** Over how many months the leads came. */
  readonly months: number;
  readonly from: IsoInstant | null;
  readonly until: IsoInstant | null;
  /** For each pair of definitions, about how many leads they differ. */
  readonly differing: readonly { readonly first: number; readonly second: number; readonly leads: number }[];
  readonly page: { readonly number: number; readonly pages: number; readonly total: number; readonly leads: readonly ComparedLead[] };
}

export interface CompareRequest {
  /** `key@version`, a key, or the key of a template; those at work, filled up with templates, unless stated. */
  readonly definitions?: readonly string[];
  /** Only leads about which these two differ, by their place. */
  readonly differ?: readonly [number, number];
  readonly page?: number;
}

const LEADS_ON_A_PAGE = 50;
/** Definitions nobody has adopted are evaluated while somebody waits: over this many leads, the first that the log recorded. */
const MOST_LEADS_ON_THE_FLY = 5_000;
const AT_ONCE = 200;
const MONTH_MS = (365.25 / 12) * DAY_MS;
/** Offered where nothing else is known: what any table with stages can answer. */
const PLAIN_TEMPLATES = ['qualified-lead-interest', 'qualified-lead-offer', 'qualified-lead-won'];

interface Compared {
  readonly ref: string;
  readonly adopted: boolean;
  readonly rule: Rule;
}

/**
 * The same leads under up to three definitions: how many count under each, who differs and why. Adopted ones are read as projected;
 * templates nobody has adopted are evaluated on the fly. Refusals: definition.unknown, input.invalid.
 */
export async function compareDefinitions(ports: ComparingPorts, asker: Asker, request: CompareRequest): Promise<Result<Comparison>> {
  const atWork = await definitionsAtWork(ports, asker);
  const chosen = await chosenRules(ports, asker, request.definitions ?? defaults(atWork.map(({ rule }) => rule.definition)));
  if (!chosen.ok) return chosen;
  const compared = request.definitions === undefined ? await widestFirst(ports, asker, chosen.value) : chosen.value;
  const page = Math.max(1, request.page ?? 1);
  const wanted = { differ: request.differ, limit: LEADS_ON_A_PAGE, offset: (page - 1) * LEADS_ON_A_PAGE };
  const isProjected = compared.every(({ adopted }) => adopted);
  const found = isProjected ? await projected(ports, asker, compared, wanted) : await onTheFly(ports, asker, compared, wanted);
  const total = request.differ === undefined ? found.leads : differingIn(found.groups, request.differ);
  return ok({
    definitions: compared.map(({ ref, adopted, rule }, index) => ({
      ref,
      adopted,
      definition: rule.definition,
      conditions: conditionsOf(rule.definition),
      counts: countsOf(found.groups, index),
    })),
    choices: choicesOf(atWork.map(({ rule }) => rule.definition)),
    leads: found.leads,
    cut: found.cut,
    months: monthsBetween(found.from, found.until),
    from: found.from,
    until: found.until,
    differing: pairs(compared.length).map(([first, second]) => ({ first, second, leads: differingIn(found.groups, [first, second]) })),
    page: {
      number: page,
      pages: Math.max(1, Math.ceil(total / LEADS_ON_A_PAGE)),
      total,
      leads: await explained(ports, asker, compared, found.page),
    },
  });
}

/** The newest adopted version of each definition about leads first, in the order of adoption. */
function defaults(atWork: readonly Definition[]): readonly string[] {
  const adopted = newestOf(atWork).map(definitionRef);
  return [...adopted, ...PLAIN_TEMPLATES.filter((key) => !atWork.some((one) => one.key === key))].slice(0, 3);
}

/** Where nobody chose an order, the definition that counts the most comes first; templates nobody has adopted come last. */
async function widestFirst(ports: ComparingPorts, asker: Asker, compared: readonly Compared[]): Promise<readonly Compared[]> {
  const counted: { readonly one: Compared; readonly yes: number }[] = [];
  for (const one of compared) {
    if (one.adopted) await refreshDeterminations(ports, asker, one.rule);
    counted.push({ one, yes: one.adopted ? (await ports.determinations.counts(asker, one.rule.hash)).yes : -1 });
  }
  return counted.sort((a, b) => b.yes - a.yes).map(({ one }) => one);
}

function newestOf(atWork: readonly Definition[]): readonly Definition[] {
  const leads = atWork.filter(({ subject }) => subject === 'lead');
  return leads.filter(({ key, version }) => leads.every((other) => other.key !== key || other.version <= version));
}

function choicesOf(atWork: readonly Definition[]): Comparison['choices'] {
  const adopted = atWork
    .filter(({ subject }) => subject === 'lead')
    .map((one) => ({ ref: definitionRef(one), adopted: true, title: one.title }));
  const others = definitionTemplates.filter(({ key, subject }) => subject === 'lead' && !atWork.some((one) => one.key === key));
  return [...adopted, ...others.map(({ key, title }) => ({ ref: key, adopted: false, title }))];
}

async function chosenRules(ports: ComparingPorts, asker: Asker, names: readonly string[]): Promise<Result<readonly Compared[]>> {
  const chosen: Compared[] = [];
  for (const name of names) {
    const adopted = await adoptedRule(ports, asker, name);
    const template = definitionTemplates.find(({ key }) => key === name);
    if (!adopted.ok && template === undefined) return adopted;
    const rule = adopted.ok ? ok(adopted.value.rule) : compileRule(template as Definition);
    if (!rule.ok) return rule;
    if (rule.value.definition.subject !== 'lead') return refuse('input.invalid', { at: 'definitions', expects: 'definitions about leads' });
    const ref = adopted.ok ? definitionRef(rule.value.definition) : name;
    chosen.push({ ref, adopted: adopted.ok, rule: rule.value });
  }
  return ok(chosen);
}

interface Found extends ComparedPage {
  readonly leads: number;
  readonly cut: boolean;
}
interface Wanted {
  readonly differ: readonly [number, number] | undefined;
  readonly limit: number;
  readonly offset: number;
}

async function projected(ports: ComparingPorts, asker: Asker, compared: readonly Compared[], wanted: Wanted): Promise<Found> {
  for (const { rule } of compared) await refreshDeterminations(ports, asker, rule);
  const hashes = compared.map(({ rule }) => rule.hash);
  const found = await ports.determinations.compared(asker, hashes, wanted);
  return { ...found, leads: found.groups.reduce((sum, group) => sum + group.leads, 0), cut: false };
}

async function onTheFly(
  ports: ComparingPorts,
  asker: Asker,
  compared: readonly Compared[],
  { differ, limit, offset }: Wanted,
): Promise<Found> {
  const rows: { readonly subject: string; readonly capturedAt: IsoInstant; readonly answers: readonly Answer[] }[] = [];
  let cut = false;
  for await (const subjects of leadsInOrderOfLog(ports, asker)) {
    const scopes = await ports.log.factsOfScopes(asker, subjects);
    for (const subject of subjects) {
      const ordered = nowOf(scopes.get(subject) ?? []);
      const captured = ordered.find(({ fact }) => fact.kind === 'lead.captured' && fact.subject === subject)?.fact;
      // What was taken back is nobody's lead.
      if (captured === undefined) continue;
      cut = rows.length === MOST_LEADS_ON_THE_FLY;
      if (cut) break;
      rows.push({
        subject,
        capturedAt: captured.occurredAt,
        answers: compared.map(({ rule }) => determine(rule, subject, ordered).answer),
      });
    }
    if (cut) break;
  }
  rows.sort((a, b) => (a.capturedAt === b.capturedAt ? (a.subject < b.subject ? -1 : 1) : a.capturedAt < b.capturedAt ? 1 : -1));
  const groups = new Map<string, { answers: readonly Answer[]; leads: number }>();
  for (const { answers } of rows) {
    const key = answers.join(' ');
    groups.set(key, { answers, leads: (groups.get(key)?.leads ?? 0) + 1 });
  }
  const shown = differ === undefined ? rows : rows.filter(({ answers }) => answers[differ[0]] !== answers[differ[1]]);
  return {
    groups: [...groups.values()],
    from: rows.at(-1)?.capturedAt ?? null,
    until: rows[0]?.capturedAt ?? null,
    page: shown.slice(offset, offset + limit).map(({ subject, capturedAt }) => ({ subject, capturedAt })),
    leads: rows.length,
    cut,
  };
}

/** Every lead once, by the first event that tells of it. */
async function* leadsInOrderOfLog(ports: ComparingPorts, asker: Asker): AsyncGenerator<readonly string[]> {
  const seen = new Set<string>();
  // The first event of a workspace has the number 0.
  let afterSeq: number | undefined = -1;
  while (afterSeq !== undefined) {
    const page: FactPage = await ports.log.page(asker, afterSeq, AT_ONCE, { kind: 'lead.captured' });
    const subjects = [...new Set(page.facts.map(({ subject }) => subject))].filter((subject) => !seen.has(subject));
    for (const subject of subjects) seen.add(subject);
    if (subjects.length > 0) yield subjects;
    afterSeq = page.nextAfterSeq;
  }
}

function nowOf(scope: readonly Fact[]): readonly HashedFact[] {
  return viewAsOf(scope.map(hashed), Number.MAX_SAFE_INTEGER);
}

async function explained(
  ports: ComparingPorts,
  asker: Asker,
  compared: readonly Compared[],
  page: ComparedPage['page'],
): Promise<readonly ComparedLead[]> {
  const subjects = page.map(({ subject }) => subject);
  const scopes = await ports.log.factsOfScopes(asker, subjects);
  const names = await ports.log.externalIds(asker, subjects);
  const explainers = compared.map(({ rule }) => explainer(rule));
  return page.map(({ subject, capturedAt }) => {
    const ordered = nowOf(scopes.get(subject) ?? []);
    const captured = ordered.findLast(({ fact }) => fact.kind === 'lead.captured' && fact.subject === subject)?.fact;
    const company = ordered.findLast(({ fact }) => fact.kind === 'company.recorded' && fact.subject === captured?.data['company'])?.fact;
    return {
      subject,
      externalId: names.get(subject) ?? null,
      company: textOf(company?.data['name']),
      source: textOf(captured?.data['source']),
      capturedAt,
      answers: compared.map(({ rule }, index) => answerOf(rule, explainers[index], subject, ordered)),
    };
  });
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

function answerOf(rule: Rule, explain: ExplainConditions | undefined, subject: string, ordered: readonly HashedFact[]): ComparedAnswer {
  const { answer, missing = [], decidedBy } = determine(rule, subject, ordered);
  const isOpen = answer === 'open';
  const conditions = answer === 'yes' || decidedBy === 'person' ? [] : (explain?.(subject, ordered) ?? []);
  const failing = conditions.flatMap((state, index) => (state === 'no' || (isOpen && state === 'open') ? [index] : []));
  return { answer, failing, missing, byPerson: decidedBy === 'person' };
}

function countsOf(groups: readonly ComparedAnswers[], index: number): DeterminationCounts {
  const counts = { yes: 0, no: 0, open: 0, failed: 0 };
  for (const { answers, leads } of groups) counts[answers[index] ?? 'open'] += leads;
  return counts;
}

function differingIn(groups: readonly ComparedAnswers[], [first, second]: readonly [number, number]): number {
  return groups.reduce((sum, { answers, leads }) => (answers[first] === answers[second] ? sum : sum + leads), 0);
}

function pairs(length: number): readonly (readonly [number, number])[] {
  return Array.from({ length }, (_, first) =>
    Array.from({ length: length - first - 1 }, (__, n) => [first, first + n + 1] as const),
  ).flat();
}

function monthsBetween(from: IsoInstant | null, until: IsoInstant | null): number {
  return from === null || until === null ? 1 : Math.max(1, Math.round((fromIso(until) - fromIso(from)) / MONTH_MS));
}
