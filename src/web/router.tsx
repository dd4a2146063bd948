import { createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router';
import { caseLists } from '#protocol/endpoints-today.ts';
import { inboxSearch } from './claims/inbox-search.ts';
import { figures, leadRoutes, leads } from './lead-routes.tsx';
import { account, clients, invitation, ownCompany, recompute, root, signIn, start, workspace } from './outer-routes.tsx';
import type { EventsSearch } from './pages/events.tsx';
import { Lost, Stumbled } from './shell/lost.tsx';
import { Waiting } from './ui/notes.tsx';
import { comparisonSearch } from './wire/comparison-search.ts';
import { comparedSearch, draftSearch } from './wire/contract-search.ts';
import { ownTableSearch } from './wire/own-table-search.ts';
import { statementSearch } from './wire/statement-search.ts';

const today = createRoute({
  getParentRoute: () => workspace,
  path: '/',
  validateSearch: (raw: Record<string, unknown>): { cases?: (typeof caseLists)[number]; leadValue?: string } => {
    const cases = caseLists.find((one) => one === raw['cases']);
    const value = String(raw['leadValue'] ?? '');
    return { ...(cases === undefined ? {} : { cases }), ...(/^\d{1,9}(\.\d{1,2})?$/.test(value) ? { leadValue: value } : {}) };
  },
  component: lazyRouteComponent(() => import('./pages/today.tsx'), 'TodayPage'),
});

const settingsFrame = createRoute({
  getParentRoute: () => workspace,
  id: 'settings-frame',
  component: lazyRouteComponent(() => import('./settings/settings-frame.tsx'), 'SettingsFrame'),
});

const imports = createRoute({
  getParentRoute: () => settingsFrame,
  path: '/imports',
  component: lazyRouteComponent(() => import('./pages/imports.tsx'), 'ImportsPage'),
});

const ownTable = createRoute({
  getParentRoute: () => workspace,
  path: '/imports/new',
  validateSearch: ownTableSearch,
  component: lazyRouteComponent(() => import('./pages/own-table.tsx'), 'OwnTablePage'),
});

const members = createRoute({
  getParentRoute: () => settingsFrame,
  path: '/members',
  component: lazyRouteComponent(() => import('./pages/members.tsx'), 'MembersPage'),
});

const agreements = createRoute({
  getParentRoute: () => workspace,
  path: '/agreements',
  component: lazyRouteComponent(() => import('./pages/agreements.tsx'), 'AgreementsPage'),
});

const newAgreement = createRoute({
  getParentRoute: () => workspace,
  path: '/agreements/new',
  validateSearch: draftSearch,
  component: lazyRouteComponent(() => import('./pages/new-agreement.tsx'), 'NewAgreementPage'),
});

const agreement = createRoute({
  getParentRoute: () => workspace,
  path: '/agreements/$agreement',
  component: lazyRouteComponent(() => import('./pages/agreement.tsx'), 'AgreementPage'),
});

const contract = createRoute({
  getParentRoute: () => agreement,
  path: '/',
  validateSearch: comparedSearch,
  component: lazyRouteComponent(() => import('./pages/contract.tsx'), 'ContractPage'),
});

const claims = createRoute({
  getParentRoute: () => agreement,
  path: '/claims',
  component: lazyRouteComponent(() => import('./pages/claims.tsx'), 'ClaimsPage'),
});

const agreementStatements = createRoute({
  getParentRoute: () => agreement,
  path: '/statements',
  component: lazyRouteComponent(() => import('./pages/agreement-statements.tsx'), 'AgreementStatementsPage'),
});

const claim = createRoute({
  getParentRoute: () => workspace,
  path: '/agreements/$agreement/claims/$component/$subject',
  component: lazyRouteComponent(() => import('./pages/claim.tsx'), 'ClaimPage'),
});

const claimsInbox = createRoute({
  getParentRoute: () => workspace,
  path: '/claims',
  validateSearch: inboxSearch,
  component: lazyRouteComponent(() => import('./pages/claims-inbox.tsx'), 'ClaimsInboxPage'),
});

const settle = createRoute({
  getParentRoute: () => workspace,
  path: '/agreements/$agreement/settle',
  component: lazyRouteComponent(() => import('./pages/settle.tsx'), 'SettlePage'),
});

const money = createRoute({
  getParentRoute: () => workspace,
  path: '/money',
  component: lazyRouteComponent(() => import('./pages/money.tsx'), 'MoneyPage'),
});

const statement = createRoute({
  getParentRoute: () => workspace,
  path: '/money/$statement',
  validateSearch: statementSearch,
  component: lazyRouteComponent(() => import('./pages/statement.tsx'), 'StatementPage'),
});

const settings = createRoute({
  getParentRoute: () => workspace,
  path: '/settings',
  component: lazyRouteComponent(() => import('./settings/hub.tsx'), 'SettingsPage'),
});

const workspaceSettings = createRoute({
  getParentRoute: () => settingsFrame,
  path: '/settings/workspace',
  component: lazyRouteComponent(() => import('./settings/workspace-settings.tsx'), 'WorkspaceSettingsPage'),
});

const apiKeys = createRoute({
  getParentRoute: () => settingsFrame,
  path: '/settings/keys',
  component: lazyRouteComponent(() => import('./settings/api-keys.tsx'), 'ApiKeysPage'),
});

const events = createRoute({
  getParentRoute: () => settingsFrame,
  path: '/events',
  validateSearch: (raw: Record<string, unknown>): EventsSearch => ({
    ...(typeof raw['kind'] === 'string' ? { kind: raw['kind'] } : {}),
    ...(typeof raw['subject'] === 'string' ? { subject: raw['subject'] } : {}),
    ...(typeof raw['before'] === 'number' && Number.isSafeInteger(raw['before']) ? { before: raw['before'] } : {}),
    ...(typeof raw['event'] === 'string' ? { event: raw['event'] } : {}),
  }),
  component: lazyRouteComponent(() => import('./pages/events.tsx'), 'EventsPage'),
});

const seals = createRoute({
  getParentRoute: () => settingsFrame,
  path: '/seals',
  component: lazyRouteComponent(() => import('./pages/seals.tsx'), 'SealsPage'),
});

const people = createRoute({
  getParentRoute: () => settingsFrame,
  path: '/people',
  component: lazyRouteComponent(() => import('./pages/people.tsx'), 'PeoplePage'),
});

const definitions = createRoute({
  getParentRoute: () => workspace,
  path: '/definitions',
  component: lazyRouteComponent(() => import('./pages/definitions.tsx'), 'DefinitionsPage'),
});

const compare = createRoute({
  getParentRoute: () => workspace,
  path: '/definitions/compare',
  validateSearch: comparisonSearch,
  component: lazyRouteComponent(() => import('./pages/compare.tsx'), 'ComparePage'),
});

const newDefinition = createRoute({
  getParentRoute: () => workspace,
  path: '/definitions/new',
  validateSearch: (raw: Record<string, unknown>): { from?: string } => (typeof raw['from'] === 'string' ? { from: raw['from'] } : {}),
  component: lazyRouteComponent(() => import('./pages/definition-edit.tsx'), 'NewDefinitionPage'),
});

const definition = createRoute({
  getParentRoute: () => workspace,
  path: '/definitions/$key',
  validateSearch: (raw: Record<string, unknown>): { version?: number } =>
    typeof raw['version'] === 'number' && Number.isInteger(raw['version']) ? { version: raw['version'] } : {},
  component: lazyRouteComponent(() => import('./pages/definition.tsx'), 'DefinitionPage'),
});

const definitionEdit = createRoute({
  getParentRoute: () => workspace,
  path: '/definitions/$key/edit',
  component: lazyRouteComponent(() => import('./pages/definition-edit.tsx'), 'DefinitionEditPage'),
});

const overlaps = createRoute({
  getParentRoute: () => workspace,
  path: '/overlaps',
  component: lazyRouteComponent(() => import('./pages/overlaps.tsx'), 'OverlapsPage'),
});

const contacts = createRoute({
  getParentRoute: () => settingsFrame,
  path: '/contacts',
  component: lazyRouteComponent(() => import('./pages/contacts.tsx'), 'ContactsPage'),
});

const inAgreement = [contract, claims, agreementStatements] as const;
const inWorkspace = [
  today,
  settings,
  settingsFrame.addChildren([imports, members, people, contacts, workspaceSettings, apiKeys, events, seals]),
  agreements,
  newAgreement,
  agreement.addChildren(inAgreement),
  claim,
  claimsInbox,
  settle,
  money,
  statement,
  definitions,
  compare,
  ownTable,
  newDefinition,
  definition,
  definitionEdit,
  overlaps,
  ...leadRoutes,
] as const;

export const router = createRouter({
  routeTree: root.addChildren([start, signIn, invitation, account, clients, ownCompany, recompute, workspace.addChildren(inWorkspace)]),
  defaultPreload: 'intent',
  defaultPendingComponent: Waiting,
  defaultPendingMs: 200,
  defaultErrorComponent: Stumbled,
  defaultNotFoundComponent: Lost,
  scrollRestoration: true,
});

/** Fetches the code of the pages in the menu, so that a click has to wait for figures only. */
export function fetchMainPages(): void {
  for (const { options } of [today, leads, figures, agreements, money, settings])
    void options.component?.preload?.()?.catch(() => undefined);
}

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
