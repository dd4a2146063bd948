import './proof-line.css';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import type { StatementLineWire } from '#protocol/endpoints-statements.ts';
import { useSpeech } from '../i18n/speech.tsx';
import { Icon } from './icon.tsx';
import { Amount, Mark } from './marks.tsx';
import { MovementMark, movementOfLine } from './movement-mark.tsx';
import { SubjectName } from './subject-name.tsx';

export function LedgerHead() {
  const { words } = useSpeech();
  return (
    <div className="ledger__head" aria-hidden="true">
      <span />
      <span>{words.statement.period}</span>
      <span>{words.statement.subject}</span>
      <span>{words.statement.arithmetic}</span>
      <span className="num">{words.statement.earned}</span>
      <span className="num">{words.statement.nowPayable}</span>
      <span>{words.statement.state}</span>
    </div>
  );
}

interface ProofLineProps {
  readonly line: StatementLineWire & { readonly n?: number };
  readonly currency: string;
  /** Of its component. */
  readonly title?: string | undefined;
  /** The four steps, asked for when the line opens; absent where there is nothing to open yet. */
  readonly children?: () => ReactNode;
  /** Somebody was sent to this line: it stands open and in sight. */
  readonly named?: boolean;
}

/** The line of a statement, closed to one row and open to its ground. */
export function ProofLine(props: ProofLineProps) {
  const { words, format } = useSpeech();
  const { line, currency } = props;
  const isNamed = props.named === true;
  const [open, setOpen] = useState(isNamed);
  const place = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (isNamed) place.current?.scrollIntoView({ block: 'center' });
  }, [isNamed]);
  const cells = (
    <>
      {props.children === undefined ? <span /> : <Icon name="right" />}
      <span className="proof-line__period">{format.shortMonth(line.period)}</span>
      <span className="proof-line__subject">
        <SubjectName {...line} title={props.title} />
      </span>
      <span className="proof-line__words">{line.arithmetic.map((step) => words.arithmetic(step, currency)).join(' ')}</span>
      <span className="proof-line__amount num">
        <span className="ledger__label">{words.statement.earned} </span>
        <Amount minor={line.amountMinor} currency={currency} />
      </span>
      <span className="proof-line__payable num">
        <span className="ledger__label">{words.statement.nowPayable} </span>
        <Amount minor={line.payableMinor} currency={currency} />
      </span>
      <span className="proof-line__state">
        <LineState line={line} />
      </span>
    </>
  );
  if (props.children === undefined) {
    return (
      <li className="proof-line">
        <div className="proof-line__closed">{cells}</div>
      </li>
    );
  }
  return (
    <li className="proof-line" {...(line.n === undefined ? {} : { id: `line-${line.n}` })} ref={place} data-open={open}>
      <button type="button" className="proof-line__closed" aria-expanded={open} onClick={() => setOpen(!open)}>
        {cells}
      </button>
      {open ? <div className="proof-line__open">{props.children()}</div> : null}
    </li>
  );
}

function LineState(props: { readonly line: StatementLineWire }) {
  const { words } = useSpeech();
  const { line } = props;
  const texts = words.statement;
  const movement = movementOfLine(line);
  if (movement !== 'new') return <MovementMark movement={movement} />;
  if (line.underReviewMinor !== '0') {
    return (
      <Mark icon="clock" tone="review">
        {texts.lineState.review}
      </Mark>
    );
  }
  if (line.payableMinor !== '0') {
    return (
      <Mark icon="check" tone="proven">
        {texts.lineState.payable}
      </Mark>
    );
  }
  if (line.heldMinor !== '0') {
    return (
      <Mark icon="lock" tone="quiet">
        {texts.lineState.held}
      </Mark>
    );
  }
  return (
    <Mark icon="outside" tone="quiet">
      {texts.lineState.nothing}
    </Mark>
  );
}
