import { dayOf, fromIso } from '#core/kernel/instant.ts';
import { valueOrThrow } from '#core/kernel/result.ts';
import { createSignInLink, signInUrl } from '#usecases/create-sign-in-link.ts';
import { createWorkspace } from '#usecases/create-workspace.ts';
import { demoAddress, furnishDemo } from '#usecases/furnish-demo.ts';
import type { Command } from '../command.ts';
import type { Context } from '../context.ts';
import type { Product, RunningServer } from '../outside.ts';
import { pairs } from '../table.ts';
import { UsageError } from '../usage-error.ts';

function portOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const port = Number(text);
  if (/^\d{1,5}$/.test(text) && port <= 65_535) return port;
  throw new UsageError({ de: '--port ist eine Zahl von 0 bis 65535.', en: '--port is a number from 0 to 65535.' });
}

const demo = {
  slug: 'demo',
  name: 'Kessler Blechtechnik GmbH',
  currency: 'EUR',
  timeZone: 'Europe/Berlin',
  purpose: 'demo',
  owner: { email: demoAddress('demo', 'leitung'), name: 'Ruth Kessler' },
} as const;

/** A link into the demo workspace, which is made and furnished if it is not there; it can never hold real data. */
async function demoLink({ ports, access, importing, demo: demos }: Product, url: string): Promise<string> {
  const known = await ports.workspaces.find(demo.slug);
  if (known !== undefined) {
    const owner = (await access.people.membersOf(known.id)).find(({ role }) => role === 'owner');
    return signInUrl(url, valueOrThrow(await createSignInLink(access, ports.clock, owner?.email ?? demo.owner.email)));
  }
  const { workspace, link } = valueOrThrow(await createWorkspace(ports, access, demo));
  const material = demos.material(dayOf(fromIso(workspace.createdAt), workspace.timeZone));
  await furnishDemo({ ...ports, access, importing }, { workspace: workspace.id, actor: 'system' }, material, { slug: demo.slug });
  return signInUrl(url, link);
}

/** What to do next, for somebody who sees this for the first time. */
async function nextStep(server: RunningServer, wantsDemo: boolean, context: Context): Promise<readonly [string, string]> {
  if (wantsDemo) return [context.say({ de: 'Vorführung', en: 'Demo' }), await demoLink(server.product, server.url)];
  const known = await server.product.ports.workspaces.list();
  return known.length === 0
    ? [context.say({ de: 'Zuerst', en: 'First' }), '`belegbar workspace create <name>`']
    : [context.say({ de: 'Anmelden', en: 'Sign in' }), '`belegbar link`'];
}

export const start: Command = {
  name: 'start',
  summary: { de: 'startet den Server mit Datenbank und Weboberfläche', en: 'starts the server with its database and web app' },
  options: {
    port: {
      value: '<n>',
      help: { de: 'Port auf diesem Rechner (sonst PORT, sonst 7800)', en: 'port on this machine (else PORT, else 7800)' },
    },
    demo: { help: { de: 'mit einem Arbeitsbereich zum Ausprobieren', en: 'with a workspace to try things out' } },
  },
  async run(typed, context) {
    const port = portOf(typed.option('port'));
    const { dataDir } = context.globals;
    const server = await context.outside.startServer({
      ...(port === undefined ? {} : { port }),
      ...(dataDir === undefined ? {} : { dataDir }),
    });
    const rows = [
      ['Belegbar', server.url],
      [context.say({ de: 'Daten', en: 'Data' }), server.dataDir],
      await nextStep(server, typed.isSet('demo'), context),
    ] as const;
    // Whoever waits for the server waits for this line, so it goes out before the end.
    context.outside.stdout.write(
      context.globals.json ? `${JSON.stringify({ url: server.url, dataDir: server.dataDir })}\n` : `${pairs(rows)}\n`,
    );
    await server.ended;
    return { json: { ended: true }, text: context.say({ de: 'Beendet.', en: 'Ended.' }) };
  },
};
