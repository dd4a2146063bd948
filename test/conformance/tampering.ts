import { hex } from '#core/kernel/hash.ts';
import { toIso } from '#core/kernel/instant.ts';
import { leafHash } from '#core/proof/leaf.ts';
import { rootFromMultiproof } from '#core/proof/multiproof.ts';
import type { ProofFile, WireStatement } from '#core/proof/proof-file.ts';
import { provenPlaces } from '#core/proof/proven-facts.ts';
import { textOf } from './random-bundle.ts';

/** A way to falsify a proof file; undefined if the file has nothing of the kind. `pick` chooses the place. */
export type Tampering = (file: ProofFile, pick: number) => ProofFile | undefined;

const changed = <T>(list: readonly T[], pick: number, change: (item: T) => T): readonly T[] =>
  list.map((item, index) => (index === pick % list.length ? change(item) : item));

const without = <T>(list: readonly T[], pick: number): readonly T[] => list.filter((_, index) => index !== pick % list.length);

const onLines = (file: ProofFile, change: (lines: WireStatement['lines']) => WireStatement['lines']): ProofFile | undefined =>
  file.statement.lines.length === 0 ? undefined : { ...file, statement: { ...file.statement, lines: change(file.statement.lines) } };

const plusOne = (minor: string) => String(BigInt(minor) + 1n);
const hour = 3_600_000;
const later = (at: string, ms: number) => toIso(Date.parse(at) + ms);

/** The file as if its facts had been sealed like this: root and last leaf follow from them. */
function resealed(file: ProofFile): ProofFile {
  const { facts, proof } = file;
  const { size } = proof.seal;
  const leaves = facts.map(leafHash);
  const isLast = facts.at(-1)?.seq === size - 1;
  const all = isLast ? leaves : [...leaves, Uint8Array.from(Buffer.from(proof.lastLeaf, 'hex'))];
  const nodes = proof.nodes.map((node) => Uint8Array.from(Buffer.from(node, 'hex')));
  const root = rootFromMultiproof(size, provenPlaces(facts, size), all, nodes);
  if (root === undefined) return file;
  const lastLeaf = hex(all.at(-1) ?? new Uint8Array());
  return { ...file, proof: { ...proof, lastLeaf, seal: { ...proof.seal, root: hex(root) } } };
}

function withData(file: ProofFile, target: ProofFile['facts'][number], data: typeof target.data): ProofFile {
  return resealed({ ...file, facts: file.facts.map((fact) => (fact === target ? { ...fact, data } : fact)) });
}

const changedFact: Tampering = (file, pick) => {
  const withAmount = file.facts.filter(({ kind }) => ['order.placed', 'deal.won', 'payment.received', 'lead.graded'].includes(kind));
  const target = withAmount[pick % Math.max(withAmount.length, 1)];
  if (target === undefined) return undefined;
  const text = JSON.stringify(target.data);
  const other = text.replace(/"minor":"\d+"/, '"minor":"123"').replace(/"grade":"[A-D]"/, '"grade":"C"');
  if (other === text) return undefined;
  return { ...file, facts: file.facts.map((fact) => (fact === target ? { ...fact, data: JSON.parse(other) } : fact)) };
};

/** What somebody might try, each followed by a fresh digest, so that only the recomputation can find it. */
export const tamperings: Readonly<Record<string, Tampering>> = {
  'a higher amount': (file, pick) =>
    onLines(file, (lines) => changed(lines, pick, (line) => ({ ...line, amountMinor: plusOne(line.amountMinor) }))),
  'a higher payable amount': (file, pick) =>
    onLines(file, (lines) => changed(lines, pick, (line) => ({ ...line, payableMinor: plusOne(line.payableMinor) }))),
  'another reason for a line': (file, pick) =>
    onLines(file, (lines) => changed(lines, pick, (line) => ({ ...line, arithmetic: [...line.arithmetic, { step: 'disputed' }] }))),
  'a line less': (file, pick) => onLines(file, (lines) => without(lines, pick)),
  'a line twice': (file, pick) => onLines(file, (lines) => [...lines, ...lines.slice(pick % lines.length, (pick % lines.length) + 1)]),
  'another fact': changedFact,
  'another fact in a log of its own': (file, pick) => {
    const other = changedFact(file, pick);
    return other === undefined ? undefined : resealed(other);
  },
  'a fact learned later, in a log of its own': (file, pick) =>
    resealed({ ...file, facts: changed(file.facts, pick, (fact) => ({ ...fact, recordedAt: later(fact.recordedAt, 40 * 24 * hour) })) }),
  'a claim less': (file, pick) => (file.claims.length === 0 ? undefined : { ...file, claims: without(file.claims, pick) }),
  'a claim on another component': (file, pick) =>
    file.claims.length === 0 ? undefined : { ...file, claims: changed(file.claims, pick, (claim) => ({ ...claim, component: 'part-9' })) },
  'a fact of a claim left out': (file, pick) =>
    file.claims.length === 0
      ? undefined
      : { ...file, claims: changed(file.claims, pick, (claim) => ({ ...claim, facts: without(claim.facts, pick) })) },
  'a fact of a claim twice': (file, pick) =>
    file.claims.length === 0
      ? undefined
      : { ...file, claims: changed(file.claims, pick, (claim) => ({ ...claim, facts: [...claim.facts, ...claim.facts.slice(-1)] })) },
  'a higher total': (file) => {
    const { statement } = file;
    return { ...file, statement: { ...statement, totals: { ...statement.totals, payableMinor: plusOne(statement.totals.payableMinor) } } };
  },
  'another hash': (file) => ({ ...file, statement: { ...file.statement, hash: file.proof.lastLeaf } }),
  'another root': (file) => ({ ...file, proof: { ...file.proof, seal: { ...file.proof.seal, root: file.proof.lastLeaf } } }),
  'a longer log': (file) => ({ ...file, proof: { ...file.proof, seal: { ...file.proof.seal, size: file.proof.seal.size + 1 } } }),
  'a log twice as long': (file) => ({ ...file, proof: { ...file.proof, seal: { ...file.proof.seal, size: 2 * file.proof.seal.size } } }),
  'a later cut': (file) => ({ ...file, statement: { ...file.statement, cut: later(file.statement.cut, 50 * 24 * hour) } }),
  'a period that does not exist': (file) => ({
    ...file,
    statement: { ...file.statement, through: file.calendars.at(-1)?.periods.length ?? 0 },
  }),
  'a boundary half a day later': (file, pick) => {
    const calendars = changed(file.calendars, pick, ({ periods, termPeriodCount }) => {
      const at = pick % periods.length;
      const moved = periods.map((period, index) => ({
        ...period,
        ...(index === at ? { until: later(period.until, 12 * hour) } : {}),
        ...(index === at + 1 ? { from: later(period.from, 12 * hour) } : {}),
      }));
      return { periods: moved, termPeriodCount };
    });
    return { ...file, calendars };
  },
  'a calendar less': (file) => (file.calendars.length < 2 ? undefined : { ...file, calendars: file.calendars.slice(0, -1) }),
  'a calendar more': (file) => ({ ...file, calendars: [...file.calendars, ...file.calendars.slice(-1)] }),
  'a version less': (file, pick) => (file.agreements.length < 2 ? undefined : { ...file, agreements: without(file.agreements, pick) }),
  'versions the other way round': (file) =>
    file.agreements.length < 2 ? undefined : { ...file, agreements: [...file.agreements].reverse() },
  'an earlier statement that said less': (file, pick) => {
    const at = file.earlier.findIndex(({ lines }) => lines.length > 0);
    if (at < 0) return undefined;
    const earlier = file.earlier.map((one, index) =>
      index === at ? { ...one, lines: changed(one.lines, pick, (line) => ({ ...line, amountMinor: plusOne(line.amountMinor) })) } : one,
    );
    return { ...file, earlier };
  },
  'an earlier balance': (file) => {
    const [first, ...others] = file.earlier;
    return (
      first && {
        ...file,
        earlier: [{ ...first, totals: { ...first.totals, closingMinor: plusOne(first.totals.closingMinor) } }, ...others],
      }
    );
  },
  'another rule': (file, pick) => ({
    ...file,
    definitions: changed(file.definitions, pick, (one) => ({ ...one, rule: `!(${one.rule})` })),
  }),
  'another hash of an earlier statement': (file, pick) =>
    file.earlier.length === 0
      ? undefined
      : { ...file, earlier: changed(file.earlier, pick, (one) => ({ ...one, hash: file.proof.lastLeaf })) },
  'an earlier statement less': (file) => (file.earlier.length === 0 ? undefined : { ...file, earlier: file.earlier.slice(1) }),
  'an earlier statement for another agreement, in a log of its own': (file, pick) => {
    const closed = file.facts.filter(({ kind }) => kind === 'statement.closed');
    const target = closed[pick % Math.max(closed.length, 1)];
    return target && withData(file, target, { ...target.data, agreement: 'agreement:other' });
  },
  'a higher minimum payout': (file) => ({
    ...file,
    agreements: changed(file.agreements, 0, (one) => ({ ...one, settlement: { ...one.settlement, minimumPayout: '1' } })),
  }),
  'an unknown clause': (file) => ({
    ...file,
    agreements: changed(file.agreements, 0, (one) => ({ ...one, bonus: '100.00' }) as ProofFile['agreements'][number]),
  }),
  'another end, in a log of its own': (file) => {
    const target = file.facts.find(({ kind }) => kind === 'agreement.ended');
    return target && withData(file, target, { ...target.data, lastOn: '2026-02-10' });
  },
  'a pause less, in a log of its own': (file) => {
    const target = file.facts.find(({ kind }) => kind === 'agreement.paused' || kind === 'tracking.lost');
    return target && resealed({ ...file, facts: file.facts.map((fact) => (fact === target ? { ...fact, kind: 'usage.recorded' } : fact)) });
  },
  'a signature less, in a log of its own': (file, pick) => {
    const signed = file.facts.filter(({ kind }) => kind === 'agreement.signed');
    const target = signed[pick % Math.max(signed.length, 1)];
    return target && withData(file, target, { ...target.data, party: 'nobody' });
  },
};

/** The text with one character replaced by another; the digest is left as it is. */
export function withOneByteChanged(text: string, pick: number): string {
  const at = pick % text.length;
  const other = text[at] === '1' ? '2' : '1';
  return text.slice(0, at) + other + text.slice(at + 1);
}

/** The falsified texts of one file, by what was tried. */
export function falsified(file: ProofFile, pick: number): readonly (readonly [name: string, text: string])[] {
  return Object.entries(tamperings).flatMap(([name, tamper]) => {
    const other = tamper(file, pick);
    return other === undefined || textOf(other) === textOf(file) ? [] : [[name, textOf(other)] as const];
  });
}
