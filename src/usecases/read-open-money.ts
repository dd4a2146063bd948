import { addMonths, dayOf, fromIso, type IsoDay, type IsoInstant, monthOf, startOfMonth } from '#core/kernel/instant.ts';
import { openMoney } from '#core/settlement/open-money.ts';
import { wholeWorkspace } from './confine-partner.ts';
import { type ContractStanding, contractStandings, linesNow, type StandingPorts } from './contract-standing.ts';
import type { Asker, Ports, Statement } from './ports.ts';

/** The money of one contract by how certain it is; minor units of its currency. */
export interface ContractMoney {
  readonly standing: ContractStanding;
  /** Confirmed and not yet asked for by a statement; never negative. */
  readonly certainMinor: bigint;
  /** The last day of the running month: what is certain then goes into its statement. */
  readonly settlesOn: IsoDay;
  readonly inReview: {
    readonly minor: bigint;
    readonly count: number;
    readonly from: IsoInstant | null;
    readonly until: IsoInstant | null;
  };
  readonly contested: { readonly minor: bigint; readonly count: number };
  readonly heldMinor: bigint;
  /** Asked for by closed statements and not received, as far as payments are recorded. */
  readonly owed: {
    readonly minor: bigint;
    readonly statements: number;
    readonly since: IsoInstant | null;
    /** Whether any payment on a statement of this agreement was ever recorded. */
    readonly paymentsKnown: boolean;
  };
  /** What the payee owes the payer. */
  readonly owingMinor: bigint;
}

export type OpenMoneyPorts = StandingPorts & Pick<Ports, 'statements' | 'today'>;

/** Per signed contract what is confirmed, in review and contested, and what statements still ask for. */
export async function readOpenMoney(ports: OpenMoneyPorts, asker: Asker): Promise<readonly ContractMoney[]> {
  const [standings, statements] = await Promise.all([contractStandings(ports, asker), ports.statements.list(asker)]);
  // A payment names only its statement, which the caller was shown; the row itself is closed to partners.
  const payments = await ports.today.receivedOnStatements(
    wholeWorkspace(asker),
    statements.map(({ id }) => id),
  );
  // Money in another currency pays nothing of a statement: nobody here knows at which rate.
  const currencies = new Map(statements.map(({ id, currency }) => [id, currency]));
  const own = payments.filter(({ statement, currency }) => currencies.get(statement) === currency);
  const received = new Map(own.map(({ statement, minor }) => [statement, minor]));
  const now = ports.clock.now();
  return standings
    .map((standing) => {
      const asked = statements.filter(({ agreementId }) => agreementId === standing.contract.agreement.id);
      return moneyOf(standing, asked, received, now);
    })
    .filter((money) => money.standing.read.state !== 'ended' || hasOpenMoney(money));
}

function hasOpenMoney({ certainMinor, inReview, contested, heldMinor, owed, owingMinor }: ContractMoney): boolean {
  return [certainMinor, inReview.minor, contested.minor, heldMinor, owed.minor, owingMinor].some((minor) => minor !== 0n);
}

function moneyOf(
  standing: ContractStanding,
  statements: readonly Statement[],
  received: ReadonlyMap<string, bigint>,
  now: IsoInstant,
): ContractMoney {
  const { views, contract } = standing;
  const disputed = views.filter(({ state }) => state === 'disputed');
  const reviewed = views.filter(({ state }) => state === 'under_review');
  const asked = statements.reduce((sum, { totals }) => sum + totals.payableMinor, 0n);
  const contested = new Set(disputed.map(({ component, subject }) => `${component}/${subject}`));
  const open = openMoney(linesNow(standing, now), contested, asked);
  const ends = reviewed.flatMap(({ reviewUntil }) => (reviewUntil === null ? [] : [reviewUntil])).sort();
  const unpaid = statements
    .map(({ id, totals, closedAt }) => ({ minor: totals.payableMinor - (received.get(id) ?? 0n), closedAt }))
    .filter(({ minor }) => minor > 0n);
  const { timeZone } = contract.agreement;
  const nextMonth = startOfMonth(addMonths(monthOf(fromIso(now), timeZone), 1), timeZone);
  return {
    standing,
    certainMinor: open.certainMinor > 0n ? open.certainMinor : 0n,
    settlesOn: dayOf(nextMonth - 1, timeZone),
    inReview: { minor: open.inReviewMinor, count: reviewed.length, from: ends[0] ?? null, until: ends.at(-1) ?? null },
    contested: { minor: open.contestedMinor, count: disputed.length },
    heldMinor: open.heldMinor,
    owed: {
      minor: unpaid.reduce((sum, { minor }) => sum + minor, 0n),
      statements: unpaid.length,
      since: unpaid.map(({ closedAt }) => closedAt).sort()[0] ?? null,
      paymentsKnown: statements.some(({ id }) => received.has(id)),
    },
    owingMinor: open.certainMinor < 0n ? -open.certainMinor : 0n,
  };
}
