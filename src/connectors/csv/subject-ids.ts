import { hash } from 'node:crypto';

/** `JSON.stringify` writes well-formed text as canonical JSON does. */
const quoted = JSON.stringify;

/**
 * The ids that core's `subjectId` derives, for one workspace, source and type. An import derives one or more per row, and the portable hash
 * of the core costs ten times the machine's own.
 */
export function subjectIds(workspace: string, source: string, type: string): (externalId: string) => string {
  const start = `["subject",${quoted(workspace)},${quoted(source)},${quoted(type)},`;
  return (externalId) => {
    const h = hash('sha256', `${start}${quoted(externalId)}]`);
    const variant = '89ab'[Number.parseInt(h.charAt(16), 16) & 3] ?? '8';
    return `${type}:${h.slice(0, 8)}-${h.slice(8, 12)}-8${h.slice(13, 16)}-${variant}${h.slice(17, 20)}-${h.slice(20, 32)}`;
  };
}

/** A name for a row that has no id of its own: equal rows have equal names. `part` tells several facts of one kind in a row apart. */
export function rowHash(row: readonly string[], part?: string): string {
  return `row-${hash('sha256', JSON.stringify(part === undefined ? row : [...row, part])).slice(0, 32)}`;
}
