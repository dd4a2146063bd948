import { dayOf, fromIso, startOfDay, toIso } from '#core/kernel/instant.ts';
import type { MovedFigure } from '#core/measures/money-back/money-moved.ts';
import type { Asker, Ports, Workspace } from './ports.ts';
import { leakStretches, oldAfter } from './read-leaks.ts';
import { lastDays, statementsOf } from './read-money-back.ts';
import type { TodayCase } from './today-ports.ts';

export const caseLists = ['spent', 'ordered', 'received', 'stale_offers', 'unpaid_invoices', 'untouched_leads'] as const;
export type CaseList = (typeof caseLists)[number];

/** More than this nobody reads in a dialog; the count of the figure says how many there are. */
const SHOWN = 100;

/** The facts and statements behind one figure of Heute: at most 100, money newest first, leaks oldest first. */
export async function listTodayCases(
  ports: Pick<Ports, 'today' | 'statements' | 'clock'>,
  asker: Asker,
  workspace: Workspace,
  of: CaseList,
): Promise<readonly TodayCase[]> {
  const now = ports.clock.now();
  if (of === 'spent' || of === 'ordered' || of === 'received') return movedCases(ports, asker, workspace, of);
  const stretches = leakStretches(now, (await oldAfter(ports, asker, now)).days);
  const stretch = of === 'untouched_leads' ? stretches.leads : stretches.offers;
  return ports.today.leakCases(asker, of, stretch, dayOf(fromIso(now), workspace.timeZone), SHOWN);
}

async function movedCases(
  ports: Pick<Ports, 'today' | 'statements' | 'clock'>,
  asker: Asker,
  workspace: Workspace,
  figure: MovedFigure,
): Promise<readonly TodayCase[]> {
  const span = lastDays(workspace, ports.clock.now());
  const cases = await ports.today.movedCases(asker, span, figure, SHOWN);
  if (figure !== 'spent') return cases;
  const statements = await statementsOf(ports, asker, workspace, span);
  const asked = statements.map(
    ({ statement, minor, on }): TodayCase => ({
      factId: statement.id,
      kind: 'statement.closed',
      subject: `statement:${statement.id}`,
      externalId: statement.through,
      at: toIso(startOfDay(on, workspace.timeZone)),
      source: statement.agreementId,
      minor,
      currency: statement.currency,
    }),
  );
  return [...cases, ...asked].sort((a, b) => (a.at < b.at ? 1 : -1)).slice(0, SHOWN);
}
