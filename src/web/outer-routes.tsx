import { createRootRoute, createRoute, lazyRouteComponent, Outlet, redirect } from '@tanstack/react-router';
import { WorkspaceFrame } from './shell/frame.tsx';
import { Lost, Stumbled } from './shell/lost.tsx';
import { me, RefusedAnswer } from './wire/asking.ts';
import { lastWorkspace } from './wire/last-workspace.ts';
import { queries } from './wire/queries.ts';

export const root = createRootRoute({ component: Outlet, notFoundComponent: Lost, errorComponent: Stumbled });

/** Who is signed in; whoever is not goes to the sign-in page and comes back afterwards. */
async function signedIn(href: string) {
  try {
    return await queries.ensureQueryData(me);
  } catch (error) {
    const expected = error instanceof RefusedAnswer && error.refusal.code === 'access.not_signed_in';
    if (expected) throw redirect({ to: '/sign-in', search: href === '/' ? {} : { back: href } });
    throw error;
  }
}

export const start = createRoute({
  getParentRoute: () => root,
  path: '/',
  beforeLoad: async ({ location }) => {
    const { memberships } = await signedIn(location.href);
    // An agency begins with all its clients.
    if (memberships.filter(({ role }) => role === 'partner').length > 1) throw redirect({ to: '/clients', replace: true });
    const last = memberships.find((one) => one.workspace.slug === lastWorkspace()) ?? memberships[0];
    if (last !== undefined) throw redirect({ to: '/w/$workspace', params: { workspace: last.workspace.slug }, replace: true });
  },
  component: lazyRouteComponent(() => import('./pages/no-workspace.tsx'), 'NoWorkspacePage'),
});

export const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: (raw: Record<string, unknown>): { back?: string; left?: boolean } => ({
    // Only a path of this app: a foreign address would make the sign-in page a springboard.
    ...(typeof raw['back'] === 'string' && /^\/(?![/\\])/.test(raw['back']) ? { back: raw['back'] } : {}),
    ...(raw['left'] === true ? { left: true } : {}),
  }),
  component: lazyRouteComponent(() => import('./pages/sign-in.tsx'), 'SignInPage'),
});

export const invitation = createRoute({
  getParentRoute: () => root,
  path: '/invitation',
  component: lazyRouteComponent(() => import('./pages/invitation.tsx'), 'InvitationPage'),
});

export const account = createRoute({
  getParentRoute: () => root,
  path: '/account',
  beforeLoad: ({ location }) => signedIn(location.href),
  component: lazyRouteComponent(() => import('./pages/account.tsx'), 'AccountPage'),
});

export const clients = createRoute({
  getParentRoute: () => root,
  path: '/clients',
  beforeLoad: ({ location }) => signedIn(location.href),
  component: lazyRouteComponent(() => import('./pages/clients.tsx'), 'ClientsPage'),
});

export const ownCompany = createRoute({
  getParentRoute: () => root,
  path: '/own-company',
  beforeLoad: ({ location }) => signedIn(location.href),
  component: lazyRouteComponent(() => import('./pages/own-company.tsx'), 'OwnCompanyPage'),
});

export const recompute = createRoute({
  getParentRoute: () => root,
  path: '/recompute',
  component: lazyRouteComponent(() => import('./pages/recompute.tsx'), 'RecomputePage'),
});

export const workspace = createRoute({
  getParentRoute: () => root,
  path: '/w/$workspace',
  beforeLoad: async ({ location, params }) => {
    const { memberships } = await signedIn(location.href);
    const member = memberships.find((one) => one.workspace.slug === params.workspace);
    if (member === undefined) throw new RefusedAnswer({ code: 'access.no_permission', params: {} });
    // Nothing opens here until the second factor is set up, which is done in the account.
    if (member.needsSecondFactor) throw redirect({ to: '/account' });
  },
  component: WorkspaceFrame,
});
