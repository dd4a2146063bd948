/** Objections to a claim, who may raise and decide them, and the condition of a hold-back. */
export const dispute = {
  contest: 'Einwand erheben …',
  contestTitle: 'Warum sind Sie anderer Meinung?',
  contestText: {
    payee:
      'Der Anspruch wurde abgelehnt. Mit Ihrem Einwand behält er Rang und Preis, bis entschieden ist; ausgezahlt wird so lange nichts.',
    payer: 'Der Anspruch zählt. Mit Ihrem Einwand behält er Rang und Preis, bis entschieden ist; ausgezahlt wird so lange nichts.',
  },
  comment: 'Ihre Begründung',
  contestNow: 'Einwand erheben',
  contested: 'Der Einwand ist erhoben',
  decide: 'Entscheiden …',
  decideTitle: 'Einwand entscheiden',
  outcome: 'Ihre Entscheidung',
  outcomes: { counted: 'Der Anspruch zählt', rejected: 'Der Anspruch zählt nicht' },
  settles: 'Damit ist der Einwand entschieden.',
  view: {
    payer: 'Das ist Ihre Sicht. Entschieden ist der Einwand, wenn die Agentur ebenso entscheidet oder die Schiedsperson.',
    payee: 'Das ist Ihre Sicht. Entschieden ist der Einwand, wenn der Auftraggeber ebenso entscheidet oder die Schiedsperson.',
  },
  decideNow: 'So entscheiden',
  decided: { true: 'Der Einwand ist entschieden', false: 'Ihre Sicht ist aufgezeichnet' },
  openTitle: 'Über diesen Anspruch besteht Uneinigkeit',
  openText: 'Er behält Rang und Preis, ausgezahlt wird bis zur Entscheidung nichts.',
  whoDecides: (payer: string, payee: string) =>
    `Es entscheiden ${payer} und ${payee}. Sofort gilt, was eine Seite gegen sich selbst entscheidet.`,
  arbiterDecides: (arbiter: string) => `Einigen sie sich nicht, entscheidet ${arbiter}.`,
  by: { payer: 'Auftraggeber', payee: 'Agentur', arbiter: 'Schiedsperson' },
  silence: (day: string) => `zählt am ${day} durch Schweigen, wenn nicht abgelehnt`,
  countedBySilence: 'zählt durch Schweigen',
  silenceStory: (noticed: string, until: string) => `Am ${noticed} wurde hingewiesen, bis ${until} kam keine Antwort: zählt.`,
  noticed: 'Hinweis zugestellt',
  noticeStory: (noticed: string, until: string) => `Am ${noticed} wurde hingewiesen: Kommt bis ${until} keine Antwort, zählt der Anspruch.`,
  condition: 'Bedingung festhalten …',
  conditionTitle: 'Einbehalt: Ist die Bedingung eingetreten?',
  conditions: {
    paid: { met: 'Der Kunde hat bezahlt: Einbehalt freigeben', failed: 'Der Kunde zahlt nicht: Einbehalt verfällt' },
    retained: { met: 'Der Kunde ist geblieben: Einbehalt freigeben', failed: 'Der Kunde ist gegangen: Einbehalt verfällt' },
  },
  conditionNow: 'Festhalten',
  conditionDone: 'Festgehalten',
};
