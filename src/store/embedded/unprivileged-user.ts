import { execFileSync } from 'node:child_process';
import { lstatSync, realpathSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { EmbeddedPostgresError } from './embedded-postgres-error.ts';

/** The account PostgreSQL runs as when we are root, because it refuses to run as root. */
export interface UnprivilegedUser {
  readonly uid: number;
  readonly gid: number;
}

export function runsAsRoot(): boolean {
  return process.getuid?.() === 0;
}

/** Null when we are not root: then PostgreSQL runs as ourselves. An existing cluster stays with its owner. */
export function userForPostgres(clusterDir: string): UnprivilegedUser | null {
  if (!runsAsRoot()) return null;
  const cluster = statSync(clusterDir, { throwIfNoEntry: false });
  if (cluster && cluster.uid !== 0) return { uid: cluster.uid, gid: cluster.gid };
  const user = accountNamed('postgres') ?? accountNamed('nobody');
  if (!user)
    throw new EmbeddedPostgresError('PostgreSQL refuses to run as root, and there is neither a user "postgres" nor "nobody" to run it as');
  if (cluster) {
    throw new EmbeddedPostgresError(
      `${clusterDir} belongs to root, under whom PostgreSQL refuses to run: chown -R ${user.uid}:${user.gid} ${clusterDir}`,
    );
  }
  return user;
}

function accountNamed(name: string): UnprivilegedUser | null {
  try {
    const idOf = (flag: string) => Number(execFileSync('id', [flag, name], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }));
    const user = { uid: idOf('-u'), gid: idOf('-g') };
    return user.uid > 0 ? user : null;
  } catch {
    return null;
  }
}

/** Whether the user may read the folder and enter it and every folder above, judged by the permission bits. */
export function canReach(user: UnprivilegedUser, path: string): boolean {
  const real = realpathSync(path);
  return allows(user, real, 0o5) && canPassThrough(user, dirname(real));
}

/** Whether the user may enter the folder and every folder above it. */
export function canPassThrough(user: UnprivilegedUser, path: string): boolean {
  for (let folder = realpathSync(path); ; folder = dirname(folder)) {
    if (!allows(user, folder, 0o1)) return false;
    if (folder === dirname(folder)) return true;
  }
}

function allows(user: UnprivilegedUser, path: string, bits: number): boolean {
  const { uid, gid, mode } = lstatSync(path);
  const shift = uid === user.uid ? 6 : gid === user.gid ? 3 : 0;
  return ((mode >> shift) & bits) === bits;
}
