import { type ComponentType, lazy } from 'react';

/** A part that comes after the page, and that the page can do without: where it cannot be fetched, nothing stands in its place. */
export function inPassing<Props extends object>(load: () => Promise<ComponentType<Props>>) {
  return lazy(async (): Promise<{ default: ComponentType<Props> }> => ({ default: await load().catch(() => Nothing) }));
}

function Nothing() {
  return null;
}
