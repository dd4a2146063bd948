import type { AgreementState } from '#usecases/agreement-state.ts';
import type { Argument } from './command.ts';
import type { Bilingual } from './language.ts';

export const agreementStateWords: Readonly<Record<AgreementState, Bilingual>> = {
  proposed: { de: 'vorgeschlagen', en: 'proposed' },
  in_force: { de: 'in Kraft', en: 'in force' },
  paused: { de: 'pausiert', en: 'paused' },
  ended: { de: 'beendet', en: 'ended' },
};

export const agreementArgument: Argument = { name: 'agreement', help: { de: 'Kennung des Vertrags', en: 'id of the agreement' } };
