import type { Definition } from '#core/definitions/definition.ts';

/** A text that people sign, as it was although the rule beside it is another one. */
export interface BehindText {
  readonly part: 'title' | 'wording' | 'counts';
  readonly language: 'de' | 'en';
  /** Numbers it names that the rule had and has no more; `now`: what stands there instead, where that is known. */
  readonly numbers: readonly { readonly said: string; readonly now: string | undefined }[];
}

const numberWords = {
  de: 'null eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf'.split(' '),
  en: 'zero one two three four five six seven eight nine ten eleven twelve'.split(' '),
} as const;

/** The texts of a draft that did not change although its rule or a parameter did. */
export function behindTexts(start: Definition, draft: Definition): readonly BehindText[] {
  if (start.rule === draft.rule && JSON.stringify(start.parameters ?? {}) === JSON.stringify(draft.parameters ?? {})) return [];
  const changed = changedNumbers(start, draft);
  return (['title', 'wording', 'counts'] as const).flatMap((part) =>
    (['de', 'en'] as const).flatMap((language) => {
      const was = textOf(start, part, language);
      if (was.trim() === '' || was !== textOf(draft, part, language)) return [];
      const numbers = [...changed].flatMap(([number, now]) => {
        const said = saidIn(was, number, language);
        return said === undefined ? [] : [{ said, now }];
      });
      return [{ part, language, numbers }];
    }),
  );
}

function textOf(definition: Definition, part: BehindText['part'], language: 'de' | 'en'): string {
  return part === 'counts' ? (definition.counts?.[language] ?? []).join('\n') : definition[part][language];
}

/** Numbers that stood in the rule or filled a blank and no longer do, with what fills the same blank now. */
function changedNumbers(start: Definition, draft: Definition): ReadonlyMap<string, string | undefined> {
  const still = new Set(numbersOfRule(draft));
  const found = new Map<string, string | undefined>();
  for (const number of numbersOfRule(start)) if (!still.has(number)) found.set(number, undefined);
  for (const [name, value] of Object.entries(start.parameters ?? {})) {
    const now = draft.parameters?.[name];
    if (typeof value === 'number' && now !== value) found.set(String(value), now === undefined ? undefined : String(now));
  }
  return found;
}

function numbersOfRule({ rule }: Definition): readonly string[] {
  return rule.match(/(?<![\w.])\d+(?![\w.])/g) ?? [];
}

/** The number as the text says it: in digits, grouped or not, or as a word, also at the beginning of one ("dreimal"). */
function saidIn(text: string, number: string, language: 'de' | 'en'): string | undefined {
  const grouped = number.replace(/\B(?=(\d{3})+$)/g, '[.,\u202f\u00a0 ]?');
  const digits = new RegExp(`(?<![\\d.,])${grouped}(?![\\d]|[.,]\\d)`, 'u').exec(text)?.[0];
  const word = numberWords[language][Number(number)];
  if (digits !== undefined || word === undefined) return digits;
  return new RegExp(`(?<!\\p{L})${word}${language === 'de' ? '(?:mal)?' : ''}(?!\\p{L})`, 'iu').exec(text)?.[0];
}
