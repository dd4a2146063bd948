import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { questionText } from '#protocol/question-words.ts';
import type { ReplayWire } from '#protocol/replay-wire.ts';
import { useSpeech } from '../i18n/speech.tsx';
import { kindText } from '../ui/fact-content.tsx';
import { Amount } from '../ui/marks.tsx';
import { Note } from '../ui/notes.tsx';
import { SubjectName } from '../ui/subject-name.tsx';
import { useHere } from '../wire/here.ts';
import { AnswerMark } from './examined.tsx';

type Flip = ReplayWire['flips'][number];

/** Enough to see what kind of case flips; the others are one click away. */
const SHOWN_FIRST = 10;

/** What a draft would change, before anything does: how many, who because of what, and in which contract how many euros. */
export function ReplayView({ replay }: { readonly replay: ReplayWire }) {
  const { words, format } = useSpeech();
  const texts = words.definitions;
  const { before, answers, subjects, flips, moves, agreements, differing } = replay;
  const cases = format.count(subjects);
  const counts = format.count(answers.after.yes);
  const changed = moves.reduce((sum, move) => sum + move.subjects, 0);
  const version = before?.split('@').at(-1) ?? '';
  return (
    <div className="stack fill" aria-live="polite">
      <p>{before === null ? texts.first(cases, counts) : texts.compared(version, cases, counts, format.count(answers.before?.yes ?? 0))}</p>
      <h3>{texts.money}</h3>
      {agreements.length === 0 ? <p className="soft">{texts.noAgreements}</p> : <Moved agreements={agreements} />}
      <h3>{texts.moves}</h3>
      {flips.length === 0 ? <p className="soft">{texts.noFlips}</p> : <Flips flips={flips} changed={changed} moves={moves} />}
      {differing.length === 0 ? null : <Differing differing={differing} />}
    </div>
  );
}

/** Trying is free; adopting waits until these come out as agreed, or are agreed anew. */
function Differing({ differing }: Pick<ReplayWire, 'differing'>) {
  const { words, format, language } = useSpeech();
  const texts = words.definitions;
  return (
    <Note title={texts.differing(format.count(differing.length))} tone="breach" icon="warn">
      <ul>
        {differing.map(({ index, name, expected, found }) => (
          <li key={index}>
            {texts.differingOne(typeof name === 'string' ? name : name[language], texts.answers[expected], texts.answers[found])}
          </li>
        ))}
      </ul>
      <p>{texts.differingHelp}</p>
    </Note>
  );
}

function Flips({ flips, changed, moves }: Pick<ReplayWire, 'flips' | 'moves'> & { readonly changed: number }) {
  const { words, format } = useSpeech();
  const texts = words.definitions;
  const [all, setAll] = useState(false);
  const shown = all ? flips : flips.slice(0, SHOWN_FIRST);
  return (
    <>
      <ul className="moves">
        {moves.map(({ from, to, subjects }) => (
          <li key={`${from} ${to}`}>
            <strong className="num">{format.count(subjects)}</strong> <AnswerMark answer={from} /> → <AnswerMark answer={to} />
          </li>
        ))}
      </ul>
      <div className="table-wrap">
        <table className="table stacking">
          <thead>
            <tr>
              <th>{texts.case}</th>
              <th>{texts.before}</th>
              <th>{texts.after}</th>
              <th>{texts.because}</th>
            </tr>
          </thead>
          <tbody>
            {shown.map((flip) => (
              <FlipRow key={flip.subject} flip={flip} />
            ))}
          </tbody>
        </table>
      </div>
      {changed > shown.length ? (
        <div className="row">
          <span className="soft small">{texts.shown(format.count(shown.length), format.count(changed))}</span>
          {shown.length < flips.length ? (
            <Button variant="subtle" size="compact-sm" onClick={() => setAll(true)}>
              {texts.showMore}
            </Button>
          ) : null}
        </div>
      ) : null}
    </>
  );
}

function FlipRow({ flip }: { readonly flip: Flip }) {
  const { words, format, language } = useSpeech();
  const here = useHere();
  const texts = words.definitions;
  const { subject, externalId, after, fact } = flip;
  const zone = here.workspace.timeZone;
  const day = (one: Flip['before']) => (one.at === undefined ? null : <span className="soft small"> {format.day(one.at, zone)}</span>);
  const missing = after.missing === undefined ? [] : after.missing.map((path) => questionText(path, language));
  return (
    <tr>
      <td>
        {subject.startsWith('lead:') ? (
          <Link to="/w/$workspace/leads/$lead" params={{ workspace: here.slug, lead: subject }}>
            <SubjectName subject={subject} externalId={externalId ?? undefined} />
          </Link>
        ) : (
          <SubjectName subject={subject} externalId={externalId ?? undefined} />
        )}
      </td>
      <td>
        <AnswerMark answer={flip.before.answer} />
        {day(flip.before)}
      </td>
      <td>
        <AnswerMark answer={after.answer} />
        {day(after)}
      </td>
      <td className="soft">
        {missing.length > 0
          ? texts.missing(missing.join(' '))
          : (after.message ??
            (fact === null ? texts.becauseRule : texts.on(kindText(words, fact.kind), format.day(fact.occurredAt, zone))))}
      </td>
    </tr>
  );
}

function Moved({ agreements }: Pick<ReplayWire, 'agreements'>) {
  const { words, language } = useSpeech();
  const texts = words.definitions;
  return (
    <div className="table-wrap">
      <table className="table stacking">
        <thead>
          <tr>
            <th>{texts.agreement}</th>
            <th className="num">{texts.before}</th>
            <th className="num">{texts.after}</th>
            <th className="num">{texts.moved}</th>
          </tr>
        </thead>
        <tbody>
          {agreements.map((one) => (
            <tr key={one.agreementId}>
              <td>{one.title[language]}</td>
              <td className="num">
                <Amount minor={one.beforeMinor} currency={one.currency} />
              </td>
              <td className="num">
                <Amount minor={one.afterMinor} currency={one.currency} />
              </td>
              <td className="num">
                <Amount minor={BigInt(one.afterMinor) - BigInt(one.beforeMinor)} currency={one.currency} signed />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
