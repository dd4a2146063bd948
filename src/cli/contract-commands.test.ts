import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { present } from '#core/kernel/assert.ts';
import { openOn } from '#main/wiring.ts';
import { createWorkspace } from '#usecases/create-workspace.ts';
import { embeddedServer } from '../../test/database.ts';
import { commands } from './registry.ts';
import { runCommandLine } from './run-command-line.ts';
import * as shop from './shop.fixture.ts';

const now = new Date();
const thisMonth = now.toISOString().slice(0, 7);
const day = (offset: number) => new Date(now.getTime() + offset * 86_400_000).toISOString().slice(0, 10);

const agreement = shop.agreement
  .replace('{ from: 2025-01-01, to: 2025-06-30 }', `{ from: ${day(-10)}, to: ${day(400)} }`)
  .replace('countsWhen: proven', 'countsWhen: accepted\n  silence: { noticeWithinDays: 3 }')
  .replace('en: Deals are reported. } }', 'en: Deals are reported. }, consequence: { kind: silence_counts } }')
  .replace('payee: Account Director', 'payee: Account Director\n  arbiter: Dr. Neutral')
  .replace('processing:', 'tax: { treatment: standard, rateBasisPoints: 1900 }\nprocessing:')
  .replace('  - { key: deal-won, version: 1 }', '  - { key: deal-won, version: 1 }\n  - { key: milestone-evidenced, version: 1 }')
  .replace(
    'review:\n',
    `  - key: concept
    title: { de: Konzept, en: Concept }
    result: milestone-evidenced@1
    measurement: { after: term_begun, days: 400 }
    price: { model: fixed, amount: "2000.00" }
    holdBack: { shareBasisPoints: 1000, releaseAfterDays: 90, condition: { when: paid, otherwise: forfeit } }
    milestone:
      phase: 1
      evidence: { de: das Konzept, en: the concept }
      acceptance: { de: Freigabe, en: approval }
review:
`,
  );

/** A command line in this process on a workspace with the agreement in force; answers for programs unless a language is named. */
async function terminal() {
  const connection = await embeddedServer.database();
  const folder = mkdtempSync(join(tmpdir(), 'belegbar-contract-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const open = () => openOn(connection, () => 'http://belegbar.test');
  const product = await open();
  onTestFinished(() => product.close());
  const owner = { email: 'owner@shop.test', name: 'Olga' };
  const made = { slug: 'shop', name: 'Shop', currency: 'EUR', timeZone: 'Europe/Berlin', purpose: 'test', owner } as const;
  const created = present(await createWorkspace(product.ports, product.access, made), 'workspace');
  const workspace = created.ok ? created.value.workspace.id : '';
  const file = (name: string, text: string) => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  const run = async (...words: readonly string[]) => {
    const written = { out: '', err: '' };
    const output = (name: 'out' | 'err') => ({
      isTerminal: false,
      write: (text: string) => {
        written[name] += text;
      },
    });
    const exitCode = await runCommandLine(words, commands, {
      env: { BELEGBAR_HOME: folder, LANG: 'en_GB.UTF-8' },
      stdout: output('out'),
      stderr: output('err'),
      userName: 'ada',
      version: '1.2.3',
      open,
      startServer: () => Promise.reject(new Error('no server here')),
    });
    return { exitCode, ...written };
  };
  const answer = async (...words: readonly string[]) => {
    const { exitCode, out, err } = await run(...words, '--json');
    expect({ exitCode, err }, words.join(' ')).toEqual({ exitCode: 0, err: '' });
    return JSON.parse(out);
  };
  const refusal = async (...words: readonly string[]) => {
    const { exitCode, err } = await run(...words, '--json');
    expect(exitCode, words.join(' ')).toBe(1);
    return err.split(':')[0];
  };
  await answer('agree', 'propose', file('agreement.yaml', agreement));
  for (const party of ['shop', 'partner']) await answer('sign', 'shop-partner', '--as', party);
  return { product, workspace, file, run, answer, refusal };
}

type Terminal = Awaited<ReturnType<typeof terminal>>;

async function winDeal({ product, workspace }: Terminal): Promise<void> {
  const fact = (kind: string, data: Readonly<Record<string, string | readonly string[]>>) => ({
    kind,
    version: 1,
    subject: `${kind.split('.')[0]}:1`,
    occurredAt: new Date().toISOString(),
    source: 'crm',
    revision: 1,
    actor: 'system',
    data,
  });
  const facts = [fact('lead.captured', { source: 'partner' }), fact('deal.won', { leads: ['lead:1'] })];
  await product.ports.log.append({ workspace, actor: 'system' }, facts);
}

const claim = ['shop-partner', 'won-deal', 'deal:1'];

describe('the command line speaks the contract language', () => {
  it('contests a rejection for the partner and settles the dispute for the side it burdens', async () => {
    const shell = await terminal();
    await winDeal(shell);
    expect(await shell.answer('notice', 'shop-partner')).toMatchObject({ notices: 1 });
    await shell.answer('reject', ...claim, '--reason', 'duplicate', '--evidence', 'CRM 7');
    const comment = ['--comment', 'Another company.'];
    expect(await shell.refusal('claims', 'contest', ...claim, ...comment)).toBe('claim.not_disputable');
    await shell.answer('claims', 'contest', ...claim, ...comment, '--as', 'partner');
    const decide = (as: string) => shell.answer('claims', 'decide', ...claim, '--outcome', 'counted', ...comment, '--as', as);
    expect(await decide('payee')).toMatchObject({ side: 'payee', settles: false });
    expect((await shell.run('claims', 'decide', ...claim, '--outcome', 'maybe', ...comment)).exitCode).toBe(2);
    expect((await shell.run('claims', 'decide', ...claim, '--outcome', 'counted', ...comment, '--as', 'nobody')).err).toContain('arbiter');
    expect(await decide('payer')).toMatchObject({ side: 'payer', settles: true });
    expect((await shell.answer('claims', 'shop-partner')).counts).toMatchObject({ counted: 1 });
    const shown = (await shell.run('claims', 'shop-partner')).out.split('\n');
    expect(shown[0]).toMatch(/^Component +Claim +State/);
    expect(shown[2]).toMatch(/^Deal won +Deal 1 +counted .* won-deal deal:1$/);
  });

  it('shows a milestone, records the condition of its hold-back, and states tax beside the totals', async () => {
    const shell = await terminal();
    expect(await shell.refusal('milestone', 'shop-partner', 'launch', '--evidence', 'x')).toBe('milestone.unknown');
    await shell.answer('milestone', 'shop-partner', 'concept', '--evidence', 'concept.pdf');
    const milestone = ['shop-partner', 'concept', 'milestone:shop-partner.concept'];
    await shell.answer('accept', ...milestone);
    expect(await shell.refusal('claims', 'condition', ...milestone, '--condition', 'retained', '--evidence', 'x')).toBe(
      'claim.no_condition',
    );
    expect(await shell.refusal('claims', 'condition', ...milestone, '--condition', 'paid')).toBe('claim.evidence_missing');
    const settle = ['settle', 'shop-partner', '--through', thisMonth];
    expect(await shell.answer(...settle, '--dry-run')).toMatchObject({
      totalMinor: '180000',
      taxes: [{ treatment: 'standard', netMinor: '180000', vatMinor: '34200', grossMinor: '214200' }],
    });
    await shell.answer('claims', 'condition', ...milestone, '--condition', 'paid', '--evidence', 'bank.pdf');
    expect(await shell.answer(...settle)).toMatchObject({ totalMinor: '200000' });
    const { statements } = await shell.answer('statements');
    const german = await shell.run('statement', statements[0].statementId ?? statements[0].id, '--lang', 'de');
    expect(german.out).toMatch(/Umsatzsteuer 19\s%.*380,00\s€.*2\.380,00\s€/);
  });

  it('asks the other side, who alone may answer', async () => {
    const shell = await terminal();
    const ask = ['request', 'make', 'shop-partner', 'approval', 'May it start?', '--due', day(3), '--milestone', 'concept'];
    const { id } = await shell.answer(...ask, '--as', 'partner');
    expect((await shell.answer('request', 'list', 'shop-partner')).requests).toMatchObject([
      { id, to: 'payer', question: 'May it start?', state: 'open', milestone: 'concept' },
    ]);
    expect(await shell.refusal('request', 'answer', 'shop-partner', id, '--as', 'partner')).toBe('access.party_reserved');
    await shell.answer('request', 'answer', 'shop-partner', id, '--answer', 'Yes.');
    expect(await shell.refusal('request', 'withdraw', 'shop-partner', id, '--as', 'partner')).toBe('request.not_open');
    expect((await shell.run('request', 'list', 'shop-partner', '--lang', 'de')).out).toContain('beantwortet');
    expect((await shell.run('request', 'make', 'shop-partner', 'favour', 'x', '--due', day(3))).exitCode).toBe(2);
  });

  it('pauses, resumes and ends an agreement, and previews an amendment', async () => {
    const shell = await terminal();
    await winDeal(shell);
    const reason = ['--reason', 'The CRM moves.'];
    expect(await shell.refusal('agree', 'pause', 'shop-partner', ...reason, '--as', 'partner')).toBe('agreement.pause_not_agreed');
    expect(await shell.refusal('agree', 'pause', 'shop-partner', '--reason', 'x'.repeat(201))).toBe('input.invalid');
    expect(await shell.answer('agree', 'pause', 'shop-partner', ...reason)).toMatchObject({ state: 'paused' });
    expect((await shell.run('agree', 'list', '--lang', 'de')).out).toContain('pausiert');
    expect(await shell.answer('agree', 'resume', 'shop-partner', ...reason)).toMatchObject({ state: 'in_force', pausedSince: null });
    const amended = agreement.replace('version: 1\nkind', `version: 2\neffectiveFrom: ${day(1)}\nkind`).replace('"150.00"', '"200.00"');
    const preview = ['agree', 'preview', shell.file('amended.yaml', amended)];
    expect(await shell.answer(...preview)).toMatchObject({
      moved: [{ component: 'won-deal', period: thisMonth, beforeMinor: '15000', afterMinor: '20000' }],
    });
    expect((await shell.run(...preview)).out).toContain('Nothing is recorded');
    const end = (lastOn: string) => ['agree', 'end', 'shop-partner', '--last-on', lastOn, ...reason];
    expect(await shell.refusal(...end(day(2)))).toBe('agreement.notice_too_short');
    expect(await shell.answer(...end(day(60)))).toMatchObject({ state: 'in_force', endsOn: day(60) });
    expect(await shell.refusal(...end(day(70)))).toBe('agreement.already_ended');
  });
});
