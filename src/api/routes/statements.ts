import { checkNumber } from '#core/kernel/hash.ts';
import { ok } from '#core/kernel/result.ts';
import { explainStatement as explainStatementEndpoint } from '#protocol/endpoints-statement-course.ts';
import * as endpoints from '#protocol/endpoints-statements.ts';
import { lineOnWire, taxesOnWire, totalsOnWire } from '#protocol/statement-wire.ts';
import { mayReadAgreement, mayReadStatement, readableAgreements } from '#usecases/confine-partner.ts';
import { explainStatement, type OpenThing } from '#usecases/explain-statement.ts';
import { makeBundle } from '#usecases/make-bundle.ts';
import type { Statement } from '#usecases/ports.ts';
import { explainLine, listStatements, namedLines, readStatementLines, readWholeStatement } from '#usecases/read-statement.ts';
import { settleAgreement } from '#usecases/settle-agreement.ts';
import { claimSummaryWire, determinationWire } from '../claim-wire.ts';
import { type Mounted, on } from '../mount.ts';
import { present } from '../optional-fields.ts';
import type { ApiParts } from '../parts.ts';

export function statementRoutes({ ports }: ApiParts): readonly Mounted[] {
  return [
    on(endpoints.settleAgreement, async ({ caller, params, body }) => {
      const settled = await settleAgreement(ports, caller.asker, { agreementId: params.id, through: body.through, ...present(body) });
      if (!settled.ok) return settled;
      const { statementId, through, asOf, currency, totals, taxes, lines, periodKeys } = settled.value;
      return ok({
        statementId,
        through,
        asOf,
        currency,
        ...totalsOnWire(totals),
        taxes: taxesOnWire(taxes),
        lines: (await namedLines(ports, caller.asker, lines)).map((line) => lineOnWire(line, periodKeys)),
      });
    }),
    on(endpoints.listStatements, async ({ caller, query }) => {
      if (query.agreement !== undefined) {
        const may = mayReadAgreement(caller.asker, query.agreement);
        if (!may.ok) return may;
      }
      const statements = await listStatements(ports, caller.asker, query.agreement);
      if (caller.party === null) return ok({ statements: statements.map(statementWire) });
      const readable = await readableAgreements(ports, caller.asker);
      return ok({ statements: statements.filter(({ agreementId }) => readable.has(agreementId)).map(statementWire) });
    }),
    on(endpoints.readStatement, async ({ caller, params }) => {
      const may = await mayReadStatement(ports, caller.asker, params.id);
      if (!may.ok) return may;
      const read = await readWholeStatement(ports, caller.asker, params.id);
      if (!read.ok) return read;
      const { statement, taxes, outstanding } = read.value;
      const { underReviewMinor, heldMinor } = outstanding;
      return ok({
        ...statementWire(statement),
        taxes: taxesOnWire(taxes),
        underReviewMinor: String(underReviewMinor),
        heldMinor: String(heldMinor),
      });
    }),
    on(explainStatementEndpoint, async ({ caller, params }) => {
      const may = await mayReadStatement(ports, caller.asker, params.id);
      if (!may.ok) return may;
      const explained = await explainStatement(ports, caller.asker, params.id);
      if (!explained.ok) return explained;
      const { previous, causes, open, openCount } = explained.value;
      return ok({
        previous: previous && { id: previous.id, number: previous.number, through: previous.through, cut: previous.cut },
        causes: causes.map(({ n, facts }) => ({ n, facts: [...facts] })),
        open: open.map(openWire),
        openCount,
      });
    }),
    on(endpoints.readStatementLines, async ({ caller, params, query }) => {
      const may = await mayReadStatement(ports, caller.asker, params.id);
      if (!may.ok) return may;
      const page = await readStatementLines(ports, caller.asker, { statementId: params.id, ...present(query) });
      if (!page.ok) return page;
      const { lines, periodKeys, nextAfter } = page.value;
      return ok({ lines: lines.map((line) => ({ ...lineOnWire(line, periodKeys), n: line.n })), ...present({ nextAfter }) });
    }),
    on(endpoints.explainLine, async ({ caller, params }) => {
      const may = await mayReadStatement(ports, caller.asker, params.id);
      if (!may.ok) return may;
      const explained = await explainLine(ports, caller.asker, { statementId: params.id, n: params.n });
      if (!explained.ok) return explained;
      const { line, currency, periodKeys, claim, determination } = explained.value;
      return ok({
        line: { ...lineOnWire(line, periodKeys), n: line.n },
        currency,
        claim: claim && claimSummaryWire(claim),
        determination: determination && determinationWire(determination),
      });
    }),
    on(endpoints.readBundle, async ({ caller, params }) => {
      const may = await mayReadStatement(ports, caller.asker, params.id);
      if (!may.ok) return may;
      const bundle = await makeBundle(ports, caller.asker, { statementId: params.id });
      if (!bundle.ok) return bundle;
      const headers = { 'content-type': 'application/json', 'content-disposition': `attachment; filename="belegbar-${params.id}.json"` };
      return new Response(bundle.value, { headers });
    }),
  ];
}

function openWire({ externalId, underReviewMinor, heldMinor, ...open }: OpenThing) {
  return { ...open, ...present({ externalId }), underReviewMinor: String(underReviewMinor), heldMinor: String(heldMinor) };
}

function statementWire(statement: Statement) {
  const { id, agreementId, number, through, cut, closedAt, currency, totals, hash, lineCount, sealedSize } = statement;
  return {
    id,
    agreementId,
    number,
    through,
    cut,
    closedAt,
    currency,
    ...totalsOnWire(totals),
    hash,
    checkNumber: checkNumber(hash),
    lineCount,
    sealedSize,
  };
}
