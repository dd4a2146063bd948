import { coveredMs } from '#core/settlement/milestone-delay.ts';
import type { RequestWire } from '#protocol/endpoints-requests.ts';

type Asked = Pick<RequestWire, 'to' | 'milestone' | 'dueAt' | 'answeredAt' | 'state'>;

/** How long before `until` a milestone waited for overdue answers of the payer; requests that overlap count once. */
export function waitedMs(requests: readonly Asked[], milestone: string, until: number): number {
  const overdue = requests
    .filter((one) => one.to === 'payer' && one.milestone === milestone && one.state !== 'withdrawn')
    .map(({ dueAt, answeredAt }) => ({
      from: Date.parse(dueAt),
      until: Math.min(until, answeredAt === undefined ? until : Date.parse(answeredAt)),
    }));
  return coveredMs(overdue);
}
