import type { Words } from '../words.ts';

const windows = { month: 'per calendar month', quarter: 'per calendar quarter', term: 'over the whole term' } as const;
const anchors = { lead_captured: 'after the lead came in', deal_won: 'after the deal was won' } as const;
const dedupBy = { lead: 'lead', contact: 'contact', company: 'company', deal: 'deal', order: 'order' } as const;

export const agreement: Words['agreement'] = {
  listTitle: 'Agreements',
  listLead: 'What is agreed, who has signed, and what is settled from it.',
  none: 'No agreement yet',
  noneText: 'An agreement is one document that both sides read and sign. You can upload one; it is checked before anything is kept.',
  propose: 'Propose an agreement',
  proposeTitle: 'Propose an agreement',
  proposeHelp: 'A YAML file (.agreement.yaml). First it is checked whether everything needed is in it.',
  chooseFile: 'Choose document',
  complete: 'The agreement is complete.',
  proposeNow: 'Propose this agreement',
  missingTitle: 'Still missing',
  name: 'Agreement',
  parties: 'Parties',
  term: 'Term',
  state: 'State',
  states: { proposed: 'waiting for signatures', in_force: 'in force', paused: 'paused', ended: 'ended' },
  tabs: { contract: 'Agreement', claims: 'Claims', statements: 'Statements' },
  version: (n) => `Version ${n}`,
  payer: 'Client',
  payee: 'Partner',
  signed: (day) => `signed on ${day}`,
  signedBy: (person) => `by ${person}`,
  notSigned: 'signature outstanding',
  sign: (party) => `Sign for ${party}`,
  signTitle: (party) => `Sign for ${party}?`,
  signText:
    'You sign exactly the text with this check number. If one character changes, the number changes, and the signature does not hold for it.',
  signedNow: (party) => `Signed for ${party}`,
  compare: 'Both sides sign the same check number. Compare it on the telephone.',
  terms: 'Executable term',
  document: 'Document as written (YAML)',
  versions: 'Versions',
  effective: (moment) => `in force from ${moment}`,
  clauses: {
    parties: 'Parties',
    definitions: 'What counts',
    sources: 'Data sources',
    baseline: 'Baseline',
    attribution: 'Attribution',
    price: 'Price',
    review: 'Review',
    settlement: 'Settlement',
    obligations: 'Promises of both sides',
    exit: 'Term and exit',
    dispute: 'Objections',
    privacy: 'Data protection',
  },
  definitionMissing: 'The wording of this definition is not at hand here.',
  countsYes: 'counts',
  countsNo: 'does not count',
  countsOpen: 'open',
  examples: 'Examples',
  rule: 'Rule as written',
  baselineNone: (why) => `No baseline is needed: ${why}`,
  baselineSome: (value, period, n) => `Baseline ${value} from ${period} (n = ${n}), frozen.`,
  attributionRule: {
    first: 'A result belongs to the partner if the first touch of the lead came from the partner.',
    last: 'A result belongs to the partner if the last touch before the lead came from the partner.',
    last_non_direct: 'A result belongs to the partner if the last touch before the lead that was not direct came from the partner.',
  },
  attributionTouches: (parts) => `Touches of the partner are those with ${parts}.`,
  touchField: { source: 'source', medium: 'medium', campaign: 'campaign' },
  lookBack: (days) => `The ${days} days before the lead are looked at.`,
  priceText: (price, money, rate) => {
    if (price.model === 'per_unit') return `${money(price.amount)} for each result.`;
    if (price.model === 'percentage') return `${rate(String(price.rateBasisPoints))} of the net revenue of each result.`;
    const steps = price.tiers.map((tier) =>
      tier.upTo === undefined ? `then ${money(tier.amount)} each` : `up to result ${tier.upTo} ${money(tier.amount)} each`,
    );
    return `Graduated ${windows[price.window]}: ${steps.join(', ')}.`;
  },
  measurement: (clause) => `Counted is what happens at most ${clause.days} × 24 hours ${anchors[clause.after]}.`,
  dedup: (by, days) =>
    days === 'forever' ? `One result counts per ${dedupBy[by]}, ever.` : `One result counts per ${dedupBy[by]} within ${days} days.`,
  capCount: (limit, window) => `At most ${limit} results ${windows[window]}.`,
  capAmount: (limit, window) => `At most ${limit} ${windows[window]}.`,
  reviewText: (days) => `The client reviews each result within ${days} days.`,
  countsWhen: {
    accepted: 'It counts once the client accepts it.',
    proven: 'It counts at once with its proof; within the review period the client may reject it with a reason.',
  },
  reasons: 'Reasons for rejection',
  settlementText: (lookBack, runOut) =>
    `Settled monthly. A month stays open for ${lookBack} days; after that nothing about it changes. Settling goes on for ${runOut} months after the term.`,
  minimum: (amount) => `Paid out from ${amount}; less is carried over.`,
  rounding: { half_up: 'Each line is rounded once, half away from zero.', half_even: 'Each line is rounded once, half to even.' },
  termText: (from, to, zone) => `The agreement runs from ${from} to ${to}. Days and months are those of the time zone ${zone}.`,
  notice: (days) => `Notice period ${days} days.`,
  deciders: (payer, payee) => `Objections are decided by ${payer} and ${payee}.`,
  arbiter: (name) => `If they do not agree, ${name} decides.`,
  privacyText: { '26': 'Joint controllers under Art. 26 GDPR', '28': 'Processing under Art. 28 GDPR' },
  on: (document, day) => `${document} of ${day}`,
};
