import type { Bilingual } from './language.ts';

const kinds: Readonly<Record<string, Bilingual>> = {
  lead: { de: 'Lead', en: 'Lead' },
  appointment: { de: 'Termin', en: 'Appointment' },
  deal: { de: 'Geschäft', en: 'Deal' },
  order: { de: 'Bestellung', en: 'Order' },
  milestone: { de: 'Meilenstein', en: 'Milestone' },
};

/** Enough of an id of Belegbar's own to tell two apart. */
const SHORT = 8;

/** What a claim is about, as the screens say it: by the number of the system it comes from, else by the beginning of its id. */
export function subjectText({ subject, externalId }: { readonly subject: string; readonly externalId?: string }): Bilingual {
  const at = subject.indexOf(':');
  const [type, id] = [subject.slice(0, at), subject.slice(at + 1)];
  const own = type === 'milestone' ? id.slice(id.lastIndexOf('.') + 1) : id.slice(0, SHORT);
  const kind = kinds[type] ?? { de: type, en: type };
  return { de: `${kind.de} ${externalId ?? own}`, en: `${kind.en} ${externalId ?? own}` };
}

interface WithComponents {
  readonly components: readonly { readonly key: string; readonly title: Bilingual }[];
}

/** What the contract calls a component; one that its newest version no longer has goes by its key. */
export function componentText({ components }: WithComponents, key: string): Bilingual {
  return components.find((one) => one.key === key)?.title ?? { de: key, en: key };
}
