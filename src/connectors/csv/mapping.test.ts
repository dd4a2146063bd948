import { describe, expect, it } from 'vitest';
import { parseMapping } from './mapping.ts';
import { vocabularyProblems } from './mapping-check.ts';

const head = 'mapping: leads\nsource: crm\nfiles: { leads: leads.csv, deals: deals.csv }\n';

/** A lead rule with some lines changed. */
function leadRule(changes: Readonly<Record<string, string>> = {}): string {
  const lines = {
    from: 'leads',
    kind: 'lead.captured',
    subject: '{ type: lead, externalId: { column: id } }',
    externalId: '{ column: id }',
    occurredAt: '{ column: at }',
    data: '{ source: { column: origin } }',
    ...changes,
  };
  return `facts:\n  - ${Object.entries(lines)
    .map(([key, value]) => `${key}: ${value}`)
    .join('\n    ')}\n`;
}

function problemsOf(text: string): readonly string[] {
  const parsed = parseMapping(text);
  if (parsed.ok) return vocabularyProblems(parsed.value, parsed.value.currency);
  const { problems } = parsed.refusal.params;
  return Array.isArray(problems) ? problems : [parsed.refusal.code];
}

describe('a mapping', () => {
  it('is accepted when everything in it fits', () => {
    expect(problemsOf(head + leadRule())).toEqual([]);
  });

  it.each([
    ['an unknown key', `${head}colour: red\n${leadRule()}`, /^mapping: .*colour/],
    [
      'an unknown key deep inside',
      head + leadRule({ data: '{ source: { column: origin, colour: red } }' }),
      /^facts\[0\]\.data\.source: .*colour/,
    ],
    ['a wrong time pattern', head + leadRule({ occurredAt: '{ column: at, time: YYYY-QQ }' }), /^facts\[0\]\.occurredAt.*time pattern/],
    ['a wrong zone', `timeZone: Berlin\n${head}${leadRule()}`, /^timeZone: .*no time zone/],
    ['a value of no known shape', head + leadRule({ data: '{ source: { cell: A1 } }' }), /^facts\[0\]\.data\.source: expects/],
    ['a kind nobody knows', head + leadRule({ kind: 'lead.dreamt' }), /^facts\[0\]\.kind: unknown/],
    [
      'a subject of another type',
      head + leadRule({ subject: '{ type: deal, externalId: x }' }),
      /^facts\[0\]\.subject\.type: expects lead/,
    ],
    [
      'a field the kind does not have',
      head + leadRule({ data: '{ source: a, size: b }' }),
      /^facts\[0\]\.data\.size: lead\.captured has no such field/,
    ],
    ['a missing field', head + leadRule({ data: '{}' }), /^facts\[0\]\.data: lead\.captured needs source/],
    ['a constant that does not fit', head + leadRule({ data: '{ source: 5 }' }), /^facts\[0\]\.data\.source: expects text/],
    ['a file nobody named', head + leadRule({ from: 'orders' }), /^facts\[0\]\.from: no file "orders"/],
    [
      'a look-up in a file nobody named',
      head + leadRule({ data: '{ source: { lookUp: sellers, by: id, key: { column: id }, column: origin } }' }),
      /^facts\[0\]\.data\.source\.lookUp: no file "sellers"/,
    ],
    [
      'a reference to a subject of another type',
      head + leadRule({ data: '{ source: a, person: { type: deal, externalId: { column: p } } }' }),
      /^facts\[0\]\.data\.person\.type: expects person/,
    ],
    [
      'money without a currency',
      head +
        leadRule({
          kind: 'order.placed',
          subject: '{ type: order, externalId: { column: id } }',
          data: '{ net: { column: net, money: plain } }',
        }),
      /^facts\[0\]\.data\.net: money without a currency/,
    ],
    ['YAML that cannot be read', 'mapping: [', /^line 1: /],
    ['the same key twice', `${head}source: b\n${leadRule()}`, /^line 4: /],
  ])('is refused for %s, with the place', (_, text, problem) => {
    expect(problemsOf(text)).toEqual([expect.stringMatching(problem)]);
  });

  it('names all problems at once', () => {
    expect(problemsOf(`${head}timeZone: Berlin\ncurrency: Euro\n${leadRule({ kind: '5' })}`)).toHaveLength(3);
  });

  it.each(['agreement.signed', 'statement.closed', 'claim.decided', 'fact.retracted', 'holdback.condition_met', 'definition.adopted'])(
    'cannot make %s of a row: that is for people to do',
    (kind) => {
      expect(problemsOf(head + leadRule({ kind }))[0]).toMatch(/is a decision/);
    },
  );

  it('is refused when it is too large or unfolds too far', () => {
    expect(parseMapping(' '.repeat(200_001))).toMatchObject({ ok: false, refusal: { code: 'input.too_large' } });
    const bomb = `a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: [*c,*c,*c,*c,*c,*c,*c,*c,*c]\n`;
    expect(parseMapping(bomb)).toMatchObject({ ok: false, refusal: { code: 'import.mapping_invalid' } });
  });
});
