import { startHistory } from '#core/definitions/history.ts';
import { writeSnapshot } from '#core/definitions/snapshot.ts';
import { claimSubjects, variablesOf } from '#core/definitions/snapshot-shape.ts';
import { subjectTypeOf } from '#core/facts/payload.ts';
import { hashed, viewAsOf } from '#core/facts/view.ts';
import type { JsonObject } from '#core/kernel/canonical-json.ts';
import { ok, type Result, refuse } from '#core/kernel/result.ts';
import type { Asker, Ports } from './ports.ts';

const ALL_VIEWS = Number.MAX_SAFE_INTEGER;

/**
 * What is known now about a subject, as an example of a definition states it: a case people can agree on. It has no personal values,
 * because a rule sees none. Refusal: determination.unknown.
 */
export async function exampleOfSubject(
  ports: Pick<Ports, 'log'>,
  asker: Asker,
  subject: string,
): Promise<Result<{ readonly externalId: string | null; readonly snapshot: JsonObject }>> {
  const type = claimSubjects.find((one) => one === subjectTypeOf(subject));
  if (type === undefined) return refuse('determination.unknown', { subject });
  const scope = (await ports.log.factsOfScopes(asker, [subject])).get(subject) ?? [];
  const view = viewAsOf(scope.map(hashed), ALL_VIEWS);
  const history = startHistory(type, subject, new Set(Object.keys(variablesOf[type])), view);
  for (const { fact } of view) history.apply(fact);
  if (!history.exists()) return refuse('determination.unknown', { subject });
  const names = await ports.log.externalIds(asker, [subject]);
  return ok({ externalId: names.get(subject) ?? null, snapshot: writeSnapshot(history.snapshot()) });
}
