import type { RefusalCode } from './refusal-codes.ts';

/** What a refusal says besides its code: names, values and places, as plain data for the sentence. */
export type RefusalParams = Readonly<Record<string, string | number | boolean | readonly string[]>>;

/** A clear no: the code names the reason, the params say what and where. Faces own the sentence. */
export interface Refusal {
  readonly code: RefusalCode;
  readonly params: RefusalParams;
}

export type Result<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly refusal: Refusal };

export function ok<T>(value: T): Result<T> {
  return { ok: true, value };
}

export function refuse(code: RefusalCode, params: RefusalParams = {}): { readonly ok: false; readonly refusal: Refusal } {
  return { ok: false, refusal: { code, params } };
}

/** A refusal on its way up through code that has no use for it; caught once per use case. */
export class RefusalError extends Error {
  override readonly name = 'RefusalError';
  readonly refusal: Refusal;
  constructor(refusal: Refusal) {
    super(refusal.code);
    this.refusal = refusal;
  }
}

export function valueOrThrow<T>(result: Result<T>): T {
  if (!result.ok) throw new RefusalError(result.refusal);
  return result.value;
}
