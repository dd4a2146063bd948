import type { RecomputeAnswer, RecomputeQuestion } from './worker.ts';

let worker: Worker | undefined;

/** Starts the worker early: once the page is open it needs no connection any more. */
export function warmUp(): Worker {
  worker ??= new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
  return worker;
}

/** Recomputes a proof file in this browser; nothing leaves it. */
export function recomputeFile(question: RecomputeQuestion): Promise<RecomputeAnswer> {
  const busy = warmUp();
  return new Promise((resolve, reject) => {
    busy.onmessage = (event: MessageEvent<RecomputeAnswer>) => resolve(event.data);
    busy.onerror = () => {
      worker = undefined;
      busy.terminate();
      reject(new Error('the worker stopped'));
    };
    busy.postMessage(question);
  });
}

export interface Tampering {
  readonly text: string;
  readonly before: string;
  readonly after: string;
}

/** A copy in which one digit of one stated amount differs: what a dishonest or broken hand might do. */
export function changeOneDigit(text: string): Tampering | undefined {
  const places = [...text.matchAll(/"(amountMinor|payableMinor|totalMinor)":"(-?)([1-9]\d*)"/g)];
  const place = places.at(Math.floor(places.length / 2));
  if (place === undefined) return undefined;
  const [whole, field = '', sign = '', digits = ''] = place;
  const last = Number(digits.at(-1));
  const changed = `${digits.slice(0, -1)}${last === 9 ? 8 : last + 1}`;
  const replaced = `"${field}":"${sign}${changed}"`;
  return {
    text: text.slice(0, place.index) + replaced + text.slice(place.index + whole.length),
    before: sign + digits,
    after: sign + changed,
  };
}
