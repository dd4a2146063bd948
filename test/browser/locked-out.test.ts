import type { Browser, BrowserContext, Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { DAY_MS, fromIso, toIso } from '#core/kernel/instant.ts';
import type { Role } from '#core/kernel/permissions.ts';
import { valueOrThrow } from '#core/kernel/result.ts';
import { inviteMember as admit, signInUrl } from '#usecases/create-sign-in-link.ts';
import { invitationUrl, inviteMember } from '#usecases/invite-member.ts';
import type { Asker, Workspace } from '#usecases/ports.ts';
import { barriers, type Language, sitDown } from './people.ts';
import type { RunningProduct } from './product.ts';
import { fillSampleCompany } from './sample-company.ts';
import { contractId } from './sample-contract.ts';
import { catalogues, onStage } from './stage.ts';

let product: RunningProduct;
let browser: Browser;

onStage((stage) => {
  ({ product, browser } = stage);
});

describe.each<Language>(['de', 'en'])('Who has no business here, in %s', (language) => {
  const words = catalogues[language];
  const slug = `locked-${language}`;
  const fee = ['480,00', '480.00', '"48000"'];
  /** What only its own people may read: names, addresses, contracts, leads, money. */
  const secrets = ['Kessler Blechtechnik', 'Nordlicht', 'LinkedIn', 'linkedin', 'k.kessler@', 'l.brandt@', 'L-10', 'A-40', ...fee];
  let company: Workspace;
  let asker: Asker;
  let statement = '';
  let everywhere: readonly string[] = [];

  beforeAll(async () => {
    ({ workspace: company, asker } = await product.workspace({ slug, name: 'Kessler Blechtechnik GmbH', currency: 'EUR' }));
    await fillSampleCompany(product, asker, new Date());
    const [closed] = await product.product.ports.statements.list(asker, contractId);
    statement = closed?.id ?? '';
    everywhere = [
      '',
      '/leads',
      '/figures',
      '/claims',
      '/money',
      `/money/${statement}`,
      `/agreements/${contractId}`,
      '/settings',
      '/settings/keys',
      '/members',
      '/people',
      '/imports',
      '/events',
    ];
  });

  /** Whatever the server says to somebody, pages and files of the app itself aside. */
  function overhear(page: Page): string[] {
    const heard: string[] = [];
    page.on('response', async (response) => {
      if (!new URL(response.url()).pathname.startsWith('/api/')) return;
      heard.push(await response.text().catch(() => ''));
    });
    return heard;
  }

  async function expectNothingOf(page: Page, heard: readonly string[], where: string, kept: readonly string[] = secrets): Promise<void> {
    const shown = (await page.locator('main').textContent()) ?? '';
    expect(shown.trim(), where).not.toBe('');
    for (const secret of kept) {
      expect(shown, `${where} shows ${secret}`).not.toContain(secret);
      expect(heard.join('\n'), `${where} was told ${secret}`).not.toContain(secret);
    }
  }

  async function asks(context: BrowserContext, path: string): Promise<number> {
    return (await context.request.get(product.url + path, { headers: { 'x-workspace': slug } })).status();
  }

  it('a stranger without an account is told how to come in, at every address, and the address is kept', async () => {
    const { context, page } = await sitDown(browser, { language });
    const heard = overhear(page);
    for (const path of everywhere) {
      await page.goto(`${product.url}/w/${slug}${path}`);
      await page.getByRole('heading', { name: words.access.howTitle }).waitFor();
      expect(new URL(page.url()).searchParams.get('back')).toContain(`/w/${slug}${path}`);
      await expectNothingOf(page, heard, path);
    }
    expect(await barriers(page)).toEqual([]);
    for (const path of ['/api/agreements', '/api/statements', '/api/members', `/api/statements/${statement}`]) {
      expect(await asks(context, path), path).toBe(401);
    }
    await context.close();
  });

  it('somebody of another company reads that it is not theirs, at every address, and finds back to their own', async () => {
    const other = (await product.workspace({ slug: `${slug}-other`, name: 'Winter Werkzeuge GmbH', currency: 'EUR' })).workspace;
    const { context, page } = await enter(other.id, 'owner', `frieda@winter-${language}.example`);
    const heard = overhear(page);
    for (const path of everywhere) {
      await page.goto(`${product.url}/w/${slug}${path}`);
      await page.getByRole('heading', { name: words.shell.error.noPermission }).waitFor();
      await expectNothingOf(page, heard, path);
    }
    expect(await barriers(page)).toEqual([]);
    for (const path of ['/api/agreements', '/api/statements', '/api/members', `/api/statements/${statement}`]) {
      expect(await asks(context, path), path).toBe(404);
    }
    await page.goto(product.url);
    await page.waitForURL(`**/w/${slug}-other`);
    await context.close();
  });

  const wrong: [Role, readonly string[], readonly string[]][] = [
    ['sales', ['/settings/workspace', '/settings/keys', '/members', '/people', '/imports', '/seals', '/money', '/overlaps'], ['@', ...fee]],
    ['marketing', ['/settings/workspace', '/settings/keys', '/members', '/people', '/contacts'], ['@']],
    [
      'works_council',
      ['/leads', '/figures', '/claims', '/money', '/events', '/members', '/settings/workspace'],
      ['@', 'L-10', 'A-40', ...fee],
    ],
    ['service', ['/figures', '/claims', '/money', '/settings/workspace', '/settings/keys', '/members'], ['@', 'Nordlicht', 'A-40', ...fee]],
  ];

  it.each(wrong)('a role opens by address what is not in its menu, and reads that it may not: %s', async (role, paths, kept) => {
    const { context, page } = await enter(asker.workspace, role, `${role}@kessler-${language}.example`);
    for (const path of paths) {
      const heard = overhear(page);
      await page.goto(`${product.url}/w/${slug}${path}`);
      await page.getByRole('heading', { name: words.shell.error.noPermission }).waitFor();
      // Who one is oneself stands in every answer to it.
      const told = heard.filter((one) => !one.includes('"memberships"'));
      await expectNothingOf(page, told, `${role} at ${path}`, kept);
      page.removeAllListeners('response');
    }
    expect(await barriers(page)).toEqual([]);
    await context.close();
  });

  it('the agency reads its own contract and statement, and neither the next contract nor anything of the company', async () => {
    const { context, page } = await sitDown(browser, { language, width: 390, height: 844, scheme: 'dark' });
    await page.goto(await product.partnerLink(company, 'nordlicht', [contractId]));
    await page.waitForURL(/\/(w\/|clients)/);
    await page.goto(`${product.url}/w/${slug}/money/${statement}`);
    await page.locator('#lines').waitFor();
    // What is looked for in vain elsewhere does stand where it belongs.
    await page
      .getByText(/480[.,]00/)
      .first()
      .waitFor();
    expect(await page.locator('main').textContent()).toMatch(/A-40.*LinkedIn|LinkedIn.*A-40/s);
    for (const path of ['/leads', '/figures', '/inbox', '/settings', '/settings/workspace', '/members', '/people', '/imports', '/events']) {
      await page.goto(`${product.url}/w/${slug}${path}`);
      await page.getByRole('heading', { name: words.shell.error.noPermission }).waitFor();
      await expectNothingOf(page, [], path, ['@', 'L-10', 'A-40']);
    }
    expect(await barriers(page)).toEqual([]);
    await page.goto(`${product.url}/w/${slug}/agreements/${contractId}-messe`);
    await page.locator('main .note').first().waitFor();
    await expectNothingOf(page, [], 'the next contract', ['von der Messe', 'trade fair']);
    await context.close();
  });

  it('an invitation that has expired, was withdrawn or never was says so, and not by whom', async () => {
    const { access, ports } = product.product;
    const weekAgo = { now: () => toIso(fromIso(ports.clock.now()) - 8 * DAY_MS) };
    const request = (name: string) => ({ email: `${name}@kessler-${language}.example`, role: 'sales' as const });
    const expired = valueOrThrow(await inviteMember({ ...ports, clock: weekAgo }, access, asker, request('expired')));
    const withdrawn = valueOrThrow(await inviteMember(ports, access, asker, request('withdrawn')));
    await access.invitations.revoke(asker.workspace, withdrawn.invitation.id);
    const { context, page } = await sitDown(browser, { language, width: 390, height: 844 });
    const heard = overhear(page);
    for (const token of [expired.token, withdrawn.token, '0'.repeat(48)]) {
      await page.goto('about:blank');
      await page.goto(invitationUrl(product.url, token));
      await page.getByRole('heading', { name: words.invitation.unusable }).waitFor();
      expect(await page.getByRole('button', { name: words.invitation.accept }).count()).toBe(0);
      await expectNothingOf(page, heard, 'the invitation');
    }
    expect(await barriers(page)).toEqual([]);
    await page.goto('about:blank');
    await page.goto(`${product.url}/invitation`);
    await page.getByRole('heading', { name: words.invitation.missing }).waitFor();
    await context.close();
  });

  it('an address that leads nowhere says so', async () => {
    const { context, page } = await sitDown(browser, { language });
    await page.goto(`${product.url}/nowhere/at/all`);
    await page.getByRole('heading', { level: 1, name: words.shell.error.notFound }).waitFor();
    await context.close();
  });

  async function enter(workspace: string, role: Role, email: string): Promise<{ readonly context: BrowserContext; readonly page: Page }> {
    const { access, ports } = product.product;
    const seat = await sitDown(browser, { language });
    const link = valueOrThrow(await admit(access, ports.clock, workspace, { email, name: 'Frieda Falk', role }));
    await seat.page.goto(signInUrl(product.url, link));
    await seat.page.waitForURL(/\/w\//);
    await seat.page.getByRole('heading', { level: 1 }).waitFor();
    return seat;
  }
});
