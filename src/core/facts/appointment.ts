import { factKind } from './fact-kind.ts';
import { instant, oneOf, optional, reference, text } from './payload.ts';
import { personal, staff } from './personal.ts';

const times = {
  starts: instant(),
  ends: optional(instant()),
  with: staff(optional(text())),
  channel: optional(text(60)),
  by: staff(optional(text())),
};

export const appointmentBooked = factKind('appointment.booked', ['appointment'], { lead: reference('lead'), ...times });
export const appointmentRescheduled = factKind('appointment.rescheduled', ['appointment'], times);
export const appointmentCancelled = factKind('appointment.cancelled', ['appointment'], {
  by: staff(optional(text())),
  reason: personal(optional(text())),
});

/** What became of an appointment and by which evidence; the best evidence decides, see the ladder in the snapshot. */
export const appointmentEvidenced = factKind('appointment.evidenced', ['appointment'], {
  outcome: oneOf('held', 'no_show_guest', 'no_show_host', 'cancelled_in_time', 'cancelled_late', 'rescheduled', 'unknown'),
  evidence: oneOf('attendance_log', 'both_confirmed', 'host', 'calendar'),
  by: staff(optional(text())),
});
