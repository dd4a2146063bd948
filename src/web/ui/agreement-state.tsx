import type { AgreementSummaryWire } from '#protocol/endpoints-agreements.ts';
import { useSpeech } from '../i18n/speech.tsx';
import type { IconName } from './icon.tsx';
import { Mark, type Tone } from './marks.tsx';

const looks: Readonly<Record<AgreementSummaryWire['state'], { icon: IconName; tone: Tone }>> = {
  proposed: { icon: 'clock', tone: 'review' },
  in_force: { icon: 'check', tone: 'proven' },
  paused: { icon: 'dash', tone: 'quiet' },
  ended: { icon: 'lock', tone: 'quiet' },
};

export function AgreementState(props: { readonly state: AgreementSummaryWire['state'] }) {
  const { words } = useSpeech();
  return <Mark {...looks[props.state]}>{words.agreement.states[props.state]}</Mark>;
}
