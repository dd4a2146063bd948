import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { openCsvImport } from '#connectors/csv/csv-import.ts';
import { isObject } from '#core/kernel/canonical-json.ts';
import { addMonths } from '#core/kernel/instant.ts';
import { valueOrThrow } from '#core/kernel/result.ts';
import { verifyBundle } from '#core/proof/verify.ts';
import { openStore } from '#store/store.ts';
import { importFiles } from '#usecases/import-files.ts';
import { makeBundle } from '#usecases/make-bundle.ts';
import type { Asker, Ports } from '#usecases/ports.ts';
import { proposeAgreement } from '#usecases/propose-agreement.ts';
import { rebuildProjections } from '#usecases/rebuild-projections.ts';
import { settleAgreement } from '#usecases/settle-agreement.ts';
import { signAgreement } from '#usecases/sign-agreement.ts';
import { type Act, appending, importing, type Stage, sealing, settling } from './acts.ts';
import { expectAcknowledgedFacts, expectNothingHalfDone, expectSoundSeals, soundLog } from './evidence.ts';
import { mapping, type Table, tableOf } from './month-of-deals.ts';
import { connectionTo, RunningProduct, type Victims } from './running-product.ts';
import { seededDice } from './seeded-dice.ts';
import { type Door, Senders, type SentFact, sendAgain } from './senders.ts';

const seed = Number(process.env['BELEGBAR_CRASH_SEED'] ?? Date.now() % 1_000_000);
const roundCount = Number(process.env['BELEGBAR_CRASH_ROUNDS'] ?? 5);
const dice = seededDice(seed);

const phases = ['append', 'import', 'settle', 'seal'] as const;
type Phase = (typeof phases)[number];

/** The first rounds go through everything once, with app and database dying together. */
function plan(round: number): { readonly round: number; readonly phase: Phase; readonly victims: Victims } {
  const phase = phases[round % phases.length] ?? 'append';
  const victims =
    round < phases.length ? 'app and database' : dice.pick<Victims>(['app and database', 'app and database', 'database', 'app']);
  return { round: round + 1, phase, victims };
}

const AGREEMENT = 'crash-per-deal';
const thisMonth = new Date().toISOString().slice(0, 7);
const THROUGH = thisMonth;

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

describe(`the product, killed without warning (BELEGBAR_CRASH_SEED=${seed})`, { timeout: 120_000 + roundCount * 5_000 }, () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'belegbar-crash-'));
  const product = new RunningProduct(dataDir);
  const usualMs: Record<Phase, number> = { append: 500, import: 1_500, settle: 1_000, seal: 1_500 };
  const tables: Table[] = [];
  const sent: SentFact[] = [];
  let asker: Asker;
  let apiKey: string;
  const door = (): Door => ({ url: product.url, workspace: 'crash', apiKey });
  const stage: Stage = { product, door, agreementId: AGREEMENT, through: THROUGH };

  /** Looks at the database from outside while the product runs. */
  async function withPorts<T>(look: (ports: Ports & Parameters<typeof importFiles>[0]) => Promise<T>): Promise<T> {
    const store = await openStore(connectionTo(dataDir));
    const clock = { now: () => new Date().toISOString() };
    return look({ ...store, clock, files: { open: openCsvImport } }).finally(() => store.close());
  }

  beforeAll(async () => {
    chmodSync(dataDir, 0o711);
    await product.start();
    const created = await product.command('workspace', 'create', 'crash', '--time-zone', 'UTC');
    const key = await product.command('key', 'create', 'test', '--scopes', 'facts:write,facts:read,claims,settle');
    if (!isObject(created) || !isObject(key)) throw new Error(product.log);
    asker = { workspace: String(created['id']), actor: 'system' };
    apiKey = String(key['secret']);
    await withPorts((ports) => agree(ports, asker));
  }, 120_000);

  afterAll(async () => {
    await product.crash('app and database');
    rmSync(dataDir, { recursive: true, force: true });
  });

  /** Everything that has to hold whenever the product runs. */
  async function expectEverythingInOrder(): Promise<void> {
    await withPorts(async (ports) => {
      const facts = await soundLog(ports, asker);
      expectAcknowledgedFacts(facts, sent);
      await expectSoundSeals(ports, asker, facts);
      const rebuilt = await rebuildProjections(ports, asker, 'verify');
      expect(rebuilt.filter(({ differences }) => differences !== 0)).toEqual([]);
    });
    const owner = new Client(connectionTo(dataDir));
    await owner.connect();
    await expectNothingHalfDone(owner).finally(() => owner.end());
  }

  async function actOf(phase: Phase, round: number): Promise<Act> {
    if (phase === 'append') return appending();
    if (phase === 'seal') return sealing(stage);
    if (phase === 'settle') return settling(stage, dice.below(2) === 0);
    const table = tableOf(`r${round}`, dice, Date.now());
    tables.push(table);
    return importing(stage, table);
  }

  /** Runs an act and kills at some moment while it usually runs, or just after. */
  async function interrupt(
    act: Act,
    phase: Phase,
    victims: Victims,
  ): Promise<{ readonly isDone: boolean; readonly killedAfterMs: number }> {
    const killedAfterMs = Math.round(dice.next() * usualMs[phase] * 1.1);
    const running = act.run();
    await delay(killedAfterMs);
    await product.crash(victims);
    return { isDone: await running, killedAfterMs };
  }

  async function isBack(): Promise<void> {
    const { url, workspace } = door();
    for (let attempt = 0; attempt < 300; attempt += 1) {
      const answer = await fetch(`${url}/api/seals`, { headers: { authorization: `Bearer ${apiKey}`, 'x-workspace': workspace } }).catch(
        () => undefined,
      );
      if (answer?.ok === true) return;
      await delay(100);
    }
    throw new Error(`the app did not come back by itself: ${product.log}`);
  }

  it.each(Array.from({ length: roundCount }, (_, round) => plan(round)))(
    'in round $round, $victims during $phase, loses nothing acknowledged and leaves nothing half done',
    async ({ round, phase, victims }) => {
      const senders = new Senders(door(), `r${round}`);
      await senders.areUnderWay();
      let act: Act | undefined;
      for (const before of phases) {
        act = await actOf(before, round);
        if (before === phase) break;
        const beganMs = performance.now();
        expect(await act.run(), `${before} undisturbed: ${product.log}`).toBe(true);
        usualMs[before] = performance.now() - beganMs;
      }
      if (act === undefined) return;
      const { isDone, killedAfterMs } = await interrupt(act, phase, victims);
      await senders.stop();
      sent.push(...senders.sent);
      console.log(
        `round ${round}: ${victims} killed ${killedAfterMs} ms into ${phase} (${isDone ? 'done' : 'interrupted'}); ${senders.acknowledgedCount} of ${senders.sent.length} facts acknowledged`,
      );

      if (victims === 'database') await isBack();
      else await product.start();
      await expectEverythingInOrder();

      await act.again();
      const answers = await sendAgain(door(), senders.sent);
      for (const [place, fact] of senders.sent.entries()) {
        const answer = answers[place];
        expect(fact.answer === undefined ? ['recorded', 'repeated'] : ['repeated']).toContain(answer?.status);
        if (answer !== undefined) fact.answer = answer;
      }
      await expectEverythingInOrder();
      expect(uploadsIn(dataDir)).toEqual([]);
    },
  );

  it('has after all crashes what an undisturbed workspace has, to the cent', async () => {
    const cut = new Date().toISOString();
    await delay(3);
    const known = await withPorts(async (ports) => {
      const [disturbed, undisturbed] = [asker, { workspace: crypto.randomUUID(), actor: 'system' }];
      await ports.workspaces.create({
        id: undisturbed.workspace,
        slug: 'calm',
        name: 'Calm',
        currency: 'EUR',
        timeZone: 'UTC',
        purpose: 'test',
      });
      await agree(ports, undisturbed);
      for (const { name, text } of tables) {
        const files = [
          {
            name,
            open: async function* () {
              yield new TextEncoder().encode(text);
            },
          },
        ];
        valueOrThrow(await importFiles(ports, undisturbed, { mapping, files }));
      }
      const request = { agreementId: AGREEMENT, through: THROUGH };
      valueOrThrow(await settleAgreement(ports, disturbed, { ...request, asOf: cut }));
      const calm = valueOrThrow(await settleAgreement(ports, undisturbed, request));
      const last = (await ports.statements.list(disturbed, AGREEMENT)).at(-1);
      const bundle = valueOrThrow(await makeBundle(ports, disturbed, { statementId: last?.id ?? '' }));
      expect(verifyBundle(bundle)).toMatchObject({ ok: true });
      return {
        disturbed: await importedAndStated(ports, disturbed),
        undisturbed: await importedAndStated(ports, undisturbed),
        lines: calm.lines.length,
      };
    });
    expect(known.lines).toBeGreaterThan(100);
    expect(known.disturbed).toEqual(known.undisturbed);
  });

  it('is found in order by its own commands', async () => {
    expect(await product.command('rebuild', '--verify', '--workspace', 'crash'), product.log).toMatchObject({ differences: 0 });
    expect(await product.command('doctor')).toMatchObject({ ok: true });
    await product.stop();
  });
});

/** Files that somebody is importing; none are left of an import that died. */
function uploadsIn(dataDir: string): readonly string[] {
  const folder = join(dataDir, 'uploads');
  return existsSync(folder) ? readdirSync(folder) : [];
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
