import { present as given } from '#core/kernel/assert.ts';
import { isArray, isObject, type Json } from '#core/kernel/canonical-json.ts';
import { ok, type Result, refuse } from '#core/kernel/result.ts';
import * as endpoints from '#protocol/endpoints-facts.ts';
import { appendFacts } from '#usecases/append-facts.ts';
import { readFact, readFacts } from '#usecases/read-facts.ts';
import { readFunnel } from '#usecases/read-funnel.ts';
import type { Caller } from '../caller.ts';
import { evidenceWire, factAnswer } from '../fact-wire.ts';
import { type Mounted, on, refused } from '../mount.ts';
import { present } from '../optional-fields.ts';
import type { ApiParts } from '../parts.ts';
import { JSON_LIMIT_BYTES, parseJson, readText } from '../request-body.ts';
import { answersToLines } from './fact-stream.ts';

export function factRoutes({ ports, importing, onFailure }: ApiParts): readonly Mounted[] {
  const receiving = { log: ports.log, externalIds: importing.externalIds };
  return [
    on(endpoints.appendFacts, async ({ request, caller, query }) => {
      const append = (raw: readonly Json[]) => appendFacts(receiving, caller.asker, raw, appendRequest(caller, query.dryRun));
      if (request.headers.get('content-type')?.startsWith('application/x-ndjson') === true) {
        return answersToLines(request, append, onFailure);
      }
      const text = await readText(request, JSON_LIMIT_BYTES);
      if (!text.ok) return text;
      const body = parseJson(text.value, 'judged later');
      if (!body.ok) return body;
      const batch = batchOf(body.value);
      if (!batch.ok) return batch;
      const answers = await append(batch.value ?? [body.value]);
      if (batch.value !== undefined) return ok({ answers: answers.map(factAnswer) });
      const answer = given(answers[0], 'the answer');
      return answer.status === 'refused' ? refused(answer.refusal) : ok({ answers: [answer] });
    }),
    on(endpoints.readFacts, async ({ caller, query }) => {
      const page = await readFacts(ports, caller.asker, present(query));
      return ok({ facts: [...page.facts], ...present({ nextAfterSeq: page.nextAfterSeq, nextBeforeSeq: page.nextBeforeSeq }) });
    }),
    on(endpoints.readFact, async ({ caller, params }) => {
      const found = await readFact(ports, caller.asker, params.id);
      return found.ok ? ok(evidenceWire(found.value)) : found;
    }),
    on(endpoints.readFunnel, async ({ caller }) => ok({ rows: [...(await readFunnel(ports, caller.asker))] })),
  ];
}

function appendRequest(caller: Caller, dryRun: boolean | undefined) {
  return { dryRun: dryRun ?? false, timeZone: caller.workspace.timeZone, managesPeople: caller.permissions.has('people.manage') };
}

/** The facts of `{facts: [...]}`; undefined if the body is one fact. */
function batchOf(body: Json): Result<readonly Json[] | undefined> {
  if (!isObject(body)) return refuse('input.invalid', { at: 'body', expects: 'one fact, or {"facts": [...]}' });
  const facts = body['facts'];
  if (facts === undefined) return ok(undefined);
  return isArray(facts) ? ok(facts) : refuse('input.invalid', { at: 'facts', expects: 'a list of facts' });
}
