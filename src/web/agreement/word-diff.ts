/** A piece of a text that both versions share, only the later one has, or only the earlier one had. */
export interface Piece {
  readonly kind: 'same' | 'inserted' | 'deleted';
  readonly text: string;
}

/** Beyond this many comparisons a text counts as replaced as a whole: the page must not stand still for a wall of words. */
const MOST_COMPARISONS = 4_000_000;

/** Word by word: what a reader would strike and write in to make one text of the other. */
export function wordDiff(before: string, after: string): readonly Piece[] {
  const steps = alignment(wordsOf(before), wordsOf(after));
  const pieces: { kind: Piece['kind']; text: string }[] = [];
  for (const { kind, text } of steps) {
    const last = pieces.at(-1);
    if (last?.kind === kind) last.text += text;
    else pieces.push({ kind, text });
  }
  return struckFirst(pieces);
}

/** Words keep the space before them, so that pieces join to the texts they came from. */
function wordsOf(text: string): readonly string[] {
  return text.match(/\s*\S+|\s+$/g) ?? [];
}

/** Around a change what goes is read before what comes. */
function struckFirst(pieces: readonly Piece[]): readonly Piece[] {
  const ordered = [...pieces];
  for (let place = 0; place + 1 < ordered.length; place += 1) {
    const [one, next] = [ordered[place], ordered[place + 1]];
    if (one?.kind === 'inserted' && next?.kind === 'deleted') {
      ordered[place] = next;
      ordered[place + 1] = one;
    }
  }
  return ordered;
}

/** The shortest way from one list to another, keeping the longest common part. */
function alignment(before: readonly string[], after: readonly string[]): readonly Piece[] {
  const tooMuch = before.length * after.length > MOST_COMPARISONS;
  const common = tooMuch ? undefined : commonLengths(before, after);
  const steps: Piece[] = [];
  let [i, j] = [0, 0];
  while (i < before.length || j < after.length) {
    const [was = '', is = ''] = [before[i], after[j]];
    if (common !== undefined && i < before.length && j < after.length && was === is) {
      steps.push({ kind: 'same', text: is });
      [i, j] = [i + 1, j + 1];
    } else if (
      j >= after.length ||
      (i < before.length && (common === undefined || lengthAt(common, i + 1, j) >= lengthAt(common, i, j + 1)))
    ) {
      steps.push({ kind: 'deleted', text: was });
      i += 1;
    } else {
      steps.push({ kind: 'inserted', text: is });
      j += 1;
    }
  }
  return steps;
}

/** For every pair of places: how many words the rests have in common. */
function commonLengths(before: readonly string[], after: readonly string[]): readonly Uint32Array[] {
  const rows = Array.from({ length: before.length + 1 }, () => new Uint32Array(after.length + 1));
  for (let i = before.length - 1; i >= 0; i -= 1)
    for (let j = after.length - 1; j >= 0; j -= 1) {
      const row = rows[i];
      if (row !== undefined)
        row[j] = before[i] === after[j] ? lengthAt(rows, i + 1, j + 1) + 1 : Math.max(lengthAt(rows, i + 1, j), lengthAt(rows, i, j + 1));
    }
  return rows;
}

function lengthAt(rows: readonly Uint32Array[], i: number, j: number): number {
  return rows[i]?.[j] ?? 0;
}

/** Two lists of paragraphs, each with its counterpart: equal ones meet, changed ones in between are paired in order. */
export function pairedParagraphs(
  before: readonly string[],
  after: readonly string[],
): readonly (readonly [string | undefined, string | undefined])[] {
  const pairs: (readonly [string | undefined, string | undefined])[] = [];
  let [gone, come]: [string[], string[]] = [[], []];
  const close = () => {
    for (let place = 0; place < Math.max(gone.length, come.length); place += 1) pairs.push([gone[place], come[place]]);
    [gone, come] = [[], []];
  };
  for (const { kind, text } of alignment(before, after)) {
    if (kind === 'deleted') gone.push(text);
    else if (kind === 'inserted') come.push(text);
    else {
      close();
      pairs.push([text, text]);
    }
  }
  close();
  return pairs;
}
