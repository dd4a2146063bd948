import { Button } from '@mantine/core';
import type { RuleProps } from 'react-querybuilder';
import { useSpeech } from '../i18n/speech.tsx';

interface PartActionsProps {
  readonly path: number[];
  readonly name: string;
  readonly actions: RuleProps['actions'];
  readonly first: boolean;
  readonly last: boolean;
  readonly group?: boolean;
}

/** Moving and removing a part of the rule, by mouse and by keyboard alike; the focus goes where the part went. */
export function PartActions({ path, name, actions, first, last, group }: PartActionsProps) {
  const { words } = useSpeech();
  const texts = words.definitionEditor;
  const move = (to: 'up' | 'down', button: HTMLButtonElement) => {
    actions.moveRule(path, to);
    requestAnimationFrame(() => button.focus());
  };
  return (
    <div className="part-actions">
      <Button
        variant="subtle"
        size="compact-sm"
        disabled={first}
        aria-label={texts.act(texts.up, name)}
        onClick={(event) => move('up', event.currentTarget)}
      >
        ↑
      </Button>
      <Button
        variant="subtle"
        size="compact-sm"
        disabled={last}
        aria-label={texts.act(texts.down, name)}
        onClick={(event) => move('down', event.currentTarget)}
      >
        ↓
      </Button>
      <Button
        variant="subtle"
        size="compact-sm"
        aria-label={texts.act(texts.remove, name)}
        onClick={() => {
          if (group === true) actions.onGroupRemove(path);
          else actions.onRuleRemove(path);
          requestAnimationFrame(() => document.getElementById(`add ${path.slice(0, -1).join('.')}`)?.focus());
        }}
      >
        {texts.remove}
      </Button>
    </div>
  );
}
