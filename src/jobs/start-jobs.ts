import { PgBoss } from 'pg-boss';
import { deliverNoticesEverywhere } from '#usecases/deliver-notices.ts';
import type { Ports } from '#usecases/ports.ts';
import { type RetentionOutcome, retainEverywhere } from '#usecases/retain-everywhere.ts';
import { sealEveryLog } from '#usecases/seal-every-log.ts';

export interface RunningJobs {
  stop(): Promise<void>;
}

interface JobDatabase {
  /** Runs a statement of the job queue on a connection that may change the schema `job`. */
  executeSql(text: string, values?: unknown[]): Promise<{ rows: unknown[] }>;
}

const DAILY_SEAL = 'daily-seal';
const HOURLY_NOTICES = 'hourly-notices';
const DAILY_RETENTION = 'daily-retention';
/** Jobs here are due by the minute, not by the second; an idle installation should stay idle. */
const LOOK_EVERY_S = 60;

/**
 * What happens by itself, from a durable queue in the schema `job`: every log is sealed and every retention period applied once a day, and
 * notices of what counts by silence are delivered every hour. Several servers on one database share the queue; a job runs once.
 */
export async function startJobs(
  ports: Pick<Ports, 'workspaces' | 'seals'> & Parameters<typeof retainEverywhere>[0] & Parameters<typeof deliverNoticesEverywhere>[0],
  database: JobDatabase,
  onLog: (line: string) => void,
): Promise<RunningJobs> {
  const boss = new PgBoss({ db: database, schema: 'job' });
  boss.on('error', (error) => onLog(`job queue: ${error.message}`));
  await boss.start();
  await boss.createQueue(DAILY_SEAL, { retryLimit: 5, retryDelay: 300 });
  await boss.schedule(DAILY_SEAL, '17 2 * * *', null, { tz: 'UTC' });
  await boss.work(DAILY_SEAL, { pollingIntervalSeconds: LOOK_EVERY_S }, async () => {
    const failed = await sealEveryLog(ports);
    for (const { workspace } of failed) onLog(`sealing the log of workspace ${workspace} failed; it is tried again`);
    if (failed.length > 0) throw new Error(`${failed.length} logs were not sealed`);
  });
  await boss.createQueue(HOURLY_NOTICES, { retryLimit: 5, retryDelay: 120 });
  await boss.schedule(HOURLY_NOTICES, '7 * * * *', null, { tz: 'UTC' });
  await boss.work(HOURLY_NOTICES, { pollingIntervalSeconds: LOOK_EVERY_S }, async () => {
    const failed = await deliverNoticesEverywhere(ports);
    for (const { workspace } of failed) onLog(`delivering notices in workspace ${workspace} failed; it is tried again`);
    if (failed.length > 0) throw new Error(`the notices of ${failed.length} workspaces were not delivered`);
  });
  await boss.createQueue(DAILY_RETENTION, { retryLimit: 5, retryDelay: 300 });
  await boss.schedule(DAILY_RETENTION, '47 2 * * *', null, { tz: 'UTC' });
  await boss.work(DAILY_RETENTION, { pollingIntervalSeconds: LOOK_EVERY_S }, async () => report(await retainEverywhere(ports), onLog));
  return { stop: () => boss.stop({ graceful: true, timeout: 5_000 }) };
}

/** Says per workspace and rule how many were erased, by id and number only; a workspace that failed is tried again with the others. */
function report(outcomes: readonly RetentionOutcome[], onLog: (line: string) => void): void {
  for (const { workspace, runs } of outcomes) {
    for (const { rule, people, values } of runs)
      onLog(`retention ${rule} in workspace ${workspace}: ${people} people, ${values} values erased`);
  }
  const failed = outcomes.filter(({ error }) => error !== undefined);
  for (const { workspace } of failed) onLog(`retention in workspace ${workspace} failed; it is tried again`);
  if (failed.length > 0) throw new Error(`the retention periods of ${failed.length} workspaces were not applied`);
}
