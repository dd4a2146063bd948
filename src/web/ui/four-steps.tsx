import './page.css';
import './four-steps.css';
import type { ReactNode } from 'react';
import type { Arithmetic } from '#core/settlement/line.ts';
import type { DeterminationWire } from '#protocol/endpoints-claims.ts';
import type { StatementLineWire } from '#protocol/endpoints-statements.ts';
import { questionText } from '#protocol/question-words.ts';
import { useSpeech } from '../i18n/speech.tsx';
import { EventsStep } from './events-step.tsx';
import { Icon, type IconName } from './icon.tsx';
import { Amount, CheckNumber, Mark, type Tone } from './marks.tsx';
import { ProofStep } from './proof-step.tsx';
import { RuleSentence } from './rule-sentence.tsx';

interface StepProps {
  readonly n: number;
  readonly title: string;
  readonly children: ReactNode;
}

function Step(props: StepProps) {
  return (
    <li className="step">
      <h3 className="step__title">
        <span className="step__number">{props.n}</span>
        {props.title}
        {props.n < 4 ? <Icon name="right" size={12} /> : null}
      </h3>
      {props.children}
    </li>
  );
}

type LineFigures = Pick<StatementLineWire, 'amountMinor' | 'underReviewMinor' | 'heldMinor' | 'payableMinor' | 'change'> & {
  readonly arithmetic: readonly Arithmetic[];
};

interface FourStepsProps {
  /** null for a line about a window of the agreement, which no single event is behind. */
  readonly determination: DeterminationWire | null;
  readonly currency: string;
  readonly timeZone: string;
  /** The statement line; a claim that is not settled yet has none. */
  readonly line?: LineFigures;
  /** What stands in the third step while there is no line. */
  readonly unsettled?: ReactNode;
  /** The way to the proof file. */
  readonly download?: ReactNode;
}

/**
 * The same four steps from any number anywhere: what happened, which rule said yes, how the amount came about, and what proves
 * it. Each step answers in a line and opens one click deeper.
 */
export function FourSteps(props: FourStepsProps) {
  const { words } = useSpeech();
  const steps = words.line.steps;
  const { determination, timeZone } = props;
  return (
    <ol className="steps" aria-label={words.line.label}>
      <Step n={1} title={steps.events}>
        {determination === null ? (
          <p className="soft">{words.statement.windowEvents}</p>
        ) : (
          <EventsStep evidence={determination.facts} timeZone={timeZone} />
        )}
      </Step>
      <Step n={2} title={steps.definition}>
        {determination === null ? (
          <p className="soft">{words.statement.windowDefinition}</p>
        ) : (
          <DefinitionStep determination={determination} timeZone={timeZone} />
        )}
      </Step>
      <Step n={3} title={steps.arithmetic}>
        {props.line === undefined ? props.unsettled : <ArithmeticStep line={props.line} currency={props.currency} />}
      </Step>
      <Step n={4} title={steps.proof}>
        {determination === null ? (
          <p className="soft">{words.statement.windowProof}</p>
        ) : (
          <ProofStep evidence={determination.facts} timeZone={timeZone} />
        )}
        {props.download}
      </Step>
    </ol>
  );
}

const answers = {
  yes: { icon: 'check', tone: 'proven' },
  no: { icon: 'cross', tone: 'quiet' },
  open: { icon: 'circle', tone: 'quiet' },
  failed: { icon: 'warn', tone: 'breach' },
} as const satisfies Record<DeterminationWire['answer'], { icon: IconName; tone: Tone }>;

function DefinitionStep(props: { readonly determination: DeterminationWire; readonly timeZone: string }) {
  const { words, format, language } = useSpeech();
  const { definition, answer, at, missing } = props.determination;
  const look = answers[answer];
  return (
    <>
      <p>
        <Mark icon={look.icon} tone={look.tone}>
          {words.line.answer[answer]}
        </Mark>
      </p>
      <p>
        <strong>{definition.title?.[language] ?? definition.key}</strong>
        <br />
        <span className="faint small">{words.line.version(definition.version)}</span>
      </p>
      {at === null ? null : <p className="soft small">{words.line.at(format.moment(at, props.timeZone))}</p>}
      {missing.length === 0 ? null : (
        <p className="soft small">{words.claims.missing(missing.map((path) => questionText(path, language)).join(' '))}</p>
      )}
      {definition.rule === undefined ? null : <RuleSentence definition={{ key: definition.key, ...definition.rule }} />}
      {definition.wording === undefined ? null : <p className="soft step__sentence">{definition.wording[language]}</p>}
      <div>
        <CheckNumber hash={definition.hash} />
      </div>
    </>
  );
}

function ArithmeticStep(props: { readonly line: LineFigures; readonly currency: string }) {
  const { words } = useSpeech();
  const { line, currency } = props;
  const parts = [
    [words.statement.ofPayable, line.payableMinor],
    [words.statement.ofReview, line.underReviewMinor],
    [words.statement.ofHeld, line.heldMinor],
  ] as const;
  const split = parts.filter(([, minor]) => minor !== '0');
  return (
    <>
      {line.arithmetic.length === 0 ? <p className="soft">{words.line.noArithmetic}</p> : null}
      <ol className="stack">
        {line.arithmetic.map((step, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the steps of a line never change their order.
          <li key={index}>{words.arithmetic(step, currency)}</li>
        ))}
      </ol>
      <div className="sums">
        <span data-main="true">{words.line.result}</span>
        <strong className="amount" data-main="true">
          <Amount minor={line.amountMinor} currency={currency} />
        </strong>
        {split.map(([label, minor]) => (
          <span key={label} style={{ display: 'contents' }}>
            <span className="soft">{label}</span>
            <Amount minor={minor} currency={currency} />
          </span>
        ))}
      </div>
      <p className="faint small">{words.line.change[line.change]}</p>
    </>
  );
}
