import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useSpeech } from '../i18n/speech.tsx';
import { FilePick } from '../ui/file-pick.tsx';
import { Icon } from '../ui/icon.tsx';
import { ErrorNote } from '../ui/refusal-note.tsx';

/** The first step: a table of one's own, or the sample that comes with the product. */
export function OwnTableFile(props: { readonly file: File | undefined; readonly onPick: (file: File | undefined) => void }) {
  const { words } = useSpeech();
  const texts = words.ownTable.file;
  const sample = useMutation({
    mutationFn: async () => {
      const answer = await fetch('/beispiel-anfragen.csv');
      return new File([await answer.blob()], texts.sampleName, { type: 'text/csv' });
    },
    onSuccess: (file) => props.onPick(file),
  });
  return (
    <div className="stack own-file">
      <FilePick
        label={texts.label}
        help={texts.help}
        button={texts.choose}
        accept=".csv,.txt,.tsv,.xlsx"
        files={props.file === undefined ? [] : [props.file]}
        onPick={([file]) => props.onPick(file)}
      />
      <p className="soft prose">{texts.stays}</p>
      <Button variant="subtle" leftSection={<Icon name="table" />} loading={sample.isPending} onClick={() => sample.mutate()}>
        {texts.sample}
      </Button>
      {sample.isError ? <ErrorNote error={sample.error} /> : null}
    </div>
  );
}
