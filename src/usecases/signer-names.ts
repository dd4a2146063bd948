import type { Fact } from '#core/facts/fact.ts';
import { isCommitment } from '#core/facts/personal.ts';
import { withClearTexts } from './clear-texts.ts';
import type { Asker, Ports } from './ports.ts';

/** Who signed, by the id of the fact that says so; the name is empty once the person was erased. */
export async function signerNames(ports: Pick<Ports, 'log'>, asker: Asker, facts: readonly Fact[]): Promise<ReadonlyMap<string, string>> {
  const signed = facts.filter(({ kind }) => kind === 'agreement.signed');
  const clear = await withClearTexts(ports, asker, signed);
  return new Map(clear.map(({ id, data }) => [id, isCommitment(data['person']) ? '' : String(data['person'])]));
}
