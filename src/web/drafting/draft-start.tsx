import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { Definition } from '#core/definitions/definition.ts';
import { definitionTemplates } from '#core/definitions/templates/registry.ts';
import { addDays, addMonths, dayOf, type IsoDay } from '#core/kernel/instant.ts';
import type { Agreement, ComponentClause } from '#core/promises/agreements/agreement.ts';
import { answersOf, draftableComponents } from '#core/promises/agreements/amend-draft.ts';
import { freshAnswers, shortKey } from '#core/promises/agreements/draft-answers.ts';
import { definitionRef } from '#core/promises/agreements/read-agreement.ts';
import { type AgreementSummaryWire, type AgreementWire, listAgreements, readAgreement } from '#protocol/endpoints-agreements.ts';
import { listDefinitions } from '#protocol/endpoints-definitions.ts';
import { readFunnel } from '#protocol/endpoints-facts.ts';
import { agreementIn, definitionIn } from '../agreement/document.ts';
import { useSpeech } from '../i18n/speech.tsx';
import { Answered } from '../ui/answered.tsx';
import { Note } from '../ui/notes.tsx';
import { asking } from '../wire/asking.ts';
import { type Here, useHere } from '../wire/here.ts';
import type { KeptDraft } from './kept-draft.ts';

const MOST_SOURCES = 12;
/** Sources that are no partner's, as systems of both languages write them. */
const nobodys: ReadonlySet<string> = new Set(['', 'unknown', 'unbekannt', 'direct', 'direkt']);

/** What the page starts from: the workspace's words and names, and of an amendment what is signed. */
export interface DraftStart {
  readonly fresh: KeptDraft;
  readonly known: ReadonlyMap<string, Definition>;
  readonly adopted: readonly Definition[];
  readonly templates: readonly Definition[];
  readonly takenIds: readonly string[];
  readonly agencies: ReadonlyMap<string, string>;
  readonly sources: readonly string[];
  readonly amendment?: {
    readonly wire: AgreementWire;
    readonly signed: Agreement;
    readonly component: string;
    readonly choices: readonly ComponentClause[];
    readonly version: number;
  };
}

interface DraftStartsProps {
  readonly amends: string | undefined;
  readonly component: string | undefined;
  readonly children: (start: DraftStart) => ReactNode;
}

export function DraftStarts({ amends, component, children }: DraftStartsProps) {
  const { words } = useSpeech();
  const here = useHere();
  return (
    <Answered of={asking(here.slug, listAgreements, {})}>
      {({ agreements }) => (
        <Answered of={asking(here.slug, listDefinitions, {})}>
          {({ definitions }) => {
            const adopted = definitions.map(({ document }) => definitionIn(document)).toReversed();
            if (amends === undefined)
              return <WithSources>{(sources) => children(freshStart(here, agreements, adopted, sources))}</WithSources>;
            return (
              <Answered of={asking(here.slug, readAgreement, { params: { id: amends } })}>
                {(wire) => {
                  const start = amendmentStart(here, agreements, adopted, wire, component);
                  if (start === undefined)
                    return (
                      <Note title={words.newAgreement.notAsked} icon="contract">
                        <p>{words.newAgreement.notAskedText}</p>
                      </Note>
                    );
                  return <WithSources>{(sources) => children({ ...start, sources })}</WithSources>;
                }}
              </Answered>
            );
          }}
        </Answered>
      )}
    </Answered>
  );
}

/** Known sources are a convenience: the page does not wait for them and does without. */
function WithSources({ children }: { readonly children: (sources: readonly string[]) => ReactNode }) {
  const here = useHere();
  const { data } = useQuery({ ...asking(here.slug, readFunnel, {}), enabled: here.may('figures.read') });
  const named = (data?.rows ?? []).filter(({ source }) => !nobodys.has(source.toLowerCase()));
  return children(
    named
      .toSorted((a, b) => b.leads - a.leads)
      .slice(0, MOST_SOURCES)
      .map(({ source }) => source),
  );
}

type Base = Omit<DraftStart, 'fresh' | 'amendment' | 'sources'>;

function baseOf(agreements: readonly AgreementSummaryWire[], adopted: readonly Definition[]): Base {
  const templates = definitionTemplates.filter((one) => !adopted.some((own) => definitionRef(own) === definitionRef(one)));
  return {
    known: new Map([...definitionTemplates, ...adopted].map((one) => [definitionRef(one), one])),
    adopted,
    templates,
    takenIds: agreements.map(({ id }) => id),
    agencies: new Map(agreements.map(({ payee }) => [payee.name.trim().toLowerCase(), payee.key])),
  };
}

function freshStart(
  here: Here,
  agreements: readonly AgreementSummaryWire[],
  adopted: readonly Definition[],
  sources: readonly string[],
): DraftStart {
  const { name, currency, timeZone } = here.workspace;
  const payer = agreements[0]?.payer ?? { key: shortKey(name, 'client'), name };
  const from = nextMonth(timeZone);
  const answers = freshAnswers({
    payer: { ...payer, business: true, vatId: '' },
    currency,
    timeZone,
    from,
    to: addDays(`${addMonths(from.slice(0, 7), 12)}-01`, -1),
  });
  const processingOn = dayOf(Date.now(), timeZone);
  return { ...baseOf(agreements, adopted), sources, fresh: { answers: { ...answers, processingOn }, effectiveFrom: '' } };
}

/** Undefined where nothing is signed yet, or no price is of a kind that the page asks about. */
function amendmentStart(
  here: Here,
  agreements: readonly AgreementSummaryWire[],
  adopted: readonly Definition[],
  wire: AgreementWire,
  component: string | undefined,
): Omit<DraftStart, 'sources'> | undefined {
  const last = wire.versions.findLast(({ effectiveFrom }) => effectiveFrom !== null);
  if (last === undefined) return undefined;
  const signed = agreementIn(last.document);
  const choices = draftableComponents(signed);
  const chosen = choices.find(({ key }) => key === component) ?? choices[0];
  if (chosen === undefined) return undefined;
  const base = baseOf(agreements, adopted);
  const known = new Map(base.known);
  for (const { document } of wire.definitions) {
    if (document !== undefined) known.set(definitionRef(definitionIn(document)), definitionIn(document));
  }
  const version = Math.max(...wire.versions.map((one) => one.version)) + 1;
  const { from, to } = signed.term;
  const effectiveFrom = [from, nextMonth(here.workspace.timeZone), to].toSorted()[1] ?? from;
  return {
    ...base,
    known,
    fresh: { answers: answersOf(signed, chosen, known.get(chosen.result)), effectiveFrom },
    amendment: { wire, signed, component: chosen.key, choices, version },
  };
}

function nextMonth(timeZone: string): IsoDay {
  return `${addMonths(dayOf(Date.now(), timeZone).slice(0, 7), 1)}-01`;
}
