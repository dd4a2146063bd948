import { ok, type Result, refuse } from '#core/kernel/result.ts';
import { type GivenFile, type ImportPorts, type ImportReport, importFiles } from './import-files.ts';
import type { OpenAnswer, OwnTable, OwnTableAnswers, OwnTables } from './own-table-ports.ts';
import type { Asker } from './ports.ts';

export type OwnTablePorts = ImportPorts & { readonly ownTables: OwnTables };

/** Enough that each question finds some of the first rows that answer it. */
const FACTS_SHOWN = 120;

export interface LookedAtTable extends OwnTable {
  /** Those given, or those proposed. */
  readonly answers: OwnTableAnswers;
  readonly open: readonly OpenAnswer[];
  /** What the answers come to as a mapping document; null while an answer is open. */
  readonly mapping: string | null;
  /** What importing this file by the mapping would do. */
  readonly report: ImportReport | null;
  /** Definitions that what the table tells can answer, the widest first. */
  readonly suited: readonly string[];
}

/**
 * Looks at a table somebody brings along: what each column seems to be, what the answers (given or proposed) come to as a mapping, and what
 * importing it would do. Keeps nothing. Refusals: workspace.unknown, import.file_unreadable, and those of importing.
 */
export async function lookAtOwnTable(
  ports: OwnTablePorts,
  asker: Asker,
  { file, answers: given }: { readonly file: GivenFile; readonly answers?: OwnTableAnswers | undefined },
): Promise<Result<LookedAtTable>> {
  const workspace = await ports.workspaces.find(asker.workspace);
  if (workspace === undefined) return refuse('workspace.unknown', { workspace: asker.workspace });
  const looked = await ports.ownTables.look(file, { timeZone: workspace.timeZone, currency: workspace.currency });
  if (!looked.ok) return looked;
  const table = looked.value;
  const answers = given ?? table.proposed;
  const open = ports.ownTables.openAnswers(table, answers);
  const suited = suitedDefinitions(answers);
  if (open.length > 0) return ok({ ...table, answers, open, mapping: null, report: null, suited });
  const mapping = ports.ownTables.mapping(table, answers);
  const report = await importFiles(ports, asker, { mapping, files: [file], dryRun: true, factsShown: FACTS_SHOWN });
  return report.ok ? ok({ ...table, answers, open, mapping, report: report.value, suited }) : report;
}

/** A number in a cell counts as so many actions at the most. */
const MOST_ACTIONS_OF_A_COUNT = 3;
/** What "shows interest" asks for. */
const ACTIONS_OF_INTEREST = 2;

function mostActions(actions: OwnTableAnswers['actions']): number {
  const of = (action: OwnTableAnswers['actions'][number]) =>
    action.how === 'list' ? Object.keys(action.touches).length : action.how === 'count' ? MOST_ACTIONS_OF_A_COUNT : 1;
  return actions.reduce((sum, action) => sum + of(action), 0);
}

const GRADES = ['budget', 'authority', 'need', 'timeline'] as const;

/** Up to three definitions that the answers can feed, none that no row could ever meet while two others can be met, from the one that asks for the least to the one that asks for the most. */
export function suitedDefinitions({ roles, actions, stages }: OwnTableAnswers): readonly string[] {
  const isGraded = GRADES.every((criterion) => roles[criterion] !== undefined);
  const hasDeals = roles.stage !== undefined && Object.values(stages).some((meaning) => meaning !== 'new' && meaning !== 'ignored');
  const fed: readonly (readonly [string, boolean])[] = [
    ['qualified-lead-interest', mostActions(actions) >= ACTIONS_OF_INTEREST],
    ['qualified-lead-bant', isGraded && actions.length > 0],
    ['qualified-lead-three-a', isGraded],
    ['qualified-lead-offer', hasDeals],
    ['qualified-lead-target-customer', roles.employees !== undefined && roles.appointment !== undefined],
    ['qualified-lead-won', hasDeals],
  ];
  const keys = fed.flatMap(([key, is]) => (is ? [key] : []));
  const others = ['qualified-lead-interest', 'qualified-lead-offer', 'qualified-lead-won'].filter((key) => !keys.includes(key));
  if (keys.length <= 3) return (keys.length < 2 ? [...keys, ...others].slice(0, 3) : [...keys]).sort((a, b) => order(a) - order(b));
  // Of more than three, the first and the last differ the most; grades say more than stages.
  const middle = keys.find((key) => key === 'qualified-lead-three-a' || key === 'qualified-lead-offer') ?? keys[1];
  const last = keys.includes('qualified-lead-target-customer') ? 'qualified-lead-target-customer' : keys.at(-1);
  return [keys[0], middle, last].filter((key) => key !== undefined);
}

const WIDTH = [
  'qualified-lead-interest',
  'qualified-lead-bant',
  'qualified-lead-three-a',
  'qualified-lead-offer',
  'qualified-lead-target-customer',
  'qualified-lead-won',
];
function order(key: string): number {
  return WIDTH.indexOf(key);
}
