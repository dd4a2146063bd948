import { present } from '#core/kernel/assert.ts';
import type { Instant } from '#core/kernel/instant.ts';
import type { Contract } from '#core/settlement/contract.ts';
import type { StatementLine } from '#core/settlement/line.ts';
import { isTaxedAlike, type TaxedSum, taxedSums } from '#core/settlement/taxes.ts';
import type { Asker, Ports } from './ports.ts';

/** What the lines of a statement come to net, with tax and gross, per treatment; empty where the agreement says nothing about tax. */
export async function statementTaxes(
  ports: Pick<Ports, 'claims'>,
  asker: Asker,
  { versions, terms, agreement }: Contract,
  lines: readonly StatementLine[],
): Promise<readonly TaxedSum[]> {
  const isSilent = versions.every(
    ({ agreement: { tax, components } }) => tax === undefined && components.every((one) => one.tax === undefined),
  );
  if (isSilent) return [];
  const alike = new Map<string, boolean>();
  for (const { component } of lines) if (!alike.has(component)) alike.set(component, isTaxedAlike(versions, component));
  const results = [...alike.values()].includes(false) ? await firstResults(ports, asker, agreement.id) : new Map<string, Instant>();
  const periodStart = (index: number) => present(terms.periods[index], 'period').from;
  return taxedSums(
    versions,
    lines.map(({ component, subject, period, payableMinor }) => ({
      component,
      payableMinor,
      at: results.get(`${component}/${subject}`) ?? periodStart(period),
    })),
  );
}

/** When each claim's result happened, as it was first known: a later correction of the date taxes no line anew. */
async function firstResults(ports: Pick<Ports, 'claims'>, asker: Asker, agreementId: string): Promise<ReadonlyMap<string, Instant>> {
  const claims = await ports.claims.list(asker, agreementId);
  return new Map(
    claims.flatMap(({ history: { component, subject, states } }): [string, Instant][] => {
      const first = states.find(({ result }) => result !== undefined)?.result;
      return first === undefined ? [] : [[`${component}/${subject}`, first.resultAt]];
    }),
  );
}
