import { Button, Modal, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { type ImportRunWire, listImports, undoImport } from '#protocol/endpoints-imports.ts';
import { readImportMapping } from '#protocol/endpoints-own-table.ts';
import { useSpeech } from '../i18n/speech.tsx';
import { Answered } from '../ui/answered.tsx';
import { Icon, type IconName } from '../ui/icon.tsx';
import { Mark, type Tone } from '../ui/marks.tsx';
import { ErrorNote } from '../ui/refusal-note.tsx';
import { tell } from '../ui/tell.ts';
import { ask, asking, refreshWorkspace } from '../wire/asking.ts';
import { useHere } from '../wire/here.ts';
import { saveText } from './own-table-sample.ts';

const looks: Readonly<Record<ImportRunWire['state'], { icon: IconName; tone: Tone }>> = {
  running: { icon: 'clock', tone: 'review' },
  done: { icon: 'check', tone: 'proven' },
  undone: { icon: 'undo', tone: 'quiet' },
};

export function ImportHistory() {
  const { words, format } = useSpeech();
  const texts = words.imports;
  const here = useHere();
  const [undoing, setUndoing] = useState<ImportRunWire | undefined>(undefined);
  return (
    <section className="section">
      <h2>{texts.history}</h2>
      <Answered of={asking(here.slug, listImports, {})} lines={3}>
        {({ imports }) =>
          imports.length === 0 ? (
            <p className="soft" style={{ paddingTop: 12 }}>
              {texts.historyNone}
            </p>
          ) : (
            <div className="table-wrap">
              <table className="table stacking">
                <thead>
                  <tr>
                    <th>{texts.files}</th>
                    <th>{texts.mapping}</th>
                    <th>{texts.started}</th>
                    <th className="num">{texts.recorded}</th>
                    <th className="num">{texts.repeated}</th>
                    <th className="num">{texts.refused}</th>
                    <th>{texts.state}</th>
                    <th />
                  </tr>
                </thead>
                <tbody>
                  {imports.map((run) => (
                    <tr key={run.id}>
                      <td>{format.list(run.files.map((file) => file.name))}</td>
                      <td>
                        <MappingButton run={run} />
                      </td>
                      <td style={{ whiteSpace: 'nowrap' }}>{format.moment(run.startedAt, here.workspace.timeZone)}</td>
                      <td className="num" data-name={texts.recorded}>
                        {format.count(run.recorded)}
                      </td>
                      <td className="num" data-name={texts.repeated}>
                        {format.count(run.repeated)}
                      </td>
                      <td className="num" data-name={texts.refused}>
                        {format.count(run.refused)}
                      </td>
                      <td>
                        <Mark {...looks[run.state]}>{texts.states[run.state]}</Mark>
                      </td>
                      <td className="num">
                        {run.state === 'done' && run.recorded > 0 ? (
                          <Button size="compact-sm" variant="default" onClick={() => setUndoing(run)}>
                            {texts.undo}
                          </Button>
                        ) : null}
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          )
        }
      </Answered>
      <Modal
        opened={undoing !== undefined}
        onClose={() => setUndoing(undefined)}
        title={texts.undoTitle}
        closeButtonProps={{ 'aria-label': words.shell.close }}
      >
        {undoing === undefined ? null : <UndoForm run={undoing} onDone={() => setUndoing(undefined)} />}
      </Modal>
    </section>
  );
}

/** The mapping an import was made by, to look at and to use again. */
function MappingButton({ run }: { readonly run: ImportRunWire }) {
  const { words } = useSpeech();
  const here = useHere();
  const save = useMutation({
    mutationFn: () => ask(here.slug, readImportMapping, { params: { id: run.id } }),
    onSuccess: (text) => saveText(`${run.mappingName}.mapping.yaml`, text, 'application/yaml'),
  });
  return (
    <>
      <button type="button" className="plain-button" title={words.imports.mappingSave} onClick={() => save.mutate()}>
        {run.mappingName} <Icon name="download" size={14} />
      </button>
      {save.isError ? <ErrorNote error={save.error} /> : null}
    </>
  );
}

function UndoForm({ run, onDone }: { readonly run: ImportRunWire; readonly onDone: () => void }) {
  const { words, format } = useSpeech();
  const texts = words.imports;
  const here = useHere();
  const queries = useQueryClient();
  const [reason, setReason] = useState<string>(texts.undoReasonDefault);
  const undo = useMutation({
    mutationFn: () => ask(here.slug, undoImport, { params: { id: run.id }, body: { reason } }),
    onSuccess: async ({ retracted }) => {
      await refreshWorkspace(queries, here.slug);
      tell(words, texts.undone(format.count(retracted)));
      onDone();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    undo.mutate();
  };
  return (
    <form className="stack" onSubmit={submit}>
      <p>{texts.undoText(format.count(run.recorded))}</p>
      <TextInput
        className="fill"
        label={texts.undoReason}
        required
        maxLength={200}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      {undo.isError ? <ErrorNote error={undo.error} /> : null}
      <div className="row">
        <Button type="submit" variant="outline" loading={undo.isPending}>
          {texts.undoNow(format.count(run.recorded))}
        </Button>
        <Button variant="default" onClick={onDone}>
          {words.shell.cancel}
        </Button>
      </div>
    </form>
  );
}
