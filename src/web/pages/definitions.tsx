import '../definitions/definitions.css';
import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { Definition } from '#core/definitions/definition.ts';
import { definitionTemplates } from '#core/definitions/templates/registry.ts';
import { adoptDefinition, definitionsInUse, listDefinitions } from '#protocol/endpoints-definitions.ts';
import { listQuarantine } from '#protocol/endpoints-determinations.ts';
import { ExamplesTable } from '../definitions/examined.tsx';
import { type AdoptedVersion, adoptedIn } from '../definitions/known-definitions.ts';
import { RuleText } from '../definitions/rule-text.tsx';
import { AdoptedLine, BoundIn, CountsLine } from '../definitions/standing.tsx';
import { useSpeech } from '../i18n/speech.tsx';
import { Answered } from '../ui/answered.tsx';
import { Note } from '../ui/notes.tsx';
import { PageHead } from '../ui/page-head.tsx';
import { ErrorNote } from '../ui/refusal-note.tsx';
import { useActing } from '../wire/acting.ts';
import { asking } from '../wire/asking.ts';
import { useHere } from '../wire/here.ts';

/** What the words of this workspace mean, and what there is to start from. */
export function DefinitionsPage() {
  const { words } = useSpeech();
  const here = useHere();
  const texts = words.definitions;
  return (
    <>
      <PageHead title={texts.title} lead={texts.lead}>
        <Link className="button-link" to="/w/$workspace/definitions/compare" params={{ workspace: here.slug }}>
          {texts.compare}
        </Link>
        {here.may('definitions.adopt') ? (
          <Link className="button-link" data-primary to="/w/$workspace/definitions/new" params={{ workspace: here.slug }}>
            {texts.newOne}
          </Link>
        ) : null}
      </PageHead>
      <Answered of={asking(here.slug, listDefinitions, {})}>
        {({ definitions }) => {
          const adopted = adoptedIn(definitions);
          const offered = definitionTemplates.filter(({ key }) => !adopted.some(([one]) => one?.key === key));
          return (
            <>
              {adopted.length === 0 ? (
                <Note title={texts.listEmpty} icon="contract">
                  <p>{texts.listEmptyText}</p>
                </Note>
              ) : null}
              <ul className="definitions">
                {adopted.map(([newest]) => (newest === undefined ? null : <Adopted key={newest.key} of={newest} />))}
              </ul>
              {offered.length === 0 ? null : <Suggestions offered={offered} />}
            </>
          );
        }}
      </Answered>
    </>
  );
}

function Adopted({ of }: { readonly of: AdoptedVersion }) {
  const { words, language } = useSpeech();
  const here = useHere();
  const { definition } = of;
  return (
    <li className="definition">
      <h2>
        <Link to="/w/$workspace/definitions/$key" params={{ workspace: here.slug, key: of.key }}>
          {definition.title[language]}
        </Link>
      </h2>
      <RuleText definition={definition} />
      <p className="small faint">
        {words.definitions.version(String(of.version))}, {words.definitions.subjects[definition.subject]}, <AdoptedLine of={of} />
      </p>
      <div className="definition__standing">
        {here.may('facts.read') ? (
          <Answered of={asking(here.slug, listQuarantine, {})} lines={1}>
            {({ definitions }) => <CountsLine of={of} counts={definitions} />}
          </Answered>
        ) : null}
        {here.may('agreements.read') ? (
          <Answered of={asking(here.slug, definitionsInUse, {})} lines={1}>
            {({ bindings }) => <BoundIn bindings={bindings.filter(({ hash }) => hash === of.hash)} />}
          </Answered>
        ) : null}
      </div>
    </li>
  );
}

function Suggestions({ offered }: { readonly offered: readonly Definition[] }) {
  const { words, language } = useSpeech();
  const texts = words.definitions;
  const here = useHere();
  return (
    <section className="section">
      <h2>{texts.suggestions}</h2>
      <p className="soft" style={{ paddingTop: 8 }}>
        {texts.suggestionsText}
      </p>
      <ul className="definitions">
        {offered.map((definition) => (
          <li key={definition.key} className="definition">
            <h3>{definition.title[language]}</h3>
            <RuleText definition={definition} />
            <details>
              <summary className="definition__more">{texts.look}</summary>
              <div className="stack" style={{ paddingTop: 8 }}>
                <p className="prose">{definition.wording[language]}</p>
                <ExamplesTable definition={definition} />
                {here.may('definitions.adopt') ? <Take definition={definition} /> : null}
              </div>
            </details>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** One click takes a suggestion over as it stands; adjusting it first is another page. */
function Take({ definition }: { readonly definition: Definition }) {
  const { words, language } = useSpeech();
  const texts = words.definitions;
  const here = useHere();
  const title = definition.title[language];
  const take = useActing(adoptDefinition, () => texts.adopted(title));
  return (
    <div className="row">
      <Button
        aria-label={texts.takeTitle(title)}
        loading={take.isPending}
        onClick={() => take.mutate({ body: JSON.stringify(definition), query: {} })}
      >
        {texts.take}
      </Button>
      <Link
        className="button-link"
        to="/w/$workspace/definitions/new"
        params={{ workspace: here.slug }}
        search={{ from: definition.key }}
        aria-label={`${texts.change}: ${title}`}
      >
        {texts.change}
      </Link>
      {take.isError ? <ErrorNote error={take.error} /> : null}
    </div>
  );
}
