import { dayOf, fromIso } from '#core/kernel/instant.ts';
import { ok, refuse } from '#core/kernel/result.ts';
import * as endpoints from '#protocol/endpoints-demo.ts';
import { actAs } from '#usecases/act-as.ts';
import { findStories } from '#usecases/demo-stories.ts';
import type { FurnishProgress } from '#usecases/furnish-demo.ts';
import { resetDemo } from '#usecases/reset-demo.ts';
import type { Identification } from '../caller.ts';
import { type Mounted, on } from '../mount.ts';
import type { ApiParts } from '../parts.ts';
import { meOf, welcome } from './sign-in.ts';

/** What only demo workspaces have: stories, a switch of roles, a new beginning. */
export function demoRoutes({ ports, access, importing, demo, sessions }: ApiParts, who: Identification): readonly Mounted[] {
  const resets = new Map<string, FurnishProgress>();
  return [
    on(endpoints.listDemoStories, async ({ caller: { workspace, asker } }) => {
      if (workspace.purpose !== 'demo') return refuse('workspace.not_a_demo', { workspace: workspace.slug });
      // The company is a function of the day on which the workspace was made.
      const { stories } = demo.material(dayOf(fromIso(workspace.createdAt), workspace.timeZone));
      return ok({ stories: [...(await findStories(ports, asker, stories))] });
    }),
    on(endpoints.takeDemoRole, async ({ caller, body, request }) => {
      if (caller.person === undefined) return refuse('access.no_permission');
      const person = await actAs(ports, access, caller.workspace, body.role);
      if (!person.ok) return person;
      const cookies = await sessions.start(person.value.id, undefined, request.headers);
      return welcome((headers) => meOf(who, sessions, headers), cookies);
    }),
    on(endpoints.resetDemo, async ({ caller: { workspace } }) => {
      const reset = await resetDemo({ ...ports, access, importing, demo }, workspace, (progress) => resets.set(workspace.slug, progress));
      resets.delete(workspace.slug);
      return reset.ok ? ok(undefined) : reset;
    }),
    on(endpoints.readDemoProgress, async ({ caller: { workspace } }) => ok({ progress: resets.get(workspace.slug) ?? null })),
  ];
}
