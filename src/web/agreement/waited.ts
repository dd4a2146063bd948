import type { RequestWire } from '#protocol/endpoints-requests.ts';

type Asked = Pick<RequestWire, 'to' | 'milestone' | 'dueAt' | 'answeredAt' | 'state'>;

/** How long before `until` a milestone waited for overdue answers of the payer; requests that overlap count once. */
export function waitedMs(requests: readonly Asked[], milestone: string, until: number): number {
  const overdue = requests
    .filter((one) => one.to === 'payer' && one.milestone === milestone && one.state !== 'withdrawn')
    .map(({ dueAt, answeredAt }) => ({
      from: Date.parse(dueAt),
      until: Math.min(until, answeredAt === undefined ? until : Date.parse(answeredAt)),
    }))
    .sort((a, b) => a.from - b.from);
  let waited = 0;
  let reached = Number.NEGATIVE_INFINITY;
  for (const { from, until: end } of overdue) {
    const start = Math.max(from, reached);
    if (end <= start) continue;
    waited += end - start;
    reached = end;
  }
  return waited;
}
