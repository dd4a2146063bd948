export const demo = {
  seeAs: 'Ansehen als',
  ownSession: 'Sie sind dann als diese Person angemeldet. Für Ihre anderen Arbeitsbereiche melden Sie sich danach neu an.',
  roles: {
    owner: 'Geschäftsführung',
    marketing: 'Marketing',
    sales: 'Vertrieb (Handy)',
    partner: 'Agentur',
    works_council: 'Betriebsrat',
    auditor: 'Prüfer',
  },
  reset: 'Beispiel zurücksetzen',
  resetText:
    'Alles in diesem Arbeitsbereich wird verworfen und neu angelegt, mit zwölf Monaten bis heute. Das dauert einige Sekunden. Mitglieder bleiben, Zugangsschlüssel und Einladungen nicht.',
  resetNow: 'Verwerfen und neu anlegen',
  resetting: 'Wird neu angelegt',
  progress: (done: number, of: number) => `Schritt ${done} von ${of}`,
  resetDone: 'Die Beispielfirma ist neu angelegt.',
  stories: 'Geschichten zum Anklicken',
  allStories: 'Sechs Geschichten zum Anklicken',
  storiesLead: 'Was in einem Jahr zwischen Kessler und der Agentur Nordlicht geschah, und was Belegbar daraus macht.',
  noStories: 'Dieses Beispiel stammt aus einer älteren Fassung. Wer es zurücksetzt, findet hier die Geschichten dazu.',
};
