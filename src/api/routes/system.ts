import type { JsonObject } from '#core/kernel/canonical-json.ts';
import { ok } from '#core/kernel/result.ts';
import * as endpoints from '#protocol/endpoints-system.ts';
import { docsPage } from '../docs-page.ts';
import { type Mounted, on, refused } from '../mount.ts';
import type { ApiParts } from '../parts.ts';
import { pageHeaders } from '../security-headers.ts';

export function systemRoutes({ ports, version }: ApiParts, document: JsonObject): readonly Mounted[] {
  const page = docsPage(document);
  return [
    on(endpoints.readHealth, async () => {
      const answers = await ports.workspaces.list().then(
        () => true,
        () => false,
      );
      return answers ? ok({ ok: true, version }) : refused({ code: 'database.unavailable', params: {} });
    }),
    on(endpoints.readOpenApi, async () => ok(document)),
    on(endpoints.readDocs, async () => new Response(page, { headers: { ...pageHeaders, 'content-type': 'text/html; charset=utf-8' } })),
  ];
}
