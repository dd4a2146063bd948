import { shortSubject } from '../format/format.ts';
import { useSpeech } from '../i18n/speech.tsx';
import type { Words } from '../i18n/words.ts';

/** `deal:3f2a91c0-...` as "Geschäft 3f2a91c0": the kind in words, the start of the id to tell two apart. */
export function subjectText(words: Words, subject: string): string {
  const kinds: Readonly<Record<string, string>> = words.shell.subject;
  const kind = kinds[subject.slice(0, subject.indexOf(':'))] ?? words.shell.subject.other;
  return `${kind} ${shortSubject(subject)}`;
}

export function SubjectName(props: { readonly subject: string }) {
  const { words } = useSpeech();
  const text = subjectText(words, props.subject);
  const at = text.lastIndexOf(' ');
  return (
    <span title={props.subject}>
      {text.slice(0, at)} <span className="mono">{text.slice(at + 1)}</span>
    </span>
  );
}

/** Who did it, without naming colleagues: `me` is the signed-in person's id. */
export function actorText(words: Words, actor: string, me: string): string {
  if (actor === `member:${me}`) return words.shell.yourself;
  const [type = '', key = ''] = actor.split(':');
  if (type === 'party') return words.shell.actor.party(key);
  if (type === 'member') return words.shell.actor.member;
  return type === 'key' ? words.shell.actor.key : words.shell.actor.system;
}
