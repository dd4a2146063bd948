import { ok } from '#core/kernel/result.ts';
import * as endpoints from '#protocol/endpoints-requests.ts';
import { mayReadAgreement, wholeWorkspace } from '#usecases/confine-partner.ts';
import { evidenceMilestone } from '#usecases/evidence-milestone.ts';
import { answerRequest, listRequests, makeRequest, withdrawRequest } from '#usecases/handle-request.ts';
import { type Mounted, on } from '../mount.ts';
import { present } from '../optional-fields.ts';
import type { ApiParts } from '../parts.ts';
import { partyOf, sideOf } from '../side-of.ts';

export function requestRoutes(parts: ApiParts): readonly Mounted[] {
  const { ports } = parts;
  return [
    on(endpoints.listRequests, async ({ caller, params }) => {
      const may = mayReadAgreement(caller.asker, params.id);
      if (!may.ok) return may;
      const requests = await listRequests(ports, caller.asker, params.id);
      if (!requests.ok) return requests;
      const side = await sideOf(parts, caller, params.id);
      return ok({ requests: [...requests.value], side: side.ok ? side.value : null });
    }),
    on(endpoints.makeRequest, async ({ caller, params, body }) => {
      const side = await partyOf(parts, caller, params.id);
      if (!side.ok) return side;
      const { request, question, dueAt, milestone } = body;
      return makeRequest(ports, caller.asker, {
        agreementId: params.id,
        side: side.value,
        request,
        question,
        dueAt,
        ...present({ milestone: milestone === '' ? undefined : milestone }),
      });
    }),
    on(endpoints.answerRequest, async ({ caller, params, body }) => {
      const side = await partyOf(parts, caller, params.id);
      if (!side.ok) return side;
      const answer = present({ answer: body.answer === '' ? undefined : body.answer });
      return answerRequest(ports, caller.asker, { agreementId: params.id, id: params.request, side: side.value, ...answer });
    }),
    on(endpoints.withdrawRequest, async ({ caller, params }) => {
      const side = await partyOf(parts, caller, params.id);
      return side.ok ? withdrawRequest(ports, caller.asker, { agreementId: params.id, id: params.request, side: side.value }) : side;
    }),
    on(endpoints.evidenceMilestone, async ({ caller, params, body }) => {
      const side = await partyOf(parts, caller, params.id);
      if (!side.ok) return side;
      return evidenceMilestone(ports, wholeWorkspace(caller.asker), {
        agreementId: params.id,
        component: params.component,
        side: side.value,
        ...body,
      });
    }),
  ];
}
