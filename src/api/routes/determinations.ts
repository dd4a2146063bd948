import { ok } from '#core/kernel/result.ts';
import type { AnswerOf } from '#protocol/endpoint.ts';
import * as endpoints from '#protocol/endpoints-determinations.ts';
import { mayReadAgreement } from '#usecases/confine-partner.ts';
import { beforeClosing, listOverlaps, type OverlappingClaim } from '#usecases/list-overlaps.ts';
import { listQuarantine } from '#usecases/list-quarantine.ts';
import { answerQuestion, nextQuestions } from '#usecases/next-question.ts';
import { listOverrides, type OverrideView, overrideDetermination, takeBackOverride } from '#usecases/override-determination.ts';
import { type Replay, replayDefinition } from '#usecases/replay-definition.ts';
import { type Mounted, on } from '../mount.ts';
import { present } from '../optional-fields.ts';
import type { ApiParts } from '../parts.ts';
import { decidesClaims } from '../side-of.ts';

export function determinationRoutes(parts: ApiParts): readonly Mounted[] {
  const { ports } = parts;
  return [
    on(endpoints.replayDefinition, async ({ caller, body }) => {
      const replay = await replayDefinition(ports, caller.asker, { text: body });
      return replay.ok ? ok(replayWire(replay.value)) : replay;
    }),
    on(endpoints.listQuarantine, async ({ caller }) => ok(await listQuarantine(ports, caller.asker))),
    on(endpoints.listOverrides, async ({ caller, query }) =>
      ok({ overrides: (await listOverrides(ports, caller.asker, present(query))).map(overrideWire) }),
    ),
    on(endpoints.overrideDetermination, async ({ caller, body, query }) =>
      overrideDetermination(ports, caller.asker, { ...body, timeZone: caller.workspace.timeZone, dryRun: query.dryRun ?? false }),
    ),
    on(endpoints.takeBackOverride, async ({ caller, params, body }) =>
      takeBackOverride(ports, caller.asker, { factId: params.id, reason: body.reason }),
    ),
    on(endpoints.nextQuestions, async ({ caller, params, query }) => {
      const asked = await nextQuestions(ports, caller.asker, { subject: params.subject, ...present(query) });
      return asked.ok ? ok({ definitions: asked.value }) : asked;
    }),
    on(endpoints.answerQuestion, async ({ caller, params, body }) => {
      const { definition, ...answer } = body;
      return answerQuestion(
        ports,
        caller.asker,
        { subject: params.subject, ...answer, ...present({ definition }) },
        decidesClaims(parts, caller),
      );
    }),
    on(endpoints.listOverlaps, async ({ caller }) => {
      const overlaps = await listOverlaps(ports, caller.asker);
      return ok({ overlaps: overlaps.map((one) => ({ ...one, claims: one.claims.map(claimWire) })) });
    }),
    on(endpoints.beforeClosing, async ({ caller, params }) => {
      const may = mayReadAgreement(caller.asker, params.id);
      if (!may.ok) return may;
      const found = await beforeClosing(ports, caller.asker, params.id);
      if (!found.ok) return found;
      const { definitions, claimedElsewhere } = found.value;
      return ok({
        definitions,
        claimedElsewhere: claimedElsewhere.map(({ others, ...claim }) => ({ ...claim, others: others?.map(claimWire) ?? null })),
      });
    }),
  ];
}

/** What a replay found, with amounts as digits. */
export function replayWire({ definition: { key, version }, agreements, ...replay }: Replay): AnswerOf<typeof endpoints.replayDefinition> {
  return {
    key,
    version,
    ...replay,
    agreements: agreements.map(({ beforeMinor, afterMinor, ...one }) => ({
      ...one,
      beforeMinor: String(beforeMinor),
      afterMinor: String(afterMinor),
    })),
  };
}

function claimWire({ amountMinor, ...claim }: OverlappingClaim) {
  return { ...claim, amountMinor: String(amountMinor) };
}

function overrideWire({ fact, externalId }: OverrideView): AnswerOf<typeof endpoints.listOverrides>['overrides'][number] {
  const { definition, answer, reason } = fact.data as OverrideView['fact']['data'] &
    Pick<endpoints.OverrideWire, 'definition' | 'answer' | 'reason'>;
  return { factId: fact.id, subject: fact.subject, externalId, definition, answer, reason, actor: fact.actor, recordedAt: fact.recordedAt };
}
