import { questionWordsDe } from './question-words.de.ts';
import { questionWordsEn } from './question-words.en.ts';

/** Values of a snapshot that a question in its own words asks for. */
export type AskedField =
  | 'lead.rating'
  | 'lead.accepted'
  | 'lead.rejected'
  | 'lead.campaign'
  | 'lead.medium'
  | 'lead.form'
  | 'lead.landingPage'
  | 'lead.receivedVia'
  | 'person.position'
  | 'person.language'
  | 'company.name'
  | 'company.domain'
  | 'company.industry'
  | 'company.employees'
  | 'company.region'
  | 'appointment.outcome'
  | 'appointment.evidence'
  | 'appointment.starts'
  | 'appointment.ends'
  | 'appointment.channel'
  | 'appointment.cancelledAt'
  | 'deal.stage'
  | 'deal.amountMinor'
  | 'deal.currency'
  | 'deal.won'
  | 'deal.wonAt'
  | 'deal.lost'
  | 'deal.lostAt'
  | 'deal.openedAt'
  | 'order.vatMinor'
  | 'order.paid'
  | 'order.paidMinor'
  | 'order.customer';

/** How open questions are asked in one language. */
export interface QuestionWords {
  grade(criterion: string): string;
  answered(question: string): string;
  answer(question: string): string;
  /** What has no words of its own, such as a whole list. */
  whole(name: string): string;
  readonly fields: Readonly<Record<AskedField, string>>;
}

const words = { de: questionWordsDe, en: questionWordsEn } as const;

/** The question that asks for a place in the snapshot, such as `grades.need`, in plain words. */
export function questionText(path: string, language: 'de' | 'en'): string {
  const own = words[language];
  const [variable, ...rest] = path.split('.');
  const key = rest.join('.');
  if (variable === 'grades' && key !== '') return own.grade(key);
  if (variable === 'answered' && key !== '') return own.answered(key);
  if (variable === 'answers' && key !== '') return own.answer(key);
  const fields: Readonly<Record<string, string>> = own.fields;
  return (Object.hasOwn(fields, path) ? fields[path] : undefined) ?? own.whole(path);
}
