import { ok } from '#core/kernel/result.ts';
import * as endpoints from '#protocol/endpoints-identity.ts';
import {
  changeIdentitySettings,
  keepApart,
  listMerges,
  mergePeople,
  proposeMerges,
  readIdentitySettings,
  recordEmployer,
  unmergePeople,
} from '#usecases/merge-people.ts';
import { submitForm } from '#usecases/submit-form.ts';
import { type Mounted, on } from '../mount.ts';
import { present } from '../optional-fields.ts';
import type { ApiParts } from '../parts.ts';

export function identityRoutes({ ports, importing }: ApiParts): readonly Mounted[] {
  return [
    on(endpoints.proposeMerges, async ({ caller }) => ok(await proposeMerges(ports, caller.asker, caller.workspace))),
    on(endpoints.listMerges, async ({ caller }) => {
      const merges = await listMerges(ports, caller.asker);
      return ok({
        merges: merges.map(({ fact, reason, ...names }) => ({
          factId: fact.id,
          person: fact.subject,
          into: String(fact.data['into']),
          reason,
          actor: fact.actor,
          recordedAt: fact.recordedAt,
          ...names,
        })),
      });
    }),
    on(endpoints.mergePeople, async ({ caller, body }) => mergePeople(ports, caller.asker, body)),
    on(endpoints.unmergePeople, async ({ caller, body }) => unmergePeople(ports, caller.asker, body)),
    on(endpoints.keepApart, async ({ caller, body }) => keepApart(ports, caller.asker, body)),
    on(endpoints.recordEmployer, async ({ caller, body }) => recordEmployer(ports, caller.asker, body)),
    on(endpoints.readIdentitySettings, async ({ caller }) => ok(await readIdentitySettings(ports, caller.asker))),
    on(endpoints.changeIdentitySettings, async ({ caller, body }) => ok(await changeIdentitySettings(ports, caller.asker, body))),
    on(endpoints.submitForm, async ({ caller, body }) => {
      const { person, company, ...rest } = body;
      return submitForm({ ...ports, externalIds: importing.externalIds }, caller.asker, caller.workspace, {
        ...rest,
        ...present({ company }),
        person: present(person),
      });
    }),
  ];
}
