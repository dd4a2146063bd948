import { createHash, randomBytes } from 'node:crypto';
import { accessSync, chmodSync, chownSync, constants, lstatSync, mkdirSync, realpathSync, statSync, symlinkSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { EmbeddedPostgresError } from './embedded-postgres-error.ts';
import { canPassThrough, type UnprivilegedUser, userForPostgres } from './unprivileged-user.ts';

/** The folder of one private PostgreSQL: `cluster` (PostgreSQL's own), `socket`, `postgres.conf`, `postgres.log` and the locks. */
export interface ClusterHome {
  readonly dir: string;
  readonly clusterDir: string;
  readonly user: UnprivilegedUser | null;
  /** Where binaries are copied to if they cannot be used where npm put them. */
  readonly binariesHome: string;
}

/** Used by root alone, for what PostgreSQL's unprivileged user cannot reach where it belongs. */
const rootsStateHome = '/var/lib/belegbar';

/**
 * Finds or makes the home, `postgres` in the data folder. When root keeps the data folder where no other user may go (such as /root), the
 * home lies below `stateHome` and `postgres` is a link to it, so that whoever looks into the data folder sees where the data are.
 */
export function clusterHomeIn(dataDir: string, stateHome = rootsStateHome): ClusterHome {
  const folder = existingFolder(dataDir);
  const place = join(folder, 'postgres');
  const user = userForPostgres(join(place, 'cluster'));
  if (!user) {
    makeOwnFolder(place);
  } else if (!lstatSync(place, { throwIfNoEntry: false })) {
    if (canPassThrough(user, dirname(folder))) makeRootsFolder(place, user);
    else symlinkSync(makeElsewhere(folder, user, stateHome), place);
  }
  const dir = realpathSync(place);
  if (user && dir === place) letPassThrough(folder, user);
  if (user && !canPassThrough(user, dir)) {
    throw new EmbeddedPostgresError(
      `${dir} cannot be entered by user ${user.uid}, as whom PostgreSQL runs because it refuses root: allow it on every folder above, or choose another data folder`,
    );
  }
  return { dir, clusterDir: join(dir, 'cluster'), user, binariesHome: join(user ? stateHome : dir, 'binaries') };
}

function makeOwnFolder(place: string): void {
  try {
    mkdirSync(place, { recursive: true, mode: 0o700 });
    accessSync(place, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    throw new EmbeddedPostgresError(`${place} is not ours to write: run as the user who started the database first (${String(error)})`);
  }
}

function existingFolder(dataDir: string): string {
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    return realpathSync(dataDir);
  } catch (error) {
    throw new EmbeddedPostgresError(`the data folder ${dataDir} cannot be made or entered: ${String(error)}`);
  }
}

function makeElsewhere(folder: string, user: UnprivilegedUser, stateHome: string): string {
  const dir = join(stateHome, `${basename(folder)}-${randomBytes(4).toString('hex')}`);
  try {
    mkdirSync(stateHome, { recursive: true });
    chmodSync(stateHome, 0o755);
    makeRootsFolder(dir, user);
    return dir;
  } catch (error) {
    throw new EmbeddedPostgresError(
      `PostgreSQL refuses to run as root, the user it runs as instead may not enter ${folder}, and ${dir} cannot be made: choose another data folder (${String(error)})`,
    );
  }
}

/** A folder of root's through which only the group of PostgreSQL's user may pass. */
function makeRootsFolder(dir: string, user: UnprivilegedUser): void {
  mkdirSync(dir, { recursive: true });
  chownSync(dir, 0, user.gid);
  chmodSync(dir, 0o710);
}

/** The data folder itself is ours to open, for passing through and for the one group only; folders above it are not. */
function letPassThrough(folder: string, user: UnprivilegedUser): void {
  const { uid, mode } = statSync(folder);
  if (uid !== 0 || (mode & 0o077) !== 0) return;
  chownSync(folder, 0, user.gid);
  chmodSync(folder, (mode & 0o700) | 0o010);
}

/** Beyond this an address does not fit into a Unix socket (104 bytes on macOS, 108 on Linux, both with a zero at the end). */
const longestSocketPathBytes = 103;

/** A folder that only PostgreSQL's user (and root) may enter; the same one every time, so that pools find the server after a restart. */
export function makeSocketDir(home: ClusterHome, port: number): string {
  const besides = join(home.dir, 'socket');
  const fits = Buffer.byteLength(join(besides, `.s.PGSQL.${port}.lock`)) <= longestSocketPathBytes;
  const dir = fits ? besides : join('/tmp', `belegbar-${createHash('sha256').update(home.dir).digest('hex').slice(0, 16)}`);
  const uid = home.user?.uid ?? process.getuid?.() ?? 0;
  if (!lstatSync(dir, { throwIfNoEntry: false })) {
    mkdirSync(dir, { mode: 0o700 });
    if (home.user) chownSync(dir, home.user.uid, home.user.gid);
  }
  const made = lstatSync(dir);
  if (!made.isDirectory() || made.uid !== uid)
    throw new EmbeddedPostgresError(`${dir}, the folder for PostgreSQL's socket, belongs to somebody else`);
  chmodSync(dir, 0o700);
  return dir;
}
