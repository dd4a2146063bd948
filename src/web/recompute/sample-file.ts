import { canonicalJson, type Json } from '#core/kernel/canonical-json.ts';

const loading = () => import('./sample-proof-file.json');

/** What is needed later is fetched with the page: the sample, and the letters of check numbers. Then the connection may go. */
export function fetchEarly(): void {
  void Promise.allSettled([loading(), document.fonts.load('400 1rem "Plex Mono"')]);
}

/** The fictional proof file that comes with the page, to the byte as `scripts/sample-proof-file.ts` wrote it. */
export async function sampleFile(name: string): Promise<File> {
  const { default: sample } = await loading();
  return new File([canonicalJson(sample as unknown as Json)], name, { type: 'application/json' });
}
