import { ok, type Result, refuse } from '#core/kernel/result.ts';
import { type AgreementCourse, type AgreementState, type AgreementVersion, agreementCourse, stateOf } from './agreement-state.ts';
import type { Asker, Ports, StoredDefinition } from './ports.ts';

/** `versions`: the last one is what people read. */
export interface ReadAgreement extends AgreementCourse {
  readonly newest: AgreementVersion;
  readonly state: AgreementState;
  /** The definitions the newest version binds. */
  readonly definitions: readonly StoredDefinition[];
}

/** One agreement with its versions, signatures and definitions. Refusal: agreement.unknown. */
export async function readAgreement(
  ports: Pick<Ports, 'documents' | 'log' | 'clock'>,
  asker: Asker,
  agreementId: string,
): Promise<Result<ReadAgreement>> {
  const course = await agreementCourse(ports, asker, agreementId);
  if (!course.ok) return course;
  const newest = course.value.versions.at(-1);
  if (newest === undefined) return refuse('agreement.unknown', { agreement: agreementId });
  const bound = await Promise.all(newest.stored.agreement.definitions.map(({ hash }) => ports.documents.definitionByHash(asker, hash)));
  const definitions = bound.filter((stored) => stored !== undefined);
  return ok({ ...course.value, newest, state: stateOf(course.value, ports.clock.now()), definitions });
}

/** All agreements of the workspace, each in its newest version. */
export async function listAgreements(ports: Pick<Ports, 'documents' | 'log' | 'clock'>, asker: Asker): Promise<readonly ReadAgreement[]> {
  const ids = new Set((await ports.documents.agreements(asker)).map(({ agreement }) => agreement.id));
  const read = await Promise.all([...ids].map((id) => readAgreement(ports, asker, id)));
  return read.flatMap((result) => (result.ok ? [result.value] : []));
}
