import './marks.css';
import { checkNumber } from '../format/format.ts';
import { useSpeech } from '../i18n/speech.tsx';
import { Icon, type IconName } from './icon.tsx';

export type Tone = 'proven' | 'review' | 'breach' | 'quiet' | 'plain';

/** A state is never told by colour alone: icon, word and tone belong together. */
export function Mark(props: { readonly icon: IconName; readonly tone: Tone; readonly children: string }) {
  return (
    <span className="mark" data-tone={props.tone}>
      <Icon name={props.icon} />
      {props.children}
    </span>
  );
}

/** A check number, short enough to compare by eye or by telephone; the whole value is one hover away and selectable. */
export function CheckNumber(props: { readonly hash: string }) {
  const { words } = useSpeech();
  return (
    <span className="stamp" title={props.hash}>
      <Icon name="seal" size={14} />
      <span className="visually-hidden">{words.shell.checkNumber} </span>
      {checkNumber(props.hash)}
    </span>
  );
}

export function Amount(props: { readonly minor: bigint | string; readonly currency: string; readonly signed?: boolean }) {
  const { format } = useSpeech();
  const minor = BigInt(props.minor);
  const text = props.signed === true ? format.change(minor, props.currency) : format.money(minor, props.currency);
  return (
    <span className="amount" data-sign={minor < 0n ? 'minus' : minor === 0n ? 'zero' : 'plus'}>
      {text}
    </span>
  );
}
