import type { ClaimStateWire } from '#protocol/endpoints-claims.ts';
import { useSpeech } from '../i18n/speech.tsx';
import type { IconName } from './icon.tsx';
import { Mark, type Tone } from './marks.tsx';

const looks: Readonly<Record<ClaimStateWire, { icon: IconName; tone: Tone }>> = {
  observed: { icon: 'circle', tone: 'quiet' },
  under_review: { icon: 'clock', tone: 'review' },
  counted: { icon: 'check', tone: 'proven' },
  rejected: { icon: 'cross', tone: 'quiet' },
  disputed: { icon: 'flag', tone: 'breach' },
  outside_terms: { icon: 'outside', tone: 'quiet' },
};

export function ClaimState(props: { readonly state: ClaimStateWire }) {
  const { words } = useSpeech();
  return <Mark {...looks[props.state]}>{words.claims.states[props.state]}</Mark>;
}
