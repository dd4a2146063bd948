import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { decideSoon, sendAllNow, sendNow, UNDO_MS, undoDecision } from './pending-decisions.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Decisions as they were sent. */
function post() {
  const sent: string[] = [];
  return { sent, of: (what: string) => async () => void sent.push(what) };
}

describe('a decision that can be undone', () => {
  it('is sent when its time is over, and not before', async () => {
    const { sent, of } = post();
    decideSoon('a', 'accept', of('accept'));
    await vi.advanceTimersByTimeAsync(UNDO_MS - 1);
    expect(sent).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect(sent).toEqual(['accept']);
  });

  it('is never sent once it was taken back', async () => {
    const { sent, of } = post();
    decideSoon('b', 'reject', of('reject'));
    undoDecision('b');
    await vi.advanceTimersByTimeAsync(UNDO_MS * 2);
    sendAllNow();
    expect(sent).toEqual([]);
  });

  it('is sent once and at once by whoever leaves the page', async () => {
    const { sent, of } = post();
    decideSoon('c', 'accept', of('first'));
    decideSoon('d', 'reject', of('second'));
    sendAllNow();
    await vi.advanceTimersByTimeAsync(UNDO_MS * 2);
    expect(sent).toEqual(['first', 'second']);
  });

  it('takes the place of an earlier one on the same claim', async () => {
    const { sent, of } = post();
    decideSoon('e', 'accept', of('accept'));
    decideSoon('e', 'reject', of('reject'));
    await vi.advanceTimersByTimeAsync(UNDO_MS * 2);
    expect(sent).toEqual(['reject']);
  });

  it('can be sent again where the server refused it', async () => {
    let refused = 0;
    decideSoon('f', 'accept', async () => {
      refused += 1;
      if (refused === 1) throw new Error('refused');
    });
    await vi.advanceTimersByTimeAsync(UNDO_MS);
    await sendNow('f');
    expect(refused).toBe(2);
  });
});
