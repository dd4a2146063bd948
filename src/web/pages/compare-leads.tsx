import { Button } from '@mantine/core';
import type { ComparedDefinitionWire, ComparedLeadWire, ComparisonWire } from '#protocol/endpoints-compare.ts';
import { questionText } from '#protocol/question-words.ts';
import type { Language } from '../i18n/language.ts';
import { useSpeech } from '../i18n/speech.tsx';
import type { Words } from '../i18n/words.ts';
import { FilterRow } from '../ui/filter-row.tsx';
import type { IconName } from '../ui/icon.tsx';
import { Mark, type Tone } from '../ui/marks.tsx';
import { useHere } from '../wire/here.ts';
import type { Look } from './compare.tsx';
import { letters, sentencesOf } from './compare-words.ts';

type Pair = '1-2' | '1-3' | '2-3';
type Answer = ComparedLeadWire['answers'][number];

const looks: Readonly<Record<Answer['answer'], { readonly icon: IconName; readonly tone: Tone }>> = {
  yes: { icon: 'check', tone: 'proven' },
  no: { icon: 'cross', tone: 'plain' },
  open: { icon: 'circle', tone: 'quiet' },
  failed: { icon: 'warn', tone: 'breach' },
};

interface CompareLeadsProps {
  readonly comparison: ComparisonWire;
  readonly differ?: Pair;
  readonly look: Look;
}

/** Lead by lead: the answer under each definition, and which condition made it so. */
export function CompareLeads({ comparison, differ, look }: CompareLeadsProps) {
  const { words, format, language } = useSpeech();
  const texts = words.compare;
  const { definitions, page, differing } = comparison;
  const choices = [
    { key: 'all' as const, name: texts.all, count: format.count(comparison.leads) },
    ...differing.map(({ first, second, leads }) => ({
      key: `${first + 1}-${second + 1}` as Pair,
      name: texts.differ(letters[first] ?? '', letters[second] ?? ''),
      count: format.count(leads),
    })),
  ];
  const sentences = definitions.map((one) => sentencesOf(one, language));
  return (
    <section className="section">
      <h2>{texts.who}</h2>
      <div className="compare__leads-filter">
        <FilterRow
          label={texts.filter}
          choices={choices}
          chosen={differ ?? 'all'}
          onChoose={(key) => look({ differ: key === 'all' ? undefined : key, page: undefined })}
        />
      </div>
      {page.leads.length === 0 ? (
        <p className="soft compare__none">{texts.noneDiffer}</p>
      ) : (
        <div className="table-wrap">
          <table className="table stacking compare__leads">
            <thead>
              <tr>
                <th>{texts.leadColumn}</th>
                <th>{texts.came}</th>
                {definitions.map((one, index) => (
                  <th key={one.ref}>
                    {letters[index]} <span className="compare__head">{one.title[language]}</span>
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {page.leads.map((lead) => (
                <LeadRow key={lead.subject} lead={lead} definitions={definitions} sentences={sentences} />
              ))}
            </tbody>
          </table>
        </div>
      )}
      {page.pages > 1 ? (
        <nav className="row compare__pages" aria-label={texts.page(format.count(page.number), format.count(page.pages))}>
          <Button variant="default" disabled={page.number <= 1} onClick={() => look({ page: page.number - 1 })}>
            {texts.before}
          </Button>
          <span className="soft">{texts.page(format.count(page.number), format.count(page.pages))}</span>
          <Button variant="default" disabled={page.number >= page.pages} onClick={() => look({ page: page.number + 1 })}>
            {texts.after}
          </Button>
        </nav>
      ) : null}
    </section>
  );
}

interface LeadRowProps {
  readonly lead: ComparedLeadWire;
  readonly definitions: readonly ComparedDefinitionWire[];
  readonly sentences: readonly (readonly string[])[];
}

function LeadRow({ lead, definitions, sentences }: LeadRowProps) {
  const { format } = useSpeech();
  const { timeZone } = useHere().workspace;
  const number = lead.externalId ?? lead.subject.slice(5, 13);
  const name = number.startsWith('row-') ? number.slice(0, 12) : number;
  return (
    <tr>
      <td>
        <span className="mono" title={lead.externalId ?? lead.subject}>
          {name}
        </span>
        {lead.company === null ? null : <div className="small soft">{lead.company}</div>}
      </td>
      <td style={{ whiteSpace: 'nowrap' }}>
        {format.day(lead.capturedAt, timeZone)}
        {lead.source === null ? null : <div className="small soft">{lead.source}</div>}
      </td>
      {definitions.map((one, index) => (
        <td key={one.ref}>
          <Said answer={lead.answers[index]} letter={letters[index] ?? ''} sentences={sentences[index] ?? []} />
        </td>
      ))}
    </tr>
  );
}

function Said(props: { readonly answer: Answer | undefined; readonly letter: string; readonly sentences: readonly string[] }) {
  const { words, language } = useSpeech();
  const texts = words.compare;
  const { answer } = props;
  if (answer === undefined) return null;
  const failing = answer.failing.map((place) => props.sentences[place]).filter((sentence) => sentence !== undefined);
  return (
    <>
      <span className="compare__answer">
        <span className="compare__small-letter">{props.letter}</span>
        <Mark {...looks[answer.answer]}>{texts.answers[answer.answer]}</Mark>
      </span>
      {answer.byPerson ? <div className="small soft">{texts.byPerson}</div> : null}
      {answer.answer === 'no' ? <Why reasons={failing} say={texts.fails} /> : null}
      {answer.answer === 'open' ? <Why reasons={missingIn(words, answer.missing, language)} say={texts.missing} /> : null}
    </>
  );
}

/** The first reason; the others when somebody asks, so that the rows can be run over. */
function Why({ reasons, say }: { readonly reasons: readonly string[]; readonly say: (what: string) => string }) {
  const { words, format } = useSpeech();
  const [first, ...others] = reasons;
  if (first === undefined) return null;
  if (others.length === 0) return <div className="small soft">{say(first)}</div>;
  return (
    <details className="small soft compare__why">
      <summary>
        {say(first)} <span className="faint">{words.compare.more(format.count(others.length))}</span>
      </summary>
      <ul>
        {others.map((reason) => (
          <li key={reason}>{reason}</li>
        ))}
      </ul>
    </details>
  );
}

/** Grades go by their names on one line, everything else by the question that asks for it. */
function missingIn(words: Words, paths: readonly string[], language: Language): readonly string[] {
  const criteria: Readonly<Record<string, string>> = words.leads.criteria;
  const isGrade = (path: string) => path.startsWith('grades.');
  const grades = paths.filter(isGrade).map((path) => criteria[path.slice('grades.'.length)] ?? path.slice('grades.'.length));
  const asked = paths.filter((path) => !isGrade(path)).map((path) => questionText(ofOne(path), language));
  return [...(grades.length === 0 ? [] : [words.compare.gradesOf([...new Set(grades)].join(', '))]), ...new Set(asked)];
}

/** What is missing in some member of a list is asked of one: `deals[].won` as `deal.won`. */
function ofOne(path: string): string {
  return path.replace(/^(deal|appointment|order)s\[\]\./, '$1.').replace(/^touches\[\]\./, 'touch.');
}
