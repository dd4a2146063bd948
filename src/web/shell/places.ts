import type { Permission } from '#core/kernel/permissions.ts';
import type { IconName } from '../ui/icon.tsx';
import type { Here } from '../wire/here.ts';

export interface Place {
  /** Its name in the catalogue of places. */
  readonly key: 'today' | 'inbox' | 'leads' | 'figures' | 'claims' | 'agreements' | 'money' | 'statements' | 'settings' | SettingKey;
  readonly to:
    | '/w/$workspace'
    | '/w/$workspace/inbox'
    | '/w/$workspace/leads'
    | '/w/$workspace/figures'
    | '/w/$workspace/claims'
    | '/w/$workspace/agreements'
    | '/w/$workspace/money'
    | '/w/$workspace/settings'
    | '/w/$workspace/settings/workspace'
    | '/w/$workspace/settings/keys'
    | '/w/$workspace/definitions'
    | '/w/$workspace/overlaps'
    | '/w/$workspace/members'
    | '/w/$workspace/imports'
    | '/w/$workspace/people'
    | '/w/$workspace/contacts'
    | '/w/$workspace/events'
    | '/w/$workspace/seals';
  readonly icon: IconName;
  /** Absent: everybody of the workspace. */
  readonly needs?: Permission;
}

type SettingKey = 'definitions' | 'overlaps' | 'workspace' | 'members' | 'imports' | 'keys' | 'people' | 'contacts' | 'events' | 'seals';

const today: Place = { key: 'today', to: '/w/$workspace', icon: 'today' };
/** What waits for a seller stands where others find Heute. */
const inbox: Place = { key: 'inbox', to: '/w/$workspace', icon: 'today', needs: 'facts.read' };
const leads: Place = { key: 'leads', to: '/w/$workspace/leads', icon: 'person', needs: 'facts.read' };
const figures: Place = { key: 'figures', to: '/w/$workspace/figures', icon: 'table', needs: 'figures.read' };
const claims: Place = { key: 'claims', to: '/w/$workspace/claims', icon: 'check', needs: 'claims.read' };
const agreements: Place = { key: 'agreements', to: '/w/$workspace/agreements', icon: 'contract', needs: 'agreements.read' };
const money: Place = { key: 'money', to: '/w/$workspace/money', icon: 'money', needs: 'statements.read' };

/** To an agency the same page is where it reads what it gets. */
const statements: Place = { ...money, key: 'statements' };

const definitions: Place = { key: 'definitions', to: '/w/$workspace/definitions', icon: 'check', needs: 'definitions.read' };

const inMenu: readonly Place[] = [today, leads, figures, agreements, money];
const ofSeller: readonly Place[] = [inbox, leads];
/** It reads what words mean and what was agreed, and nothing else. */
const ofWorksCouncil: readonly Place[] = [today, definitions, agreements];
const ofPartner: readonly Place[] = [today, claims, statements];

/** What stands behind the menu, by what it is about. */
const settingGroups = [
  {
    key: 'workspace',
    places: [
      { key: 'workspace', to: '/w/$workspace/settings/workspace', icon: 'table', needs: 'members.read' },
      { key: 'members', to: '/w/$workspace/members', icon: 'person', needs: 'members.read' },
      { key: 'keys', to: '/w/$workspace/settings/keys', icon: 'lock', needs: 'keys.read' },
    ],
  },
  {
    key: 'meaning',
    places: [definitions, { key: 'overlaps', to: '/w/$workspace/overlaps', icon: 'outside', needs: 'statements.close' }],
  },
  {
    key: 'data',
    places: [
      { key: 'imports', to: '/w/$workspace/imports', icon: 'upload', needs: 'imports.read' },
      { key: 'people', to: '/w/$workspace/people', icon: 'lock', needs: 'people.manage' },
      { key: 'contacts', to: '/w/$workspace/contacts', icon: 'person', needs: 'people.manage' },
    ],
  },
  {
    key: 'proof',
    places: [
      { key: 'events', to: '/w/$workspace/events', icon: 'dash', needs: 'facts.read' },
      { key: 'seals', to: '/w/$workspace/seals', icon: 'seal', needs: 'seals.read' },
    ],
  },
] as const satisfies readonly { readonly key: string; readonly places: readonly Place[] }[];

function isOpenTo(here: Here): (place: Place) => boolean {
  return ({ needs }) => needs === undefined || here.may(needs);
}

export function menuOf(here: Here): readonly Place[] {
  const { role } = here.membership;
  const menu = here.partner ? ofPartner : role === 'sales' ? ofSeller : role === 'works_council' ? ofWorksCouncil : inMenu;
  return menu.filter(isOpenTo(here));
}

/** Places that one goes to, beside those of the menu and the settings. */
export function placesBeside(here: Here): readonly Place[] {
  const everybodys: Place = { ...inbox, to: '/w/$workspace/inbox' };
  const beside = here.partner ? [agreements] : here.membership.role === 'sales' ? [figures, claims, agreements] : [claims, everybodys];
  return beside.filter(isOpenTo(here));
}

export interface PlaceGroup {
  readonly key: (typeof settingGroups)[number]['key'];
  readonly places: readonly Place[];
}

/** A partner has no settings: what it may see of definitions and seals it finds in its contracts and statements. */
export function settingsOf(here: Here): readonly PlaceGroup[] {
  if (here.partner) return [];
  const groups: readonly PlaceGroup[] = settingGroups;
  return groups.flatMap(({ key, places }) => {
    const open = places.filter(isOpenTo(here));
    return open.length === 0 ? [] : [{ key, places: open }];
  });
}
