import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEEPEST_JSON, readJson, surveyJson } from './json-text.ts';

const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);

describe('JSON that others write', () => {
  it('is what JSON.parse makes of it, whatever is in it', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 5 }), fc.nat(3), (value, indent) => {
        const text = JSON.stringify(value, null, indent);
        const read = readJson(text);
        expect('value' in read ? read.value : read.problem).toEqual(JSON.parse(text));
      }),
    );
  });

  it.each([
    ['{"a":1,"a":2}', 'key_twice'],
    ['{"b":[{"a":1,"\\u0061":2}]}', 'key_twice'],
    ['{"a":1,"a":', 'not_json'],
    ['', 'not_json'],
    [nested(DEEPEST_JSON + 1), 'too_deep'],
    ['{"a":'.repeat(1_000), 'too_deep'],
  ])('is refused: %s', (text, problem) => {
    expect(readJson(text)).toEqual({ problem });
  });

  it.each([
    '{"__proto__":{"a":1},"constructor":2}',
    '{"a:":":","\\"b\\\\":"]}{["}',
    '["\\ud83d\\ude00","\\\\"]',
    nested(DEEPEST_JSON),
    ' 1 ',
  ])('is taken: %s', (text) => {
    expect(readJson(text)).toEqual({ value: JSON.parse(text), isFit: true });
  });

  it.each(['{"a":"\\u0000"}', '{"\\ud800":1}', '["\\udc00\\ud800"]', '["\ud800"]'])(
    'is known to have a text nobody can keep: %j',
    (text) => {
      expect(readJson(text)).toMatchObject({ isFit: false });
    },
  );

  it('costs no more than its length, however it is made', () => {
    for (const text of ['['.repeat(5e6), '"'.repeat(5e6), '"\\'.repeat(2e6), `"${'\\'.repeat(5e6)}`, '{"'.repeat(2e6)]) {
      const beganMs = performance.now();
      surveyJson(text);
      expect(performance.now() - beganMs).toBeLessThan(2_000);
    }
  });
});
