import type { Fact } from '#core/facts/fact.ts';
import { fromHex, hex } from '#core/kernel/hash.ts';
import { rootFromMultiproof } from './multiproof.ts';
import type { ProofFile } from './proof-file.ts';
import type { Mismatch } from './verify.ts';

/** Whether the leaves of the file's facts stand in the sealed log at their places; the mismatch if not. */
export function leavesMatchSeal({ facts, proof, workspace }: ProofFile, factLeaves: readonly Uint8Array[]): Mismatch | undefined {
  const { seal, lastLeaf, nodes } = proof;
  const stray = facts.find(
    (fact, index) => fact.workspace !== workspace || (facts[index - 1]?.seq ?? -1) >= fact.seq || fact.seq >= seal.size,
  );
  if (stray !== undefined) return { part: 'facts', where: `facts ${stray.seq}`, expected: workspace, found: stray.workspace };
  const places = facts.map(({ seq }) => seq);
  const leaves = [...factLeaves];
  if (places.at(-1) !== seal.size - 1) {
    places.push(seal.size - 1);
    leaves.push(fromHex(lastLeaf));
  } else {
    const last = hex(leaves.at(-1) ?? new Uint8Array());
    if (last !== lastLeaf) return { part: 'facts', where: 'proof.lastLeaf', expected: last, found: lastLeaf };
  }
  const root = rootFromMultiproof(seal.size, places, leaves, nodes.map(fromHex));
  const found = root === undefined ? '' : hex(root);
  return found === seal.root ? undefined : { part: 'facts', where: 'proof.seal.root', expected: seal.root, found };
}

/** The places whose leaves the proof of a file covers: its facts', and the last of the sealed log. */
export function provenPlaces(facts: readonly Fact[], size: number): readonly number[] {
  const places = facts.map(({ seq }) => seq);
  return places.at(-1) === size - 1 ? places : [...places, size - 1];
}
