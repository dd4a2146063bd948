import { startEmbeddedPostgres } from './embedded-postgres.ts';
import { claimServer } from './server-claim.ts';

/** A process of its own that uses the database of a folder until it is told to leave by a line on its input, or killed. */
const [dataDir = '', role = 'command'] = process.argv.slice(2);
const claim = role === 'server' ? await claimServer(dataDir) : null;
if (claim && !claim.ok) {
  console.log(JSON.stringify(claim.refusal));
  process.exit(2);
}
const database = await startEmbeddedPostgres({ dataDir });
console.log(JSON.stringify({ url: database.url, startedHere: database.startedHere }));
process.stdin.once('data', async () => {
  await database.stop();
  if (claim) claim.value.release();
  process.exit(0);
});
