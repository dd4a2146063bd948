import { BrokenPromise } from './assert.ts';

/** Plain JSON data. Money and other large integers are strings of digits. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json | undefined };

export type JsonObject = { readonly [key: string]: Json | undefined };

/**
 * RFC 8785 (JSON Canonicalization Scheme): keys sorted by UTF-16 code units, no white space, numbers as ECMAScript prints them.
 * Absent and undefined keys are the same. NUL, lone surrogates and non-finite numbers are refused as a broken promise: the doors
 * refuse them earlier.
 */
export function canonicalJson(value: Json): string {
  // Where keys are in order, JSON.stringify writes the same many times as fast; an escape by number may hide what is refused.
  if (typeof value === 'object' && value !== null && isOrdered(value)) {
    const text = JSON.stringify(value);
    if (!text.includes('\\u')) return text;
  }
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'string') return canonicalString(value);
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new BrokenPromise('a number in canonical JSON is finite');
    return JSON.stringify(value);
  }
  if (isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  let text = '{';
  for (const key of Object.keys(value).sort()) {
    const member = value[key];
    if (member === undefined) continue;
    if (text.length > 1) text += ',';
    text += `${canonicalString(key)}:${canonicalJson(member)}`;
  }
  return `${text}}`;
}

/** Whether the keys of every object in it are in the order of RFC 8785, and every number is finite. */
export function isOrdered(value: Json | undefined): boolean {
  if (typeof value === 'number') return Number.isFinite(value);
  if (typeof value !== 'object' || value === null) return true;
  if (isArray(value)) {
    for (const item of value) if (typeof item !== 'string' && !isOrdered(item)) return false;
    return true;
  }
  let previous = '';
  for (const key in value) {
    if (key < previous) return false;
    previous = key;
    const member = value[key];
    if (typeof member !== 'string' && !isOrdered(member)) return false;
  }
  return true;
}

function canonicalString(text: string): string {
  if (text.includes('\u0000') || !text.isWellFormed()) throw new BrokenPromise('text in canonical JSON is well-formed and has no NUL');
  return JSON.stringify(text);
}

export function isArray(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
