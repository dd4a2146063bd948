import type { Words } from '../words.ts';

export const print: Words['print'] = { payer: 'Client', payee: 'Partner', page: 'Page', of: 'of' };
