import { describe, expect, it } from 'vitest';
import { suitedDefinitions } from './look-at-own-table.ts';
import type { OwnTableAnswers } from './own-table-ports.ts';

function answers(actions: OwnTableAnswers['actions']): OwnTableAnswers {
  return {
    name: 'anfragen',
    system: 'anfragen',
    timeZone: 'Europe/Berlin',
    currency: 'EUR',
    unknown: 'unbekannt',
    roles: { stage: 'Status', firstContact: 'Datum' },
    actions,
    stages: { Angebot: 'offer', Gewonnen: 'won' },
    closedMissing: 'refuse',
    outcomes: {},
    times: {},
    amounts: {},
  };
}
const brochure = { column: 'Prospekt angefordert', how: 'yes', touch: 'prospekt' } as const;

describe('the definitions proposed for a table of one’s own', () => {
  it('leave out interest where the table knows one action and interest asks for two', () => {
    expect(suitedDefinitions(answers([brochure]))).toEqual(['qualified-lead-offer', 'qualified-lead-won']);
  });

  it('have interest among them as soon as a row can tell of two actions', () => {
    const trio = ['qualified-lead-interest', 'qualified-lead-offer', 'qualified-lead-won'];
    expect(suitedDefinitions(answers([brochure, { column: 'Webinar', how: 'yes', touch: 'webinar' }]))).toEqual(trio);
    expect(suitedDefinitions(answers([{ column: 'Besuche', how: 'count', touch: 'visit' }]))).toEqual(trio);
  });
});
