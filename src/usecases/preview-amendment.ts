import { fromIso, type IsoInstant, type IsoMonth } from '#core/kernel/instant.ts';
import { ok, type Result, refuse } from '#core/kernel/result.ts';
import { type AgreementChange, agreementChanges } from '#core/promises/agreements/changes.ts';
import { readAgreement } from '#core/promises/agreements/read-agreement.ts';
import type { ClaimHistory } from '#core/settlement/claim.ts';
import { type Contract, contractOfVersions } from '#core/settlement/contract.ts';
import type { SettledLine } from '#core/settlement/line.ts';
import { periodOf } from '#core/settlement/placing.ts';
import { settle } from '#core/settlement/settle.ts';
import { agreementVersions, contractInForce } from './agreement-state.ts';
import { wholeWorkspace } from './confine-partner.ts';
import { knownDefinitions } from './list-definitions.ts';
import type { Asker, Ports } from './ports.ts';
import { checkAmendment } from './propose-agreement.ts';
import { readDocument } from './read-document.ts';
import { claimSubjects, determineClaims, refreshClaims } from './refresh-claims.ts';

/** What the same results would have come to under other terms, in minor units. */
export interface Moved {
  readonly component: string;
  readonly period: IsoMonth;
  readonly beforeMinor: bigint;
  readonly afterMinor: bigint;
}

export interface AmendmentPreview {
  readonly agreementId: string;
  readonly version: number;
  readonly currency: string;
  /** The part of the document that changes, by path. */
  readonly changes: readonly AgreementChange[];
  /** Month by month and component by component, where the two differ. */
  readonly moved: readonly Moved[];
  readonly beforeMinor: bigint;
  readonly afterMinor: bigint;
}

/**
 * What an amendment would have moved, had it held from the first day: every result of the past under the signed and under the new terms.
 * Nothing is recorded. Refusals: document.invalid, agreement.incomplete, agreement.document_invalid, agreement.unknown,
 * agreement.not_in_force, agreement.amendment_invalid, definition.unknown.
 */
export async function previewAmendment(ports: Ports, asker: Asker, request: { readonly text: string }): Promise<Result<AmendmentPreview>> {
  const raw = readDocument(request.text, 'agreement');
  if (!raw.ok) return raw;
  const known = await knownDefinitions(ports, asker);
  const read = readAgreement(raw.value, known);
  if (!read.ok) return read;
  const { id, version } = read.value;
  const versions = await agreementVersions(ports, asker, id);
  if (!versions.ok) return versions;
  const allowed = checkAmendment(versions.value, read.value);
  if (!allowed.ok) return allowed;
  const signed = await contractInForce(ports, asker, id);
  if (!signed.ok) return signed;
  const { effectiveFrom, knownAt, agreement } = signed.value.versions[0] ?? {};
  if (agreement === undefined || effectiveFrom === undefined || knownAt === undefined)
    return refuse('agreement.not_in_force', { agreement: id });
  const since = { effectiveFrom: isoOf(effectiveFrom), knownAt: isoOf(knownAt) };
  const amended = contractOfVersions([{ agreement: read.value, ...since }], [...known.values()], signed.value.suspensions);
  if (!amended.ok) return amended;
  const whole = wholeWorkspace(asker);
  await refreshClaims(ports, whole, signed.value);
  const now = fromIso(ports.clock.now());
  const through = periodOf(now, signed.value.terms);
  const before = (await ports.claims.list(whole, id)).map(({ history }) => history);
  const after = await claimsUnder(ports, whole, amended.value);
  const moved = difference(
    signed.value,
    settledLines(signed.value, before, through, now),
    settledLines(amended.value, after, through, now),
  );
  return ok({
    agreementId: id,
    version,
    currency: signed.value.terms.currency,
    changes: agreementChanges(signed.value.agreement, read.value),
    moved: moved.filter(({ beforeMinor, afterMinor }) => beforeMinor !== afterMinor),
    beforeMinor: moved.reduce((sum, { beforeMinor }) => sum + beforeMinor, 0n),
    afterMinor: moved.reduce((sum, { afterMinor }) => sum + afterMinor, 0n),
  });
}

function isoOf(at: number): IsoInstant {
  return new Date(at).toISOString();
}

function settledLines(
  { versions, terms }: Contract,
  claims: readonly ClaimHistory[],
  through: number,
  now: number,
): readonly SettledLine[] {
  return settle(versions, claims, Math.min(through, terms.periods.length - 1), now).lines;
}

async function claimsUnder(ports: Ports, asker: Asker, contract: Contract): Promise<readonly ClaimHistory[]> {
  const { size } = await ports.log.head(asker);
  const histories: ClaimHistory[] = [];
  for await (const subjects of ports.claims.subjectsTouched(asker, claimSubjects(contract), 0, size)) {
    for (const { history } of await determineClaims(ports, asker, contract, subjects)) histories.push(history);
  }
  return histories;
}

function difference({ terms }: Contract, before: readonly SettledLine[], after: readonly SettledLine[]): readonly Moved[] {
  const moved = new Map<string, Moved>();
  const add = (lines: readonly SettledLine[], figure: 'beforeMinor' | 'afterMinor') => {
    for (const { component, period: index, amountMinor } of lines) {
      const period = terms.periods[index]?.key ?? '';
      const known = moved.get(`${period}/${component}`) ?? { component, period, beforeMinor: 0n, afterMinor: 0n };
      moved.set(`${period}/${component}`, { ...known, [figure]: known[figure] + amountMinor });
    }
  };
  add(before, 'beforeMinor');
  add(after, 'afterMinor');
  return [...moved.values()].sort((a, b) => (a.period === b.period ? (a.component < b.component ? -1 : 1) : a.period < b.period ? -1 : 1));
}
