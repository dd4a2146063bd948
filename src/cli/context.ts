import { type Result, valueOrThrow } from '#core/kernel/result.ts';
import type { Asker, Ports, Workspace } from '#usecases/ports.ts';
import type { Bilingual, Language } from './language.ts';
import type { Outside, Product } from './outside.ts';
import type { Globals } from './parse-line.ts';
import { type Progress, progressOn } from './progress.ts';
import { UsageError } from './usage-error.ts';

/** What a command runs with. The database is opened when it is first needed: `verify` and help need none. */
export class Context {
  readonly outside: Outside;
  readonly globals: Globals;
  readonly language: Language;
  readonly progress: Progress;
  #product: Promise<Product> | undefined;

  constructor(outside: Outside, globals: Globals, language: Language) {
    this.outside = outside;
    this.globals = globals;
    this.language = language;
    this.progress = progressOn(outside.stderr);
  }

  say(text: Bilingual): string {
    return text[this.language];
  }

  product(): Promise<Product> {
    this.#product ??= this.outside.open(this.globals.dataDir === undefined ? {} : { dataDir: this.globals.dataDir });
    return this.#product;
  }

  async ports(): Promise<Ports> {
    return (await this.product()).ports;
  }

  /** The workspace that was named, else the only one there is. */
  async workspace(): Promise<Workspace> {
    const { workspaces } = await this.ports();
    const named = this.globals.workspace ?? this.outside.env['BELEGBAR_WORKSPACE'];
    if (named !== undefined) return valueOrThrow(orUnknown(await workspaces.find(named), named));
    const all = await workspaces.list();
    const only = all[0];
    if (only === undefined) {
      throw new UsageError({
        de: 'Es gibt noch keinen Arbeitsbereich. Legen Sie einen an: `belegbar workspace create <name>`',
        en: 'There is no workspace yet. Create one: `belegbar workspace create <name>`',
      });
    }
    if (all.length > 1) {
      const names = all.map((workspace) => workspace.slug).join(', ');
      throw new UsageError({
        de: `Welcher Arbeitsbereich? --workspace nennt einen von: ${names}`,
        en: `Which workspace? --workspace names one of: ${names}`,
      });
    }
    return only;
  }

  /** The command line acts for the workspace itself: whoever may open the data folder owns what is in it. */
  async asker(): Promise<Asker> {
    return { workspace: (await this.workspace()).id, actor: 'system' };
  }

  async close(): Promise<void> {
    if (this.#product === undefined) return;
    const product = await this.#product.catch(() => undefined);
    await product?.close();
  }
}

function orUnknown(workspace: Workspace | undefined, named: string): Result<Workspace> {
  return workspace === undefined
    ? { ok: false, refusal: { code: 'workspace.unknown', params: { workspace: named } } }
    : { ok: true, value: workspace };
}
