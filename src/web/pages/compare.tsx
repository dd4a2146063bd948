import '../ui/page.css';
import './compare.css';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { type ComparisonWire, compareDefinitions } from '#protocol/endpoints-compare.ts';
import { useSpeech } from '../i18n/speech.tsx';
import { NoPermission } from '../ui/no-permission.tsx';
import { Note, Waiting } from '../ui/notes.tsx';
import { PageHead } from '../ui/page-head.tsx';
import { ErrorNote } from '../ui/refusal-note.tsx';
import { asking } from '../wire/asking.ts';
import type { ComparisonSearch } from '../wire/comparison-search.ts';
import { useHere } from '../wire/here.ts';
import { CompareChoice } from './compare-choice.tsx';
import { CompareCost } from './compare-cost.tsx';
import { CompareLeads } from './compare-leads.tsx';
import { letters, sentencesOf } from './compare-words.ts';

/** Changes a part of what one looks at; what is undefined goes. */
export type Look = (change: { readonly [K in keyof ComparisonSearch]: ComparisonSearch[K] | undefined }, replace?: boolean) => void;

/** The own enquiries under three definitions side by side: what each counts, who differs and why, and what that costs. */
export function ComparePage() {
  const { words } = useSpeech();
  const texts = words.compare;
  const here = useHere();
  return (
    <>
      <PageHead
        title={texts.title}
        lead={texts.lead}
        over={
          <Link to="/w/$workspace/definitions" params={{ workspace: here.slug }}>
            {texts.toDefinitions}
          </Link>
        }
      />
      {here.may('facts.read') ? <Compared /> : <NoPermission />}
    </>
  );
}

function Compared() {
  const here = useHere();
  const search = useSearch({ from: '/w/$workspace/definitions/compare' });
  const navigate = useNavigate({ from: '/w/$workspace/definitions/compare' });
  const look: Look = (change, replace = false) =>
    void navigate({
      search: (before) => Object.fromEntries(Object.entries({ ...before, ...change }).filter(([, value]) => value !== undefined)),
      replace,
      resetScroll: false,
    });
  const { value: _value, ...query } = search;
  const asked = useQuery({ ...asking(here.slug, compareDefinitions, { query }), placeholderData: keepPreviousData });
  if (asked.isError) return <ErrorNote error={asked.error} retry={() => void asked.refetch()} />;
  if (asked.data === undefined) return <Waiting lines={10} />;
  return <Comparison comparison={asked.data} search={search} look={look} />;
}

interface ComparisonProps {
  readonly comparison: ComparisonWire;
  readonly search: ComparisonSearch;
  readonly look: Look;
}

function Comparison({ comparison, search, look }: ComparisonProps) {
  const { words, format } = useSpeech();
  const texts = words.compare;
  const here = useHere();
  const { timeZone } = here.workspace;
  const { definitions, leads, months, from, until } = comparison;
  if (leads === 0) {
    return (
      <Note title={texts.emptyTitle}>
        <p>{texts.empty}</p>
        {here.may('imports.write') ? (
          <Link to="/w/$workspace/imports/new" params={{ workspace: here.slug }}>
            {texts.toImport}
          </Link>
        ) : null}
      </Note>
    );
  }
  const counts = definitions.map((one) => format.count(one.counts.yes)).join(' · ');
  return (
    <>
      <p className="compare__summary">
        {texts.summary(counts, format.count(leads))}{' '}
        {from === null || until === null ? null : (
          <span className="soft">
            {texts.span(format.day(from, timeZone), format.day(until, timeZone), texts.months(format.count(months), months === 1))}
          </span>
        )}
      </p>
      <div className="compare__definitions" style={{ ['--of' as string]: definitions.length }}>
        {definitions.map((definition, index) => (
          <Definition key={definition.ref} definition={definition} leads={leads} letter={letters[index] ?? ''} />
        ))}
      </div>
      {comparison.cut ? <Note title={texts.cut(format.count(leads))} tone="review" icon="warn" /> : null}
      <CompareChoice comparison={comparison} look={look} />
      <CompareCost comparison={comparison} {...(search.value === undefined ? {} : { value: search.value })} look={look} />
      <CompareLeads comparison={comparison} {...(search.differ === undefined ? {} : { differ: search.differ })} look={look} />
    </>
  );
}

function Definition(props: {
  readonly definition: ComparisonWire['definitions'][number];
  readonly leads: number;
  readonly letter: string;
}) {
  const { words, format, language } = useSpeech();
  const texts = words.compare;
  const { definition, leads } = props;
  const { yes, open, failed } = definition.counts;
  return (
    <section className="compare__definition" aria-label={definition.title[language]}>
      <p className="compare__figure">
        <strong>{format.count(yes)}</strong>
        <span className="soft">{leads === 1 ? texts.ofOneLead : texts.ofLeads(format.count(leads))}</span>
      </p>
      <div className="compare__bar" aria-hidden="true">
        <span style={{ width: `${(yes / leads) * 100}%` }} />
        <span data-open style={{ width: `${(open / leads) * 100}%` }} />
      </div>
      <p className="small soft">
        {open === 0 ? texts.noOpen : texts.openCount(format.count(open))}
        {failed === 0 ? null : ` · ${texts.failedCount(format.count(failed))}`}
        {` · ${definition.adopted ? texts.adopted : texts.template}`}
      </p>
      {yes === 0 && leads > 0 ? <p className="small">{texts.nothingCounts}</p> : null}
      <h2>
        <span className="compare__letter">{props.letter}</span> {definition.title[language]}
      </h2>
      <ul className="compare__conditions" aria-label={texts.conditions}>
        {sentencesOf(definition, language).map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
    </section>
  );
}
