import './statement-news.css';
import { type Movement, movements } from '#core/settlement/movement.ts';
import type { AnswerOf } from '#protocol/endpoint.ts';
import type { explainStatement } from '#protocol/endpoints-statement-course.ts';
import { useSpeech } from '../i18n/speech.tsx';
import type { Words } from '../i18n/words.ts';
import { kindText } from './fact-content.tsx';
import { Amount } from './marks.tsx';
import { MovementMark, movementOfLine } from './movement-mark.tsx';
import type { NumberedLine } from './statement-lines.tsx';

interface StatementNewsProps {
  readonly lines: readonly NumberedLine[];
  readonly course: AnswerOf<typeof explainStatement>;
  readonly currency: string;
  readonly onShow: (movement: Movement) => void;
}

/** What moved since the statement before, kind by kind: how many lines, how much, because of what, and the way to the lines. */
export function StatementNews({ lines, course, currency, onShow }: StatementNewsProps) {
  const { words, format } = useSpeech();
  const texts = words.statement.news;
  const { previous } = course;
  const groups = movements
    .map((movement) => ({ movement, lines: lines.filter((line) => movementOfLine(line) === movement) }))
    .filter((group) => group.lines.length > 0);
  return (
    <section className="section" aria-label={texts.title}>
      <h2>{previous === null ? texts.first : texts.since(format.month(previous.through), previous.number)}</h2>
      {groups.length === 0 ? <p className="soft">{texts.nothing}</p> : null}
      <ul className="news">
        {groups.map(({ movement, lines: moved }) => (
          <li key={movement} className="news__row">
            <button
              type="button"
              className="news__open"
              onClick={() => onShow(movement)}
              aria-label={texts.show(words.statement.movements[movement])}
            >
              <MovementMark movement={movement} />
            </button>
            <span className="num">{words.statement.lines(moved.length, format.count(moved.length))}</span>
            <span className="num">
              <span className="news__label">{words.statement.earned} </span>
              <Amount minor={sumOf(moved, 'amountMinor')} currency={currency} />
            </span>
            <span className="num">
              <span className="news__label">{words.statement.nowPayable} </span>
              <Amount minor={sumOf(moved, 'payableMinor')} currency={currency} />
            </span>
            <span className="news__why soft">{movement === 'new' ? texts.newText : whyText(words, format.list, course, moved)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function sumOf(lines: readonly NumberedLine[], figure: 'amountMinor' | 'payableMinor'): bigint {
  return lines.reduce((sum, line) => sum + BigInt(line[figure]), 0n);
}

/** The kinds of events behind these lines, the most frequent first; lines without one follow from others. */
function whyText(
  words: Words,
  list: (parts: readonly string[]) => string,
  { causes }: StatementNewsProps['course'],
  lines: readonly NumberedLine[],
): string {
  const texts = words.statement.news;
  const counts = new Map<string, number>();
  let following = 0;
  for (const { n } of lines) {
    const cause = causes.find((one) => one.n === n);
    if (cause === undefined) continue;
    if (cause.facts.length === 0) following += 1;
    for (const kind of new Set(cause.facts.map((fact) => fact.kind))) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  const kinds = [...counts]
    .sort((a, b) => b[1] - a[1])
    .map(([kind, n]) => (n === 1 ? kindText(words, kind) : `${kindText(words, kind)} (${n})`));
  const because = kinds.length === 0 ? '' : texts.because(list(kinds));
  return [because, following === 0 ? '' : texts.follows(following)].filter((text) => text !== '').join(' ');
}
