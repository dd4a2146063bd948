import type * as z from 'zod';

const DATE_PATTERN = /^(?=.*D)(?=.*Y)[YMDHhmsSAT.:/ -]+$/;

/** The patterns of dates that an expectation names, such as `DD.MM.YYYY`; undefined if it speaks of something else. */
export function datePatterns(expects: string): readonly string[] | undefined {
  const patterns = expects.split(' or ');
  return patterns.every((pattern) => pattern === 'instant' || DATE_PATTERN.test(pattern)) ? patterns : undefined;
}

/** Forms of texts by their pattern, as the shared shapes state them. */
const forms: readonly (readonly [RegExp, string])[] = [
  [/\(0\[1-9\]\|1\[0-2\]\)\$/, 'a month such as 2026-01'],
  [/\\d\{4\}-\\d\{2\}-\\d\{2\}/, 'a day such as 2026-01-31'],
  [/\[0-9a-f\]\{64\}/, 'a check number of 64 hex digits'],
  [/^\^?\/?\^?\\d\{/, 'a whole number'],
];

const types: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
};

/** What a field expects, in the few English phrases that have their German beside them; never the words of a library. */
export function expectationOf(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return types[issue.expected] ?? OTHER;
    case 'invalid_value':
      return `one of: ${issue.values.map(String).join(', ')}`;
    case 'too_small':
      return bound('at least', Number(issue.minimum), issue.origin);
    case 'too_big':
      return bound('at most', Number(issue.maximum), issue.origin);
    case 'invalid_format':
      return formOf(issue.format, issue.pattern);
    case 'unrecognized_keys':
      return `none of the fields ${issue.keys.join(', ')}`;
    case 'custom':
      return issue.message === 'Invalid input' ? OTHER : issue.message;
    default:
      return OTHER;
  }
}

const OTHER = 'a value of the described form';

function bound(which: 'at least' | 'at most', limit: number, origin: string): string {
  if (origin === 'string') return `a text of ${which} ${limit} characters`;
  return origin === 'array' ? `a list with ${which} ${limit} entries` : `a number of ${which} ${limit}`;
}

function formOf(format: string, pattern: string | undefined): string {
  if (format === 'guid' || format === 'uuid') return 'an id such as 5f0c2f5e-7d7a-4b1e-9c55-0a5d2f6b7c11';
  if (format === 'email') return 'an e-mail address';
  return forms.find(([form]) => pattern !== undefined && form.test(pattern))?.[1] ?? OTHER;
}
