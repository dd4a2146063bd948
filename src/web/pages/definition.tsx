import '../definitions/definitions.css';
import { Link, useParams, useSearch } from '@tanstack/react-router';
import { definitionsInUse, listDefinitions } from '#protocol/endpoints-definitions.ts';
import { listOverrides, listQuarantine } from '#protocol/endpoints-determinations.ts';
import { ExamplesTable } from '../definitions/examined.tsx';
import { type AdoptedVersion, adoptedIn } from '../definitions/known-definitions.ts';
import { RuleText } from '../definitions/rule-text.tsx';
import { AdoptedLine, BoundIn, CountsLine } from '../definitions/standing.tsx';
import { VersionsList } from '../definitions/versions-list.tsx';
import { useSpeech } from '../i18n/speech.tsx';
import { Answered } from '../ui/answered.tsx';
import { kindText } from '../ui/fact-content.tsx';
import { CheckNumber } from '../ui/marks.tsx';
import { Note } from '../ui/notes.tsx';
import { PageHead } from '../ui/page-head.tsx';
import { SubjectName } from '../ui/subject-name.tsx';
import { asking } from '../wire/asking.ts';
import { useHere } from '../wire/here.ts';

/** One definition: what it says, what its examples come to, how its versions differ, and what waits for a person. */
export function DefinitionPage() {
  const { words } = useSpeech();
  const here = useHere();
  const { key } = useParams({ strict: false });
  const { version } = useSearch({ strict: false });
  const texts = words.definitions;
  return (
    <Answered of={asking(here.slug, listDefinitions, {})}>
      {({ definitions }) => {
        const versions = adoptedIn(definitions).find(([one]) => one?.key === key) ?? [];
        const shown = versions.find((one) => one.version === version) ?? (version === undefined ? versions[0] : undefined);
        if (shown !== undefined) return <Shown one={shown} versions={versions} />;
        return (
          <>
            <PageHead title={texts.unknown} over={<ToList />} />
            <Note title={texts.unknown}>
              <p>{texts.unknownText}</p>
            </Note>
          </>
        );
      }}
    </Answered>
  );
}

function ToList() {
  const { words } = useSpeech();
  const here = useHere();
  return (
    <Link to="/w/$workspace/definitions" params={{ workspace: here.slug }}>
      {words.definitions.toList}
    </Link>
  );
}

function Shown({ one, versions }: { readonly one: AdoptedVersion; readonly versions: readonly AdoptedVersion[] }) {
  const { words, language } = useSpeech();
  const here = useHere();
  const texts = words.definitions;
  const { definition } = one;
  const points = definition.counts?.[language] ?? [];
  return (
    <>
      <PageHead
        title={definition.title[language]}
        over={<ToList />}
        lead={
          <>
            {texts.version(String(one.version))}, {texts.subjects[definition.subject]}, <AdoptedLine of={one} />
          </>
        }
      >
        <CheckNumber hash={one.hash} />
        {here.may('definitions.adopt') ? (
          <Link
            className="button-link"
            data-primary
            to="/w/$workspace/definitions/$key/edit"
            params={{ workspace: here.slug, key: one.key }}
          >
            {texts.edit}
          </Link>
        ) : null}
      </PageHead>
      <div className="definition__standing">
        <Standing one={one} />
      </div>
      <section className="section">
        <h2>{texts.sentence}</h2>
        <div style={{ paddingTop: 12 }}>
          <RuleText definition={definition} />
        </div>
      </section>
      <section className="section">
        <h2>{texts.wording}</h2>
        <p className="prose" style={{ paddingTop: 12 }}>
          {definition.wording[language]}
        </p>
        {points.length === 0 ? null : (
          <ul className="points" aria-label={texts.points}>
            {points.map((point) => (
              <li key={point}>{point}</li>
            ))}
          </ul>
        )}
      </section>
      <section className="section">
        <h2>{texts.examples}</h2>
        <ExamplesTable definition={definition} />
      </section>
      <section className="section">
        <h2>{texts.versions}</h2>
        <VersionsList versions={versions} shown={one.version} />
      </section>
      {here.may('facts.read') ? <Waiting one={one} /> : null}
      {here.may('claims.read') ? <Overrides one={one} /> : null}
    </>
  );
}

function Standing({ one }: { readonly one: AdoptedVersion }) {
  const here = useHere();
  return (
    <>
      {here.may('facts.read') ? (
        <Answered of={asking(here.slug, listQuarantine, {})} lines={1}>
          {({ definitions }) => <CountsLine of={one} counts={definitions} />}
        </Answered>
      ) : null}
      {here.may('agreements.read') ? (
        <Answered of={asking(here.slug, definitionsInUse, {})} lines={1}>
          {({ bindings }) => <BoundIn bindings={bindings.filter(({ hash }) => hash === one.hash)} />}
        </Answered>
      ) : null}
    </>
  );
}

function Waiting({ one }: { readonly one: AdoptedVersion }) {
  const { words, format } = useSpeech();
  const texts = words.definitions;
  const here = useHere();
  return (
    <section className="section">
      <h2>{texts.waiting}</h2>
      <Answered of={asking(here.slug, listQuarantine, {})} lines={2}>
        {({ subjects }) => {
          const waiting = subjects.filter(({ definition }) => definition === `${one.key}@${one.version}`);
          if (waiting.length === 0) return <p className="soft quiet-line">{texts.nobodyWaits}</p>;
          return (
            <>
              <p className="soft quiet-line">{texts.waitingHelp}</p>
              {waiting.map(({ subject, externalId, message, cause }) => (
                <p key={subject} className="decision">
                  <SubjectName subject={subject} externalId={externalId ?? undefined} />
                  <span>{message}</span>
                  {cause === null ? null : (
                    <span className="soft">
                      {texts.on(kindText(words, cause.kind), format.moment(cause.occurredAt, here.workspace.timeZone))}
                    </span>
                  )}
                </p>
              ))}
            </>
          );
        }}
      </Answered>
    </section>
  );
}

function Overrides({ one }: { readonly one: AdoptedVersion }) {
  const { words, format } = useSpeech();
  const texts = words.definitions;
  const here = useHere();
  return (
    <section className="section">
      <h2>{texts.overrides}</h2>
      <Answered of={asking(here.slug, listOverrides, { query: { definition: `${one.key}@${one.version}` } })} lines={2}>
        {({ overrides }) =>
          overrides.length === 0 ? (
            <p className="soft quiet-line">{texts.noOverrides}</p>
          ) : (
            overrides.map(({ factId, subject, externalId, answer, reason, recordedAt }) => (
              <p key={factId} className="decision">
                <SubjectName subject={subject} externalId={externalId ?? undefined} />
                <span>{texts.answers[answer]}</span>
                <span>{words.determination.reasons[reason]}</span>
                <span className="soft">{format.moment(recordedAt, here.workspace.timeZone)}</span>
              </p>
            ))
          )
        }
      </Answered>
    </section>
  );
}
