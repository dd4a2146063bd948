import type { Definition } from '#core/definitions/definition.ts';
import type { JsonObject } from '#core/kernel/canonical-json.ts';
import type { Agreement } from '#core/promises/agreements/agreement.ts';

/** The server has checked these documents against their schemas before it kept them; the wire only calls them objects. */
export function agreementIn(document: JsonObject): Agreement {
  return document as unknown as Agreement;
}

export function definitionIn(document: JsonObject): Definition {
  return document as unknown as Definition;
}
