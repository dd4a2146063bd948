import type { TodayFigures } from '#usecases/today-ports.ts';
import type { Database } from '../database.ts';
import { moneyMovedIn, movedCasesIn } from './money-moved.ts';
import { costsBySubjectIn, planFiguresIn, receivedOnStatementsIn, sourcesOfLeadsIn } from './plan-figures.ts';
import { leakCasesIn, staleOffersIn, unpaidInvoicesIn, untouchedLeadsIn } from './quiet-leaks.ts';
import { cycleIn } from './usual-cycle.ts';

/** Everything Heute asks. */
export function todayFiguresIn(database: Database): TodayFigures {
  return {
    moneyMoved: moneyMovedIn(database),
    movedCases: movedCasesIn(database),
    cycle: cycleIn(database),
    staleOffers: staleOffersIn(database),
    unpaidInvoices: unpaidInvoicesIn(database),
    untouchedLeads: untouchedLeadsIn(database),
    leakCases: leakCasesIn(database),
    costsBySubject: costsBySubjectIn(database),
    sourcesOfLeads: sourcesOfLeadsIn(database),
    planFigures: planFiguresIn(database),
    receivedOnStatements: receivedOnStatementsIn(database),
  };
}
