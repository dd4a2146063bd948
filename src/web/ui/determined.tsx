import { useSuspenseQuery } from '@tanstack/react-query';
import type { ClaimWire } from '#protocol/endpoints-claims.ts';
import { NextQuestions } from '../forms/answer-questions.tsx';
import { DecideByHand } from '../forms/decide-by-hand.tsx';
import { useSpeech } from '../i18n/speech.tsx';
import { me } from '../wire/asking.ts';
import { useHere } from '../wire/here.ts';
import { actorText } from './subject-name.tsx';

interface Props {
  readonly claim: Pick<ClaimWire, 'subject' | 'determination'>;
  readonly timeZone: string;
}

/** Who decided whether a case counts, the rule or a person with a reason, and what would settle it while it is open. */
export function Determined({ claim, timeZone }: Props) {
  const { words, format } = useSpeech();
  const texts = words.determination;
  const here = useHere();
  const { data } = useSuspenseQuery(me);
  const { definition, answer, override } = claim.determination;
  return (
    <section className="section">
      <h2>{texts.title}</h2>
      {override === null ? (
        <p style={{ paddingTop: 12 }}>
          {words.line.answer[answer]}. <span className="soft">{answer === 'yes' || answer === 'no' ? texts.byRule : texts.undecided}</span>
        </p>
      ) : (
        <div className="decision">
          <strong>{texts.byHand(words.line.answer[answer])}</strong>
          <span className="soft">
            {format.moment(override.recordedAt, timeZone)}, {actorText(words, override.actor, data.person.id)}
          </span>
          <span>
            {texts.reason}: {texts.reasons[override.reason]}
          </span>
          {override.comment === null ? null : <span>{override.comment}</span>}
        </div>
      )}
      {answer === 'open' && here.may('facts.read') ? (
        <div className="stack" style={{ paddingTop: 12 }}>
          <NextQuestions subject={claim.subject} definition={`${definition.key}@${definition.version}`} />
        </div>
      ) : null}
      <div style={{ paddingTop: 12 }}>
        <DecideByHand claim={claim} />
      </div>
    </section>
  );
}
