const keyOf = (workspace: string) => `belegbar.ownName.${workspace}`;

/** Under which id of the CRM's names somebody finds their own leads; this browser remembers it. */
export function ownNameIn(workspace: string): string | undefined {
  try {
    return localStorage.getItem(keyOf(workspace)) ?? undefined;
  } catch {
    return undefined;
  }
}

export function rememberOwnName(workspace: string, id: string | undefined): void {
  try {
    if (id === undefined) localStorage.removeItem(keyOf(workspace));
    else localStorage.setItem(keyOf(workspace), id);
  } catch {
    // Without storage the choice lasts as long as the page.
  }
}
