import { createReadStream, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DemoMaterial } from '#usecases/furnish-demo.ts';

const folder = join(import.meta.dirname, '..', '..', 'examples', 'kessler');

/** The fictional company of the demo, read from examples/kessler. */
export function demoMaterial(): DemoMaterial {
  const text = (name: string) => readFileSync(join(folder, name), 'utf8');
  const file = (name: string) => ({ name, open: () => createReadStream(join(folder, name)) });
  return {
    imports: [
      { mapping: text('anfragen.mapping.yaml'), files: [file('anfragen.csv')] },
      { mapping: text('abschluesse.mapping.yaml'), files: [file('abschluesse.csv'), file('bestellungen.csv')] },
    ],
    agreement: text('nordlicht.agreement.yaml'),
    signedOn: '2026-04-28T08:00:00.000Z',
    signatures: [
      { party: 'kessler', person: 'Ruth Kessler' },
      { party: 'nordlicht', person: 'Ole Harms' },
    ],
    settleThrough: ['2026-05', '2026-06', '2026-07', '2026-08', '2026-09'],
  };
}
