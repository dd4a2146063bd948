import '../settings/settings.css';
import '../ui/four-steps.css';
import { NativeSelect, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { factKinds } from '#core/facts/registry.ts';
import { readFact, readFacts } from '#protocol/endpoints-facts.ts';
import type { FactWire } from '#protocol/wire.ts';
import { useSpeech } from '../i18n/speech.tsx';
import { Answered } from '../ui/answered.tsx';
import { FactContent, kindText } from '../ui/fact-content.tsx';
import { NoPermission } from '../ui/no-permission.tsx';
import { Note } from '../ui/notes.tsx';
import { PageHead } from '../ui/page-head.tsx';
import { ProofStep } from '../ui/proof-step.tsx';
import { SubjectName } from '../ui/subject-name.tsx';
import { asking } from '../wire/asking.ts';
import { useHere } from '../wire/here.ts';

const page = getRouteApi('/w/$workspace/settings-frame/events');
const PAGE = 50;
/** Behind every place there can be. */
const END = 999_999_999_999_999;

/** What of the log is looked at; it stands in the address, so that a view can be handed on. */
export interface EventsSearch {
  readonly kind?: string;
  readonly subject?: string;
  /** Only what was recorded before this place. */
  readonly before?: number;
  /** The event that is open. */
  readonly event?: string;
}

/** The log, newest first, for whoever wants to see everything: each event opens to its content and its proof. */
export function EventsPage() {
  const { words } = useSpeech();
  const here = useHere();
  return (
    <>
      <PageHead title={words.events.title} lead={words.events.lead} />
      {here.may('facts.read') ? (
        <>
          <Filter />
          <Events />
        </>
      ) : (
        <NoPermission />
      )}
    </>
  );
}

function Filter() {
  const { words } = useSpeech();
  const texts = words.events;
  const { kind = '', subject = '' } = page.useSearch();
  const navigate = page.useNavigate();
  const look = (next: EventsSearch) => void navigate({ search: next, replace: true });
  const about = subject === '' ? {} : { subject };
  const named = factKinds.map(({ name }) => ({ value: name, label: kindText(words, name) })).sort((a, b) => (a.label < b.label ? -1 : 1));
  return (
    <div className="event-filter no-print">
      <NativeSelect
        label={texts.kind}
        value={kind}
        data={[{ value: '', label: texts.anyKind }, ...named]}
        onChange={(event) => look({ ...about, ...(event.currentTarget.value === '' ? {} : { kind: event.currentTarget.value }) })}
      />
      <form
        onSubmit={(event) => {
          event.preventDefault();
          const text = String(new FormData(event.currentTarget).get('subject') ?? '').trim();
          look({ ...(kind === '' ? {} : { kind }), ...(text === '' ? {} : { subject: text }) });
        }}
      >
        <TextInput key={subject} name="subject" label={texts.about} placeholder={texts.aboutHelp} defaultValue={subject} maxLength={200} />
      </form>
      {kind === '' && subject === '' ? null : (
        <Link from="/w/$workspace/events" to="." search={{}}>
          {texts.all}
        </Link>
      )}
    </div>
  );
}

function Events() {
  const { words } = useSpeech();
  const texts = words.events;
  const here = useHere();
  const { kind, subject, before, event } = page.useSearch();
  const query = {
    beforeSeq: before ?? END,
    limit: PAGE,
    ...(kind === undefined ? {} : { kind }),
    ...(subject === undefined ? {} : { subject }),
  };
  return (
    <Answered of={asking(here.slug, readFacts, { query })} lines={12}>
      {({ facts, nextBeforeSeq }) =>
        facts.length === 0 ? (
          <Note title={texts.none} icon="dash">
            <p>{texts.noneText}</p>
          </Note>
        ) : (
          <>
            {event === undefined || facts.some(({ id }) => id === event) ? null : <EventAlone id={event} />}
            <div className="table-wrap">
              <table className="table stacking">
                <thead>
                  <tr>
                    <th className="num">{texts.number}</th>
                    <th>{texts.when}</th>
                    <th>{texts.what}</th>
                    <th>{texts.about}</th>
                    <th>{texts.from}</th>
                    <th>{texts.recorded}</th>
                  </tr>
                </thead>
                <tbody>
                  {facts.map((fact) => (
                    <EventRow key={fact.id} fact={fact} isOpen={fact.id === event} />
                  ))}
                </tbody>
              </table>
            </div>
            <p className="row no-print">
              {before === undefined ? null : (
                <Link from="/w/$workspace/events" to="." search={({ before: _, ...rest }) => rest}>
                  {texts.newest}
                </Link>
              )}
              {nextBeforeSeq === undefined ? null : (
                <Link from="/w/$workspace/events" to="." search={(now) => ({ ...now, before: nextBeforeSeq })}>
                  {texts.older}
                </Link>
              )}
            </p>
          </>
        )
      }
    </Answered>
  );
}

function EventRow({ fact, isOpen }: { readonly fact: FactWire; readonly isOpen: boolean }) {
  const { words, format } = useSpeech();
  const texts = words.events;
  const { timeZone } = useHere().workspace;
  const when = fact.precision === 'day' ? format.day(fact.occurredAt, timeZone) : format.moment(fact.occurredAt, timeZone);
  return (
    <>
      <tr>
        <td className="num">{format.count(fact.seq + 1)}</td>
        <td>{when}</td>
        <td>
          <Link
            from="/w/$workspace/events"
            to="."
            search={({ event: _, ...rest }) => (isOpen ? rest : { ...rest, event: fact.id })}
            replace
            resetScroll={false}
            aria-expanded={isOpen}
            title={texts.open}
          >
            {kindText(words, fact.kind)}
          </Link>
        </td>
        <td>
          <Link from="/w/$workspace/events" to="." search={{ subject: fact.subject }}>
            <SubjectName subject={fact.subject} />
          </Link>
        </td>
        <td>{fact.source}</td>
        <td className="faint">{format.moment(fact.recordedAt, timeZone)}</td>
      </tr>
      {isOpen ? (
        <tr>
          <td colSpan={6} className="event-row__content">
            <OpenEvent fact={fact} />
          </td>
        </tr>
      ) : null}
    </>
  );
}

/** An event somebody was sent to, wherever in the log it lies. */
function EventAlone({ id }: { readonly id: string }) {
  const { words, format } = useSpeech();
  const here = useHere();
  return (
    <Answered of={asking(here.slug, readFact, { params: { id } })} lines={3}>
      {({ fact }) => (
        <Note title={`${kindText(words, fact.kind)}, ${format.moment(fact.occurredAt, here.workspace.timeZone)}`}>
          <OpenEvent fact={fact} />
        </Note>
      )}
    </Answered>
  );
}

function OpenEvent({ fact }: { readonly fact: FactWire }) {
  const here = useHere();
  const proof = useQuery(asking(here.slug, readFact, { params: { id: fact.id } }));
  return (
    <div className="stack">
      <FactContent content={fact.data} />
      {proof.data === undefined ? null : <ProofStep evidence={[proof.data]} timeZone={here.workspace.timeZone} />}
    </div>
  );
}
