import { endpoint } from './endpoint.ts';

export const exportWorkspace = endpoint({
  name: 'exportWorkspace',
  area: 'workspaces',
  method: 'GET',
  path: '/api/backup',
  summary:
    'The whole workspace as one file, streamed, with what is known about people in clear. Restoring it is a command of whoever runs the server: belegbar restore.',
  access: { who: 'workspace', permission: 'workspace.export' },
  response: { type: 'file', mediaType: 'application/x-ndjson', describes: 'format belegbar-backup 1, see docs/guides/backup.md' },
  refusals: [],
});
