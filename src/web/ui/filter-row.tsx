import './filter-row.css';
import { useId } from 'react';

export interface FilterChoice<K extends string> {
  readonly key: K;
  readonly name: string;
  readonly count?: string;
}

interface FilterRowProps<K extends string> {
  readonly label: string;
  readonly choices: readonly FilterChoice<K>[];
  readonly chosen: K;
  readonly onChoose: (key: K) => void;
}

/** One of several views of a list; radio buttons underneath, so that arrow keys and screen readers know them. */
export function FilterRow<K extends string>(props: FilterRowProps<K>) {
  const name = useId();
  return (
    <fieldset className="filter no-print">
      <legend className="visually-hidden">{props.label}</legend>
      {props.choices.map((choice) => (
        <label key={choice.key}>
          <input type="radio" name={name} checked={choice.key === props.chosen} onChange={() => props.onChoose(choice.key)} />
          {choice.name}
          {choice.count === undefined ? null : <span className="faint">{choice.count}</span>}
        </label>
      ))}
    </fieldset>
  );
}
