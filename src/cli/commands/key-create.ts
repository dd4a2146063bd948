import { type Scope, scopes } from '#core/kernel/permissions.ts';
import { valueOrThrow } from '#core/kernel/result.ts';
import { createApiKey, partnerOfKey } from '#usecases/create-api-key.ts';
import type { Command } from '../command.ts';
import { partnerIn, partnerOptions } from '../partner-options.ts';
import { UsageError } from '../usage-error.ts';

function scopesOf(text: string): readonly Scope[] {
  return text.split(',').map((part) => {
    const scope = scopes.find((known) => known === part.trim());
    if (scope !== undefined) return scope;
    throw new UsageError({
      de: `„${part}“ ist keine Berechtigung. Es gibt: ${scopes.join(', ')}`,
      en: `"${part}" is no scope. There are: ${scopes.join(', ')}`,
    });
  });
}

export const keyCreate: Command = {
  name: 'key create',
  summary: { de: 'legt einen Zugangsschlüssel für die Schnittstelle an', en: 'creates a key for the HTTP interface' },
  arguments: [{ name: 'name', help: { de: 'wofür der Schlüssel ist', en: 'what the key is for' } }],
  options: {
    scopes: {
      value: '<a,b>',
      help: {
        de: `Berechtigungen aus ${scopes.join(', ')} (sonst facts:write)`,
        en: `scopes out of ${scopes.join(', ')} (else facts:write)`,
      },
    },
    ...partnerOptions,
  },
  async run(typed, context) {
    const { access, ports } = await context.product();
    const granted = scopesOf(typed.option('scopes') ?? 'facts:write');
    const asker = await context.asker();
    const partner = valueOrThrow(await partnerOfKey(ports, access, asker, partnerIn(typed)));
    const { key, secret } = await createApiKey(access, asker, await context.workspace(), {
      name: typed.argument('name'),
      scopes: granted,
      ...(partner === undefined ? {} : { partner }),
    });
    return {
      json: { id: key.id, name: key.name, scopes: key.scopes, secret },
      text: `${secret}\n${context.say({
        de: 'Dieser Schlüssel wird nur dieses eine Mal gezeigt. Bewahren Sie ihn sicher auf.',
        en: 'This key is shown this one time only. Keep it in a safe place.',
      })}`,
    };
  },
};
