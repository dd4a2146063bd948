import * as z from 'zod';
import { endpoint } from './endpoint.ts';
import { meWire } from './endpoints-workspaces.ts';

const bilingualWire = z.object({ de: z.string(), en: z.string() });

export const demoRoleWire = z.enum(['owner', 'marketing', 'sales', 'partner', 'works_council', 'auditor']);

const placeWire = z.discriminatedUnion('page', [
  z.object({ page: z.literal('compare'), definitions: z.array(z.string()).readonly() }),
  z.object({ page: z.literal('claim'), agreement: z.string(), component: z.string(), subject: z.string() }),
  z.object({ page: z.literal('line'), agreement: z.string(), statement: z.string(), n: z.number().int() }),
]);

export const demoStoryWire = z.object({ id: z.string(), title: bilingualWire, text: bilingualWire, place: placeWire });

export const listDemoStories = endpoint({
  name: 'listDemoStories',
  area: 'system',
  method: 'GET',
  path: '/api/demo/stories',
  summary: 'What the demo was made to show, and where. Other workspaces have no stories.',
  access: { who: 'workspace', permission: 'claims.read' },
  response: { type: 'json', schema: z.object({ stories: z.array(demoStoryWire) }) },
  refusals: ['workspace.not_a_demo'],
});

export const takeDemoRole = endpoint({
  name: 'takeDemoRole',
  area: 'system',
  method: 'POST',
  path: '/api/demo/role',
  summary: 'Signs a visitor of the demo in as the prepared person of a role. Refused in every other workspace, and to keys.',
  access: { who: 'workspace', permission: 'definitions.read' },
  request: { type: 'json', schema: z.object({ role: demoRoleWire }) },
  response: { type: 'json', schema: meWire },
  refusals: ['workspace.not_a_demo', 'member.unknown'],
});

const progressWire = z.object({ done: z.number().int(), of: z.number().int() });

export const resetDemo = endpoint({
  name: 'resetDemo',
  area: 'system',
  method: 'POST',
  path: '/api/demo/reset',
  summary:
    'Throws the demo workspace away and furnishes it again as of today; answers when that is done. Refused in every other workspace.',
  access: { who: 'workspace', permission: 'workspace.manage' },
  response: { type: 'nothing' },
  refusals: ['workspace.not_a_demo'],
});

export const readDemoProgress = endpoint({
  name: 'readDemoProgress',
  area: 'system',
  method: 'GET',
  path: '/api/demo/progress',
  summary: 'How far a reset of the demo is that this server runs; null while none does.',
  access: { who: 'workspace', permission: 'workspace.manage' },
  response: { type: 'json', schema: z.object({ progress: progressWire.nullable() }) },
  refusals: [],
});
