import { type Definition, definitionHash } from '#core/definitions/definition.ts';
import { factsInScope } from '#core/definitions/scope.ts';
import type { Fact } from '#core/facts/fact.ts';
import { hashed, viewAsOf } from '#core/facts/view.ts';
import { fromIso, HOUR_MS, type Instant } from '#core/kernel/instant.ts';
import type { Result } from '#core/kernel/result.ts';
import type { Agreement } from '#core/promises/agreements/agreement.ts';
import { agreementHash } from '#core/promises/agreements/read-agreement.ts';
import { agreementSubject, type Contract, type ContractVersion } from '#core/settlement/contract.ts';
import { chargedSources, contractFromFacts, signingOf } from '#core/settlement/signed-versions.ts';
import type { ProofFile, WireCalendar } from './proof-file.ts';
import type { Mismatch } from './verify.ts';

/** The contract that a proof file is about: definitions by their signed hashes, versions in force by the signatures among the facts. */
export function contractFrom(file: ProofFile): Contract | Mismatch {
  const { agreements } = file;
  const definitions = signedDefinitions(file);
  if ('part' in definitions) return definitions;
  const cut = fromIso(file.statement.cut);
  const subjects = new Set([agreementSubject(agreements[0]?.id ?? ''), ...chargedSources(agreements)]);
  // With whatever corrects or retracts them: without it, what was taken back would stay in force.
  const about = factsInScope(file.facts, subjects);
  const unsigned = signaturesMismatch(
    agreements,
    viewAsOf(about.map(hashed), cut).flatMap(({ fact }) => (subjects.has(fact.subject) ? [fact] : [])),
  );
  if (unsigned !== undefined) return unsigned;
  const contract = safely(() => contractFromFacts(agreements, definitions, about, cut));
  if (!contract.ok) return { part: 'agreement', where: 'agreements', expected: '', found: contract.refusal.code };
  return withStatedCalendars(file, contract.value);
}

function signedDefinitions({ agreements, definitions }: ProofFile): readonly Definition[] | Mismatch {
  for (const { key, version, hash } of agreements.flatMap((agreement) => agreement.definitions)) {
    const bound = definitions.find((one) => one.key === key && one.version === version);
    const found = bound === undefined ? '' : definitionHash(bound);
    if (found !== hash) return { part: 'definition', where: `${key}@${version}`, expected: hash ?? '', found };
  }
  return definitions;
}

/** Every version of the file is signed by both sides, is about the same agreement, and no version that both signed is missing. */
function signaturesMismatch(agreements: readonly Agreement[], inForce: readonly Fact[]): Mismatch | undefined {
  const hashes = agreements.map(agreementHash);
  for (const [index, agreement] of agreements.entries()) {
    const hash = hashes[index] ?? '';
    const { effectiveFrom } = signingOf(agreement, hash, inForce);
    const before = agreements[index - 1];
    const follows = before === undefined || (before.version < agreement.version && before.id === agreement.id);
    if (effectiveFrom === undefined || !follows) return { part: 'agreement', where: 'signatures', expected: hash, found: '' };
  }
  const [first] = agreements;
  const signed = new Set(inForce.filter(({ kind }) => kind === 'agreement.signed').map(({ data }) => String(data['hash'])));
  const missing = [...signed].find(
    (hash) => first !== undefined && !hashes.includes(hash) && signingOf(first, hash, inForce).missing.length === 0,
  );
  return missing === undefined ? undefined : { part: 'agreement', where: 'agreements', expected: missing, found: '' };
}

function safely<T>(compute: () => Result<T>): Result<T> {
  try {
    return compute();
  } catch {
    return { ok: false, refusal: { code: 'agreement.document_invalid', params: {} } };
  }
}

// No place on earth changes its clocks by more at once, and no reading of the same zone differs by more.
const ZONE_DATA_MS = 3 * HOUR_MS;

/** The file's period instants count: this machine's time-zone data may differ from them by a change of clocks, not by more. */
function withStatedCalendars({ calendars, statement }: ProofFile, contract: Contract): Contract | Mismatch {
  const versions: ContractVersion[] = [];
  for (const [index, own] of contract.versions.entries()) {
    const version = withCalendar(own, calendars[index], `calendars.${index}`, versions.at(-1)?.effectiveFrom ?? 0);
    if ('part' in version) return version;
    versions.push(version);
  }
  const newest = versions.at(-1);
  if (newest === undefined || calendars.length !== versions.length)
    return { part: 'period', where: 'calendars', expected: String(versions.length), found: String(calendars.length) };
  const { terms } = newest;
  if (statement.through >= terms.periods.length)
    return { part: 'period', where: 'statement.through', expected: String(terms.periods.length - 1), found: String(statement.through) };
  const effectiveFrom = versions[0]?.effectiveFrom ?? contract.effectiveFrom;
  return { ...contract, versions, terms, effectiveFrom };
}

function withCalendar(
  version: ContractVersion,
  stated: WireCalendar | undefined,
  where: string,
  notBefore: Instant,
): ContractVersion | Mismatch {
  const { terms } = version;
  const expected = String(terms.periods.length);
  if (stated === undefined || stated.periods.length !== terms.periods.length || stated.termPeriodCount !== terms.termPeriodCount)
    return { part: 'period', where, expected, found: String(stated?.periods.length ?? '') };
  const periods = stated.periods.map(({ key, from, until, quarterKey }) => ({
    key,
    from: fromIso(from),
    until: fromIso(until),
    quarterKey,
  }));
  for (const [index, own] of terms.periods.entries()) {
    const one = periods[index];
    const fits =
      one !== undefined &&
      one.key === own.key &&
      one.quarterKey === own.quarterKey &&
      Math.abs(one.from - own.from) <= ZONE_DATA_MS &&
      Math.abs(one.until - own.until) <= ZONE_DATA_MS &&
      (index === 0 || periods[index - 1]?.until === one.from);
    if (!fits) return { part: 'period', where: own.key, expected: own.key, found: one?.key ?? '' };
  }
  const effectiveFrom = Math.max(version.signedFrom, periods[0]?.from ?? 0, notBefore);
  return { ...version, effectiveFrom, terms: { ...terms, periods } };
}
