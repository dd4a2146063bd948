import type { Instant } from '#core/kernel/instant.ts';
import { divideRounded } from '#core/kernel/money.ts';
import type { Agreement, TaxClause } from '#core/promises/agreements/agreement.ts';

/** What a statement comes to under one tax treatment, in minor units of the agreement's currency. */
export interface TaxedSum {
  readonly treatment: TaxClause['treatment'];
  readonly rateBasisPoints: number;
  readonly netMinor: bigint;
  readonly vatMinor: bigint;
  readonly grossMinor: bigint;
}

/** What becomes payable with one line, and the instant whose version says how it is taxed. */
export interface TaxedLine {
  readonly component: string;
  readonly payableMinor: bigint;
  /**
   * When the line's result was first known to have happened; the first instant of its period where it has none. Adjustments, refunds and
   * releases carry that of the line they follow, so that they are taxed as it was.
   */
  readonly at: Instant;
}

/** A signed version and since when it holds, ascending. */
export interface TaxedVersion {
  readonly agreement: Pick<Agreement, 'tax' | 'components'>;
  readonly effectiveFrom: Instant;
}

const HUNDRED_PERCENT = 10_000n;

/**
 * The payable differences of a statement, grouped by tax treatment. Tax is computed once per treatment and rate on the statement's sum, half
 * up (EN 16931, BR-CO-17), never line by line; it changes no line and no total. The documents and e-invoices that state it follow with
 * a later issue. What no clause taxes is in no group.
 */
export function taxedSums(versions: readonly TaxedVersion[], lines: readonly TaxedLine[]): readonly TaxedSum[] {
  const sums = new Map<string, { readonly clause: TaxClause; netMinor: bigint }>();
  for (const { component, payableMinor, at } of lines) {
    const clause = taxClauseAt(versions, component, at);
    if (clause === undefined) continue;
    const key = `${clause.treatment}/${clause.rateBasisPoints}`;
    const sum = sums.get(key) ?? { clause, netMinor: 0n };
    sum.netMinor += payableMinor;
    sums.set(key, sum);
  }
  return [...sums.values()]
    .map(({ clause: { treatment, rateBasisPoints }, netMinor }): TaxedSum => {
      const vatMinor = divideRounded(netMinor * BigInt(rateBasisPoints), HUNDRED_PERCENT);
      return { treatment, rateBasisPoints, netMinor, vatMinor, grossMinor: netMinor + vatMinor };
    })
    .sort((a, b) => b.rateBasisPoints - a.rateBasisPoints || (a.treatment < b.treatment ? -1 : 1));
}

/** The component's own treatment, else the agreement's, of the version in force at an instant; of the first one before that. */
function taxClauseAt(versions: readonly TaxedVersion[], component: string, at: Instant): TaxClause | undefined {
  const version = versions.findLast(({ effectiveFrom }, index) => index === 0 || effectiveFrom <= at);
  return version && clauseIn(version, component);
}

function clauseIn({ agreement }: TaxedVersion, component: string): TaxClause | undefined {
  return agreement.components.find(({ key }) => key === component)?.tax ?? agreement.tax;
}

/** Whether the treatment of a component is the same whenever its result happened, so that nobody needs to know when. */
export function isTaxedAlike(versions: readonly TaxedVersion[], component: string): boolean {
  const clauses = versions.map((version) => clauseIn(version, component));
  return clauses.every((clause) => clause?.treatment === clauses[0]?.treatment && clause?.rateBasisPoints === clauses[0]?.rateBasisPoints);
}
