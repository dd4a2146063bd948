import { Link } from '@tanstack/react-router';
import { isObject, type Json } from '#core/kernel/canonical-json.ts';
import { agreementChanges } from '#core/promises/agreements/changes.ts';
import type { AgreementWire } from '#protocol/endpoints-agreements.ts';
import { useSpeech } from '../i18n/speech.tsx';
import type { Words } from '../i18n/words.ts';
import { CheckNumber } from '../ui/marks.tsx';
import { useHere } from '../wire/here.ts';
import { agreementIn } from './document.ts';

interface ChangeRow {
  readonly path: string;
  readonly before: string;
  readonly after: string;
}

/** Every version with its number and first instant, and what it changed against the one before. */
export function Versions({ agreement }: { readonly agreement: AgreementWire }) {
  const here = useHere();
  const { words, format } = useSpeech();
  const texts = words.agreement;
  return (
    <ul>
      {agreement.versions.map((version, index) => {
        const before = agreement.versions[index - 1];
        return (
          <li key={version.hash} className="version">
            <div className="row" style={{ minHeight: 'var(--row)' }}>
              <span>{texts.version(version.version)}</span>
              <CheckNumber hash={version.hash} />
              <span className="soft">
                {version.effectiveFrom === null
                  ? words.course.waiting
                  : texts.effective(format.moment(version.effectiveFrom, agreement.timeZone))}
              </span>
            </div>
            {before === undefined ? null : (
              <details>
                <summary>{words.course.changesIn(version.version)}</summary>
                <p className="version__compare">
                  <Link
                    to="/w/$workspace/agreements/$agreement"
                    params={{ workspace: here.slug, agreement: agreement.id }}
                    search={{ from: before.version, to: version.version }}
                    hash="redline"
                  >
                    {words.newAgreement.compareTitle}
                  </Link>
                </p>
                <ChangeTable
                  agreement={agreement}
                  changes={agreementChanges(agreementIn(before.document), agreementIn(version.document))}
                />
              </details>
            )}
          </li>
        );
      })}
    </ul>
  );
}

/** A redline as a table: the clause, what it said, what it says. */
export function ChangeTable(props: {
  readonly agreement: Pick<AgreementWire, 'document'> | undefined;
  readonly changes: readonly ChangeRow[];
}) {
  const { words, language } = useSpeech();
  const texts = words.course;
  if (props.changes.length === 0) return <p className="soft">{texts.noChanges}</p>;
  const components = props.agreement === undefined ? [] : agreementIn(props.agreement.document).components;
  const titles = new Map(components.map(({ key, title }) => [key, title[language]]));
  return (
    <div className="table-wrap">
      <table className="table stacking">
        <thead>
          <tr>
            <th>{texts.place}</th>
            <th>{texts.before}</th>
            <th>{texts.after}</th>
          </tr>
        </thead>
        <tbody>
          {props.changes.map(({ path, before, after }) => (
            <tr key={path}>
              <td>{placeText(path, words, titles)}</td>
              <td>{before === '' ? <span className="faint">{texts.absent}</span> : <del>{valueText(before)}</del>}</td>
              <td>{after === '' ? <span className="faint">{texts.absent}</span> : <ins>{valueText(after)}</ins>}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Parts without a key of their own are compared as a whole; they read as their values, not as JSON. */
function valueText(text: string): string {
  if (!/^[[{]/.test(text)) return text;
  const value: Json = JSON.parse(text);
  return (Array.isArray(value) ? value : [value]).map(partText).join('; ');
}

function partText(part: Json): string {
  if (!isObject(part)) return String(part);
  return Object.entries(part)
    .map(([name, value]) => `${name} ${isObject(value) ? `(${partText(value)})` : String(value)}`)
    .join(', ');
}

const clauseOf: Readonly<Record<string, keyof Words['agreement']['clauses']>> = {
  parties: 'parties',
  definitions: 'definitions',
  dataSources: 'sources',
  baseline: 'baseline',
  attribution: 'attribution',
  components: 'price',
  review: 'review',
  settlement: 'settlement',
  tax: 'settlement',
  rates: 'settlement',
  obligations: 'obligations',
  exit: 'exit',
  term: 'exit',
  dispute: 'dispute',
  processing: 'privacy',
};

/** "Vergütung, Gewonnenes Geschäft" and the rest of the path as it stands in the document. */
function placeText(path: string, words: Words, titles: ReadonlyMap<string, string>) {
  const [head = '', ...rest] = path.split('.');
  const clause = clauseOf[head];
  const title = head === 'components' ? titles.get(rest[0] ?? '') : undefined;
  const left = title === undefined ? rest : rest.slice(1);
  return (
    <>
      {clause === undefined ? head : words.agreement.clauses[clause]}
      {title === undefined ? null : `, ${title}`}
      {left.length === 0 ? null : <span className="mono faint small"> {left.join(' › ')}</span>}
    </>
  );
}
