import type { Definition } from '../definition.ts';

export const appointmentHeld: Definition = {
  key: 'appointment-held',
  version: 1,
  subject: 'appointment',
  title: { de: 'Termin hat stattgefunden', en: 'Appointment held' },
  wording: {
    de: 'Ein Termin hat stattgefunden, wenn der beste vorhandene Nachweis das sagt: das Teilnahmeprotokoll, sonst die Bestätigung beider Seiten, sonst der Vermerk der einladenden Seite, sonst der Kalender. Ohne Nachweis bleibt die Frage offen.',
    en: 'An appointment was held if the best evidence at hand says so: the attendance log, else the confirmation of both sides, else the mark of the host, else the calendar. Without evidence the question stays open.',
  },
  rule: 'appointment.outcome == "held"',
  examples: [
    {
      name: { de: 'Das Teilnahmeprotokoll zeigt beide Seiten', en: 'The attendance log shows both sides' },
      answer: 'yes',
      snapshot: { appointment: { id: 'appointment:1', outcome: 'held', evidence: 'attendance_log' } },
    },
    {
      name: { de: 'Der Gast ist nicht erschienen', en: 'The guest did not show up' },
      answer: 'no',
      snapshot: { appointment: { id: 'appointment:1', outcome: 'no_show_guest', evidence: 'host' } },
    },
    {
      name: { de: 'Der Termin ist vorbei, aber niemand hat etwas vermerkt', en: 'The appointment is over, but nobody has noted anything' },
      answer: 'open',
      snapshot: { appointment: { id: 'appointment:1', starts: '2026-03-04T09:00:00Z' } },
      missing: ['appointment.outcome'],
    },
  ],
};
