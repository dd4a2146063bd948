import { once } from 'node:events';
import { createWriteStream, type WriteStream } from 'node:fs';
import { join } from 'node:path';
import { fixedNumbers } from './measuring.ts';

export const ORDERS_PER_DEAL = 5;
/** Touches of each person behind a lead; all others are of people who never became one. */
const TOUCHES_PER_LEAD = 3;

export interface MonthSize {
  /** Orders of the month, each of which is a claim. */
  readonly claims: number;
  /** Facts of the month altogether: leads, deals, orders and touches. */
  readonly facts: number;
}

export const monthMapping = `
mapping: bench-month
source: shop
timeZone: UTC
currency: EUR
files:
  touches: touches.csv
  leads: leads.csv
  deals: deals.csv
  orders: orders.csv
facts:
  - from: touches
    kind: touch.recorded
    subject: { type: person, externalId: { column: contact } }
    externalId: { column: id }
    occurredAt: { column: at, time: instant }
    data: { touch: visit, source: { column: source }, medium: { column: medium } }
  - from: leads
    kind: lead.captured
    subject: { type: lead, externalId: { column: id } }
    externalId: { column: id }
    occurredAt: { column: at, time: instant }
    data:
      source: partner
      person: { type: person, externalId: { column: contact } }
  - from: deals
    kind: deal.won
    subject: { type: deal, externalId: { column: id } }
    externalId: { column: id }
    occurredAt: { column: at, time: instant }
    data:
      leads:
        - { type: lead, externalId: { column: lead } }
  - from: orders
    kind: order.placed
    subject: { type: order, externalId: { column: id } }
    externalId: { column: id }
    occurredAt: { column: at, time: instant }
    data:
      net: { column: net, money: plain }
      deal: { type: deal, externalId: { column: deal } }
`;

const DAY_MS = 86_400_000;

/** The tables of one month: leads of its first days, deals won soon after, orders of those deals until its end, and touches. */
export async function writeMonth(folder: string, month: string, { claims, facts }: MonthSize): Promise<readonly string[]> {
  const startMs = Date.parse(`${month}-01T00:00:00Z`);
  const random = fixedNumbers(startMs / DAY_MS);
  const deals = claims / ORDERS_PER_DEAL;
  const touches = facts - claims - 2 * deals;
  const at = (fromDay: number, untilDay: number) => new Date(startMs + (fromDay + random() * (untilDay - fromDay)) * DAY_MS).toISOString();
  const paths: string[] = [];
  const table = async (name: string, header: string, rows: number, row: (index: number) => string) => {
    const path = join(folder, `${name}.csv`);
    await writeRows(createWriteStream(path), header, rows, row);
    paths.push(path);
  };
  await table('touches', 'id,contact,at,source,medium', touches, (i) => {
    const ofLead = i < deals * TOUCHES_PER_LEAD;
    const contact = ofLead ? `c-${i % deals}` : `v-${Math.floor(random() * (touches / 4))}`;
    return `${month}-t-${i},${month}-${contact},${ofLead ? at(0, 1) : at(0, 27)},${random() < 0.5 ? 'google' : 'newsletter'},cpc`;
  });
  await table('leads', 'id,contact,at', deals, (i) => `${month}-l-${i},${month}-c-${i},${at(1, 3)}`);
  await table('deals', 'id,lead,at', deals, (i) => `${month}-d-${i},${month}-l-${i},${at(3, 5)}`);
  await table(
    'orders',
    'id,deal,at,net',
    claims,
    (i) => `${month}-o-${i},${month}-d-${i % deals},${at(5, 27)},${(10 + random() * 490).toFixed(2)}`,
  );
  return paths;
}

async function writeRows(file: WriteStream, header: string, rows: number, row: (index: number) => string): Promise<void> {
  file.write(`${header}\n`);
  for (let from = 0; from < rows; from += 1_000) {
    let text = '';
    for (let i = from; i < Math.min(rows, from + 1_000); i += 1) text += `${row(i)}\n`;
    if (!file.write(text)) await once(file, 'drain');
  }
  file.end();
  await once(file, 'finish');
}
