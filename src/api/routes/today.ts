import { ok } from '#core/kernel/result.ts';
import * as endpoints from '#protocol/endpoints-today.ts';
import { listDue } from '#usecases/list-due.ts';
import { listTodayCases } from '#usecases/list-today-cases.ts';
import { readClients } from '#usecases/read-clients.ts';
import { readLeaks } from '#usecases/read-leaks.ts';
import { readMoneyBack } from '#usecases/read-money-back.ts';
import { readOpenMoney } from '#usecases/read-open-money.ts';
import { readPlan } from '#usecases/read-plan.ts';
import { readPromises } from '#usecases/read-promises.ts';
import type { Identification } from '../caller.ts';
import { type Mounted, on } from '../mount.ts';
import { present } from '../optional-fields.ts';
import type { ApiParts } from '../parts.ts';
import { caseWire, contractMoneyWire, dueWire, moneyBackWire, planCheckWire } from '../today-wire.ts';

/** The blocks of Heute, each a door of its own, so that a slow or refused one holds up no other. */
export function todayRoutes({ ports }: ApiParts, who: Identification): readonly Mounted[] {
  return [
    on(endpoints.readMoneyBack, async ({ caller: { asker, workspace } }) =>
      ok(moneyBackWire(await readMoneyBack(ports, asker, workspace), workspace.currency)),
    ),
    on(endpoints.listTodayCases, async ({ caller: { asker, workspace }, query }) => {
      const cases = await listTodayCases(ports, asker, workspace, query.of);
      return ok({ cases: cases.map(caseWire) });
    }),
    on(endpoints.listDue, async ({ caller: { asker, party, permissions } }) => {
      const items = await listDue(ports, asker, { party, may: permissions });
      return ok({ items: items.map(dueWire) });
    }),
    on(endpoints.readLeaks, async ({ caller: { asker, workspace, permissions }, query }) => {
      const stated = query.leadValueMinor === undefined ? undefined : BigInt(query.leadValueMinor);
      const { leaks, leadValue, ...rest } = await readLeaks(ports, asker, {
        workspace,
        may: permissions,
        ...present({ leadValueMinor: stated }),
      });
      const text = (minor: bigint | null) => (minor === null ? null : String(minor));
      return ok({
        ...rest,
        currency: workspace.currency,
        leaks: leaks.map((leak) => ({ ...leak, minor: text(leak.minor), names: [...leak.names] })),
        leadValue: { ...leadValue, minor: text(leadValue.minor) },
      });
    }),
    on(endpoints.readOpenMoney, async ({ caller }) => {
      const contracts = await readOpenMoney(ports, caller.asker);
      return ok({ contracts: contracts.map(contractMoneyWire) });
    }),
    on(endpoints.readPromises, async ({ caller }) => {
      const { enoughFrom, sides } = await readPromises(ports, caller.asker);
      return ok({
        enoughFrom,
        sides: sides.map(({ byKind, unmeasured, ...side }) => ({
          ...side,
          byKind: [...byKind],
          unmeasured: unmeasured.map(({ agreementId, text }) => ({ agreement: agreementId, text })),
        })),
      });
    }),
    on(endpoints.readPlan, async ({ caller }) => {
      const { isEmpty, checks } = await readPlan(ports, caller.asker);
      return ok({ isEmpty, checks: checks.map(planCheckWire) });
    }),
    on(endpoints.readClients, async ({ request }) => {
      const [person, joined] = [await who.person(request.headers), await who.workspaces(request.headers)];
      if (!person.ok) return person;
      if (!joined.ok) return joined;
      const asked = joined.value
        .filter(({ membership }) => membership.role === 'partner')
        .map(({ workspace, membership, needsSecondFactor }) => ({
          workspace,
          locked: needsSecondFactor,
          asker: { workspace: workspace.id, actor: `member:${person.value.id}`, agreements: membership.agreements },
        }));
      const clients = await readClients(ports, asked);
      return ok({
        clients: clients.map(({ workspace: { slug, name }, locked, contracts }) => ({
          slug,
          name,
          locked,
          contracts: contracts.map(contractMoneyWire),
        })),
      });
    }),
  ];
}
