import { randomUUID } from 'node:crypto';
import { createReadStream, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { openCsvImport } from '#connectors/csv/csv-import.ts';
import { assert, present } from '#core/kernel/assert.ts';
import { valueOrThrow } from '#core/kernel/result.ts';
import type { StatementLine } from '#core/settlement/line.ts';
import { draftThreads } from '#main/draft-threads.ts';
import { startThrowawayCluster } from '#store/embedded/throwaway-cluster.ts';
import { migrate } from '#store/migrate.ts';
import { openStore } from '#store/store.ts';
import { importFiles } from '#usecases/import-files.ts';
import { makeBundle } from '#usecases/make-bundle.ts';
import type { Asker, Ports } from '#usecases/ports.ts';
import { proposeAgreement } from '#usecases/propose-agreement.ts';
import { type SettledStatement, settleAgreement } from '#usecases/settle-agreement.ts';
import { signAgreement } from '#usecases/sign-agreement.ts';

export const reference = process.env['BELEGBAR_REFERENCE'] ?? '';
export const folder = join(reference, 'data/olist');
export const SOCIAL = 'olist-social-revenue-share';
export const SEARCH = 'olist-paid-search-per-deal';

const LEADS = 'olist_marketing_qualified_leads_dataset.csv';
const DEALS = 'olist_closed_deals_dataset.csv';
const ITEMS = 'order_items_of_won_sellers.csv';
const SIGNED_AT = '2017-05-30T12:00:00.000Z';
/** The last month in which anything may still arrive, and a moment at which everything is locked. */
const LAST_MONTH = '2019-02';
const EVERYTHING_LOCKED = '2019-07-01T00:00:00.000Z';

export interface EditableAgreement {
  id: string;
  attribution: { partnerTouches: { source: string[] } };
  components: [{ price: Record<string, unknown>; caps: { amount: { limit: string } } }];
}

/** What a statement says, with its lines named by the ids of the export. */
export interface Settled extends Omit<SettledStatement, 'lines' | 'statementId'> {
  readonly statementId: string;
  readonly lines: readonly (StatementLine & { readonly externalId: string; readonly month: string })[];
}

/** A workspace that holds the whole export, imported and agreed as the example says: every fact known at the moment it happened. */
export class Marketplace {
  readonly ports: Ports;
  readonly asker: Asker;
  readonly #externalIds: ReadonlyMap<string, string>;

  private constructor(ports: Ports, asker: Asker, externalIds: ReadonlyMap<string, string>) {
    this.ports = ports;
    this.asker = asker;
    this.#externalIds = externalIds;
  }

  static async open(ports: Ports, externalIdDoor: Parameters<typeof load>[0]['externalIds']): Promise<Marketplace> {
    const id = randomUUID();
    await ports.workspaces.create({ id, slug: `w-${id}`, name: 'Olist', currency: 'BRL', timeZone: 'America/Sao_Paulo', purpose: 'test' });
    const asker = { workspace: id, actor: 'member:test' };
    const importing = { ...ports, externalIds: externalIdDoor };
    await load(importing, asker, 'leads.mapping.yaml', [LEADS]);
    await load(importing, asker, 'deals.mapping.yaml', [DEALS]);
    await load(importing, asker, 'orders.mapping.yaml', [ITEMS, DEALS]);
    return new Marketplace(ports, asker, await externalIdsIn(ports, asker));
  }

  /** Proposes and signs one of the example's contracts, with something else agreed if `change` says so. */
  async agree(file: string, change: (agreement: EditableAgreement) => void = () => {}): Promise<string> {
    const agreement: EditableAgreement = parse(example(`${file}.agreement.yaml`));
    change(agreement);
    valueOrThrow(await proposeAgreement(this.ports, this.asker, { text: stringify(agreement), on: SIGNED_AT }));
    for (const party of ['olist', 'partner'])
      valueOrThrow(await signAgreement(this.ports, this.asker, { agreementId: agreement.id, party, person: 'Ana', on: SIGNED_AT }));
    return agreement.id;
  }

  /** Everything in one statement: all that was ever known, through the last month. */
  settleAtOnce(agreementId: string): Promise<Settled> {
    return this.#settle(agreementId, LAST_MONTH, EVERYTHING_LOCKED);
  }

  /** Every month settled at its end with what was known by then, and once more when everything is locked. */
  async settleMonthByMonth(agreementId: string): Promise<readonly Settled[]> {
    const statements: Settled[] = [];
    let month = Temporal.PlainYearMonth.from('2017-06');
    while (month.toString() <= LAST_MONTH) {
      const next = month.add({ months: 1 });
      const cut = next.toPlainDate({ day: 1 }).toZonedDateTime('America/Sao_Paulo').epochMilliseconds;
      statements.push(await this.#settle(agreementId, month.toString(), new Date(cut).toISOString()));
      month = next;
    }
    return [...statements, await this.settleAtOnce(agreementId)];
  }

  async bundle({ statementId }: Settled): Promise<string> {
    return valueOrThrow(await makeBundle(this.ports, this.asker, { statementId }));
  }

  subjectOf(externalId: string): string {
    return present([...this.#externalIds].find(([, known]) => known === externalId)?.[0], 'subject');
  }

  async #settle(agreementId: string, through: string, asOf: string): Promise<Settled> {
    const settled = valueOrThrow(await settleAgreement(this.ports, this.asker, { agreementId, through, asOf }));
    const lines = settled.lines.map((line) => ({
      ...line,
      externalId: present(this.#externalIds.get(line.subject), 'external id'),
      month: present(settled.periodKeys[line.period], 'period'),
    }));
    return { ...settled, lines, statementId: present(settled.statementId, 'closed statement') };
  }
}

function example(file: string): string {
  return readFileSync(join(import.meta.dirname, '../../examples/olist', file), 'utf8');
}

type Importing = Omit<Parameters<typeof importFiles>[0], 'files'>;

async function load(ports: Importing, into: Asker, mapping: string, files: readonly string[]): Promise<void> {
  const report = valueOrThrow(
    await importFiles({ ...ports, files: { open: openCsvImport } }, into, {
      mapping: example(mapping),
      files: files.map((name) => ({ name, open: () => createReadStream(join(folder, name)) })),
    }),
  );
  assert(report.recorded === report.read && report.refusedCount === 0, `${mapping} records every row`);
}

/** The id in the export of every deal and order. */
async function externalIdsIn({ log }: Ports, asker: Asker): Promise<ReadonlyMap<string, string>> {
  const externalIds = new Map<string, string>();
  for (const kind of ['deal.won', 'order.placed']) {
    for (let afterSeq: number | undefined = -1; afterSeq !== undefined; ) {
      const page = await log.page(asker, afterSeq, 5_000, { kind });
      for (const { subject, externalId } of page.facts) externalIds.set(subject, present(externalId, 'external id'));
      afterSeq = page.nextAfterSeq;
    }
  }
  return externalIds;
}

export interface TwoMarketplaces {
  readonly monthly: Marketplace;
  readonly atOnce: Marketplace;
  close(): Promise<void>;
}

/** The same export twice: importing it takes a while, so all tests share the two. */
export async function openTwoMarketplaces(): Promise<TwoMarketplaces> {
  const cluster = await startThrowawayCluster();
  const connection = { ...cluster.address, database: await cluster.createDatabase() };
  await migrate(connection);
  const store = await openStore(connection);
  const ports = { ...store, drafts: draftThreads, clock: { now: () => new Date().toISOString() } };
  return {
    monthly: await Marketplace.open(ports, store.externalIds),
    atOnce: await Marketplace.open(ports, store.externalIds),
    async close() {
      await store.close();
      await cluster.close();
    },
  };
}
