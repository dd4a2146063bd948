import { isObject, type Json, type JsonObject } from '#core/kernel/canonical-json.ts';
import { type Field, type Fields, flatMap, type Personal } from './payload.ts';

/** A personal value: kept apart with a salt of its own; the fact carries only its commitment. */
export function personal<F extends Field<string>>(inner: F): F {
  return { ...inner, personal: { whose: 'subject', isApart: () => true } };
}

/** Ids of members, keys, parties and people, and the words for a side or a machine: none of them names anybody. */
const NAMELESS =
  /^((member|key|party|person|staff):[\w.-]{1,80}|system|data|person|guest|host|both|payer|payee|arbiter|partner|client|import|hmac-sha256:[0-9a-f]{64})$/;

/** Who acted or is in charge: an id stays in the fact, a name is kept apart. */
export function staff<F extends Field<string>>(inner: F): F {
  return { ...inner, personal: { whose: 'staff', isApart: (value) => !NAMELESS.test(value) } };
}

/** Longer than any choice of a form is free text. */
const CHOICE_LENGTH = 60;
const PERSONAL_LOOK = /[^\s@]@[^\s@]|(?:\+|\b0)[\d\s()/.-]{7,}|\n/;
const PERSONAL_KEY =
  /name|mail|phone|telefon|mobil|fax|address|adresse|strasse|straße|street|birth|geburt|comment|kommentar|message|nachricht|note|notiz|anmerkung|bemerkung|freitext/i;

/**
 * Answers of a form. Numbers, flags and the choices of a list stay in the fact, because rules judge them and a proof file has to show them; what
 * names or reaches a person (by its key or its look) and all free text is kept apart.
 */
export function formAnswers() {
  const isApart = (value: string, key: string) => value.length > CHOICE_LENGTH || PERSONAL_KEY.test(key) || PERSONAL_LOOK.test(value);
  const kept: Personal = { whose: 'subject', isApart };
  return { ...flatMap(), personal: kept };
}

const COMMITMENT = /^hmac-sha256:[0-9a-f]{64}$/;

/** Whether a text of a payload only stands for a personal value. */
export function isCommitment(value: Json | undefined): value is string {
  return typeof value === 'string' && COMMITMENT.test(value);
}

/** A text of a payload that is kept apart, or the commitment that stands for it. */
export interface PersonalText {
  /** The field, or `field/key` inside of a map. */
  readonly path: string;
  readonly text: string;
  readonly whose: Personal['whose'];
}

/** The texts of a payload, as it comes in, that have to be kept apart. */
export function personalTextsIn(fields: Fields, data: JsonObject): readonly PersonalText[] {
  return textsIn(fields, data, (text, key, { isApart }) => isApart(text, key));
}

/** The commitments in a payload, as it stands in the log. */
export function commitmentsIn(fields: Fields, data: JsonObject): readonly PersonalText[] {
  return textsIn(fields, data, isCommitment);
}

function textsIn(
  fields: Fields,
  data: JsonObject,
  isWanted: (text: string, key: string, personal: Personal) => boolean,
): readonly PersonalText[] {
  const found: PersonalText[] = [];
  for (const [name, { personal: kept }] of Object.entries(fields)) {
    if (kept === undefined) continue;
    const value = data[name];
    const look = (path: string, key: string, text: Json | undefined) => {
      if (typeof text === 'string' && isWanted(text, key, kept)) found.push({ path, text, whose: kept.whose });
    };
    if (isObject(value)) for (const [key, text] of Object.entries(value)) look(`${name}/${key}`, key, text);
    else look(name, name, value);
  }
  return found;
}

/** A payload with some of its texts replaced, by path. */
export function withTexts(data: JsonObject, texts: ReadonlyMap<string, string>): JsonObject {
  const result: Record<string, Json | undefined> = { ...data };
  for (const [path, text] of texts) {
    const slash = path.indexOf('/');
    const inner = slash < 0 ? undefined : result[path.slice(0, slash)];
    if (slash >= 0 && isObject(inner)) result[path.slice(0, slash)] = { ...inner, [path.slice(slash + 1)]: text };
    else result[path] = text;
  }
  return result;
}

/** The text at a path of a payload, if there is one. */
export function textAt(data: JsonObject, path: string): string | undefined {
  const slash = path.indexOf('/');
  const inner = slash < 0 ? undefined : data[path.slice(0, slash)];
  const value = slash < 0 ? data[path] : isObject(inner) ? inner[path.slice(slash + 1)] : undefined;
  return typeof value === 'string' ? value : undefined;
}
