import type { Dice } from './seeded-dice.ts';

/** A table to import: rows that give a lead and a won deal each, and some that give nothing. */
export interface Table {
  readonly name: string;
  readonly text: string;
  readonly ids: readonly string[];
  readonly brokenRows: number;
}

export const mapping = `
mapping: deals
source: crm
timeZone: UTC
files: { deals: "deals-*.csv" }
facts:
  - from: deals
    kind: lead.captured
    subject: { type: lead, externalId: { column: id } }
    externalId: { column: id }
    occurredAt: { column: asked }
    data: { source: { column: origin } }
  - from: deals
    kind: deal.won
    subject: { type: deal, externalId: { column: id } }
    externalId: { column: id }
    occurredAt: { column: won }
    data: { leads: [{ type: lead, externalId: { column: id } }], owner: { column: owner } }
`;

const GOOD_ROWS = 800;
const DAY_MS = 86_400_000;

/** Wins of the last 50 days in any order, so that later tables move the ranks of earlier ones. */
export function tableOf(round: string, dice: Dice, nowMs: number): Table {
  const ids: string[] = [];
  const rows: string[] = ['id,asked,won,origin,owner'];
  let brokenRows = 0;
  while (ids.length < GOOD_ROWS) {
    if (dice.below(100) === 0) {
      rows.push(`${round}-broken-${brokenRows},someday,someday,paid_search,Ana`);
      brokenRows += 1;
      continue;
    }
    const id = `${round}-deal-${ids.length}`;
    const wonMs = nowMs - 1_000 - dice.below(50 * DAY_MS);
    const at = (ms: number) => new Date(ms).toISOString();
    rows.push([id, at(wonMs - DAY_MS), at(wonMs), dice.pick(['paid_search', 'paid_search', 'fair']), 'Ana'].join(','));
    ids.push(id);
  }
  return { name: `deals-${round}.csv`, text: `${rows.join('\n')}\n`, ids, brokenRows };
}
