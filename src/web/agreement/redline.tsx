import './redline.css';
import { NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { agreementChanges } from '#core/promises/agreements/changes.ts';
import type { AgreementWire } from '#protocol/endpoints-agreements.ts';
import { listDefinitions } from '#protocol/endpoints-definitions.ts';
import { type Speech, useSpeech } from '../i18n/speech.tsx';
import { FilterRow } from '../ui/filter-row.tsx';
import { CheckNumber } from '../ui/marks.tsx';
import { asking } from '../wire/asking.ts';
import { useHere } from '../wire/here.ts';
import { type BoundDefinitions, clauseBlocks } from './clause-blocks.ts';
import { agreementIn } from './document.ts';
import { ChangeTable } from './versions.tsx';
import { type Piece, pairedParagraphs, wordDiff } from './word-diff.ts';

type Version = AgreementWire['versions'][number];

/** Two versions as one marked text, clause by clause; which two stands in the address, so that it can be sent to the other side. */
export function Redline({ agreement }: { readonly agreement: AgreementWire }) {
  const { words } = useSpeech();
  const texts = words.newAgreement;
  const navigate = useNavigate();
  const { from, to, view = 'inline' } = useSearch({ from: '/w/$workspace/agreements/$agreement/' });
  const here = useHere();
  const { versions } = agreement;
  const [before, after] = [versionOf(versions, from), versionOf(versions, to)];
  const definitions = useDefinitions(agreement);
  if (before === undefined || after === undefined || before === after) return null;
  const params = { workspace: here.slug, agreement: agreement.id };
  const show = (search: { from?: number; to?: number; view?: 'side' }) =>
    void navigate({ to: '/w/$workspace/agreements/$agreement', params, search, replace: true, resetScroll: false });
  const kept = { from: before.version, to: after.version, ...(view === 'side' ? { view } : {}) };
  const names = versions.map(({ version }) => ({ value: String(version), label: words.agreement.version(version) }));
  return (
    <section className="section redline" aria-labelledby="redline">
      <h2 id="redline">{texts.compareTitle}</h2>
      <div className="redline__choice no-print">
        <NativeSelect
          label={texts.compareFrom}
          value={String(before.version)}
          data={names.filter(({ value }) => value !== String(after.version))}
          onChange={(event) => show({ ...kept, from: Number(event.currentTarget.value) })}
        />
        <NativeSelect
          label={texts.compareTo}
          value={String(after.version)}
          data={names.filter(({ value }) => value !== String(before.version))}
          onChange={(event) => show({ ...kept, to: Number(event.currentTarget.value) })}
        />
        <FilterRow
          label={texts.view}
          choices={[
            { key: 'inline', name: texts.inline },
            { key: 'side', name: texts.sideBySide },
          ]}
          chosen={view}
          onChoose={(key) => show({ from: before.version, to: after.version, ...(key === 'side' ? { view: key } : {}) })}
        />
      </div>
      <div className="redline__numbers">
        {[before, after].map((one) => (
          <span key={one.hash} className="row">
            {words.agreement.version(one.version)} <CheckNumber hash={one.hash} />
          </span>
        ))}
      </div>
      <Clauses before={before} after={after} definitions={definitions} isSide={view === 'side'} />
      <details>
        <summary>{texts.changedTerms}</summary>
        <ChangeTable agreement={agreement} changes={agreementChanges(agreementIn(before.document), agreementIn(after.document))} />
      </details>
    </section>
  );
}

function versionOf(versions: readonly Version[], number: number | undefined): Version | undefined {
  return versions.find(({ version }) => version === number);
}

/** Older versions may rest on definitions that the newest no longer names. */
function useDefinitions(agreement: AgreementWire): BoundDefinitions {
  const here = useHere();
  const { data } = useQuery({ ...asking(here.slug, listDefinitions, {}), enabled: here.may('definitions.read') });
  return [...agreement.definitions, ...(data?.definitions ?? [])];
}

interface Row {
  readonly title: string;
  readonly paragraphs: readonly (readonly Piece[])[];
}

function Clauses(props: {
  readonly before: Version;
  readonly after: Version;
  readonly definitions: BoundDefinitions;
  readonly isSide: boolean;
}) {
  const speech = useSpeech();
  const texts = speech.words.newAgreement;
  const rows = rowsOf(props.before, props.after, props.definitions, speech);
  const changed = rows.filter(({ paragraphs }) => paragraphs.some((pieces) => pieces.some(({ kind }) => kind !== 'same')));
  if (changed.length === 0) return <p className="soft">{texts.sameText}</p>;
  return (
    <>
      {changed.map(({ title, paragraphs }) => (
        <div key={title} className="redline__clause">
          <h3>{title}</h3>
          <div className="redline__text" data-side={props.isSide}>
            {paragraphs.map((pieces, index) => {
              const key = `${index} ${pieces[0]?.text ?? ''}`;
              if (!props.isSide) return <Paragraph key={key} pieces={pieces} />;
              return (
                <div key={key} className="redline__pair">
                  <Paragraph pieces={pieces.filter(({ kind }) => kind !== 'inserted')} />
                  <Paragraph pieces={pieces.filter(({ kind }) => kind !== 'deleted')} />
                </div>
              );
            })}
          </div>
        </div>
      ))}
      {rows.length === changed.length ? null : <p className="faint small">{texts.sameClauses(rows.length - changed.length)}</p>}
    </>
  );
}

/** Struck and underlined, coloured, and said in words for whoever hears the page. */
function Paragraph({ pieces }: { readonly pieces: readonly Piece[] }) {
  const { words } = useSpeech();
  const texts = words.newAgreement;
  return (
    <p>
      {pieces.map(({ kind, text }, index) => {
        const key = `${index} ${kind}`;
        if (kind === 'same') return <span key={key}>{text}</span>;
        const Marked = kind === 'inserted' ? 'ins' : 'del';
        return (
          <Marked key={key}>
            <span className="visually-hidden"> {texts[kind]} </span>
            {text}
            <span className="visually-hidden"> {texts.ended} </span>
          </Marked>
        );
      })}
    </p>
  );
}

function rowsOf(before: Version, after: Version, definitions: BoundDefinitions, speech: Speech): readonly Row[] {
  const [was, is] = [readingOf(before, definitions, speech), readingOf(after, definitions, speech)];
  return [...is.keys()].map((title) => ({
    title,
    paragraphs: pairedParagraphs(was.get(title) ?? [], is.get(title) ?? []).map(([gone = '', come = '']) => wordDiff(gone, come)),
  }));
}

function readingOf({ document }: Version, definitions: BoundDefinitions, speech: Speech): ReadonlyMap<string, readonly string[]> {
  const agreement = agreementIn(document);
  const { words, language } = speech;
  const bound = agreement.definitions.map(({ key, version, hash }) => {
    const known = definitions.find((one) => one.hash === hash);
    return known ?? { key, version, hash };
  });
  const { payer, payee } = agreement.parties;
  const names = [payer, payee].map(({ name, vatId }) => (vatId === undefined ? name : `${name}, ${vatId}`));
  const clauses = clauseBlocks(agreement, bound, speech).map(
    ({ key, blocks }, index) => [`§ ${index + 1} ${words.agreement.clauses[key]}`, blocks.map(({ text }) => text)] as const,
  );
  return new Map([[words.agreement.clauses.parties, [agreement.title[language], ...names]], ...clauses]);
}
