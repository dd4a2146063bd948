import { shortSubject } from '../format/format.ts';
import { useSpeech } from '../i18n/speech.tsx';
import type { Words } from '../i18n/words.ts';

export interface NamedSubject {
  readonly subject: string;
  readonly externalId?: string | undefined;
  /** Where the page knows it: what a contract calls its milestone. */
  readonly title?: string | undefined;
}

/** Some systems use long keys; their beginning tells two apart. */
const LONGEST_NAME = 14;

/** A subject as people know it: "Lead L-0080", by the id of the system it comes from; else by the start of its own. */
export function subjectText(words: Words, { subject, externalId, title }: NamedSubject): string {
  const kinds: Readonly<Record<string, string>> = words.shell.subject;
  const kind = kinds[subject.slice(0, subject.indexOf(':'))] ?? words.shell.subject.other;
  if (title !== undefined && subject.startsWith('milestone:')) return `${kind} ${title}`;
  const name = externalId === undefined ? ownName(subject) : externalId.slice(0, LONGEST_NAME);
  return `${kind} ${name}`;
}

/** A milestone goes by its component, a window by its key, everything else by the beginning of its id. */
function ownName(subject: string): string {
  if (subject.startsWith('milestone:')) return subject.slice(subject.lastIndexOf('.') + 1);
  // Contracts, definitions and sources are named by people, not by chance.
  return /^(window|agreement|definition|source):/.test(subject) ? subject.slice(subject.indexOf(':') + 1) : shortSubject(subject);
}

export function SubjectName(props: NamedSubject) {
  const { words } = useSpeech();
  const text = subjectText(words, props);
  const at = text.indexOf(' ');
  if (props.title !== undefined && props.subject.startsWith('milestone:')) return <span>{text}</span>;
  return (
    <span title={props.externalId ?? props.subject}>
      {text.slice(0, at)} <span className="mono">{text.slice(at + 1)}</span>
    </span>
  );
}

/** Who did it, without naming colleagues: `me` is the signed-in person's id. */
export function actorText(words: Words, actor: string, me: string): string {
  if (actor === `member:${me}`) return words.shell.yourself;
  const [type = '', key = ''] = actor.split(':');
  if (type === 'party') return key === 'arbiter' ? words.dispute.by.arbiter : words.shell.actor.party(key);
  if (type === 'member') return words.shell.actor.member;
  return type === 'key' ? words.shell.actor.key : words.shell.actor.system;
}
