import type { Words } from '../words.ts';

export const plan: Words['plan'] = {
  startTitle: 'Where would you like to start?',
  startLead:
    'Belegbar stands beside the CRM or ERP you have (HubSpot, Pipedrive, Salesforce, Dynamics, Odoo or a spreadsheet) and does not replace it. Whoever has none keeps leads here.',
  demo: 'Look at the example company',
  demoText: 'One year of a sheet-metal maker with its agency: leads, agreement, objections, statements. None of it is real.',
  demoHow: 'The example starts on your machine with this command:',
  table: 'Your own table',
  tableText: 'CSV or XLSX from your system. It ends with your leads under three definitions side by side.',
  contract: 'Set up an agreement with an agency',
  contractText: 'Eight questions, one document; both sides sign the same check number.',
  title: 'The 30-day plan',
  progress: (done, of) => `${done} of ${of} done`,
  lead: 'The ticks set themselves as soon as your data shows it. The last twelve months are looked at.',
  state: { done: 'done', open: 'open', unknown: 'cannot be known yet' },
  phases: {
    days_1_7: 'Day 1 to 7: sources and costs',
    days_8_14: 'Day 8 to 14: connect everything',
    days_15_21: 'Day 15 to 21: answer at once',
    days_22_30: 'Day 22 to 30: test small',
    after_30: 'After that: judge the channels',
  },
  checks: {
    leads_recorded: { title: 'Leads are recorded', count: (have) => `leads: ${have}`, unknown: '' },
    source_costs: {
      title: 'Every source has costs',
      count: (have, of) => `costs for ${have} of ${of} sources`,
      unknown: 'Only with leads that name a source.',
    },
    source_fields: {
      title: 'At most 5% of the leads without a source',
      count: (have, of, share) => `${share} without a source (${have} of ${of})`,
      unknown: 'Only with the first leads.',
    },
    orders_connected: {
      title: 'Deals and orders are connected',
      count: (have) => `deals and orders: ${have}`,
      unknown: 'Only with the first leads.',
    },
    payments_connected: {
      title: 'Payments are connected',
      count: (have) => `payments: ${have}`,
      unknown: 'Only with the first deals won.',
    },
    contacts_recorded: {
      title: 'Every lead of the last month was contacted',
      count: (have, of) => `${have} of ${of} leads contacted`,
      unknown: 'Only once contacts are recorded.',
    },
    answered_at_once: {
      title: 'An answer within the hour for 80% of the leads',
      count: (have, of) => `${have} of ${of} leads within the hour`,
      unknown: 'Only once contacts are recorded with their time.',
    },
    agreement_with_terms: {
      title: 'An agreement with clear figures is in force',
      count: (have) => `agreements in force: ${have}`,
      unknown: '',
    },
    test_budget: {
      title: 'A small test budget with an abort rule runs',
      count: (have) => have,
      unknown: 'Not measured yet: test budgets cannot be recorded here so far.',
    },
    channels_judged: {
      title: 'Every channel is judged',
      count: (have, of) => `enough leads and deals to judge ${have} of ${of} channels`,
      unknown: 'Only with leads that name a source.',
    },
  },
};
