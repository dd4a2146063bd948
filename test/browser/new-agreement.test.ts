import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { qualifiedLeadThreeA } from '#core/definitions/templates/qualified-lead-three-a.ts';
import { checkNumber } from '#core/kernel/hash.ts';
import type { Asker } from '#usecases/ports.ts';
import { proposeAgreement } from '#usecases/propose-agreement.ts';
import { barriers, type Language, sitDown } from './people.ts';
import type { RunningProduct } from './product.ts';
import { catalogues, onStage } from './stage.ts';

let product: RunningProduct;
let browser: Browser;

onStage((stage) => {
  ({ product, browser } = stage);
});

const agency = 'Agentur Südwind GmbH';
const client = 'Kessler Blechtechnik GmbH';

describe.each<Language>(['de', 'en'])('A contract in one page, in %s', (language) => {
  const words = catalogues[language];
  const texts = words.newAgreement;
  const slug = `one-page-${language}`;
  const contract = `/w/${slug}/agreements/agentur-suedwind`;
  let page: Page;
  let partner: Page;
  let asker: Asker;
  let link = '';
  const isFree = async (shown: Page) => expect(await barriers(shown)).toEqual([]);
  const field = (label: string) => page.getByLabel(label, { exact: true });
  const button = (name: string) => page.getByRole('button', { name, exact: true });
  const dialog = (shown: Page) => shown.getByRole('dialog');
  const numberOn = async (shown: Page) => ((await shown.locator('.contract__number .stamp').textContent()) ?? '').trim().slice(-9);

  beforeAll(async () => {
    asker = (await product.workspace({ slug, name: client, currency: 'EUR' })).asker;
    page = (await sitDown(browser, { language })).page;
    partner = (await sitDown(browser, { language, scheme: 'dark', width: 390, height: 844 })).page;
    await page.goto(await product.ownerLink());
    await page.waitForURL(/\/w\//);
  });

  afterAll(async () => {
    await page?.context().close();
    await partner?.context().close();
  });

  it('says what is missing with the way to it, and keeps the draft', async () => {
    await page.goto(`${product.url}/w/${slug}/agreements`);
    await button(texts.link).first().click();
    await page.getByRole('heading', { name: texts.gaps(8) }).waitFor();
    await page.getByText(texts.exampleNeeds).waitFor();
    await isFree(page);
    await page.getByRole('link', { name: texts.gap(texts.field('payeeName'), texts.problem.missing) }).click();
    await page.keyboard.type(agency);
    await page.getByRole('heading', { name: texts.gaps(7) }).waitFor();
    await page.getByRole('link', { name: words.agreement.listTitle }).last().click();
    await dialog(page).getByRole('button', { name: texts.leave }).click();
    await page.waitForURL(/agreements$/);
    await button(texts.link).first().click();
    await page.getByRole('heading', { name: texts.gaps(7) }).waitFor();
    expect(await field(texts.agencyName).inputValue()).toBe(agency);
  });

  it('makes a contract of eight answers, with its check number and an example settled by the engine', async () => {
    await field(texts.definition).selectOption(`${qualifiedLeadThreeA.key}@1`);
    await page.getByText(texts.willAdopt).waitFor();
    await field(texts.amountPerResult).fill('180');
    await field(texts.capCount).fill('5');
    await field(texts.sources).fill('google_ads, linkedin');
    await field(texts.payerPerson).fill('Ruth Kessler');
    await field(texts.payeePerson).fill('Ole Harms');
    await page.getByText(texts.exampleUnpaid('35')).waitFor();
    expect(((await page.locator('.example__line').textContent()) ?? '').replace(/[\s\u202f]/g, ' ')).toMatch(
      /40 × .*180[.,]00.* 5: .*900[.,]00/,
    );
    await field(texts.processing).fill('AV-2026-011');
    await page.getByRole('heading', { name: texts.complete }).waitFor();
    const seen = await numberOn(page);
    await isFree(page);
    await button(texts.propose).click();
    await page.waitForURL(new RegExp(`${contract}$`));
    await page.getByText(words.agreement.states.proposed).first().waitFor();
    expect(await numberOn(page)).toBe(seen);
    await isFree(page);
  });

  it('a number that changed while it was being read is not signed', async () => {
    await button(words.agreement.sign(client)).click();
    await dialog(page).getByText(texts.meansTitle).waitFor();
    await isFree(page);
    const course = await product.product.ports.documents.agreementVersions(asker, 'agentur-suedwind');
    const [first] = course;
    if (first === undefined) throw new Error('nothing was proposed');
    const text = JSON.stringify({ ...first.agreement, version: 2, exit: { ...first.agreement.exit, noticeDays: 60 } });
    expect(await proposeAgreement(product.product.ports, asker, { text })).toMatchObject({ ok: true });
    await dialog(page)
      .getByRole('button', { name: words.agreement.sign(client) })
      .click();
    await dialog(page).getByRole('alert').waitFor();
    expect(await page.getByText(words.agreement.notSigned).count()).toBe(2);
    await page.reload();
    await page.getByText(words.agreement.version(2)).first().waitFor();
    await button(words.agreement.sign(client)).click();
    await dialog(page)
      .getByRole('button', { name: words.agreement.sign(client) })
      .click();
    await page.getByText(words.agreement.signedBy('Karin Kessler')).waitFor();
  });

  it('the other party is invited by a link, reads the same number on a phone, and signs: in force', async () => {
    await button(texts.inviteTitle(agency)).click();
    await dialog(page).getByLabel(texts.inviteEmail).fill(`o.harms@suedwind-${language}.example`);
    await dialog(page).getByRole('button', { name: words.members.inviteSubmit }).click();
    await dialog(page).getByRole('heading', { name: texts.localTitle }).waitFor();
    await isFree(page);
    link = await dialog(page).getByLabel(words.members.linkLabel).inputValue();
    await dialog(page).getByRole('button', { name: words.members.done }).click();

    await partner.goto(link);
    await partner.getByLabel(words.invitation.name, { exact: true }).fill('Ole Harms');
    await partner.getByRole('button', { name: words.invitation.accept }).click();
    await partner.waitForURL(new RegExp(contract));
    expect(await numberOn(partner)).toBe(await numberOn(page));
    await isFree(partner);
    expect(await partner.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
    await partner.getByRole('button', { name: words.agreement.sign(agency) }).click();
    await isFree(partner);
    await dialog(partner)
      .getByRole('button', { name: words.agreement.sign(agency) })
      .click();
    await partner.getByText(words.agreement.states.in_force, { exact: true }).waitFor();
  });

  it('an amendment starts from the signed text, shows its money, and reads as a redline', async () => {
    await page.goto(product.url + contract);
    await button(words.course.amend).click();
    await page.getByText(texts.notSame).waitFor();
    await isFree(page);
    await field(texts.amountPerResult).fill('160');
    await field(texts.reviewDays).fill('21');
    await page.getByRole('heading', { name: texts.complete }).waitFor();
    await page.getByRole('button', { name: texts.movesAsk }).click();
    await page.getByRole('heading', { name: words.course.previewTitle }).waitFor();
    await button(texts.proposeAmendment).click();
    await page.waitForURL(new RegExp(`${contract}$`));
    await page.getByText(words.course.changesIn(3)).click();
    await page.getByRole('link', { name: texts.compareTitle }).last().click();
    await page.waitForURL(/from=2&to=3/);
    const marked = page.locator('.redline__text');
    await marked.locator('del', { hasText: '180' }).first().waitFor();
    await marked.locator('ins', { hasText: '160' }).first().waitFor();
    await marked.locator('ins', { hasText: '21' }).first().waitFor();
    await page.getByText(texts.sideBySide).click();
    await page.waitForURL(/view=side/);
    await isFree(page);
  });

  it('reads in the dark as in the light', async () => {
    const { page: dark, context } = await sitDown(browser, { language, scheme: 'dark' });
    await dark.goto(await product.ownerLink());
    await dark.waitForURL(/\/w\//);
    await dark.goto(`${product.url}${contract}?from=2&to=3`);
    await dark.locator('.redline__text del').first().waitFor();
    await isFree(dark);
    await dark.goto(`${product.url}/w/${slug}/agreements/new`);
    await dark.getByRole('heading', { name: texts.gaps(8) }).waitFor();
    await isFree(dark);
    await context.close();
  });

  it('on paper the contract ends with both signatures and the number they stand under', async () => {
    await page.emulateMedia({ media: 'print', colorScheme: 'light' });
    const blocks = page.locator('.signature-blocks');
    await blocks.getByText(client).waitFor();
    await blocks.getByText(agency).waitFor();
    const [, , third] = await product.product.ports.documents.agreementVersions(asker, 'agentur-suedwind');
    await blocks.getByText(checkNumber(third?.hash ?? '')).waitFor();
    expect(await page.locator('.frame__top').isVisible()).toBe(false);
    await page.emulateMedia({ media: 'screen' });
  });

  it('whoever may not propose is told so', async () => {
    await partner.goto(`${product.url}/w/${slug}/agreements/new`);
    await partner.getByRole('heading', { name: words.shell.error.noPermission }).waitFor();
  });
});
