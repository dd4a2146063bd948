import type { Access } from '#usecases/access-ports.ts';
import type { Backups } from '#usecases/backup-ports.ts';
import type { DemoWorkspaces } from '#usecases/furnish-demo.ts';
import type { Holidays } from '#usecases/holiday-port.ts';
import type { OwnTablePorts } from '#usecases/look-at-own-table.ts';
import type { PersonalValues } from '#usecases/people-ports.ts';
import type { Ports } from '#usecases/ports.ts';
import type { Sessions } from './sessions.ts';
import type { WebFiles } from './web-files.ts';

/** Everything the HTTP interface stands on; the composition root fills it. */
export interface ApiParts {
  readonly ports: Ports;
  readonly importing: Pick<OwnTablePorts, 'files' | 'externalIds' | 'ownTables'>;
  readonly personal: PersonalValues;
  readonly backups: Backups;
  readonly demo: DemoWorkspaces;
  readonly holidays: Holidays;
  readonly access: Access;
  readonly sessions: Sessions;
  /** How people reach this server from outside: links and the origin of writes. */
  readonly publicUrl: string;
  readonly version: string;
  /** The built web app; absent where only the interface is served. */
  readonly web?: WebFiles;
  /** A folder for uploads while they are read. */
  readonly uploadDir: string;
  /** Receives what failed inside; never a header, a body or a secret. */
  readonly onFailure: (failure: { readonly reference: string; readonly endpoint: string; readonly error: unknown }) => void;
}
