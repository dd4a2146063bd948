export const plan = {
  startTitle: 'Womit möchten Sie anfangen?',
  startLead:
    'Belegbar steht neben Ihrem CRM oder Ihrer Warenwirtschaft (HubSpot, Pipedrive, Salesforce, Dynamics, Odoo oder eine Tabelle) und ersetzt sie nicht. Wer kein CRM hat, führt seine Leads hier.',
  demo: 'Beispielfirma ansehen',
  demoText: 'Ein Jahr einer Blechfertigung mit Agentur: Leads, Vertrag, Einwände, Abrechnungen. Nichts davon ist echt.',
  demoHow: 'Das Beispiel startet auf Ihrem Rechner mit diesem Befehl:',
  table: 'Eigene Tabelle',
  tableText: 'CSV oder XLSX aus Ihrem System. Am Ende sehen Sie Ihre Leads unter drei Definitionen nebeneinander.',
  contract: 'Vertrag mit Agentur anlegen',
  contractText: 'Acht Fragen, ein Dokument, beide Seiten unterschreiben dieselbe Prüfnummer.',
  title: 'Der 30-Tage-Plan',
  progress: (done: string, of: string) => `${done} von ${of} erledigt`,
  lead: 'Die Haken setzen sich selbst, sobald Ihre Daten es zeigen. Betrachtet werden die letzten zwölf Monate.',
  state: { done: 'erledigt', open: 'offen', unknown: 'noch nicht zu wissen' },
  phases: {
    days_1_7: 'Tag 1 bis 7: Quellen und Kosten',
    days_8_14: 'Tag 8 bis 14: alles verbinden',
    days_15_21: 'Tag 15 bis 21: sofort antworten',
    days_22_30: 'Tag 22 bis 30: klein testen',
    after_30: 'Danach: Kanäle beurteilen',
  },
  checks: {
    leads_recorded: {
      title: 'Leads sind erfasst',
      count: (have: string) => `Leads: ${have}`,
      unknown: '',
    },
    source_costs: {
      title: 'Jede Quelle hat Kosten',
      count: (have: string, of: string) => `Kosten zu ${have} von ${of} Quellen`,
      unknown: 'Erst mit Leads, die eine Quelle nennen.',
    },
    source_fields: {
      title: 'Höchstens 5 % der Leads ohne Quelle',
      count: (have: string, of: string, share: string) => `${share} ohne Quelle (${have} von ${of})`,
      unknown: 'Erst mit den ersten Leads.',
    },
    orders_connected: {
      title: 'Abschlüsse und Bestellungen sind verbunden',
      count: (have: string) => `Abschlüsse und Bestellungen: ${have}`,
      unknown: 'Erst mit den ersten Leads.',
    },
    payments_connected: {
      title: 'Zahlungseingänge sind verbunden',
      count: (have: string) => `Zahlungen: ${have}`,
      unknown: 'Erst mit den ersten Abschlüssen.',
    },
    contacts_recorded: {
      title: 'Jeder Lead des letzten Monats ist kontaktiert',
      count: (have: string, of: string) => `${have} von ${of} Leads kontaktiert`,
      unknown: 'Erst wenn Kontakte erfasst werden.',
    },
    answered_at_once: {
      title: 'Antwort binnen einer Stunde bei 80 % der Leads',
      count: (have: string, of: string) => `${have} von ${of} Leads binnen einer Stunde`,
      unknown: 'Erst wenn Kontakte mit Uhrzeit erfasst werden.',
    },
    agreement_with_terms: {
      title: 'Ein Vertrag mit klaren Kennzahlen gilt',
      count: (have: string) => `Verträge in Kraft: ${have}`,
      unknown: '',
    },
    test_budget: {
      title: 'Ein kleines Testbudget mit Abbruchregel läuft',
      count: (have: string) => have,
      unknown: 'Wird noch nicht gemessen: Testbudgets sind hier noch nicht zu erfassen.',
    },
    channels_judged: {
      title: 'Jeder Kanal ist beurteilt',
      count: (have: string, of: string) => `genug Leads und Abschlüsse für ein Urteil bei ${have} von ${of} Kanälen`,
      unknown: 'Erst mit Leads, die eine Quelle nennen.',
    },
  },
};
