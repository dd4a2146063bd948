import '../ui/page.css';
import '../leads/figures.css';
import { NativeSelect } from '@mantine/core';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { type FiguresWire, readSourceFigures } from '#protocol/endpoints-figures.ts';
import { DefinitionsLink } from '../definitions/definitions-link.tsx';
import { useSpeech } from '../i18n/speech.tsx';
import { type FigureSelection, figureDays, readFigureSelection } from '../leads/figure-selection.ts';
import { FigureTable } from '../leads/figure-table.tsx';
import { LossFunnel } from '../leads/loss-funnel.tsx';
import { SourceQuality } from '../leads/source-quality.tsx';
import { Answered } from '../ui/answered.tsx';
import { FilterRow } from '../ui/filter-row.tsx';
import { NoPermission } from '../ui/no-permission.tsx';
import { Note } from '../ui/notes.tsx';
import { PageHead } from '../ui/page-head.tsx';
import { asking } from '../wire/asking.ts';
import { useHere } from '../wire/here.ts';

const USUAL_DAYS = 90;

/** What each source costs, brings and is missing. */
export function FiguresPage() {
  const { words } = useSpeech();
  const texts = words.figures;
  const here = useHere();
  return (
    <>
      <PageHead title={texts.title} lead={texts.lead}>
        <DefinitionsLink />
      </PageHead>
      {here.may('figures.read') ? <Figures /> : <NoPermission />}
    </>
  );
}

function Figures() {
  const { words, format } = useSpeech();
  const texts = words.figures;
  const here = useHere();
  const navigate = useNavigate();
  const selection = useSearch({ from: '/w/$workspace/figures' });
  const days = selection.days ?? USUAL_DAYS;
  const go = (search: FigureSelection) =>
    void navigate({ to: '/w/$workspace/figures', params: { workspace: here.slug }, search, replace: true });
  const query = { days, ...(selection.definition === undefined ? {} : { definition: selection.definition }) };
  return (
    <>
      <FilterRow
        label={texts.range}
        choices={figureDays.map((n) => ({ key: String(n), name: texts.lastDays(format.count(n)) }))}
        chosen={String(days)}
        onChoose={(chosen) => go(readFigureSelection({ ...selection, days: chosen }))}
      />
      <Answered of={asking(here.slug, readSourceFigures, { query })} lines={10}>
        {(figures) => <Shown figures={figures} onDefinition={(definition) => go(readFigureSelection({ ...selection, definition }))} />}
      </Answered>
      <SourceQuality />
    </>
  );
}

function Shown({ figures, onDefinition }: { readonly figures: FiguresWire; readonly onDefinition: (definition: string) => void }) {
  const { words, format, language } = useSpeech();
  const texts = words.figures;
  const here = useHere();
  const { definitions, definition } = figures;
  if (figures.rows.length === 0) {
    return figures.days === figureDays[2] ? (
      <Note title={texts.none}>
        <p>{texts.noneText}</p>
        {here.may('imports.write') ? (
          <Link to="/w/$workspace/imports" params={{ workspace: here.slug }}>
            {words.leads.importThem}
          </Link>
        ) : null}
      </Note>
    ) : (
      <Note title={texts.noneInRange} />
    );
  }
  return (
    <>
      <div className="by-source__head">
        <p className="soft">{texts.rangeText(format.day(figures.fromDay), format.day(figures.untilDay))}</p>
        {definitions.length === 0 ? (
          <p className="soft">{texts.noDefinition}</p>
        ) : (
          <NativeSelect
            label={texts.definition}
            value={definition ?? ''}
            onChange={(event) => onDefinition(event.currentTarget.value)}
            data={definitions.map((one) => ({
              value: one.definition,
              label: one.bound ? `${one.title[language]} (${words.leads.bound})` : one.title[language],
            }))}
          />
        )}
      </div>
      <FigureTable figures={figures} />
      <LossFunnel figures={figures} />
      <details className="by-source__how">
        <summary>{texts.how}</summary>
        <p>{texts.howMoney}</p>
        <p>{texts.howLoss}</p>
        <p>{texts.howSteps}</p>
      </details>
    </>
  );
}
