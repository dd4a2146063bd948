import './file-pick.css';
import { Button } from '@mantine/core';
import { type DragEvent, useId, useRef, useState } from 'react';
import { useSpeech } from '../i18n/speech.tsx';
import { Icon } from './icon.tsx';

interface FilePickProps {
  readonly label: string;
  readonly help?: string;
  readonly button: string;
  readonly accept: string;
  readonly many?: boolean;
  readonly files: readonly File[];
  readonly onPick: (files: readonly File[]) => void;
}

/** Choose or drop: a labelled place for files, fully usable by keyboard. */
export function FilePick(props: FilePickProps) {
  const { words, format } = useSpeech();
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const many = props.many === true;
  const add = (list: FileList | null) => {
    const picked = [...(list ?? [])];
    if (picked.length === 0) return;
    const kept = props.files.filter((file) => !picked.some((one) => one.name === file.name));
    props.onPick(many ? [...kept, ...picked] : picked.slice(0, 1));
    if (input.current !== null) input.current.value = '';
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    add(event.dataTransfer.files);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is a second way for the mouse; the button does the same.
    <div
      className="file-pick"
      data-over={over}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <h3>
        <label htmlFor={id}>{props.label}</label>
      </h3>
      {props.help === undefined ? null : <p className="small faint">{props.help}</p>}
      <input
        ref={input}
        id={id}
        type="file"
        className="visually-hidden"
        tabIndex={-1}
        accept={props.accept}
        multiple={many}
        onChange={(event) => add(event.currentTarget.files)}
      />
      {props.files.length === 0 ? null : (
        <ul className="file-pick__files">
          {props.files.map((file) => (
            <li key={file.name}>
              <span>{file.name}</span>
              <span className="faint">{format.bytes(file.size)}</span>
              <button
                type="button"
                className="plain-button"
                aria-label={words.imports.remove(file.name)}
                onClick={() => props.onPick(props.files.filter((one) => one !== file))}
              >
                <Icon name="cross" />
              </button>
            </li>
          ))}
        </ul>
      )}
      <div className="row">
        <Button variant="default" leftSection={<Icon name="upload" />} onClick={() => input.current?.click()}>
          {props.button}
        </Button>
        <span className="faint small">{words.imports.drop}</span>
      </div>
    </div>
  );
}
