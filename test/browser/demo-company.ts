import { dayOf, fromIso } from '#core/kernel/instant.ts';
import { valueOrThrow } from '#core/kernel/result.ts';
import { createSignInLink, signInUrl } from '#usecases/create-sign-in-link.ts';
import { createWorkspace } from '#usecases/create-workspace.ts';
import { demoAddress, furnishDemo } from '#usecases/furnish-demo.ts';
import type { RunningProduct } from './product.ts';

type DemoKey = 'leitung' | 'marketing' | 'vertrieb' | 'agentur' | 'betriebsrat' | 'pruefung';

/** The link with which somebody of the demo company comes in. */
export async function demoLink({ product, url }: RunningProduct, slug: string, key: DemoKey): Promise<string> {
  return signInUrl(url, valueOrThrow(await createSignInLink(product.access, product.ports.clock, demoAddress(slug, key))));
}

/** Furnishes the demo company, twelve months ending today, and answers the link of its owner. */
export async function furnishDemoCompany(running: RunningProduct, slug: string): Promise<string> {
  const { ports, access, importing, demo } = running.product;
  const owner = { email: demoAddress(slug, 'leitung'), name: 'Ruth Kessler' };
  const made = { slug, name: 'Kessler Blechtechnik GmbH', currency: 'EUR', timeZone: 'Europe/Berlin', purpose: 'demo', owner } as const;
  const { workspace } = valueOrThrow(await createWorkspace(ports, access, made));
  const material = demo.material(dayOf(fromIso(workspace.createdAt), workspace.timeZone));
  await furnishDemo({ ...ports, access, importing }, { workspace: workspace.id, actor: 'system' }, material, { slug });
  return demoLink(running, slug, 'leitung');
}
