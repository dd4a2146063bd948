import { ok, type Result, refuse } from '#core/kernel/result.ts';

const FAILURES = 10;
const WINDOW_MS = 15 * 60_000;
const REMEMBERED = 10_000;

/** Counts failed attempts by name, so that nobody tries through passwords or codes; kept in memory, per server. */
export class Attempts {
  readonly #failures = new Map<string, { count: number; until: number }>();

  /** Refusal: access.too_many_attempts. */
  check(name: string, now = performance.now()): Result<undefined> {
    const known = this.#failures.get(name);
    if (known === undefined || known.count < FAILURES) return ok(undefined);
    if (known.until > now) return refuse('access.too_many_attempts', { minutes: Math.ceil((known.until - now) / 60_000) });
    this.#failures.delete(name);
    return ok(undefined);
  }

  failed(name: string, now = performance.now()): void {
    const known = this.#failures.get(name);
    if (known !== undefined && known.until > now) known.count += 1;
    else {
      // A flood of invented names must not fill the memory; whoever was counted longest ago goes first.
      const oldest = this.#failures.size >= REMEMBERED ? this.#failures.keys().next().value : undefined;
      if (oldest !== undefined) this.#failures.delete(oldest);
      this.#failures.set(name, { count: 1, until: now + WINDOW_MS });
    }
  }

  succeeded(name: string): void {
    this.#failures.delete(name);
  }
}
