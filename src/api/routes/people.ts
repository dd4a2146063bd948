import { ok, type Result } from '#core/kernel/result.ts';
import type { AnswerOf } from '#protocol/endpoint.ts';
import * as endpoints from '#protocol/endpoints-people.ts';
import { applyRetention } from '#usecases/apply-retention.ts';
import { erasePerson } from '#usecases/erase-person.ts';
import { exportPerson } from '#usecases/export-person.ts';
import { findPeople } from '#usecases/find-people.ts';
import type { Asker } from '#usecases/ports.ts';
import { retentionPeriods, setRetention } from '#usecases/set-retention.ts';
import { type Mounted, on } from '../mount.ts';
import type { ApiParts } from '../parts.ts';

const RUNS_SHOWN = 50;

export function peopleRoutes({ ports, personal, access }: ApiParts): readonly Mounted[] {
  const all = { ...ports, people: personal, access };
  const retention = async (asker: Asker): Promise<Result<AnswerOf<typeof endpoints.readRetention>>> =>
    ok({
      periods: (await retentionPeriods(ports, asker)).map((one) => ({ ...one })),
      runs: (await personal.runs(asker, RUNS_SHOWN)).map((one) => ({ ...one })),
    });
  return [
    on(endpoints.findPeople, async ({ caller, body }) => {
      const found = await findPeople(all, caller.asker, body.text);
      return found.ok ? ok({ people: found.value.map((one) => ({ ...one })) }) : found;
    }),
    on(endpoints.exportPerson, async ({ caller, params }) => {
      const own = await exportPerson(all, caller.asker, params.id);
      if (!own.ok) return own;
      const name = `belegbar-${params.id.replace(':', '-')}.json`;
      const headers = { 'content-type': 'application/json', 'content-disposition': `attachment; filename="${name}"` };
      return new Response(`${JSON.stringify(own.value, null, 2)}\n`, { headers });
    }),
    on(endpoints.erasePerson, async ({ caller, params, body }) => {
      const erased = await erasePerson(all, caller.asker, { person: params.id, reason: body.reason, dryRun: body.dryRun ?? false });
      if (!erased.ok) return erased;
      const { subjects, sharedDeals, values, ...counts } = erased.value;
      return ok({ ...counts, subjects: [...subjects], sharedDeals: [...sharedDeals], values: values.map((one) => ({ ...one })) });
    }),
    on(endpoints.readRetention, async ({ caller }) => retention(caller.asker)),
    on(endpoints.setRetention, async ({ caller, body }) => {
      const set = await setRetention(ports, caller.asker, body);
      return set.ok ? retention(caller.asker) : set;
    }),
    on(endpoints.previewRetention, async ({ caller, body }) => {
      const periods = body.rule === undefined ? {} : { periods: typeof body.months === 'number' ? { [body.rule]: body.months } : {} };
      const due = await applyRetention(all, caller.asker, { dryRun: true, ...periods });
      return ok({ due: due.map((one) => ({ ...one })) });
    }),
  ];
}
