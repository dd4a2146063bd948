import { ok } from '#core/kernel/result.ts';
import * as endpoints from '#protocol/endpoints-figures.ts';
import { readFigures } from '#usecases/read-figures.ts';
import { readSources } from '#usecases/read-sources.ts';
import { type Mounted, on } from '../mount.ts';
import { present } from '../optional-fields.ts';
import type { ApiParts } from '../parts.ts';

const DAYS = 90;

export function figureRoutes({ ports }: ApiParts): readonly Mounted[] {
  return [
    on(endpoints.readSourceFigures, async ({ caller, query }) => {
      const figures = await readFigures(ports, caller.asker, caller.workspace, { days: DAYS, ...present(query) });
      if (!figures.ok) return figures;
      const { rows, funnel, unassignedMinor, ...rest } = figures.value;
      return ok({
        ...rest,
        unassignedMinor: String(unassignedMinor),
        rows: rows.map(({ netMinor, receivedMinor, costMinor, ...row }) => ({
          ...row,
          netMinor: String(netMinor),
          receivedMinor: String(receivedMinor),
          costMinor: String(costMinor),
        })),
        funnel: funnel.map(({ lossMinor, ...bar }) => ({ ...bar, lossMinor: lossMinor === null ? null : String(lossMinor) })),
      });
    }),
    on(endpoints.readSources, async ({ caller }) => ok(await readSources(ports, caller.asker))),
  ];
}
