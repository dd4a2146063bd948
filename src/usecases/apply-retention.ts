import type { RetentionRule } from '#core/kernel/erasure-reasons.ts';
import { fromIso, type IsoInstant, toIso } from '#core/kernel/instant.ts';
import { type ErasingPorts, erasePerson } from './erase-person.ts';
import type { Reach, RetentionRun } from './people-ports.ts';
import type { Asker, Ports } from './ports.ts';
import { retentionPeriods } from './set-retention.ts';

export type RetentionPorts = Pick<Ports, 'log' | 'clock'> & ErasingPorts;

/**
 * Applies every rule that has a period; a dry run says what would be erased today. Whoever was erased by hand meanwhile is not counted again.
 */
export async function applyRetention(
  ports: RetentionPorts,
  asker: Asker,
  { dryRun = false, periods }: { readonly dryRun?: boolean; readonly periods?: Readonly<Partial<Record<RetentionRule, number>>> } = {},
): Promise<readonly RetentionRun[]> {
  const runs: RetentionRun[] = [];
  const now = ports.clock.now();
  for (const { rule, months: set } of await retentionPeriods(ports, asker)) {
    const months = periods === undefined ? set : (periods[rule] ?? null);
    if (months === null) continue;
    const before = monthsBefore(now, months);
    const { people, values } = await applyRule(ports, asker, rule, before, dryRun);
    const run: RetentionRun = { rule, months, before, ranAt: now, people, values };
    if (!dryRun) await ports.people.noteRun(asker, run);
    runs.push(run);
  }
  return runs;
}

/** The same day so many months earlier in UTC; the last of the month where there is no such day. */
export function monthsBefore(now: IsoInstant, months: number): IsoInstant {
  const date = new Date(fromIso(now));
  const day = date.getUTCDate();
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() - months);
  const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  date.setUTCDate(Math.min(day, last));
  return toIso(date.getTime());
}

interface Gone {
  readonly people: number;
  readonly values: number;
}

async function applyRule(ports: RetentionPorts, asker: Asker, rule: RetentionRule, before: IsoInstant, dryRun: boolean): Promise<Gone> {
  if (rule === 'free_text') return { people: 0, values: await ports.people.freeTextBefore(asker, before, !dryRun) };
  if (rule === 'employee_names') {
    const names = await ports.people.namesUnusedSince(asker, before);
    return eraseEach(
      ports,
      asker,
      names.map(({ id }) => id),
      dryRun,
    );
  }
  return eraseSilent(ports, asker, rule, before, dryRun);
}

const PAGE = 500;

async function eraseSilent(ports: RetentionPorts, asker: Asker, rule: RetentionRule, before: IsoInstant, dryRun: boolean): Promise<Gone> {
  const total = { people: 0, values: 0 };
  let after = '';
  const counted = new Set<string>();
  for (;;) {
    const page = await ports.people.silentSince(asker, before, after, PAGE);
    const due: string[] = [];
    for (const subject of page) {
      if (counted.has(subject)) continue;
      const reach = await ports.people.reach(asker, subject);
      for (const one of [...reach.persons, ...reach.leads]) counted.add(one);
      if (isDue(rule, reach, before)) due.push(subject);
    }
    const gone = await eraseEach(ports, asker, due, dryRun);
    total.people += gone.people;
    total.values += gone.values;
    const last = page.at(-1);
    if (page.length < PAGE || last === undefined) return total;
    after = last;
  }
}

/** Nothing was heard of anybody who is one with this person, nor about their leads and deals; and they never bought anything. */
function isDue(rule: RetentionRule, reach: Reach, before: IsoInstant): boolean {
  if (reach.isCustomer || (reach.lastHeardAt !== null && reach.lastHeardAt >= before)) return false;
  return rule === 'leads_not_won' ? reach.leads.length > 0 : reach.leads.length === 0;
}

async function eraseEach(ports: RetentionPorts, asker: Asker, people: readonly string[], dryRun: boolean): Promise<Gone> {
  let values = 0;
  for (const person of people) {
    const erased = await erasePerson(ports, asker, { person, reason: 'retention', dryRun });
    if (erased.ok) values += erased.value.valueCount;
  }
  return { people: people.length, values };
}
