/** Texts that break what treats text as anything else: queries, pages, paths, shells, formulas, formats. */
export const hostileTexts: readonly string[] = [
  "'; drop table fact; --",
  "' or '1'='1",
  '1); delete from statement; select (1',
  '$$; select pg_sleep(5); $$',
  '%_\\',
  '"quoted" and \\back\\slashed',
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  'javascript:alert(1)',
  '{{constructor.constructor("return 1")()}}',
  '../../../../etc/passwd',
  '/etc/passwd',
  'C:\\Windows\\win.ini',
  '%2e%2e%2f',
  '$(reboot) `reboot` | reboot',
  '=HYPERLINK("http://example.test";"x")',
  '+1+1',
  '-1+1',
  '@SUM(A1)',
  '%s%n%x',
  '__proto__',
  'constructor',
  'null',
  'NaN',
  '1e309',
  '\u202eright to left',
  'a\u0301 \u{1f600} \u{e0001}',
  'ｆｕｌｌ ｗｉｄｔｈ',
  '\u200b\ufeff',
  'x'.repeat(190),
];

/** Texts that no store can keep. */
export const impossibleTexts: readonly string[] = ['nul\u0000nul', '\ud800', '\udc00\ud800'];

export interface HostileBody {
  readonly name: string;
  readonly content: string | Uint8Array<ArrayBuffer>;
}

const deep = 20_000;

/** Bodies that are no sensible request anywhere. */
export const hostileBodies: readonly HostileBody[] = [
  { name: 'nothing', content: '' },
  { name: 'no JSON', content: '{"a":' },
  { name: 'a list', content: '[]' },
  { name: 'null', content: 'null' },
  { name: 'lists in lists', content: '['.repeat(deep) },
  { name: 'closed lists in lists', content: '['.repeat(deep) + ']'.repeat(deep) },
  { name: 'objects in objects', content: '{"a":'.repeat(deep) },
  { name: 'lists in one line', content: '- '.repeat(deep) },
  { name: 'keys in one line', content: '? '.repeat(deep) },
  { name: 'thousands of keys', content: Array.from({ length: 20_000 }, (_, n) => `k${n}: 1`).join('\n') },
  { name: 'thousands of quotes', content: '"'.repeat(100_000) },
  { name: 'thousands of anchors', content: '&a '.repeat(deep) },
  { name: 'thousands of references', content: '*a '.repeat(deep) },
  { name: 'a billion laughs', content: laughs() },
  { name: 'a number with a hundred thousand digits', content: `{"a":${'9'.repeat(100_000)}}` },
  { name: 'an exponent without end', content: '{"a":1e999999999}' },
  { name: 'a key twice', content: '{"reason":"a","reason":"b","kind":"a","kind":"b"}' },
  { name: 'another prototype', content: '{"__proto__":{"isAdmin":true},"constructor":{"prototype":{"isAdmin":true}}}' },
  { name: 'NUL', content: '{"reason":"\\u0000","text":"\\u0000"}' },
  { name: 'half a character', content: '{"reason":"\\ud800"}' },
  { name: 'a byte order mark and nothing', content: '\ufeff' },
  { name: 'bytes that are no UTF-8', content: Uint8Array.of(0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d) },
  { name: 'a character in more bytes than it needs', content: Uint8Array.of(0x7b, 0x22, 0xc0, 0xaf, 0x22, 0x3a, 0x31, 0x7d) },
  { name: 'UTF-16', content: Buffer.from('\ufeff{"a":1}', 'utf16le') },
  { name: 'more than a megabyte', content: `{"a":"${'x'.repeat(1_000_001)}"}` },
  { name: 'a tag of another language', content: '!!python/object/apply:os.system ["reboot"]' },
];

/** References to references: a few hundred bytes that unfold to billions. */
function laughs(): string {
  const lines = ['a0: &a0 [ha, ha, ha, ha, ha, ha, ha, ha, ha]'];
  for (let n = 1; n < 10; n += 1) lines.push(`a${n}: &a${n} [${Array.from({ length: 9 }, () => `*a${n - 1}`).join(', ')}]`);
  return lines.join('\n');
}
