import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { fixedNumbers } from './measuring.ts';

export const touchMapping = `
mapping: bench-touches
source: web
timeZone: UTC
files:
  touches: touches.csv
facts:
  - from: touches
    kind: touch.recorded
    subject: { type: person, externalId: { column: contact } }
    externalId: { column: id }
    occurredAt: { column: at, time: instant }
    data:
      touch: { column: touch }
      source: { column: source }
      medium: { column: medium }
      campaign: { column: campaign }
      url: { column: url }
`;

const SOURCES = ['google', 'newsletter', 'linkedin', 'partner', 'fair', 'direct'];
const MEDIA = ['cpc', 'email', 'social', 'referral', 'offline', 'none'];
const TOUCHES = ['visit', 'pricing_page', 'webinar', 'download', 'call'];

/** Touches of a fifth as many people over one year, in the order they happened. */
export async function writeTouches(path: string, count: number): Promise<void> {
  const random = fixedNumbers(7);
  const pick = (list: readonly string[]) => list[Math.floor(random() * list.length)] ?? '';
  const file = createWriteStream(path);
  file.write('id,contact,at,touch,source,medium,campaign,url\n');
  const startMs = Date.UTC(2025, 0, 1);
  const stepMs = Math.floor((365 * 86_400_000) / count);
  for (let from = 0; from < count; from += 1_000) {
    let text = '';
    for (let i = from; i < Math.min(count, from + 1_000); i += 1) {
      const at = new Date(startMs + i * stepMs).toISOString();
      const kind = Math.floor(random() * SOURCES.length);
      text += `t-${i},c-${Math.floor((random() * count) / 5)},${at},${pick(TOUCHES)},${SOURCES[kind]},${MEDIA[kind]},campaign-${Math.floor(random() * 40)},https://example.org/page/${Math.floor(random() * 500)}\n`;
    }
    if (!file.write(text)) await once(file, 'drain');
  }
  file.end();
  await once(file, 'finish');
}
