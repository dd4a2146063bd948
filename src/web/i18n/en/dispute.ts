import type { Words } from '../words.ts';

export const dispute: Words['dispute'] = {
  contest: 'Object …',
  contestTitle: 'Why do you see it differently?',
  contestText: {
    payee: 'The claim was rejected. With your objection it keeps rank and price until it is decided; nothing is paid until then.',
    payer: 'The claim counts. With your objection it keeps rank and price until it is decided; nothing is paid until then.',
  },
  comment: 'Your grounds',
  contestNow: 'Object',
  contested: 'The objection is raised',
  decide: 'Decide …',
  decideTitle: 'Decide the objection',
  outcome: 'Your decision',
  outcomes: { counted: 'The claim counts', rejected: 'The claim does not count' },
  settles: 'This settles the objection.',
  view: {
    payer: 'This is your view. The objection is settled when the agency decides the same, or the arbiter does.',
    payee: 'This is your view. The objection is settled when the client decides the same, or the arbiter does.',
  },
  decideNow: 'Decide so',
  decided: { true: 'The objection is settled', false: 'Your view is recorded' },
  openTitle: 'The two sides disagree about this claim',
  openText: 'It keeps rank and price; nothing is paid until it is decided.',
  whoDecides: (payer, payee) => `${payer} and ${payee} decide. What a side decides against itself holds at once.`,
  arbiterDecides: (arbiter) => `If they do not agree, ${arbiter} decides.`,
  by: { payer: 'Client', payee: 'Agency', arbiter: 'Arbiter' },
  silence: (day) => `counts on ${day} by silence, unless rejected`,
  condition: 'Record condition …',
  conditionTitle: 'Hold-back: was its condition met?',
  conditions: {
    paid: { met: 'The customer has paid: release it', failed: 'The customer does not pay: forfeit it' },
    retained: { met: 'The customer stayed: release it', failed: 'The customer left: forfeit it' },
  },
  conditionNow: 'Record',
  conditionDone: 'Recorded',
};
