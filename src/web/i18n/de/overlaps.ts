/** Leads that claims of several agreements go back to. */
export const overlaps = {
  title: 'Doppelt beansprucht',
  lead: 'Leads, auf die Ansprüche aus mehreren Verträgen zurückgehen, das meiste Geld zuerst.',
  link: 'Was mehrere Verträge zugleich beanspruchen',
  none: 'Nichts ist doppelt beansprucht',
  noneText: 'Kein Lead führt zu Ansprüchen aus zwei Verträgen.',
  from: 'Lead',
  claims: 'Ansprüche',
  stake: 'zusammen',
  sameResult: 'dasselbe Ergebnis',
  otherResults: 'verschiedene Ergebnisse',
  elsewhere: (where: string) => `Dasselbe beansprucht auch: ${where}.`,
  elsewhereHidden: 'Dasselbe beansprucht auch ein anderer Vertrag.',
  chooseReason: (reason: string) => `Zählt dieser hier nicht, wählen Sie den Grund „${reason}“.`,
  noReason:
    'Dieser Vertrag nennt keinen Ablehnungsgrund für Doppelte. Nehmen Sie einen anderen nur, wenn er zutrifft; sonst erheben Sie nach der Prüffrist einen Einwand, über den beide Seiten entscheiden.',
};
