import { useState } from 'react';
import type { DeterminationWire } from '#protocol/endpoints-claims.ts';
import { useSpeech } from '../i18n/speech.tsx';
import { FactContent, kindText } from './fact-content.tsx';

type Evidence = DeterminationWire['facts'][number];
const SHOWN = 3;

/** What happened, when, and from where; each event opens to its content and origin. */
export function EventsStep(props: { readonly evidence: readonly Evidence[]; readonly timeZone: string }) {
  const { words, format } = useSpeech();
  const [all, setAll] = useState(false);
  const shown = all ? props.evidence : props.evidence.slice(0, SHOWN);
  return (
    <>
      <ul>
        {shown.map((evidence) => (
          <EventItem key={evidence.fact.id} evidence={evidence} timeZone={props.timeZone} />
        ))}
      </ul>
      {props.evidence.length > shown.length ? (
        <button type="button" className="plain-button more" onClick={() => setAll(true)}>
          {words.line.allEvents(format.count(props.evidence.length))}
        </button>
      ) : null}
    </>
  );
}

function EventItem(props: { readonly evidence: Evidence; readonly timeZone: string }) {
  const { words, format } = useSpeech();
  const { fact, origin } = props.evidence;
  const when = fact.precision === 'day' ? format.day(fact.occurredAt, props.timeZone) : format.moment(fact.occurredAt, props.timeZone);
  const files = origin.files ?? [];
  return (
    <li className="event">
      <div className="event__head">
        <strong>{kindText(words, fact.kind)}</strong>
        <span className="faint">{when}</span>
      </div>
      <p className="small soft">
        {words.line.from(origin.source)}
        {origin.externalId === undefined ? null : (
          <>
            {words.line.external} <span className="mono">{origin.externalId}</span>
          </>
        )}
      </p>
      <details>
        <summary className="small">{words.line.content}</summary>
        <FactContent content={fact.data} />
        <p className="small faint">
          {words.line.recordedAt(format.moment(fact.recordedAt, props.timeZone))}
          {files.length === 0 ? null : `, ${words.line.imported(format.list(files))}`}
        </p>
      </details>
    </li>
  );
}
