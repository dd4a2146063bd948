import { Hono } from 'hono';
import { assert } from '#core/kernel/assert.ts';
import { endpoints } from '#protocol/registry.ts';
import { identification } from './caller.ts';
import { failureOf } from './failure.ts';
import { type Mounted, mount, refused } from './mount.ts';
import { openApiDocument } from './openapi.ts';
import type { ApiParts } from './parts.ts';
import { accessRoutes } from './routes/access.ts';
import { agreementRoutes } from './routes/agreements.ts';
import { backupRoutes } from './routes/backup.ts';
import { claimInboxRoutes } from './routes/claim-inbox.ts';
import { claimRoutes } from './routes/claims.ts';
import { compareRoutes } from './routes/compare.ts';
import { definitionRoutes } from './routes/definitions.ts';
import { demoRoutes } from './routes/demo.ts';
import { determinationRoutes } from './routes/determinations.ts';
import { factRoutes } from './routes/facts.ts';
import { figureRoutes } from './routes/figures.ts';
import { identityRoutes } from './routes/identity.ts';
import { importRoutes } from './routes/imports.ts';

import { leadRoutes } from './routes/leads.ts';

import { ownTableRoutes } from './routes/own-table.ts';

import { peopleRoutes } from './routes/people.ts';
import { proofRoutes } from './routes/proof.ts';
import { requestRoutes } from './routes/requests.ts';
import { signInRoutes } from './routes/sign-in.ts';
import { statementFileRoutes } from './routes/statement-files.ts';
import { statementRoutes } from './routes/statements.ts';
import { systemRoutes } from './routes/system.ts';
import { todayRoutes } from './routes/today.ts';

/** The HTTP interface and, if it is built, the web app. */
export function createApp(parts: ApiParts): Hono {
  const app = new Hono();
  const who = identification({ access: parts.access, sessions: parts.sessions, workspaces: parts.ports.workspaces });
  const mounted: readonly Mounted[] = [
    ...factRoutes(parts),
    ...leadRoutes(parts),
    ...figureRoutes(parts),
    ...importRoutes(parts),
    ...ownTableRoutes(parts),
    ...definitionRoutes(parts),
    ...compareRoutes(parts),
    ...determinationRoutes(parts),
    ...agreementRoutes(parts),
    ...claimInboxRoutes(parts),
    ...claimRoutes(parts),
    ...requestRoutes(parts),
    ...statementRoutes(parts),
    ...statementFileRoutes(parts),
    ...proofRoutes(parts),
    ...peopleRoutes(parts),
    ...identityRoutes(parts),
    ...backupRoutes(parts),
    ...accessRoutes(parts, who),
    ...signInRoutes(parts, who),
    ...demoRoutes(parts, who),
    ...todayRoutes(parts, who),
    ...systemRoutes(parts, openApiDocument(endpoints, parts.version)),
  ];
  const answered = new Set(mounted.map(({ endpoint }) => endpoint));
  for (const endpoint of endpoints) assert(answered.has(endpoint), `${endpoint.name} is described but not mounted`);
  mount(app, mounted, who, parts.publicUrl);
  app.all('/api/*', (context) => refused({ code: 'endpoint.unknown', params: { path: context.req.path } }));
  app.get('*', (context) => parts.web?.answer(context.req.raw, context.req.path) ?? context.redirect('/api/docs'));
  app.onError((error, context) => refused(failureOf(`${context.req.method} ${context.req.path}`, error, parts.onFailure)));
  return app;
}
