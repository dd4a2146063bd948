import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { present } from '#core/kernel/assert.ts';
import { canonicalJson } from '#core/kernel/canonical-json.ts';
import { verifyBundle } from '#core/proof/verify.ts';
import { type DueLine, type PerDealTerms, perDealByHand, readOlist, revenueByHand, revenueShareByHand } from './olist-by-hand.ts';
import { folder, openTwoMarketplaces, reference, SEARCH, type Settled, SOCIAL, type TwoMarketplaces } from './olist-marketplace.ts';

const otherShares = [
  { id: 'organic-share', origin: 'organic_search', basisPoints: 333 },
  { id: 'blank-share', origin: '(blank)', basisPoints: 1_250 },
] as const;

const otherPrices: readonly (PerDealTerms & { readonly id: string })[] = [
  { id: 'organic-per-deal', origin: 'organic_search', first: 99, dearUpTo: 10, later: 70, monthCap: 2_500 },
  { id: 'unknown-per-deal', origin: 'unknown', first: 200, dearUpTo: 1, later: 1, monthCap: 1_000_000 },
];
const agreedPrice: PerDealTerms = { origin: 'paid_search', first: 150, dearUpTo: 50, later: 120, monthCap: 6_000 };

const agreedShare = { origin: 'social', basisPoints: 500 };

/** Backdated signatures come before the first statement, so everything is agreed at once. */
async function agreeOnEverything({ monthly, atOnce }: TwoMarketplaces): Promise<void> {
  for (const market of [monthly, atOnce]) for (const file of ['revenue-share', 'per-deal']) await market.agree(file);
  for (const { id, origin, basisPoints } of otherShares) {
    await atOnce.agree('revenue-share', (agreement) => {
      agreement.id = id;
      agreement.attribution.partnerTouches.source = [origin];
      agreement.components[0].price['rateBasisPoints'] = basisPoints;
    });
  }
  for (const { id, origin, first, dearUpTo, later, monthCap } of otherPrices) {
    await atOnce.agree('per-deal', (agreement) => {
      agreement.id = id;
      agreement.attribution.partnerTouches.source = [origin];
      agreement.components[0].price['tiers'] = [{ upTo: dearUpTo, amount: `${first}.00` }, { amount: `${later}.00` }];
      agreement.components[0].caps.amount.limit = `${monthCap}.00`;
    });
  }
}

type Line = Settled['lines'][number];

/** The figures of all lines, summed per month and key; what was taken back entirely is as if it never was. */
function sums(statements: readonly Settled[]): Record<string, readonly bigint[]> {
  const byKey = new Map<string, readonly bigint[]>();
  for (const line of statements.flatMap(({ lines }) => lines)) {
    const key = `${line.month} ${line.component} ${line.externalId} ${line.occurrence}`;
    const figures = [line.amountMinor, line.underReviewMinor, line.heldMinor, line.payableMinor];
    const before = byKey.get(key);
    byKey.set(key, before === undefined ? figures : figures.map((figure, index) => figure + (before[index] ?? 0n)));
  }
  return Object.fromEntries([...byKey].filter(([, figures]) => figures.some((figure) => figure !== 0n)).sort());
}

function total(lines: readonly { readonly amountMinor: bigint }[]): bigint {
  return lines.reduce((sum, { amountMinor }) => sum + amountMinor, 0n);
}

function revenueOf(lines: readonly Line[]): bigint {
  const steps = lines.flatMap(({ arithmetic }) => arithmetic);
  return steps.reduce((sum, step) => (step.step === 'percentage' ? sum + BigInt(step.netMinor) : sum), 0n);
}

function due(lines: readonly DueLine[]): readonly string[] {
  return lines.map(({ month, externalId, amountMinor }) => `${month} ${externalId} ${amountMinor}`).sort();
}

const hasPython = spawnSync('python3', ['--version']).status === 0;

/** The second implementation, where there is a Python: its exit code and what it complains about. */
function verifiedByPython(bundle: string, seal: string) {
  const at = mkdtempSync(join(tmpdir(), 'belegbar-bundle-'));
  onTestFinished(() => rmSync(at, { recursive: true }));
  const file = join(at, 'bundle.json');
  writeFileSync(file, bundle);
  const script = join(import.meta.dirname, '../../verify.py');
  const { status, stdout, stderr } = spawnSync('python3', [script, file, '--seal', seal, '--json'], { encoding: 'utf8' });
  return { status, stderr, ok: JSON.parse(stdout).ok as unknown };
}

describe.skipIf(!existsSync(folder))(
  'the export of a real marketplace (needs the data of BELEGBAR_REFERENCE)',
  { timeout: 240_000 },
  () => {
    let markets: TwoMarketplaces;
    const settled = new Map<string, Promise<readonly Settled[]>>();
    beforeAll(async () => {
      markets = await openTwoMarketplaces();
      await agreeOnEverything(markets);
    }, 240_000);
    afterAll(() => markets?.close());

    /** Each contract is settled once, whichever test asks first. */
    function once(key: string, settle: () => Promise<readonly Settled[]>): Promise<readonly Settled[]> {
      const running = settled.get(key) ?? settle();
      settled.set(key, running);
      return running;
    }
    const monthByMonth = (agreementId: string) => once(`monthly ${agreementId}`, () => markets.monthly.settleMonthByMonth(agreementId));
    const atOnce = async (agreementId: string): Promise<Settled> => {
      const [only] = await once(`at once ${agreementId}`, async () => [await markets.atOnce.settleAtOnce(agreementId)]);
      return present(only, 'statement');
    };

    it('gives the leads and won deals of every origin as counted independently', async () => {
      const vector: FunnelVector = JSON.parse(readFileSync(join(reference, 'vectors/olist_funnel.json'), 'utf8'));
      const { TOTAL, ...origins } = vector.by_origin;
      const { ports, asker } = markets.atOnce;
      const funnel = await ports.upkeep.funnel(asker);
      const counted = Object.fromEntries(funnel.map(({ source, leads, won }) => [source, { leads, won }]));
      expect(counted).toEqual(Object.fromEntries(Object.entries(origins).map(([origin, { leads, won }]) => [origin, { leads, won }])));
      // An empty cell is not the "unknown" that somebody chose.
      expect(counted['(blank)']).toEqual({ leads: 60, won: 14 });
      expect(funnel.reduce((sum, { leads }) => sum + leads, 0)).toBe(TOTAL?.leads);
      expect(funnel.reduce((sum, { won }) => sum + won, 0)).toBe(TOTAL?.won);
    });

    it('keeps and shows the deal that was won two days before the first contact on record', async () => {
      const { ports, asker } = markets.atOnce;
      const funnel = await ports.upkeep.funnel(asker);
      expect(funnel.filter(({ wonBeforeCapture }) => wonBeforeCapture > 0)).toMatchObject([
        { source: 'organic_search', wonBeforeCapture: 1 },
      ]);
      const line = (await atOnce('organic-per-deal')).lines.find(({ externalId }) => externalId === 'b91cf8812365f50ff4bda4bcd6206b05');
      expect(line).toMatchObject({ month: '2018-03' });
    });

    it('pays 766.68 for 15,328.22 of revenue through social media', async () => {
      const { lines, totals } = await atOnce(SOCIAL);
      expect(revenueOf(lines)).toBe(1_532_822n);
      expect(total(lines)).toBe(76_668n);
      expect(totals).toEqual({ openingMinor: 0n, totalMinor: 76_668n, payableMinor: 76_668n, closingMinor: 0n });
    });

    it('pays 26,430.00 for 195 deals won through paid search', async () => {
      const { lines, totals } = await atOnce(SEARCH);
      expect(lines).toHaveLength(195);
      expect(total(lines)).toBe(2_643_000n);
      expect(totals).toEqual({ openingMinor: 0n, totalMinor: 2_643_000n, payableMinor: 2_643_000n, closingMinor: 0n });
    });

    it.each([SOCIAL, SEARCH])('settles %s month by month, as facts became known, to the same lines as all at once', async (agreementId) => {
      const months = await monthByMonth(agreementId);
      const whole = await atOnce(agreementId);
      expect(sums(months)).toEqual(sums([whole]));
      expect(months.reduce((sum, { totals }) => sum + totals.totalMinor, 0n)).toBe(whole.totals.totalMinor);
      expect(months.reduce((sum, { totals }) => sum + totals.payableMinor, 0n)).toBe(whole.totals.payableMinor);
      // More than one month has something to say, and none says everything.
      expect(months.filter(({ lines }) => lines.length > 0).length).toBeGreaterThan(5);
    });

    it.each([{ id: SOCIAL, ...agreedShare }, ...otherShares])(
      'settles $id to the same cents as a few lines of arithmetic over the rows',
      async ({ id, origin, basisPoints }) => {
        const rows = readOlist(folder);
        const asWritten = origin === '(blank)' ? '' : origin;
        const { lines } = await atOnce(id);
        expect(lines.length).toBeGreaterThan(0);
        expect(due(lines)).toEqual(due(revenueShareByHand(rows, asWritten, BigInt(basisPoints))));
        expect(revenueOf(lines)).toBe(revenueByHand(rows, asWritten));
      },
    );

    it.each([{ id: SEARCH, ...agreedPrice }, ...otherPrices])(
      'settles $id deal by deal to the same cents as a few lines of arithmetic over the rows',
      async ({ id, ...terms }) => {
        const { lines } = await atOnce(id);
        expect(due(lines)).toEqual(due(perDealByHand(readOlist(folder), terms, (externalId) => markets.atOnce.subjectOf(externalId))));
      },
    );

    it.each([SOCIAL, SEARCH])('hands out proof files of %s that recompute, in one go and after many statements', async (agreementId) => {
      const closed = [
        { market: markets.atOnce, statement: await atOnce(agreementId) },
        { market: markets.monthly, statement: present((await monthByMonth(agreementId)).at(-1), 'statement') },
        { market: markets.monthly, statement: present((await monthByMonth(agreementId))[11], 'statement') },
      ];
      for (const { market, statement } of closed) {
        const bundle = await market.bundle(statement);
        const { root } = JSON.parse(bundle).proof.seal;
        expect((await market.ports.seals.list(market.asker)).map((seal) => seal.root)).toContain(root);
        expect(verifyBundle(bundle, { seal: root })).toMatchObject({ ok: true, checked: { lines: statement.lines.length } });
        if (hasPython) expect(verifiedByPython(bundle, root)).toEqual({ status: 0, stderr: '', ok: true });
      }
    });

    it('names the line that somebody changed in a proof file', async () => {
      const bundle = await markets.atOnce.bundle(await atOnce(SOCIAL));
      const [line] = JSON.parse(bundle).statement.lines;
      const dearer = bundle.replace(canonicalJson(line), canonicalJson({ ...line, payableMinor: `${line.payableMinor}0` }));
      expect(verifyBundle(dearer)).toMatchObject({ ok: false, mismatch: { part: 'line', line: 1 } });
      if (hasPython) expect(verifiedByPython(dearer, JSON.parse(bundle).proof.seal.root)).toMatchObject({ status: 1, ok: false });
    });
  },
);

interface FunnelVector {
  readonly by_origin: Readonly<Record<string, { readonly leads: number; readonly won: number }>>;
}
