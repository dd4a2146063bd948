/** Only on paper. */
export const print = { payer: 'Auftraggeber', payee: 'Auftragnehmer', page: 'Seite', of: 'von' };
