import { canonicalJson, type Json } from '#core/kernel/canonical-json.ts';

const loading = () => import('./sample-proof-file.json');

/** Fetched with the page, so that the sample is there when the connection is not. */
export function warmUpSample(): void {
  void loading().catch(() => undefined);
}

/** The fictional proof file that comes with the page, to the byte as `scripts/sample-proof-file.ts` wrote it. */
export async function sampleFile(name: string): Promise<File> {
  const { default: sample } = await loading();
  return new File([canonicalJson(sample as unknown as Json)], name, { type: 'application/json' });
}
