import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'pg';
import { expect } from 'vitest';
import { parse, stringify } from 'yaml';
import { openCsvImport } from '#connectors/csv/csv-import.ts';
import { present } from '#core/kernel/assert.ts';
import { isObject } from '#core/kernel/canonical-json.ts';
import { addMonths } from '#core/kernel/instant.ts';
import { valueOrThrow } from '#core/kernel/result.ts';
import { verifyBundle } from '#core/proof/verify.ts';
import { draftThreads } from '#main/draft-threads.ts';
import { openStore } from '#store/store.ts';
import { importFiles } from '#usecases/import-files.ts';
import { makeBundle } from '#usecases/make-bundle.ts';
import type { Asker, Ports } from '#usecases/ports.ts';
import { proposeAgreement } from '#usecases/propose-agreement.ts';
import { rebuildProjections } from '#usecases/rebuild-projections.ts';
import { settleAgreement } from '#usecases/settle-agreement.ts';
import { signAgreement } from '#usecases/sign-agreement.ts';
import { type Act, appending, exporting, importing, quietMoment, sealing, settling } from './acts.ts';
import { expectAcknowledgedFacts, expectNothingHalfDone, expectSoundSeals, soundLog } from './evidence.ts';
import { mapping, type Table, tableOf } from './month-of-deals.ts';
import { connectionTo, type RunningProduct } from './running-product.ts';
import type { Dice } from './seeded-dice.ts';
import { type Door, type SentFact, sendAgain } from './senders.ts';

export const phases = ['append', 'import', 'settle', 'seal', 'export'] as const;
export type Phase = (typeof phases)[number];

export type OutsidePorts = Ports & Parameters<typeof importFiles>[0];

export const AGREEMENT = 'crash-per-deal';
export const thisMonth = new Date().toISOString().slice(0, 7);

/** The example's contract for deals of these weeks: ranks, tiers and a cap, all of which later tables move. */
function contract(): string {
  const agreement = parse(readFileSync(join(import.meta.dirname, '../../examples/olist/per-deal.agreement.yaml'), 'utf8'));
  const term = { from: `${addMonths(thisMonth, -3)}-01`, to: `${addMonths(thisMonth, 2)}-28` };
  return stringify({ ...agreement, id: AGREEMENT, currency: 'EUR', timeZone: 'UTC', term });
}

async function agree(ports: Ports, asker: Asker): Promise<void> {
  const on = `${addMonths(thisMonth, -3)}-01T00:00:00.000Z`;
  valueOrThrow(await proposeAgreement(ports, asker, { text: contract(), on }));
  for (const party of ['olist', 'partner'])
    valueOrThrow(await signAgreement(ports, asker, { agreementId: AGREEMENT, party, person: 'Ana', on }));
}

/** A workspace that is written to while things go wrong, and all that it was told. */
export class WorkspaceAtRisk {
  readonly slug: string;
  readonly asker: Asker;
  readonly sent: SentFact[] = [];
  readonly #product: RunningProduct;
  readonly #apiKey: string;
  readonly #tables: Table[] = [];
  readonly #usualMs: Record<Phase, number> = { append: 500, import: 1_500, settle: 1_000, seal: 1_500, export: 1_500 };

  private constructor(product: RunningProduct, slug: string, id: string, apiKey: string) {
    this.#product = product;
    this.slug = slug;
    this.asker = { workspace: id, actor: 'system' };
    this.#apiKey = apiKey;
  }

  /** Makes it, with a signed agreement, through the product's own commands. */
  static async found(product: RunningProduct, slug: string): Promise<WorkspaceAtRisk> {
    const created = await product.command('workspace', 'create', slug, '--time-zone', 'UTC');
    const scopes = 'facts:write,facts:read,claims,settle';
    const key = await product.command('key', 'create', 'test', '--workspace', slug, '--scopes', scopes);
    if (!isObject(created) || !isObject(key)) throw new Error(product.log);
    const workspace = new WorkspaceAtRisk(product, slug, String(created['id']), String(key['secret']));
    await workspace.withPorts((ports) => agree(ports, workspace.asker));
    return workspace;
  }

  door(product = this.#product): Door {
    return { url: product.url, workspace: this.slug, apiKey: this.#apiKey };
  }

  /** Looks at the database from outside while the product runs. */
  async withPorts<T>(look: (ports: OutsidePorts) => Promise<T>): Promise<T> {
    const store = await openStore(connectionTo(this.#product.dataDir));
    const clock = { now: () => new Date().toISOString() };
    return look({ ...store, drafts: draftThreads, clock, files: { open: openCsvImport } }).finally(() => store.close());
  }

  /** Everything that has to hold whenever the product runs. */
  async expectEverythingInOrder(): Promise<void> {
    await this.withPorts(async (ports) => {
      const facts = await soundLog(ports, this.asker);
      expectAcknowledgedFacts(facts, this.sent);
      await expectSoundSeals(ports, this.asker, facts);
      const rebuilt = await rebuildProjections(ports, this.asker, 'verify');
      expect(rebuilt.filter(({ differences }) => differences !== 0)).toEqual([]);
    });
    const owner = new Client(connectionTo(this.#product.dataDir));
    await owner.connect();
    await expectNothingHalfDone(owner).finally(() => owner.end());
  }

  /** Everything undisturbed that comes before a phase, then the phase itself, not yet begun. `name` is that of the round. */
  async prepare(phase: Phase, name: string, dice: Dice): Promise<Act> {
    const [act] = await this.prepareOn([this.#product], phase, name, dice);
    return present(act, 'act');
  }

  /** The same with the phase at each of several servers: the same table, the same cut. */
  async prepareOn(servers: readonly RunningProduct[], phase: Phase, name: string, dice: Dice): Promise<readonly Act[]> {
    for (const before of phases) {
      if (before === phase) break;
      // A backup is of whatever there is.
      if (phase === 'export' && before !== 'import') continue;
      const [act] = await this.#actsOf(before, name, dice, [this.#product]);
      const beganMs = performance.now();
      expect(await act?.run(), `${before} undisturbed: ${this.#product.log}`).toBe(true);
      this.#usualMs[before] = performance.now() - beganMs;
    }
    return this.#actsOf(phase, name, dice, servers);
  }

  async #actsOf(phase: Phase, name: string, dice: Dice, servers: readonly RunningProduct[]): Promise<readonly Act[]> {
    const stages = servers.map((product) => {
      return { product, door: () => this.door(product), workspace: this.slug, agreementId: AGREEMENT, through: thisMonth };
    });
    if (phase === 'append') return stages.map(appending);
    if (phase === 'seal') return stages.map(sealing);
    if (phase === 'export') return stages.map(exporting);
    if (phase === 'settle') {
      const cut = await quietMoment();
      const isShownFirst = dice.below(2) === 0;
      return Promise.all(stages.map((stage) => settling(stage, cut, isShownFirst)));
    }
    const table = tableOf(name, dice, Date.now());
    this.#tables.push(table);
    return stages.map((stage) => importing(stage, table));
  }

  /** Runs an act and lets something go wrong at some moment while it usually runs, or just after. */
  async interrupt(acts: readonly Act[], phase: Phase, dice: Dice, fault: () => Promise<void>) {
    const afterMs = Math.round(dice.next() * this.#usualMs[phase] * 1.1);
    const running = acts.map((act) => act.run());
    await delay(afterMs);
    await fault();
    return { isDone: (await Promise.all(running)).every(Boolean), afterMs };
  }

  /** Resolves when the product answers again, by itself. */
  async isBack(product: RunningProduct = this.#product): Promise<void> {
    const { url, workspace, apiKey } = this.door(product);
    for (let attempt = 0; attempt < 300; attempt += 1) {
      const answer = await fetch(`${url}/api/seals`, { headers: { authorization: `Bearer ${apiKey}`, 'x-workspace': workspace } }).catch(
        () => undefined,
      );
      if (answer?.ok === true) return;
      await delay(100);
    }
    throw new Error(`the app did not come back by itself: ${product.log}`);
  }

  /** What was sent is sent once more, as a sender does that heard no answer: nothing is recorded twice, nothing acknowledged is new. */
  async expectSameWhenSentAgain(sent: readonly SentFact[]): Promise<void> {
    const answers = await sendAgain(this.door(), sent);
    for (const [place, fact] of sent.entries()) {
      const answer = answers[place];
      expect(fact.answer === undefined ? ['recorded', 'repeated'] : ['repeated']).toContain(answer?.status);
      if (answer !== undefined) fact.answer = answer;
    }
  }

  /** What an undisturbed workspace has that was told the same, to the cent; the number of lines compared. */
  async expectSameAsUndisturbed(): Promise<number> {
    const cut = new Date().toISOString();
    await delay(3);
    return this.withPorts(async (ports) => {
      const id = crypto.randomUUID();
      const calmly = { workspace: id, actor: 'system' };
      const about = { name: 'Calm', currency: 'EUR', timeZone: 'UTC', purpose: 'test' } as const;
      await ports.workspaces.create({ id, slug: `calm-${id.slice(0, 8)}`, ...about });
      await agree(ports, calmly);
      for (const { name, text } of this.#tables) {
        const files = [{ name, open: () => onePiece(text) }];
        valueOrThrow(await importFiles(ports, calmly, { mapping, files }));
      }
      const request = { agreementId: AGREEMENT, through: thisMonth };
      valueOrThrow(await settleAgreement(ports, this.asker, { ...request, asOf: cut }));
      const calm = valueOrThrow(await settleAgreement(ports, calmly, request));
      const last = (await ports.statements.list(this.asker, AGREEMENT)).at(-1);
      const bundle = valueOrThrow(await makeBundle(ports, this.asker, { statementId: last?.id ?? '' }));
      expect(verifyBundle(bundle)).toMatchObject({ ok: true });
      expect(await importedAndStated(ports, this.asker)).toEqual(await importedAndStated(ports, calmly));
      return calm.lines.length;
    });
  }
}

async function* onePiece(text: string): AsyncGenerator<Uint8Array> {
  yield new TextEncoder().encode(text);
}

/** What tables and statements say, with subjects named as the tables name them, because ids are derived per workspace. */
async function importedAndStated(ports: Ports, asker: Asker) {
  const names = new Map<string, string>();
  const imported: string[] = [];
  for (const { kind, subject, occurredAt, revision, externalId, source } of await soundLog(ports, asker)) {
    if (source !== 'crm') continue;
    names.set(subject, externalId ?? '');
    imported.push(`${externalId} ${kind} ${revision} ${occurredAt}`);
  }
  const amounts = new Map<string, bigint>();
  for (const { component, period, subject, occurrence, payableMinor } of await ports.statements.stated(asker, AGREEMENT)) {
    const key = `${period} ${component} ${names.get(subject)} ${occurrence}`;
    amounts.set(key, (amounts.get(key) ?? 0n) + payableMinor);
  }
  const stated = [...amounts].filter(([, minor]) => minor !== 0n).map(([key, minor]) => `${key} ${minor}`);
  return { imported: imported.sort(), stated: stated.sort() };
}
