/** The most that a document in YAML may be made of. A signed contract with every clause and a hundred examples has a tenth of it. */
export const documentBounds = {
  /** Of brackets, quotes, colons and other signs that mean something, line ends included. */
  marks: 60_000,
  depth: 100,
  /** Anchors, references to them and tags; documents here need none, but texts contain the signs. */
  references: 2_000,
} as const;

const MARK = /[[\]{}&*!|>'"?:,#%@`\n]/g;
const REFERENCE = /[&*!]/g;
/** Lists in lists, or keys in keys, begun in one line. */
const NESTED_IN_LINE = /(?:[-?:][ \t]+){30}/;

/**
 * Whether a text is more than readers of YAML can cope with: some of their work grows with the square of the signs in a text, so half a megabyte
 * made for it keeps a server busy for a minute. Returns which bound it breaks.
 */
export function documentExcess(text: string): keyof typeof documentBounds | undefined {
  if (count(text, REFERENCE) > documentBounds.references) return 'references';
  if (count(text, MARK) > documentBounds.marks) return 'marks';
  if (NESTED_IN_LINE.test(text)) return 'depth';
  let depth = 0;
  for (const [sign] of text.matchAll(/[[\]{}]/g)) {
    depth += sign === '[' || sign === '{' ? 1 : -1;
    if (depth > documentBounds.depth) return 'depth';
    if (depth < 0) depth = 0;
  }
  // Nesting by indentation alone: a line further in than this is no text anybody indents.
  return /^ {400}/m.test(text) ? 'depth' : undefined;
}

function count(text: string, pattern: RegExp): number {
  let found = 0;
  for (const _ of text.matchAll(pattern)) found += 1;
  return found;
}
