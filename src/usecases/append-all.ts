import type { FactDraft } from '#core/facts/fact.ts';
import { ok, type Result } from '#core/kernel/result.ts';
import type { AppendAnswer, AppendOptions, Asker, FactLog } from './ports.ts';

type Recorded = Exclude<AppendAnswer, { status: 'refused' }>;

/** Appends all drafts or none: the first refusal is the answer. */
export async function appendAll(
  log: Pick<FactLog, 'append'>,
  asker: Asker,
  drafts: readonly FactDraft[],
  options: AppendOptions = {},
): Promise<Result<readonly Recorded[]>> {
  const answers = await log.append(asker, drafts, { ...options, atomic: true });
  const recorded: Recorded[] = [];
  for (const answer of answers) {
    if (answer.status === 'refused') return { ok: false, refusal: answer.refusal };
    recorded.push(answer);
  }
  return ok(recorded);
}
