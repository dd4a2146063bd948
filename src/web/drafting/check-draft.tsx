import { Button } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useMutation, useQuery } from '@tanstack/react-query';
import type { Result } from '#core/kernel/result.ts';
import type { Agreement } from '#core/promises/agreements/agreement.ts';
import type { DraftGap } from '#core/promises/agreements/draft-agreement.ts';
import { type AgreementWire, previewAmendment, proposeAgreement } from '#protocol/endpoints-agreements.ts';
import { AmendmentPreview } from '../agreement/amendment-preview.tsx';
import { useSpeech } from '../i18n/speech.tsx';
import { Icon } from '../ui/icon.tsx';
import { CheckNumber } from '../ui/marks.tsx';
import { Note, Waiting } from '../ui/notes.tsx';
import { ErrorNote, RefusalNote } from '../ui/refusal-note.tsx';
import { ask, asking } from '../wire/asking.ts';
import { useHere } from '../wire/here.ts';
import { fieldId } from './asked.tsx';

const TYPING_PAUSE_MS = 500;

interface CheckDraftProps {
  readonly gaps: readonly DraftGap[];
  /** What the browser makes of it: the contract with its definitions bound, or why not. */
  readonly read: Result<Agreement> | undefined;
  readonly yaml: string;
  readonly fileName: string;
  readonly amends: AgreementWire | undefined;
  readonly isUnchanged: boolean;
  readonly propose: { readonly isPending: boolean; readonly error: Error | null; readonly mutate: () => void };
  readonly onDiscard: () => void;
}

/** What is missing, with the way to it; or the check number, and the button that proposes it. */
export function CheckDraft(props: CheckDraftProps) {
  const { words } = useSpeech();
  const texts = words.newAgreement;
  return (
    <section className="check-draft" aria-labelledby="check-draft">
      <h2 id="check-draft">{texts.check}</h2>
      {props.isUnchanged ? (
        <p className="soft">{texts.notSame}</p>
      ) : props.gaps.length > 0 ? (
        <Gaps gaps={props.gaps} />
      ) : props.read === undefined ? null : props.read.ok ? (
        <Complete {...props} />
      ) : (
        <RefusalNote refusal={props.read.refusal} />
      )}
      <div className="row">
        <DownloadButton yaml={props.yaml} fileName={props.fileName} />
        <Button variant="subtle" onClick={props.onDiscard}>
          {texts.discard}
        </Button>
      </div>
      <p className="faint small">
        {texts.kept} {texts.yamlHelp} <code>belegbar agree propose {props.fileName}</code>
      </p>
    </section>
  );
}

function Gaps({ gaps }: { readonly gaps: readonly DraftGap[] }) {
  const { words } = useSpeech();
  const texts = words.newAgreement;
  return (
    <Note title={texts.gaps(gaps.length)} tone="review" icon="circle">
      <ul>
        {gaps.map(({ field, problem }) => (
          <li key={`${field} ${problem}`}>
            <a
              href={`#${fieldId(field)}`}
              onClick={(event) => {
                event.preventDefault();
                document.getElementById(fieldId(field))?.focus();
              }}
            >
              {texts.gap(texts.field(field), texts.problem[problem])}
            </a>
          </li>
        ))}
      </ul>
    </Note>
  );
}

/** The server has the last word: it knows what was proposed meanwhile. */
function Complete({ yaml, amends, propose }: CheckDraftProps) {
  const { words } = useSpeech();
  const texts = words.newAgreement;
  const here = useHere();
  const [settled] = useDebouncedValue(yaml, TYPING_PAUSE_MS);
  const dryRun = useQuery({ ...asking(here.slug, proposeAgreement, { query: { dryRun: true }, body: settled }), gcTime: 0 });
  if (dryRun.isError) return <ErrorNote error={dryRun.error} retry={() => void dryRun.refetch()} />;
  const answer = settled === yaml ? dryRun.data : undefined;
  if (answer === undefined || answer.hash === null) {
    return (
      <>
        <p className="soft">{texts.checking}</p>
        <Waiting lines={2} />
      </>
    );
  }
  return (
    <div className="stack">
      <Note title={texts.complete} tone="proven" icon="check">
        <CheckNumber hash={answer.hash} />
        <p>{texts.completeText}</p>
      </Note>
      {amends === undefined ? null : <InMoney key={settled} yaml={settled} amends={amends} />}
      <p className="soft">{texts.proposeText}</p>
      {propose.error === null ? null : <ErrorNote error={propose.error} />}
      <Button loading={propose.isPending} onClick={propose.mutate}>
        {amends === undefined ? texts.propose : texts.proposeAmendment}
      </Button>
    </div>
  );
}

/** All results so far under both versions: asked for, because a long history takes a moment. */
function InMoney({ yaml, amends }: { readonly yaml: string; readonly amends: AgreementWire }) {
  const { words } = useSpeech();
  const here = useHere();
  const preview = useMutation({ mutationFn: () => ask(here.slug, previewAmendment, { body: yaml }) });
  if (preview.data !== undefined) return <AmendmentPreview preview={preview.data} agreement={amends} />;
  return (
    <>
      {preview.isError ? <ErrorNote error={preview.error} /> : null}
      <Button variant="default" loading={preview.isPending} onClick={() => preview.mutate()}>
        {words.newAgreement.moves}: {words.newAgreement.movesAsk}
      </Button>
    </>
  );
}

function DownloadButton({ yaml, fileName }: Pick<CheckDraftProps, 'yaml' | 'fileName'>) {
  const { words } = useSpeech();
  const save = () => {
    const url = URL.createObjectURL(new Blob([yaml], { type: 'application/yaml' }));
    const link = document.createElement('a');
    link.href = url;
    link.download = fileName;
    link.click();
    URL.revokeObjectURL(url);
  };
  return (
    <Button variant="subtle" leftSection={<Icon name="download" />} onClick={save}>
      {words.newAgreement.downloadYaml}
    </Button>
  );
}
