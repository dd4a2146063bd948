import { useEffect, useSyncExternalStore } from 'react';
import type { ClaimSummaryWire } from '#protocol/endpoints-claims.ts';

/** How long a decision waits before it is sent. Once it is sent it is recorded, and nothing takes it back. */
export const UNDO_MS = 6_000;

export interface PendingDecision {
  readonly decision: 'accept' | 'reject';
  readonly state: 'waiting' | 'sending' | 'failed';
  /** When it is sent by itself; on the clock of this browser. */
  readonly sendAtMs: number;
  readonly error?: unknown;
}

interface Kept extends PendingDecision {
  readonly send: () => Promise<void>;
  readonly timer: ReturnType<typeof setTimeout> | undefined;
}

const kept = new Map<string, Kept>();
const watchers = new Set<() => void>();

function keep(name: string, decision: Kept | undefined): void {
  if (decision === undefined) kept.delete(name);
  else kept.set(name, decision);
  for (const watch of watchers) watch();
}

export function pendingName(agreementId: string, { component, subject }: Pick<ClaimSummaryWire, 'component' | 'subject'>): string {
  return `${agreementId}/${component}/${subject}`;
}

/** Sends a decision after the time to undo it. */
export function decideSoon(name: string, decision: PendingDecision['decision'], send: () => Promise<void>): void {
  clearTimeout(kept.get(name)?.timer);
  const timer = setTimeout(() => void sendNow(name), UNDO_MS);
  keep(name, { decision, state: 'waiting', sendAtMs: Date.now() + UNDO_MS, send, timer });
}

/** Takes a decision back that was not sent yet, or puts one aside that was refused. */
export function undoDecision(name: string): void {
  const one = kept.get(name);
  if (one === undefined || one.state === 'sending') return;
  clearTimeout(one.timer);
  keep(name, undefined);
}

export async function sendNow(name: string): Promise<void> {
  const one = kept.get(name);
  if (one === undefined || one.state === 'sending') return;
  clearTimeout(one.timer);
  keep(name, { ...one, state: 'sending', timer: undefined });
  try {
    await one.send();
    keep(name, undefined);
  } catch (error) {
    keep(name, { ...one, state: 'failed', timer: undefined, error });
  }
}

/** Whoever leaves a page has decided: what still waits is sent at once. */
export function sendAllNow(): void {
  for (const [name, { state }] of kept) if (state === 'waiting') void sendNow(name);
}

if (typeof addEventListener === 'function') addEventListener('pagehide', sendAllNow);

function watchPending(watch: () => void): () => void {
  watchers.add(watch);
  return () => watchers.delete(watch);
}

/** The decision on a claim that waits to be sent, or was refused. */
export function usePendingDecision(name: string): PendingDecision | undefined {
  return useSyncExternalStore(watchPending, () => kept.get(name));
}

/** On pages where claims are decided: going on to another page sends what still waits. */
export function useSendOnLeaving(): void {
  useEffect(() => sendAllNow, []);
}
