import { expect, test } from 'vitest';
import { permissionsOfRole, type Role } from '#core/kernel/permissions.ts';
import type { Here } from '../wire/here.ts';
import { menuOf } from './places.ts';

function menuFor(role: Role): readonly string[] {
  const here = { partner: role === 'partner', membership: { role }, may: (one) => permissionsOfRole[role].includes(one) } as Here;
  return menuOf(here).map(({ key }) => key);
}

test('the works council finds the definitions, which it may read, in its menu', () => {
  expect(menuFor('works_council')).toEqual(['today', 'definitions', 'agreements']);
});

test('everybody else has a menu of their work, with the definitions behind the settings', () => {
  expect(menuFor('owner')).toEqual(['today', 'leads', 'figures', 'agreements', 'money']);
  expect(menuFor('partner')).toEqual(['today', 'claims', 'statements']);
});
