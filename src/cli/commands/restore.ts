import { closeSync, createReadStream, openSync, readSync } from 'node:fs';
import { createGunzip } from 'node:zlib';
import { valueOrThrow } from '#core/kernel/result.ts';
import { signInUrl } from '#usecases/create-sign-in-link.ts';
import { restoreWorkspace } from '#usecases/restore-workspace.ts';
import type { Command } from '../command.ts';
import { countText, instantText } from '../format.ts';
import { readableFile } from '../read-file.ts';
import { pairs } from '../table.ts';

export const restore: Command = {
  name: 'restore',
  summary: {
    de: 'spielt die Sicherung eines Arbeitsbereichs ein und rechnet jedes Prüfsiegel nach',
    en: 'restores a workspace from its backup and recomputes every seal',
  },
  arguments: [{ name: 'file', help: { de: 'was `export` geschrieben hat, auch gepackt', en: 'what `export` wrote, packed or not' } }],
  options: {
    owner: { value: '<e-mail>', help: { de: 'E-Mail-Adresse des Inhabers', en: 'the owner’s e-mail address' } },
    'owner-name': { value: '<text>', help: { de: 'Name des Inhabers', en: 'the owner’s name' } },
  },
  async run(typed, context) {
    const file = typed.argument('file');
    readableFile(file);
    const isPacked = startsLikeGzip(file);
    const open = () => (isPacked ? createReadStream(file).pipe(createGunzip()) : createReadStream(file));
    const product = await context.product();
    const user = context.outside.userName;
    context.progress.show(context.say({ de: 'Die Sicherung wird geprüft …', en: 'Checking the backup …' }));
    const restored = valueOrThrow(
      await restoreWorkspace(
        { backups: product.backups, access: product.access, clock: product.ports.clock },
        {
          open,
          owner: { email: typed.option('owner') ?? `${user}@localhost`, name: typed.option('owner-name') ?? user },
          onRows: (count) =>
            context.progress.show(
              context.say({ de: `${countText(count, 'de')} Zeilen eingespielt …`, en: `${countText(count, 'en')} rows restored …` }),
            ),
        },
      ),
    );
    const { workspace, rows, facts, seals, link } = restored;
    const signInLink = signInUrl(product.publicUrl, link);
    return {
      json: { workspace: workspace.id, slug: workspace.slug, rows, facts, seals, signInLink, linkExpiresAt: link.expiresAt },
      text: pairs([
        [context.say({ de: 'Arbeitsbereich', en: 'Workspace' }), `${workspace.slug} (${workspace.name})`],
        [context.say({ de: 'Ereignisse', en: 'Events' }), countText(facts, context.language)],
        [context.say({ de: 'Prüfsiegel nachgerechnet', en: 'Seals recomputed' }), countText(seals, context.language)],
        [context.say({ de: 'Anmelden', en: 'Sign in' }), signInLink],
        [context.say({ de: 'gilt einmal, bis', en: 'once, until' }), instantText(link.expiresAt)],
      ]),
    };
  },
};

function startsLikeGzip(path: string): boolean {
  const file = openSync(path, 'r');
  try {
    const start = Buffer.alloc(2);
    return readSync(file, start, 0, 2, 0) === 2 && start[0] === 0x1f && start[1] === 0x8b;
  } finally {
    closeSync(file);
  }
}
