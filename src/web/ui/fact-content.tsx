import type { Json, JsonObject } from '#core/kernel/canonical-json.ts';
import { checkNumber, type Format } from '../format/format.ts';
import { useSpeech } from '../i18n/speech.tsx';
import type { Words } from '../i18n/words.ts';
import { subjectText } from './subject-name.tsx';

export function kindText(words: Words, kind: string): string {
  const kinds: Readonly<Record<string, string>> = words.imports.kinds;
  return kinds[kind] ?? kind;
}

export function fieldText(words: Words, field: string): string {
  const fields: Readonly<Record<string, string>> = words.facts.fields;
  return fields[field] ?? field;
}

/** What a system wrote as a code, such as a touch or a stage, in words where there are any. */
export function codeText(words: Words, field: string, code: string): string {
  const codes: Readonly<Record<string, Readonly<Record<string, string>>>> = words.facts.codes;
  return codes[field]?.[code] ?? code;
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A payload value for people: money as money, times as times, references by kind, protected values as what they are. */
function valueText(words: Words, format: Format, value: Json | undefined, field: string): string {
  if (value === undefined || value === null) return '';
  if (Array.isArray(value)) return value.map((one) => valueText(words, format, one, field)).join(', ');
  if (isObject(value)) {
    const { minor, currency } = value;
    if (typeof minor === 'string' && typeof currency === 'string') return format.money(minor, currency);
    if (typeof value['hmac'] === 'string') return words.facts.protectedValue;
    return Object.entries(value)
      .map(([key, one]) => `${fieldText(words, key)}: ${valueText(words, format, one, key)}`)
      .join(', ');
  }
  const text = String(value);
  if (typeof value === 'boolean') return value ? words.facts.yes : words.facts.no;
  if (/^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(text)) return format.moment(text);
  if (/^\d{4}-(0[1-9]|1[0-2])$/.test(text)) return format.month(text);
  if (/^[a-z]+:[0-9a-f]{8}-[0-9a-f-]{27}$|^agreement:/.test(text)) return subjectText(words, { subject: text });
  if (/^hmac-sha256:[0-9a-f]{64}$/.test(text)) return words.facts.protectedValue;
  return /^[0-9a-f]{64}$/.test(text) ? `${words.facts.protectedValue} (${checkNumber(text)})` : codeText(words, field, text);
}

/** One line for tables: the payload without its references, which have columns of their own. */
export function contentLine(words: Words, format: Format, content: JsonObject): string {
  return Object.entries(content)
    .map(([key, value]) => `${fieldText(words, key)}: ${valueText(words, format, value, key)}`)
    .join(' · ');
}

export function FactContent(props: { readonly content: JsonObject }) {
  const { words, format } = useSpeech();
  return (
    <dl className="terms small">
      {Object.entries(props.content).map(([key, value]) => (
        <div key={key} className="terms__pair">
          <dt>{fieldText(words, key)}</dt>
          <dd>{valueText(words, format, value, key)}</dd>
        </div>
      ))}
    </dl>
  );
}
