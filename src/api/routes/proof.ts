import { ok } from '#core/kernel/result.ts';
import * as endpoints from '#protocol/endpoints-proof.ts';
import { verifyProofFile } from '#usecases/verify-proof-file.ts';
import { type Mounted, on } from '../mount.ts';
import type { ApiParts } from '../parts.ts';

export function proofRoutes({ ports }: ApiParts): readonly Mounted[] {
  return [
    on(endpoints.listSeals, async ({ caller }) => {
      const seals = await ports.seals.list(caller.asker);
      return ok({ seals: [...seals].sort((a, b) => b.size - a.size).map((seal) => ({ ...seal })) });
    }),
    on(endpoints.verifyBundle, async ({ body, query }) => {
      const { ok: holds, checked, mismatch } = verifyProofFile(body, query.seal);
      return ok({ ok: holds, checked, mismatch: mismatch ?? null });
    }),
  ];
}
