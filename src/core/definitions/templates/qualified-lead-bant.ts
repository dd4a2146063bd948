import type { JsonObject } from '#core/kernel/canonical-json.ts';
import type { Definition } from '../definition.ts';

const known = (grades: JsonObject, engagement?: JsonObject): JsonObject => ({
  lead: { id: 'lead:1', source: 'google' },
  grades,
  ...(engagement === undefined ? {} : { engagement }),
});

/** "Three of four BANT criteria positive and active engagement". */
export const qualifiedLeadBant: Definition = {
  key: 'qualified-lead-bant',
  version: 1,
  subject: 'lead',
  title: { de: 'Qualifizierter Lead (BANT und Interesse)', en: 'Qualified lead (BANT and engagement)' },
  wording: {
    de: 'Ein Lead ist qualifiziert, wenn mindestens drei der vier Fragen nach Budget, Entscheidung, Bedarf und Zeitplan positiv beantwortet sind (Note A oder B) und die Person von sich aus Interesse gezeigt hat: mindestens zwei Kontakte aus Preisseite, Webinar, Vorführung und Download.',
    en: 'A lead is qualified if at least three of the four questions about budget, authority, need and timeline are answered positively (grade A or B) and the person has shown interest: at least two touches among pricing page, webinar, demo and download.',
  },
  counts: {
    de: ['Drei von vier Fragen haben die Note A oder B.', 'Mindestens zwei eigene Kontakte zeigen Interesse.'],
    en: ['Three of four questions are graded A or B.', 'At least two touches of their own show interest.'],
  },
  rule: `atLeast(parameters.positive, [
  grades.budget in ["A", "B"],
  grades.authority in ["A", "B"],
  grades.need in ["A", "B"],
  grades.timeline in ["A", "B"]
]) && touched("pricing_page") + touched("webinar") + touched("demo") + touched("download") >= parameters.touches`,
  parameters: { positive: 3, touches: 2 },
  examples: [
    {
      name: { de: 'Drei von vier positiv, Preisseite und Webinar', en: 'Three of four positive, pricing page and webinar' },
      answer: 'yes',
      snapshot: known({ budget: 'B', authority: 'A', need: 'A', timeline: 'D' }, { pricing_page: 1, webinar: 1 }),
    },
    {
      name: {
        de: 'Drei positiv, das Budget ist nicht bekannt: Es kann nichts mehr ändern',
        en: 'Three positive, budget not known: it can change nothing',
      },
      answer: 'yes',
      snapshot: known({ authority: 'A', need: 'A', timeline: 'B' }, { demo: 2 }),
    },
    {
      name: { de: 'Alle vier positiv, aber nur ein Kontakt', en: 'All four positive, but only one touch' },
      answer: 'no',
      snapshot: known({ budget: 'A', authority: 'A', need: 'A', timeline: 'A' }, { pricing_page: 1, email_click: 5 }),
    },
    {
      name: { de: 'Nur zwei von vier positiv', en: 'Only two of four positive' },
      answer: 'no',
      snapshot: known({ budget: 'C', authority: 'A', need: 'A', timeline: 'C' }, { webinar: 3 }),
    },
    {
      name: { de: 'Zwei positiv, Budget und Zeitplan sind noch zu erfragen', en: 'Two positive, budget and timeline still to be asked' },
      answer: 'open',
      snapshot: known({ authority: 'A', need: 'A' }, { webinar: 2 }),
      missing: ['grades.budget', 'grades.timeline'],
    },
  ],
};
