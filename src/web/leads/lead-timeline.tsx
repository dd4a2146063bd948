import { useState } from 'react';
import type { Json } from '#core/kernel/canonical-json.ts';
import { readFact } from '#protocol/endpoints-facts.ts';
import type { LeadDetailWire } from '#protocol/endpoints-leads.ts';
import type { FactWire } from '#protocol/wire.ts';
import { useSpeech } from '../i18n/speech.tsx';
import type { Words } from '../i18n/words.ts';
import { Answered } from '../ui/answered.tsx';
import { EventsStep } from '../ui/events-step.tsx';
import { codeText, contentLine, kindText } from '../ui/fact-content.tsx';
import { asking } from '../wire/asking.ts';
import { useHere } from '../wire/here.ts';
import { sourceText } from './lead-marks.tsx';

/** References that the page shows elsewhere. */
const shownElsewhere = new Set(['person', 'company', 'leads', 'lead', 'agreement', 'direction', 'by']);

function lineOf(words: Words, fact: FactWire): FactWire['data'] {
  const { leads, determination } = words;
  const known: Readonly<Record<string, Readonly<Record<string, string>>>> = {
    outcome: { ...determination.outcomes, ...leads.outcomes },
    channel: leads.channels,
    criterion: leads.criteria,
    reason: leads.reasons,
  };
  const said = (key: string, value: Json | undefined) => (typeof value === 'string' ? (known[key]?.[value] ?? value) : value);
  return Object.fromEntries(
    Object.entries(fact.data).flatMap(([key, value]) => (shownElsewhere.has(key) ? [] : [[key, said(key, value)]])),
  );
}

function useWhen() {
  const { format } = useSpeech();
  const { timeZone } = useHere().workspace;
  return (fact: FactWire) => (fact.precision === 'day' ? format.day(fact.occurredAt, timeZone) : format.moment(fact.occurredAt, timeZone));
}

/** Where the person was met, in the order it happened: what attribution rests on. */
export function LeadTouches({ detail: { facts } }: { readonly detail: LeadDetailWire }) {
  const { words } = useSpeech();
  const texts = words.leads;
  const when = useWhen();
  const touches = facts.filter(({ kind }) => kind === 'touch.recorded' || kind === 'lead.captured').toReversed();
  const textOf = (fact: FactWire, key: string) => (typeof fact.data[key] === 'string' ? fact.data[key] : undefined);
  return (
    <section className="section">
      <h2>{texts.touches}</h2>
      {touches.length < 2 ? (
        <p className="soft says">{texts.touchesNone}</p>
      ) : (
        <div className="table-wrap">
          <table className="table stacking">
            <thead>
              <tr>
                <th>{texts.touchAt}</th>
                <th>{texts.touch}</th>
                <th>{texts.source}</th>
                <th>{texts.campaign}</th>
              </tr>
            </thead>
            <tbody>
              {touches.map((fact) => (
                <tr key={fact.id}>
                  <td>{when(fact)}</td>
                  <td>
                    {fact.kind === 'lead.captured' ? (
                      <strong>{kindText(words, fact.kind)}</strong>
                    ) : (
                      codeText(words, 'touch', textOf(fact, 'touch') ?? '')
                    )}
                  </td>
                  <td>{sourceText(words, textOf(fact, 'source') ?? '')}</td>
                  <td>{textOf(fact, 'campaign') ?? '–'}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}

/** Everything that happened, newest first; each event opens to its origin and proof. */
export function LeadTimeline({ detail: { facts, factCount } }: { readonly detail: LeadDetailWire }) {
  const { words, format } = useSpeech();
  const texts = words.leads;
  const when = useWhen();
  const [opened, setOpened] = useState<string>();
  return (
    <section className="section">
      <h2>{texts.timeline}</h2>
      {factCount > facts.length ? (
        <p className="soft says">{texts.timelineMore(format.count(facts.length), format.count(factCount))}</p>
      ) : null}
      <ol className="timeline">
        {facts.map((fact) => (
          <li key={fact.id}>
            <span className="faint">{when(fact)}</span>
            <div>
              <strong>{kindText(words, fact.kind)}</strong>
              <p className="small soft">{contentLine(words, format, lineOf(words, fact))}</p>
              {opened === fact.id ? <Origin id={fact.id} /> : null}
            </div>
            <button
              type="button"
              className="plain-button"
              aria-expanded={opened === fact.id}
              aria-label={`${texts.proof}: ${kindText(words, fact.kind)}, ${when(fact)}`}
              onClick={() => setOpened(opened === fact.id ? undefined : fact.id)}
            >
              {texts.proof}
            </button>
          </li>
        ))}
      </ol>
    </section>
  );
}

function Origin({ id }: { readonly id: string }) {
  const here = useHere();
  return (
    <Answered of={asking(here.slug, readFact, { params: { id } })} lines={2}>
      {(evidence) => <EventsStep evidence={[evidence]} timeZone={here.workspace.timeZone} />}
    </Answered>
  );
}
