import { isArray, type Json } from './canonical-json.ts';

/** Deeper than any fact, agreement or proof file is; deep enough that nothing that walks JSON runs out of stack. */
export const DEEPEST_JSON = 64;

/** What a text is asked to be, in the words of a refusal's `expects`. */
export const FIT_TEXT = 'text of whole characters without NUL';

/** Why a text is no JSON that is taken here. */
export type JsonProblem = 'not_json' | 'too_deep' | 'key_twice';

/** `isFit` is false where a text in it has NUL or half of a character, which no store and no canonical form can keep. */
export type ReadJson = { readonly value: Json; readonly isFit: boolean } | { readonly problem: JsonProblem };

/**
 * JSON from a text somebody else wrote. Looked at before it is parsed, because parsing deep nesting costs memory by the gigabyte, and two values
 * of one key would let two readers see two contents.
 */
export function readJson(text: string): ReadJson {
  const { depth, keys } = surveyJson(text);
  if (depth > DEEPEST_JSON) return { problem: 'too_deep' };
  let value: Json;
  try {
    value = JSON.parse(text) as Json;
  } catch {
    return { problem: 'not_json' };
  }
  if (keys !== keysIn(value)) return { problem: 'key_twice' };
  // JSON has no NUL but as an escape, and half a character only as an escape or as itself.
  const mayHide = text.includes('\\u') || !text.isWellFormed();
  return { value, isFit: !mayHide || isFit(value) };
}

/** How deep the brackets of a JSON text nest, and how many keys it has. Says nothing about whether it is JSON. */
export function surveyJson(text: string): { readonly depth: number; readonly keys: number } {
  let depth = 0;
  let deepest = 0;
  let keys = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) at = endOfString(text, at);
    else if (code === COLON) keys += 1;
    else if (code === OPENING_BRACKET || code === OPENING_BRACE) {
      depth += 1;
      if (depth > deepest) deepest = depth;
      // Nobody wants to know how much deeper it goes, and the rest may be long.
      if (depth > DEEPEST_JSON) break;
    } else if (code === CLOSING_BRACKET || code === CLOSING_BRACE) depth -= 1;
  }
  return { depth: deepest, keys };
}

const QUOTE = 34;
const COLON = 58;
const OPENING_BRACKET = 91;
const BACKSLASH = 92;
const CLOSING_BRACKET = 93;
const OPENING_BRACE = 123;
const CLOSING_BRACE = 125;

/** The place of the quote that ends the string that begins at a place; the end of the text if none does. */
function endOfString(text: string, start: number): number {
  for (let quote = text.indexOf('"', start + 1); quote !== -1; quote = text.indexOf('"', quote + 1)) {
    let before = quote - 1;
    while (text.charCodeAt(before) === BACKSLASH) before -= 1;
    if ((quote - before) % 2 === 1) return quote;
  }
  return text.length;
}

function keysIn(value: Json | undefined): number {
  if (typeof value !== 'object' || value === null) return 0;
  if (isArray(value)) return value.reduce((sum: number, item) => sum + keysIn(item), 0);
  let keys = 0;
  for (const member of Object.values(value)) keys += 1 + keysIn(member);
  return keys;
}

/** Whether every text in it, keys included, is whole characters without NUL. */
export function isFit(value: Json | undefined): boolean {
  if (typeof value === 'string') return value.isWellFormed() && !value.includes('\u0000');
  if (typeof value !== 'object' || value === null) return true;
  if (isArray(value)) return value.every(isFit);
  return Object.entries(value).every(([key, member]) => isFit(key) && isFit(member));
}
