import type { Asker, Workspace } from './ports.ts';
import { type ContractMoney, type OpenMoneyPorts, readOpenMoney } from './read-open-money.ts';

/** A workspace in which the person is a partner. */
export interface ClientAsked {
  readonly workspace: Workspace;
  readonly asker: Asker;
  /** Its workspace demands a second factor that the person has not set up: nothing of it is shown. */
  readonly locked: boolean;
}

export interface ClientMoney {
  readonly workspace: Workspace;
  readonly locked: boolean;
  readonly contracts: readonly ContractMoney[];
}

/** What every client of an agency owes and reviews, each read with the confinement of its own workspace. */
export async function readClients(ports: OpenMoneyPorts, clients: readonly ClientAsked[]): Promise<readonly ClientMoney[]> {
  return Promise.all(
    clients.map(async ({ workspace, asker, locked }) => ({
      workspace,
      locked,
      contracts: locked ? [] : await readOpenMoney(ports, asker),
    })),
  );
}
