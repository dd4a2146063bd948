import { Button } from '@mantine/core';
import { useSpeech } from '../i18n/speech.tsx';
import { tell } from './tell.ts';

interface CopyButtonProps {
  readonly text: string;
  readonly label: string;
  /** What is said when it is done. */
  readonly done: string;
  /** Where it is not what the page is for. */
  readonly quiet?: true;
}

/** Where the browser allows no copying, the text stands beside it to be selected. */
export function CopyButton(props: CopyButtonProps) {
  const { words } = useSpeech();
  const copy = () => {
    void navigator.clipboard?.writeText(props.text).then(
      () => tell(words, props.done),
      () => undefined,
    );
  };
  return (
    <Button variant={props.quiet === true ? 'default' : 'filled'} onClick={copy}>
      {props.label}
    </Button>
  );
}
