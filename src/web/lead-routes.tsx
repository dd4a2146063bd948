import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { readFigureSelection } from './leads/figure-selection.ts';
import { readSelection } from './leads/lead-selection.ts';
import { workspace } from './outer-routes.tsx';

export const leads = createRoute({
  getParentRoute: () => workspace,
  path: '/leads',
  validateSearch: readSelection,
  component: lazyRouteComponent(() => import('./pages/leads.tsx'), 'LeadsPage'),
});

const lead = createRoute({
  getParentRoute: () => workspace,
  path: '/leads/$lead',
  component: lazyRouteComponent(() => import('./pages/lead.tsx'), 'LeadPage'),
});

const inbox = createRoute({
  getParentRoute: () => workspace,
  path: '/inbox',
  component: lazyRouteComponent(() => import('./pages/inbox.tsx'), 'InboxPage'),
});

export const figures = createRoute({
  getParentRoute: () => workspace,
  path: '/figures',
  validateSearch: readFigureSelection,
  component: lazyRouteComponent(() => import('./pages/figures.tsx'), 'FiguresPage'),
});

/** Leads and what is reckoned from them. */
export const leadRoutes = [leads, lead, inbox, figures] as const;
