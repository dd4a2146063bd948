import './print-sheet.css';
import { checkNumber } from '../format/format.ts';
import { useSpeech } from '../i18n/speech.tsx';

interface PrintNumberProps {
  /** What kind of document it is and which one, for example "Abrechnung bis Juni 2026, Nr. 6". */
  readonly title: string;
  /** The hash whose check number stands on each page. */
  readonly hash: string;
}

interface PrintSheetProps extends PrintNumberProps {
  readonly payer: string;
  readonly payee: string;
}

/** On paper only: the parties above the document, and its check number with the page on the foot of every page. */
export function PrintSheet({ title, payer, payee, hash }: PrintSheetProps) {
  const { words } = useSpeech();
  const texts = words.print;
  return (
    <header className="print-sheet">
      <div className="print-sheet__parties">
        <div>
          <span>{texts.payer}</span>
          <strong>{payer}</strong>
        </div>
        <div>
          <span>{texts.payee}</span>
          <strong>{payee}</strong>
        </div>
      </div>
      <PrintNumber title={title} hash={hash} />
    </header>
  );
}

/** On paper only: the whole hash of a document, for one that names its parties itself, and the foot of every page. */
export function PrintNumber({ title, hash }: PrintNumberProps) {
  const { words } = useSpeech();
  const texts = words.print;
  const foot = `${title} · ${words.shell.checkNumber} ${checkNumber(hash)}`;
  return (
    <>
      <style>{footStyle(foot, texts.page, texts.of)}</style>
      <p className="print-number">
        {title} · {words.shell.checkNumber} <span className="mono">{hash}</span>
      </p>
    </>
  );
}

/** The margin of a page is written by its style alone; texts become strings of CSS, in which nothing but a quote or a break could end them. */
function footStyle(foot: string, page: string, of: string): string {
  const text = (plain: string) => `"${plain.replaceAll(/["\\\n<]/g, ' ')}"`;
  return `@media print { @page { @bottom-left { content: ${text(foot)}; } @bottom-right { content: ${text(`${page} `)} counter(page) ${text(` ${of} `)} counter(pages); } } }`;
}
