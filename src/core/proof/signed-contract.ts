import { type Definition, definitionHash } from '#core/definitions/definition.ts';
import type { Fact } from '#core/facts/fact.ts';
import { hashed, viewAsOf } from '#core/facts/view.ts';
import { fromIso, HOUR_MS, type Instant, type IsoInstant } from '#core/kernel/instant.ts';
import type { Result } from '#core/kernel/result.ts';
import { agreementHash } from '#core/promises/agreements/read-agreement.ts';
import { agreementSubject, type Contract, contractOf } from '#core/settlement/contract.ts';
import type { ProofFile } from './proof-file.ts';
import type { Mismatch } from './verify.ts';

/** The contract that a proof file is about: definitions by their signed hashes, in force by the signatures among the facts. */
export function contractFrom(file: ProofFile): Contract | Mismatch {
  const { agreement } = file;
  const hash = agreementHash(agreement);
  const definitions: Definition[] = [];
  for (const binding of agreement.definitions) {
    const bound = file.definitions.find(({ key, version }) => key === binding.key && version === binding.version);
    const found = bound === undefined ? '' : definitionHash(bound);
    if (bound === undefined || found !== binding.hash)
      return { part: 'definition', where: `${binding.key}@${binding.version}`, expected: binding.hash ?? '', found };
    definitions.push(bound);
  }
  const about = file.facts.filter((fact) => fact.subject === agreementSubject(agreement.id));
  const inForce = viewAsOf(about.map(hashed), fromIso(file.statement.cut)).map(({ fact }) => fact);
  const effectiveFrom = signedFrom(inForce, hash, [agreement.parties.payer.key, agreement.parties.payee.key]);
  if (effectiveFrom === undefined) return { part: 'agreement', where: 'signatures', expected: hash, found: '' };
  const contract = safely(() => contractOf(agreement, definitions, effectiveFrom));
  if (!contract.ok) return { part: 'agreement', where: 'agreement', expected: '', found: contract.refusal.code };
  return withStatedPeriods(file, contract.value, fromIso(effectiveFrom));
}

function safely<T>(compute: () => Result<T>): Result<T> {
  try {
    return compute();
  } catch {
    return { ok: false, refusal: { code: 'agreement.document_invalid', params: {} } };
  }
}

/** When the agreement came into force by the facts: the proposal's date, never before the last signature. */
function signedFrom(facts: readonly Fact[], hash: string, parties: readonly string[]): IsoInstant | undefined {
  const about = (kind: string) => facts.filter((fact) => fact.kind === kind && fact.data['hash'] === hash);
  const signed = about('agreement.signed');
  if (!parties.every((party) => signed.some((fact) => fact.data['party'] === party))) return undefined;
  const starts = [
    ...about('agreement.proposed').map((fact) => String(fact.data['effectiveFrom'])),
    ...signed.map((fact) => fact.occurredAt),
  ];
  return starts.sort().at(-1);
}

// No place on earth changes its clocks by more at once, and no reading of the same zone differs by more.
const ZONE_DATA_MS = 3 * HOUR_MS;

/** The file's period instants count: this machine's time-zone data may differ from them by a change of clocks, not by more. */
function withStatedPeriods(file: ProofFile, contract: Contract, effectiveFrom: Instant): Contract | Mismatch {
  const { terms } = contract;
  const periods = file.periods.map(({ key, from, until, quarterKey }) => ({ key, from: fromIso(from), until: fromIso(until), quarterKey }));
  for (const [index, own] of terms.periods.entries()) {
    const stated = periods[index];
    const fits =
      stated !== undefined &&
      stated.key === own.key &&
      stated.quarterKey === own.quarterKey &&
      Math.abs(stated.from - own.from) <= ZONE_DATA_MS &&
      Math.abs(stated.until - own.until) <= ZONE_DATA_MS &&
      (index === 0 || periods[index - 1]?.until === stated.from);
    if (!fits) return { part: 'period', where: own.key, expected: own.key, found: stated?.key ?? '' };
  }
  const fits = periods.length === terms.periods.length && file.termPeriodCount === terms.termPeriodCount;
  if (!fits) return { part: 'period', where: 'periods', expected: String(terms.periods.length), found: String(periods.length) };
  const { through } = file.statement;
  if (through >= periods.length)
    return { part: 'period', where: 'statement.through', expected: String(periods.length - 1), found: String(through) };
  return { ...contract, terms: { ...terms, periods }, effectiveFrom: Math.max(effectiveFrom, periods[0]?.from ?? 0) };
}
