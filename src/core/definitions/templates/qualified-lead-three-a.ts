import type { Definition } from '../definition.ts';

const grades = (budget: string, authority: string, need: string, timeline?: string) => ({
  lead: { id: 'lead:1', source: 'google' },
  grades: { budget, authority, need, ...(timeline === undefined ? {} : { timeline }) },
});

/** "Three A and one B": the rule of the source text, with criteria and counts as parameters. */
export const qualifiedLeadThreeA: Definition = {
  key: 'qualified-lead-three-a',
  version: 1,
  subject: 'lead',
  title: { de: 'Qualifizierter Lead (dreimal A, einmal B)', en: 'Qualified lead (three A, one B)' },
  wording: {
    de: 'Ein Lead ist qualifiziert, wenn mindestens drei der vier Kriterien die Note A und alle vier mindestens die Note B haben. Solange eine Note fehlt, die noch entscheiden kann, ist die Frage offen.',
    en: 'A lead is qualified if at least three of the four criteria are graded A and all four are graded B or better. While a grade is missing that could still decide, the question is open.',
  },
  counts: {
    de: ['Mindestens drei Kriterien haben die Note A.', 'Alle vier Kriterien haben die Note A oder B.'],
    en: ['At least three criteria are graded A.', 'All four criteria are graded A or B.'],
  },
  rule: `atLeast(parameters.gradeA, [
  grades[parameters.first] == "A",
  grades[parameters.second] == "A",
  grades[parameters.third] == "A",
  grades[parameters.fourth] == "A"
]) && atLeast(parameters.gradeBOrBetter, [
  grades[parameters.first] in ["A", "B"],
  grades[parameters.second] in ["A", "B"],
  grades[parameters.third] in ["A", "B"],
  grades[parameters.fourth] in ["A", "B"]
])`,
  parameters: { gradeA: 3, gradeBOrBetter: 4, first: 'budget', second: 'authority', third: 'need', fourth: 'timeline' },
  examples: [
    { name: { de: 'Dreimal A, einmal B', en: 'Three A, one B' }, answer: 'yes', snapshot: grades('A', 'A', 'A', 'B') },
    { name: { de: 'Viermal A', en: 'Four A' }, answer: 'yes', snapshot: grades('A', 'A', 'A', 'A') },
    { name: { de: 'Zweimal A, zweimal B', en: 'Two A, two B' }, answer: 'no', snapshot: grades('A', 'A', 'B', 'B') },
    { name: { de: 'Dreimal A, aber einmal C', en: 'Three A, but one C' }, answer: 'no', snapshot: grades('A', 'A', 'A', 'C') },
    {
      name: { de: 'Dreimal A, der Zeitplan ist nicht bekannt', en: 'Three A, the timeline is not known' },
      answer: 'open',
      snapshot: grades('A', 'A', 'A'),
      missing: ['grades.timeline'],
    },
    {
      name: { de: 'Ein C entscheidet, obwohl der Zeitplan fehlt', en: 'One C decides although the timeline is missing' },
      answer: 'no',
      snapshot: grades('A', 'A', 'C'),
    },
  ],
};
