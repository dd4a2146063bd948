import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { Json } from './canonical-json.ts';
import { yamlText } from './yaml-text.ts';

describe('Data as YAML for people', () => {
  it('writes one line per value, and quotes only what could be read as something else', () => {
    const text = yamlText({ id: 'nordlicht', on: '2026-01-31', count: 3, yes: 'no', list: [{ key: 'a', of: ['b', 'c d'] }], none: [] });
    expect(text).toBe(
      [
        'id: nordlicht',
        '"on": "2026-01-31"',
        'count: 3',
        '"yes": "no"',
        'list:',
        '  - key: a',
        '    of:',
        '      - b',
        '      - "c d"',
        'none: []',
        '',
      ].join('\n'),
    );
  });

  it('gives back exactly what was written', () => {
    const plain = fc.jsonValue({ maxDepth: 4, stringUnit: 'binary' });
    fc.assert(
      fc.property(plain, (value) => {
        expect(parse(yamlText(value as Json))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
      { numRuns: 500 },
    );
  });
});
