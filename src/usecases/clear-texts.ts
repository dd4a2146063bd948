import type { Fact } from '#core/facts/fact.ts';
import { commitmentsIn, withTexts } from '#core/facts/personal.ts';
import { findFactKind } from '#core/facts/registry.ts';
import type { Asker, Ports } from './ports.ts';

/**
 * Facts with their personal values joined, for people who may read them: each commitment gives way to the text behind it. What was erased stays
 * a commitment. Such a fact is for reading; its hash is no leaf of the log.
 */
export async function withClearTexts(ports: Pick<Ports, 'log'>, asker: Asker, facts: readonly Fact[]): Promise<readonly Fact[]> {
  const found = facts.map((fact) => commitmentsIn(findFactKind(fact.kind)?.fields ?? {}, fact.data));
  const commitments = found.flat().map(({ text }) => text);
  if (commitments.length === 0) return facts;
  const texts = await ports.log.personalTexts(asker, commitments);
  return facts.map((fact, place) => {
    const clear = (found[place] ?? []).flatMap(({ path, text }): [string, string][] => {
      const value = texts.get(text);
      return value === undefined ? [] : [[path, value]];
    });
    return clear.length === 0 ? fact : { ...fact, data: withTexts(fact.data, new Map(clear)) };
  });
}
