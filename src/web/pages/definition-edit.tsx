import '../definitions/definitions.css';
import { Button, Modal, NativeSelect, TextInput } from '@mantine/core';
import { Link, useBlocker, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import type { Definition } from '#core/definitions/definition.ts';
import { type ClaimSubject, claimSubjects } from '#core/definitions/snapshot-shape.ts';
import { definitionTemplates } from '#core/definitions/templates/registry.ts';
import { listDefinitions } from '#protocol/endpoints-definitions.ts';
import { AdoptDraft } from '../definitions/adopt-draft.tsx';
import { emptyDefinition, storeDraft, storedDraft } from '../definitions/draft.ts';
import { DraftExamples } from '../definitions/draft-examples.tsx';
import { DraftRule } from '../definitions/draft-rule.tsx';
import { DraftTexts } from '../definitions/draft-texts.tsx';
import { adoptedIn } from '../definitions/known-definitions.ts';
import { type DraftAtWork, useDraft } from '../definitions/use-draft.ts';
import { useSpeech } from '../i18n/speech.tsx';
import { Answered } from '../ui/answered.tsx';
import { NoPermission } from '../ui/no-permission.tsx';
import { Note } from '../ui/notes.tsx';
import { PageHead } from '../ui/page-head.tsx';
import { tell } from '../ui/tell.ts';
import { asking } from '../wire/asking.ts';
import { useHere } from '../wire/here.ts';

/** The next version of a definition. */
export function DefinitionEditPage() {
  const { words } = useSpeech();
  const here = useHere();
  const { key = '' } = useParams({ strict: false });
  if (!here.may('definitions.adopt')) return <NoPermission />;
  return (
    <Answered of={asking(here.slug, listDefinitions, {})}>
      {({ definitions }) => {
        const newest = adoptedIn(definitions).find(([one]) => one?.key === key)?.[0];
        if (newest !== undefined) return <Editor key={newest.hash} start={nextVersionOf(newest.definition)} place={key} taken={[]} />;
        return (
          <>
            <PageHead title={words.definitions.unknown} />
            <Note title={words.definitions.unknown}>
              <p>{words.definitions.unknownText}</p>
            </Note>
          </>
        );
      }}
    </Answered>
  );
}

function nextVersionOf(definition: Definition): Definition {
  return { ...definition, version: definition.version + 1 };
}

const NEW = '+new';

/** A definition of one's own, from a suggestion or from nothing. */
export function NewDefinitionPage() {
  const here = useHere();
  const { from } = useSearch({ strict: false });
  if (!here.may('definitions.adopt')) return <NoPermission />;
  const template = definitionTemplates.find(({ key }) => key === from);
  const place = `${NEW}${template?.key ?? ''}`;
  return (
    <Answered of={asking(here.slug, listDefinitions, {})}>
      {({ definitions }) => {
        const taken = [...new Set([...definitions.map(({ key }) => key), ...definitionTemplates.map(({ key }) => key), 'new', 'compare'])];
        const start = template === undefined ? emptyDefinition('lead') : ownCopyOf(template, taken);
        return <Editor key={place} start={start} place={place} taken={taken} {...(template === undefined ? {} : { from: template.key })} />;
      }}
    </Answered>
  );
}

/** A suggestion keeps its own name for those who take it as it stands. */
function ownCopyOf(template: Definition, taken: readonly string[]): Definition {
  let n = 2;
  while (taken.includes(`${template.key}-${n}`)) n += 1;
  return { ...template, key: `${template.key}-${n}`, version: 1 };
}

interface EditorProps {
  readonly start: Definition;
  readonly place: string;
  /** Short names that a new definition cannot have. */
  readonly taken: readonly string[];
  readonly from?: string;
}

function Editor({ start: given, place, taken, from }: EditorProps) {
  const { words, language } = useSpeech();
  const texts = words.definitionEditor;
  const here = useHere();
  const navigate = useNavigate();
  // What one begins with stays the same while one writes, also when the list is asked again.
  const [start] = useState(given);
  const [kept] = useState(() => {
    const found = storedDraft(here.slug, place);
    // Somebody else may have adopted a version meanwhile; this draft is then the one after it.
    return found && { ...found, version: start.version };
  });
  const work = useDraft(here.slug, place, start, kept);
  const [adopted, setAdopted] = useState(false);
  const { draft, dirty } = work;
  const isNew = place.startsWith(NEW);
  const title = draft.title[language];
  const done = (definition: Definition) => {
    setAdopted(true);
    storeDraft(here.slug, place, undefined);
    tell(words, texts.adopted(definition.title[language], String(definition.version)));
    void navigate({ to: '/w/$workspace/definitions/$key', params: { workspace: here.slug, key: definition.key }, ignoreBlocker: true });
  };
  return (
    <>
      <PageHead
        title={isNew ? texts.newTitle : texts.title(String(draft.version), title)}
        lead={texts.lead}
        over={
          isNew ? (
            <Link to="/w/$workspace/definitions" params={{ workspace: here.slug }}>
              {words.definitions.toList}
            </Link>
          ) : (
            <Link to="/w/$workspace/definitions/$key" params={{ workspace: here.slug, key: place }}>
              {texts.back}
            </Link>
          )
        }
      >
        {dirty ? (
          <Button
            variant="default"
            onClick={() => {
              work.restart(start);
              tell(words, texts.discarded);
            }}
          >
            {texts.discard}
          </Button>
        ) : null}
      </PageHead>
      {isNew ? <Beginning work={work} taken={taken} from={from ?? ''} /> : null}
      <DraftRule work={work} />
      <DraftExamples work={work} />
      <DraftTexts work={work} />
      <AdoptDraft work={work} isNew={isNew} taken={taken.includes(draft.key)} onAdopted={done} />
      <Leaving asks={dirty && !adopted} />
    </>
  );
}

/** What a new definition is called, what it judges, and what it begins with. */
function Beginning({ work, taken, from }: { readonly work: DraftAtWork; readonly taken: readonly string[]; readonly from: string }) {
  const { words, language } = useSpeech();
  const texts = words.definitionEditor;
  const here = useHere();
  const navigate = useNavigate();
  const { draft } = work;
  const templates = definitionTemplates.map((one) => ({ value: one.key, label: one.title[language] }));
  return (
    <div className="draft-grid">
      <NativeSelect
        label={texts.startFrom}
        data={[{ value: '', label: texts.emptyStart }, ...templates]}
        value={from}
        onChange={(event) => {
          const wanted = event.currentTarget.value;
          void navigate({
            to: '/w/$workspace/definitions/new',
            params: { workspace: here.slug },
            search: wanted === '' ? {} : { from: wanted },
          });
        }}
      />
      <NativeSelect
        label={texts.subject}
        data={claimSubjects.map((one) => ({ value: one, label: texts.subjects[one] }))}
        value={draft.subject}
        disabled={from !== ''}
        onChange={(event) => {
          const subject: ClaimSubject = claimSubjects.find((one) => one === event.currentTarget.value) ?? 'lead';
          const { key, title, wording } = draft;
          work.restart({ ...emptyDefinition(subject), key, title, wording });
        }}
      />
      <TextInput
        label={texts.key}
        description={texts.keyHelp}
        value={draft.key}
        error={taken.includes(draft.key) ? texts.keyTaken : false}
        onChange={(event) => work.change({ key: event.currentTarget.value.trim().toLowerCase() })}
      />
    </div>
  );
}

/** Whoever leaves with a draft is asked; it stays in the browser either way. */
function Leaving({ asks }: { readonly asks: boolean }) {
  const { words } = useSpeech();
  const texts = words.definitionEditor;
  const blocker = useBlocker({
    // Another start on the same page is no leaving.
    shouldBlockFn: ({ current, next }) => asks && current.pathname !== next.pathname,
    withResolver: true,
    enableBeforeUnload: false,
  });
  return (
    <Modal
      opened={blocker.status === 'blocked'}
      onClose={() => blocker.reset?.()}
      title={texts.leaveTitle}
      closeButtonProps={{ 'aria-label': words.shell.close }}
    >
      <div className="stack">
        <p>{texts.leaveText}</p>
        <div className="row">
          <Button onClick={() => blocker.reset?.()}>{texts.stay}</Button>
          <Button variant="default" onClick={() => blocker.proceed?.()}>
            {texts.leave}
          </Button>
        </div>
      </div>
    </Modal>
  );
}
