import { ok } from '#core/kernel/result.ts';
import * as endpoints from '#protocol/endpoints-figures.ts';
import { type CostsPer, readFigures } from '#usecases/read-figures.ts';
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
      const { rows, funnel, unassignedMinor, overall, ...rest } = figures.value;
      return ok({
        ...rest,
        unassignedMinor: String(unassignedMinor),
        overall: costsPerWire(overall),
        rows: rows.map(({ netMinor, receivedMinor, costMinor, perLead, perOrder, ...row }) => ({
          ...row,
          ...costsPerWire({ perLead, perOrder }),
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

function costsPerWire({ perLead, perOrder }: CostsPer) {
  const wire = ({ minor, ...said }: CostsPer['perLead']) => ({ ...said, minor: minor === null ? null : String(minor) });
  return { perLead: wire(perLead), perOrder: wire(perOrder) };
}
