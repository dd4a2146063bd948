import { useSuspenseQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { assert } from '#core/kernel/assert.ts';
import { type Permission, permissionsOfRole } from '#core/kernel/permissions.ts';
import type { WorkspaceWire } from '#protocol/wire.ts';
import { type Membership, me } from './asking.ts';

/** The workspace of the page and what the signed-in person may do in it. */
export interface Here {
  readonly slug: string;
  readonly workspace: WorkspaceWire;
  readonly membership: Membership;
  /** The other party of agreements, confined to its own. */
  readonly partner: boolean;
  /** What is not permitted is not offered; the server refuses it anyway. */
  may(permission: Permission): boolean;
}

/** Only below `/w/$workspace`, whose route has made sure of the membership. */
export function useHere(): Here {
  const { workspace: slug } = useParams({ strict: false });
  const { data } = useSuspenseQuery(me);
  const membership = data.memberships.find((one) => one.workspace.slug === slug);
  assert(membership !== undefined && slug !== undefined, 'pages of a workspace stand below its route');
  const granted = permissionsOfRole[membership.role];
  return {
    slug,
    workspace: membership.workspace,
    membership,
    partner: membership.role === 'partner',
    may: (permission) => granted.includes(permission),
  };
}
