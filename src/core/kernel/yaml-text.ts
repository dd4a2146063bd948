import { isArray, isObject, type Json } from './canonical-json.ts';

/** Words that stay words without quotes: nothing YAML could take for a number, a truth, a date, a comment or a mark of its own. */
const PLAIN = /^[A-Za-zÄÖÜäöüß][A-Za-zÄÖÜäöüß_-]*$/;
const MEANS_ELSE = /^(y|n|yes|no|on|off|true|false|null|nan|inf)$/i;

/** Plain data as YAML for people: one line per value, texts in double quotes unless they are a single word. Any YAML reader gives it back. */
export function yamlText(value: Json): string {
  return `${linesOf(value, 0).join('\n')}\n`;
}

function linesOf(value: Json, depth: number): readonly string[] {
  const pad = '  '.repeat(depth);
  if (isArray(value) && value.length > 0)
    return value.flatMap((item) => {
      const [first = '', ...rest] = linesOf(item, depth + 1);
      return [`${pad}- ${first.trimStart()}`, ...rest];
    });
  if (isObject(value) && Object.keys(value).length > 0)
    return Object.entries(value).flatMap(([name, part]) => {
      if (part === undefined) return [];
      const key = scalarText(name);
      return isNested(part) ? [`${pad}${key}:`, ...linesOf(part, depth + 1)] : [`${pad}${key}: ${scalarText(part)}`];
    });
  return [`${pad}${scalarText(value)}`];
}

function isNested(value: Json): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length > 0;
}

/** JSON is YAML; line ends that only YAML knows are written as escapes. */
function scalarText(value: Json): string {
  if (typeof value === 'string' && PLAIN.test(value) && !MEANS_ELSE.test(value)) return value;
  return JSON.stringify(value).replace(
    /[\u007f-\u009f\u2028\u2029\ufeff]/g,
    (mark) => `\\u${mark.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
