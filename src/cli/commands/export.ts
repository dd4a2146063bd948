import { once } from 'node:events';
import { createWriteStream, renameSync, rmSync } from 'node:fs';
import type { Writable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { RefusalError } from '#core/kernel/result.ts';
import type { Command } from '../command.ts';
import { countText } from '../format.ts';

export const exportCommand: Command = {
  name: 'export',
  summary: {
    de: 'sichert einen ganzen Arbeitsbereich in eine Datei; die Angaben zu Personen stehen darin im Klartext',
    en: 'backs up a whole workspace into a file; what is known about people stands in it in clear',
  },
  arguments: [
    {
      name: 'workspace',
      count: 'optional',
      help: { de: 'Kurzname (sonst --workspace, sonst der einzige)', en: 'short name (else --workspace, else the only one)' },
    },
  ],
  options: {
    to: {
      value: '<file>',
      required: true,
      help: { de: 'wohin; endet der Name auf .gz, wird gepackt', en: 'where to; packed if the name ends in .gz' },
    },
  },
  async run(typed, context) {
    const { ports, backups } = await context.product();
    const named = typed.optionalArgument('workspace');
    const workspace = named === undefined ? await context.workspace() : await ports.workspaces.find(named);
    if (workspace === undefined) throw new RefusalError({ code: 'workspace.unknown', params: { workspace: named ?? '' } });
    const to = typed.required('to');
    // Under another name until it is whole, so that a backup that broke off is never taken for one.
    const partial = `${to}.partial`;
    const file = createWriteStream(partial, { mode: 0o600 });
    const packed = to.endsWith('.gz') ? createGzip() : undefined;
    packed?.pipe(file);
    const into: Writable = packed ?? file;
    const done = finished(file);
    done.catch(() => {});
    let bytes = 0;
    try {
      const rows = await backups.export(
        { workspace: workspace.id, actor: 'system' },
        async (chunk) => {
          bytes += chunk.length;
          if (!into.write(chunk)) await Promise.race([once(into, 'drain'), done]);
        },
        (count) =>
          context.progress.show(
            context.say({ de: `${countText(count, 'de')} Zeilen gesichert …`, en: `${countText(count, 'en')} rows backed up …` }),
          ),
      );
      into.end();
      await done;
      renameSync(partial, to);
      return {
        json: { workspace: workspace.id, to, rows, bytes },
        text: context.say({
          de: `${to}: ${countText(rows, 'de')} Zeilen. Wieder einspielen, in einem anderen Datenordner: \`npx belegbar restore ${to} --data-dir <Ordner>\``,
          en: `${to}: ${countText(rows, 'en')} rows. Restore it, in another data folder, with \`npx belegbar restore ${to} --data-dir <folder>\``,
        }),
      };
    } catch (error) {
      file.destroy();
      rmSync(partial, { force: true });
      throw error;
    }
  },
};
