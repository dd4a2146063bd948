import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { permissions, permissionsOfRole, permissionsOfScope, roles, scopes } from '#core/kernel/permissions.ts';
import { endpoints } from '#protocol/registry.ts';

const glossary = readFileSync(join(import.meta.dirname, '../docs/glossary.md'), 'utf8');

const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;

function table(): string {
  const head = ['permission', ...roles.map((role) => role.replace('_', ' ')), 'scopes of keys'];
  const rows = permissions.map((permission) => [
    `\`${permission}\``,
    ...roles.map((role) => (permissionsOfRole[role].includes(permission) ? '●' : '')),
    scopes.filter((scope) => permissionsOfScope[scope].includes(permission)).join(', '),
  ]);
  return [head, head.map(() => '---'), ...rows].map(row).join('\n');
}

describe('the table of permissions', () => {
  it('stands in the glossary as it is in the code', () => {
    expect(glossary).toContain(table());
  });

  it('has a way in for every permission, and no permission that opens nothing', () => {
    const asked = new Set(endpoints.flatMap(({ access }) => (access.who === 'workspace' ? [access.permission] : [])));
    expect(permissions.filter((permission) => !asked.has(permission))).toEqual([]);
    for (const scope of scopes) expect(permissionsOfScope[scope].length, scope).toBeGreaterThan(0);
    const byScopes = new Set(scopes.flatMap((scope) => permissionsOfScope[scope]));
    expect(permissions.filter((permission) => !byScopes.has(permission))).toEqual([]);
  });

  it('lets an auditor change nothing and a works council see no figure', () => {
    const changes = /\.(write|adopt|propose|sign|decide|contest|close|manage|erase)$/;
    expect(permissionsOfRole.auditor.filter((permission) => changes.test(permission))).toEqual([]);
    expect(permissionsOfRole.works_council.filter((permission) => !/^(definitions|agreements)\.read$/.test(permission))).toEqual([]);
    expect(permissionsOfRole.product).not.toContain('people.read_personal');
  });
});
