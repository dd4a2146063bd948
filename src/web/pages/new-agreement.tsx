import '../ui/page.css';
import './contract.css';
import './new-agreement.css';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, useMemo, useRef, useState } from 'react';
import { deepEqual } from '#core/kernel/deep-equal.ts';
import { yamlText } from '#core/kernel/yaml-text.ts';
import { amendmentDraft } from '#core/promises/agreements/amend-draft.ts';
import { type Draft, draftAgreement, draftComponent, writtenForm } from '#core/promises/agreements/draft-agreement.ts';
import { type DraftAnswers, fittingAnswers, freeKey, shortKey } from '#core/promises/agreements/draft-answers.ts';
import { agreementHash, readAgreement } from '#core/promises/agreements/read-agreement.ts';
import { proposeAgreement } from '#protocol/endpoints-agreements.ts';
import { AskedProvider } from '../drafting/asked.tsx';
import { CheckDraft } from '../drafting/check-draft.tsx';
import { DraftReading } from '../drafting/draft-reading.tsx';
import { type DraftStart, DraftStarts } from '../drafting/draft-start.tsx';
import { Example } from '../drafting/example.tsx';
import { Guardrails } from '../drafting/guardrails.tsx';
import { dropDraft, type KeptDraft, keepDraft, keptDraft } from '../drafting/kept-draft.ts';
import { LeaveDraft } from '../drafting/leave-draft.tsx';
import { Questions } from '../drafting/questions.tsx';
import { useSpeech } from '../i18n/speech.tsx';
import { NoPermission } from '../ui/no-permission.tsx';
import { PageHead } from '../ui/page-head.tsx';
import { tell } from '../ui/tell.ts';
import { ask, refreshWorkspace } from '../wire/asking.ts';
import { useHere } from '../wire/here.ts';

/** Eight questions on one side, the contract they make on the other. With `amends` the same page changes a contract in force. */
export function NewAgreementPage() {
  const { words } = useSpeech();
  const here = useHere();
  const { amends, component } = useSearch({ from: '/w/$workspace/agreements/new' });
  if (!here.may('agreements.propose')) {
    return (
      <>
        <PageHead title={words.newAgreement.title} />
        <NoPermission />
      </>
    );
  }
  return (
    <DraftStarts amends={amends} component={component}>
      {(start) => <Drafting key={`${amends ?? ''}/${start.amendment?.component ?? ''}`} start={start} />}
    </DraftStarts>
  );
}

function Drafting({ start }: { readonly start: DraftStart }) {
  const { words, language } = useSpeech();
  const texts = words.newAgreement;
  const here = useHere();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const amends = start.amendment?.wire;
  const place = start.amendment === undefined ? undefined : `${start.amendment.wire.id}.${start.amendment.component}`;
  const [kept, setKept] = useState<KeptDraft>(() => keptDraft(here.slug, place, start.fresh));
  const isDone = useRef(false);
  const isTouched = !deepEqual(kept, start.fresh);
  useEffect(() => {
    if (!isTouched) dropDraft(here.slug, place);
    else if (!isDone.current) keepDraft(here.slug, place, kept);
  }, [here.slug, place, kept, isTouched]);
  const change = (part: Partial<DraftAnswers>) =>
    setKept((before) => ({ ...before, answers: fittingAnswers({ ...before.answers, ...part }) }));
  const { agreement, gaps } = useMemo(() => draftOf(start, kept), [start, kept]);
  const document = useMemo(() => writtenForm(agreement), [agreement]);
  const read = useMemo(() => (gaps.length > 0 ? undefined : readAgreement(document, start.known)), [document, gaps, start.known]);
  const yaml = useMemo(() => yamlText(document), [document]);
  const propose = useMutation({
    mutationFn: () => ask(here.slug, proposeAgreement, { body: yaml }),
    onSuccess: async ({ id }) => {
      isDone.current = true;
      dropDraft(here.slug, place);
      await refreshWorkspace(queries, here.slug);
      tell(words, texts.proposed);
      if (id !== null) await navigate({ to: '/w/$workspace/agreements/$agreement', params: { workspace: here.slug, agreement: id } });
    },
  });
  const componentKey = start.amendment?.component ?? draftComponent;
  const asked = { answers: kept.answers, gaps, isAmendment: amends !== undefined, change };
  return (
    <AskedProvider value={asked}>
      <PageHead
        title={amends === undefined ? texts.title : texts.amendTitle(amends.title[language])}
        lead={amends === undefined ? texts.lead : texts.amendLead}
        over={
          <Link to="/w/$workspace/agreements" params={{ workspace: here.slug }}>
            {words.agreement.listTitle}
          </Link>
        }
      />
      <LeaveDraft asks={() => isTouched && !isDone.current} />
      <div className="drafting">
        <div className="drafting__answers">
          <section className="drafting__questions" aria-label={texts.questions}>
            <ComponentChoice start={start} />
            <Questions
              adopted={start.adopted}
              templates={start.templates}
              sources={start.sources}
              agencies={start.agencies}
              {...(amends === undefined
                ? {}
                : { effectiveFrom: { value: kept.effectiveFrom, onType: (day: string) => setKept({ ...kept, effectiveFrom: day }) } })}
            />
            <Guardrails />
          </section>
          <CheckDraft
            gaps={gaps}
            read={read}
            yaml={yaml}
            fileName={`${agreement.id}.agreement.yaml`}
            amends={amends}
            isUnchanged={amends !== undefined && deepEqual(kept.answers, start.fresh.answers)}
            propose={{ isPending: propose.isPending, error: propose.error, mutate: () => propose.mutate() }}
            onDiscard={() => setKept(start.fresh)}
          />
        </div>
        <div className="drafting__side">
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to be reachable by keyboard. */}
          <section className="drafting__contract contract" aria-label={texts.reads} tabIndex={0}>
            <DraftReading agreement={agreement} known={start.known} hash={read?.ok === true ? agreementHash(read.value) : undefined} />
          </section>
          <Example agreement={canBeReckoned(gaps) ? agreement : undefined} component={componentKey} />
        </div>
      </div>
    </AskedProvider>
  );
}

/** A contract may pay for several things; one of them is changed at a time. */
function ComponentChoice({ start }: { readonly start: DraftStart }) {
  const { words, language } = useSpeech();
  const here = useHere();
  if (start.amendment === undefined) return null;
  const { choices, component, wire } = start.amendment;
  return (
    <div className="stack">
      {choices.length < 2 ? null : (
        <nav className="row" aria-label={words.newAgreement.component}>
          <span className="soft">{words.newAgreement.component}</span>
          {choices.map(({ key, title }) => (
            <Link
              key={key}
              to="/w/$workspace/agreements/new"
              params={{ workspace: here.slug }}
              search={{ amends: wire.id, component: key }}
              className="pick"
              aria-current={key === component ? 'true' : undefined}
            >
              {title[language]}
            </Link>
          ))}
        </nav>
      )}
      <p className="faint small">{words.newAgreement.keptComponents}</p>
    </div>
  );
}

function draftOf({ amendment, fresh, takenIds }: DraftStart, { answers, effectiveFrom }: KeptDraft): Draft {
  if (amendment === undefined) {
    return draftAgreement({ ...answers, id: freeKey(shortKey(answers.payee.name, 'contract'), takenIds) });
  }
  const { signed, component, version } = amendment;
  return amendmentDraft({ signed, component, before: fresh.answers, after: answers, version, effectiveFrom });
}

/** The example needs price, cap and term; names and people may come later. */
function canBeReckoned(gaps: Draft['gaps']): boolean {
  const later: readonly string[] = [
    'payerName',
    'payeeName',
    'result',
    'sources',
    'payerPerson',
    'payeePerson',
    'processingDocument',
    'processingOn',
    'dataSource',
    'noticeDays',
    'lookBackDays',
    'dedupDays',
  ] satisfies (keyof DraftAnswers | 'payerName' | 'payeeName')[];
  return gaps.every(({ field }) => later.includes(field) || field.startsWith('text-'));
}
