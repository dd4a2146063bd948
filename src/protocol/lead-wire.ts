import * as z from 'zod';
import { leadStates } from './lead-states.ts';
import { answerWire } from './replay-wire.ts';
import { bilingualWire, instantWire } from './wire.ts';

export const leadStateWire = z.enum(leadStates);
export type LeadStateWire = z.infer<typeof leadStateWire>;

export const contactOutcomeWire = z.enum(['reached', 'no_answer', 'voicemail', 'replied']);

/** A lead in lists, on its page and in the inbox. */
export const leadWire = z.object({
  lead: z.string(),
  externalId: z.string().nullable().meta({ description: 'What the system it comes from calls it' }),
  source: z.string(),
  medium: z.string().nullable(),
  campaign: z.string().nullable(),
  capturedAt: instantWire,
  state: leadStateWire.meta({ description: 'What became of its deals comes before what somebody said of it' }),
  person: z.object({ id: z.string(), name: z.string().nullable(), email: z.string().nullable(), phone: z.string().nullable() }).nullable(),
  company: z.object({ id: z.string(), name: z.string().nullable() }).nullable(),
  owner: z.object({ id: z.string(), name: z.string().nullable() }).nullable(),
  contacts: z
    .object({
      firstAt: instantWire,
      lastAt: instantWire,
      lastOutcome: contactOutcomeWire,
      lastChannel: z.string(),
      tries: z.number().int(),
      spoken: z.boolean().meta({ description: 'Somebody was reached or replied at least once' }),
    })
    .nullable(),
  answer: answerWire.nullable().meta({ description: 'What the definition says; null if it says nothing of this lead' }),
});
export type LeadWire = z.infer<typeof leadWire>;

/** A definition about leads that is at work. */
export const leadDefinitionWire = z.object({
  definition: z.string().meta({ description: 'key@version' }),
  title: bilingualWire,
  bound: z.boolean().meta({ description: 'A proposed agreement binds it' }),
});
