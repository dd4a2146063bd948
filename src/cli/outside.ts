import type { Access } from '#usecases/access-ports.ts';
import type { Backups } from '#usecases/backup-ports.ts';
import type { DemoWorkspaces } from '#usecases/furnish-demo.ts';
import type { ImportPorts } from '#usecases/import-files.ts';
import type { PersonalValues } from '#usecases/people-ports.ts';
import type { Ports } from '#usecases/ports.ts';

export interface Output {
  write(text: string): void;
  readonly isTerminal: boolean;
}

/** The product on the database of a data folder; opened for one command. */
export interface Product {
  readonly ports: Ports;
  readonly access: Access;
  readonly importing: Pick<ImportPorts, 'files' | 'externalIds'>;
  readonly personal: PersonalValues;
  readonly backups: Backups;
  readonly demo: DemoWorkspaces;
  /** Where people reach the web app; sign-in links begin with it. */
  readonly publicUrl: string;
  close(): Promise<void>;
}

export interface StartRequest {
  readonly dataDir?: string;
  readonly port?: number;
}

export interface RunningServer {
  readonly url: string;
  readonly dataDir: string;
  /** Shown at the first start, so that an empty product can be entered. */
  readonly product: Product;
  /** Resolves when the server has ended, by a signal or by `stop`. */
  readonly ended: Promise<void>;
}

/** All that the command line needs from outside; the composition root provides it. */
export interface Outside {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdout: Output;
  readonly stderr: Output;
  /** Name of the person at this machine, for signatures and ownership. */
  readonly userName: string;
  readonly version: string;
  /** Attaches to the database of the data folder, or starts it for the time of the command. */
  open(request: { readonly dataDir?: string }): Promise<Product>;
  startServer(request: StartRequest): Promise<RunningServer>;
}
