import type { RefusalCode } from '#core/kernel/refusal-codes.ts';
import type { RefusalParams } from '#core/kernel/result.ts';

/** One sentence or two per refusal: what is wrong, where, and how to mend it. */
export type RefusalSentences = Readonly<Record<RefusalCode, (params: RefusalParams) => string>>;

/** A parameter between two pieces of text, or nothing at all if the refusal does not carry it. */
export function given(params: RefusalParams, name: string, before = '', after = ''): string {
  const text = plain(params, name);
  return text === '' ? '' : `${before}${text}${after}`;
}

/** A parameter as text; lists are joined by commas. */
export function plain(params: RefusalParams, name: string): string {
  const value = params[name];
  if (value === undefined) return '';
  return typeof value === 'object' ? value.join(', ') : String(value);
}
