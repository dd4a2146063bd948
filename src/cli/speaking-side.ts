import { valueOrThrow } from '#core/kernel/result.ts';
import type { Side } from '#usecases/claim-to-decide.ts';
import { maySignFor } from '#usecases/confine-partner.ts';
import { readAgreement } from '#usecases/read-agreement.ts';
import { ARBITER } from '#usecases/side-of-caller.ts';
import type { Option, Typed } from './command.ts';
import type { Context } from './context.ts';
import { UsageError } from './usage-error.ts';

/** For whom a command speaks in an agreement, and who says it; the payer unless stated, since the command line is the workspace's own. */
export const sideOptions: Readonly<Record<string, Option>> = {
  as: {
    value: '<party>',
    help: { de: 'Partei, für die Sie sprechen (sonst der Auftraggeber)', en: 'party you speak for (else the payer)' },
  },
};

export const personOption: Option = {
  value: '<name>',
  help: { de: 'wer es sagt (sonst der Name auf diesem Rechner)', en: 'who says so (else the name on this machine)' },
};

/**
 * The side behind `--as`: `payer`, `payee`, the key of a party, or `arbiter`. Whoever has a sign-in of its own speaks there; the other
 * side's machine cannot do it for them. Refusals: agreement.unknown, access.party_reserved.
 */
export async function speakingSide(typed: Typed, context: Context, agreementId: string): Promise<Side> {
  const { ports, access } = await context.product();
  const asker = await context.asker();
  const { newest } = valueOrThrow(await readAgreement(ports, asker, agreementId));
  const { payer, payee } = newest.stored.agreement.parties;
  const as = typed.option('as') ?? 'payer';
  const side: Side | undefined =
    as === 'payer' || as === payer.key ? 'payer' : as === 'payee' || as === payee.key ? 'payee' : as === ARBITER ? 'arbiter' : undefined;
  if (side === undefined) {
    const known = `payer (${payer.key}), payee (${payee.key}), ${ARBITER}`;
    throw new UsageError({ de: `--as ist eines von: ${known}`, en: `--as is one of: ${known}` });
  }
  const key = side === 'payer' ? payer.key : side === 'payee' ? payee.key : ARBITER;
  valueOrThrow(await maySignFor(access, asker, null, key, agreementId));
  return side;
}
