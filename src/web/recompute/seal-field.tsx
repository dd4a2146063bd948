import { TextInput } from '@mantine/core';
import { useSpeech } from '../i18n/speech.tsx';
import { readSeal } from './checks.ts';

/** A seal that somebody kept; told at once when it cannot be one, because a mistyped seal would look like a changed file. */
export function SealField(props: { readonly seal: string; readonly onChange: (seal: string) => void }) {
  const { words } = useSpeech();
  const texts = words.recompute;
  const isWrong = props.seal.trim() !== '' && readSeal(props.seal) === undefined;
  return (
    <TextInput
      className="fill"
      label={`${texts.sealLabel} (${words.shell.optional})`}
      description={texts.sealHelp}
      error={isWrong ? texts.sealInvalid : undefined}
      value={props.seal}
      onChange={(event) => props.onChange(event.currentTarget.value)}
      spellCheck={false}
      autoComplete="off"
      autoCapitalize="off"
    />
  );
}
