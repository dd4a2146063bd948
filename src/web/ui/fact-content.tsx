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

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A payload value for people: money as money, references by kind, protected values as what they are. */
export function valueText(words: Words, format: Format, value: Json | undefined): string {
  if (value === undefined || value === null) return '';
  if (Array.isArray(value)) return value.map((one) => valueText(words, format, one)).join(', ');
  if (isObject(value)) {
    const { minor, currency } = value;
    if (typeof minor === 'string' && typeof currency === 'string') return format.money(minor, currency);
    if (typeof value['hmac'] === 'string') return words.facts.protectedValue;
    return Object.entries(value)
      .map(([key, one]) => `${fieldText(words, key)}: ${valueText(words, format, one)}`)
      .join(', ');
  }
  const text = String(value);
  if (/^[a-z]+:[0-9a-f]{8}-[0-9a-f-]{27}$/.test(text)) return subjectText(words, { subject: text });
  if (/^hmac-sha256:[0-9a-f]{64}$/.test(text)) return words.facts.protectedValue;
  return /^[0-9a-f]{64}$/.test(text) ? `${words.facts.protectedValue} (${checkNumber(text)})` : text;
}

/** One line for tables: the payload without its references, which have columns of their own. */
export function contentLine(words: Words, format: Format, content: JsonObject): string {
  return Object.entries(content)
    .map(([key, value]) => `${fieldText(words, key)}: ${valueText(words, format, value)}`)
    .join(' · ');
}

export function FactContent(props: { readonly content: JsonObject }) {
  const { words, format } = useSpeech();
  return (
    <dl className="terms small">
      {Object.entries(props.content).map(([key, value]) => (
        <div key={key} className="terms__pair">
          <dt>{fieldText(words, key)}</dt>
          <dd>{valueText(words, format, value)}</dd>
        </div>
      ))}
    </dl>
  );
}
