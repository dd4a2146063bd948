import './rule-text.css';
import { type ReactNode, useMemo } from 'react';
import type { Definition } from '#core/definitions/definition.ts';
import type { Condition } from '#core/definitions/sentence/condition.ts';
import { readCondition } from '#core/definitions/sentence/read-condition.ts';
import { begun, type Piece, ruleSentence, type Sentence } from '#protocol/rule-sentence.ts';
import { useSpeech } from '../i18n/speech.tsx';

export type RuleOfDefinition = Pick<Definition, 'key' | 'subject' | 'rule' | 'parameters'>;
/** What stands in the place of a blank; undefined: the value as a chip. */
export type BlankSlot = (piece: Extract<Piece, { kind: 'chip' }>, sentence: readonly Piece[]) => ReactNode | undefined;

/** The rule of a definition as a sentence; one that cannot be read is shown as it is written. */
export function RuleText({ definition }: { readonly definition: RuleOfDefinition }) {
  const read = useMemo(() => readCondition(definition), [definition]);
  if (!read.ok) return <pre className="source-text">{definition.rule}</pre>;
  return <ConditionText condition={read.value} parameters={definition.parameters ?? {}} />;
}

interface ConditionTextProps {
  readonly condition: Condition;
  readonly parameters: NonNullable<Definition['parameters']>;
  readonly blank?: BlankSlot;
}

/** Conditions as a sentence, its blanks as chips. */
export function ConditionText({ condition, parameters, blank }: ConditionTextProps) {
  const { language } = useSpeech();
  const sentence = useMemo(() => ruleSentence(condition, language, parameters), [condition, language, parameters]);
  const parts = sentence.lead.length === 0 ? sentence.parts : [sentence];
  return (
    <div className="rule-text">
      {parts.map((part, index) => (
        <Part key={keyOf(part, index)} sentence={part} outside {...(blank === undefined ? {} : { blank })} />
      ))}
    </div>
  );
}

function Part({ sentence, outside, blank }: { readonly sentence: Sentence; readonly outside?: boolean; readonly blank?: BlankSlot }) {
  const lead = begun(sentence.lead);
  const below = sentence.parts.length > 0;
  const text = (
    <>
      <Pieces pieces={outside === true ? lead : sentence.lead} {...(blank === undefined ? {} : { blank })} />
      {below ? ':' : outside === true ? '.' : null}
    </>
  );
  if (!below) return <p>{text}</p>;
  return (
    <div>
      <p>{text}</p>
      <ul>
        {sentence.parts.map((part, index) => (
          <li key={keyOf(part, index)}>
            <Part sentence={part} {...(blank === undefined ? {} : { blank })} />
          </li>
        ))}
      </ul>
    </div>
  );
}

function Pieces({ pieces, blank }: { readonly pieces: readonly Piece[]; readonly blank?: BlankSlot }) {
  return pieces.map((piece, index) => {
    const key = `${index} ${piece.kind === 'chip' && piece.parameter !== undefined ? piece.parameter : piece.text}`;
    if (piece.kind === 'words') return <span key={key}>{piece.text}</span>;
    if (piece.kind === 'code') return <code key={key}>{piece.text}</code>;
    const slot = blank?.(piece, pieces);
    return slot === undefined ? (
      <span key={key} className="chip">
        {piece.text}
      </span>
    ) : (
      <span key={key}>{slot}</span>
    );
  });
}

/** Conditions have no names; their place among their neighbours is who they are. */
function keyOf(sentence: Sentence, index: number): string {
  return `${index} ${sentence.lead.length}`;
}
