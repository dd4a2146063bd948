/** The names between two rows of a list, both included, in whatever order they were picked. */
export function rangeOf(names: readonly string[], from: string, to: string): readonly string[] {
  const [a, b] = [names.indexOf(from), names.indexOf(to)];
  if (a < 0 || b < 0) return names.includes(to) ? [to] : [];
  return names.slice(Math.min(a, b), Math.max(a, b) + 1);
}

/** A row is picked or put back; with `anchor`, all rows from there take what the picked one becomes. */
export function picked(
  selection: ReadonlySet<string>,
  names: readonly string[],
  name: string,
  anchor: string | undefined,
): ReadonlySet<string> {
  const next = new Set(selection);
  const on = !selection.has(name);
  for (const one of anchor === undefined ? [name] : rangeOf(names, anchor, name)) {
    if (on) next.add(one);
    else next.delete(one);
  }
  return next;
}
