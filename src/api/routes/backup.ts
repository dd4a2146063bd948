import * as endpoints from '#protocol/endpoints-backup.ts';
import { failureOf } from '../failure.ts';
import { type Mounted, on } from '../mount.ts';
import type { ApiParts } from '../parts.ts';

/** A backup that breaks off has no last line, so that nobody takes it for a whole one. */
export function backupRoutes({ backups, onFailure }: ApiParts): readonly Mounted[] {
  return [
    on(endpoints.exportWorkspace, async ({ caller, request }) => {
      const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
      const writer = writable.getWriter();
      void backups
        .export(caller.asker, async (bytes) => {
          request.signal.throwIfAborted();
          await writer.ready;
          await writer.write(bytes);
        })
        .then(() => writer.close())
        .catch((error: unknown) => {
          // Whoever went away in the middle is no failure of the server.
          if (!request.signal.aborted) failureOf('GET /api/backup', error, onFailure);
          return writer.abort(error).catch(() => {});
        });
      const name = `belegbar-${caller.workspace.slug}.ndjson`;
      const headers = { 'content-type': 'application/x-ndjson', 'content-disposition': `attachment; filename="${name}"` };
      return new Response(readable, { headers });
    }),
  ];
}
