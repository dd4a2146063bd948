import type { Definition } from '#core/definitions/definition.ts';
import type { Agreement } from '../agreement.ts';

/** One thing a contract must get right: every problem it finds, as `path: what is wrong and how to mend it`. */
export type AgreementCheck = (agreement: Agreement, known: ReadonlyMap<string, Definition>) => readonly string[];
