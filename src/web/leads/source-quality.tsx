import type { AnswerOf } from '#protocol/endpoint.ts';
import { readSources } from '#protocol/endpoints-figures.ts';
import { useSpeech } from '../i18n/speech.tsx';
import { Answered } from '../ui/answered.tsx';
import { Mark } from '../ui/marks.tsx';
import { asking } from '../wire/asking.ts';
import { useHere } from '../wire/here.ts';

type Sources = AnswerOf<typeof readSources>;
type System = Sources['systems'][number];

/** Where events come from, what arrived last, and what is missing in the leads they bring. */
export function SourceQuality() {
  const { words } = useSpeech();
  const texts = words.figures;
  const here = useHere();
  return (
    <section className="section">
      <h2>{texts.quality}</h2>
      <p className="soft by-source__note">{texts.qualityText}</p>
      <Answered of={asking(here.slug, readSources, {})} lines={4}>
        {(sources) => (
          <>
            <Systems systems={sources.systems} />
            <h3 className="by-source__gaps">{texts.gaps}</h3>
            <Gaps gaps={sources.gaps} />
          </>
        )}
      </Answered>
    </section>
  );
}

function Systems({ systems }: { readonly systems: readonly System[] }) {
  const { words } = useSpeech();
  const texts = words.figures;
  if (systems.length === 0) return <p className="soft">{texts.noneText}</p>;
  return (
    <div className="table-wrap">
      <table className="table stacking">
        <thead>
          <tr>
            <th>{texts.system}</th>
            <th>{texts.lastEvent}</th>
            <th className="num">{texts.recent}</th>
            <th className="num">{texts.leads}</th>
            <th className="num">{texts.withSource}</th>
            <th className="num">{texts.withCampaign}</th>
            <th className="num">{texts.withPerson}</th>
            <th>{texts.fedBy}</th>
          </tr>
        </thead>
        <tbody>
          {systems.map((system) => (
            <SystemRow key={system.origin} system={system} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function SystemRow({ system }: { readonly system: System }) {
  const { words, format } = useSpeech();
  const texts = words.figures;
  const { timeZone } = useHere().workspace;
  const { leads, imports } = system;
  const part = (n: number, name: string) => (
    <td className="num">
      <span className="by-source__name">{name}</span>
      {leads === 0 ? '–' : format.share(n / leads, 0)}
    </td>
  );
  return (
    <tr>
      <td>{system.origin === 'app' ? texts.app : system.origin}</td>
      <td>{format.day(system.lastAt, timeZone)}</td>
      <td className="num">
        <span className="by-source__name">{texts.recent}</span>
        {system.recent === 0 ? (
          <Mark icon="warn" tone="review">
            {texts.quiet}
          </Mark>
        ) : (
          format.count(system.recent)
        )}
      </td>
      <td className="num">
        <span className="by-source__name">{texts.leads}</span>
        {leads === 0 ? <span className="faint">{texts.noLeads}</span> : format.count(leads)}
      </td>
      {part(leads - system.unknownSource, texts.withSource)}
      {part(system.withCampaign, texts.withCampaign)}
      {part(system.withPerson, texts.withPerson)}
      <td className="soft">
        {imports.length === 0 ? texts.noImports : format.list([...new Set(imports.map(({ mappingName }) => mappingName))])}
      </td>
    </tr>
  );
}

function Gaps({ gaps }: Pick<Sources, 'gaps'>) {
  const { words, format } = useSpeech();
  const texts = words.figures;
  const { timeZone } = useHere().workspace;
  if (gaps.length === 0) return <p className="soft">{texts.gapsNone}</p>;
  return (
    <ul>
      {gaps.map((gap) => {
        const source = gap.source ?? texts.someSource;
        const from = format.moment(gap.from, timeZone);
        return (
          <li key={`${gap.source}/${gap.from}`}>
            <Mark icon="warn" tone={gap.until === null ? 'breach' : 'review'}>
              {gap.until === null ? texts.gapOpen(source, from) : texts.gap(source, from, format.moment(gap.until, timeZone))}
            </Mark>
          </li>
        );
      })}
    </ul>
  );
}
