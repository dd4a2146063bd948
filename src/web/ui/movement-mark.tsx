import { type Movement, movementOf } from '#core/settlement/movement.ts';
import type { StatementLineWire } from '#protocol/endpoints-statements.ts';
import { useSpeech } from '../i18n/speech.tsx';
import type { IconName } from './icon.tsx';
import { Mark, type Tone } from './marks.tsx';

const looks: Readonly<Record<Movement, { readonly icon: IconName; readonly tone: Tone }>> = {
  new: { icon: 'plus', tone: 'plain' },
  corrected: { icon: 'arrow', tone: 'plain' },
  taken_back: { icon: 'undo', tone: 'breach' },
  counted: { icon: 'check', tone: 'proven' },
  contested: { icon: 'flag', tone: 'breach' },
  released: { icon: 'check', tone: 'proven' },
  forfeited: { icon: 'cross', tone: 'quiet' },
  clawed_back: { icon: 'undo', tone: 'breach' },
  filled: { icon: 'plus', tone: 'plain' },
};

export function MovementMark({ movement }: { readonly movement: Movement }) {
  const { words } = useSpeech();
  return <Mark {...looks[movement]}>{words.statement.movements[movement]}</Mark>;
}

export function movementOfLine(line: StatementLineWire): Movement {
  return movementOf({ ...line, amountMinor: BigInt(line.amountMinor), payableMinor: BigInt(line.payableMinor) });
}
