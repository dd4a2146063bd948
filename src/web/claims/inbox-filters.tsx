import { NativeSelect, TextInput } from '@mantine/core';
import { useEffect, useState } from 'react';
import { type InboxContractWire, type InboxShow, inboxShows } from '#protocol/endpoints-claim-inbox.ts';
import { useSpeech } from '../i18n/speech.tsx';
import { FilterRow } from '../ui/filter-row.tsx';
import { useHere } from '../wire/here.ts';
import type { InboxSearch } from './inbox-search.ts';

interface InboxFiltersProps {
  readonly search: InboxSearch;
  readonly contracts: readonly InboxContractWire[];
  readonly counts: Readonly<Record<Exclude<InboxShow, 'all'>, number>>;
  readonly onLook: (next: InboxSearch) => void;
}

/** Whose turn and in which state, then which contract, component and number; all of it stands in the address. */
export function InboxFilters({ search, contracts, counts, onLook }: InboxFiltersProps) {
  const { words, format, language } = useSpeech();
  const here = useHere();
  const texts = words.claimInbox;
  const shown = search.show ?? 'waiting';
  const nameOf = (show: InboxShow) =>
    show === 'waiting' ? texts.show.waiting[here.partner ? 'other' : 'payer'] : show === 'all' ? texts.show.all : words.claims.states[show];
  const choices = inboxShows
    .filter((show) => show === 'waiting' || show === 'all' || show === shown || counts[show] > 0)
    .map((key) => ({ key, name: nameOf(key), ...(key === 'all' ? {} : { count: format.count(counts[key]) }) }));
  const { claim: _claim, ...kept } = search;
  const narrowed = search.contract !== undefined || search.component !== undefined || search.text !== undefined;
  const wide = matchMedia('(min-width: 900px)').matches;
  const inContract = contracts.filter(({ id }) => search.contract === undefined || id === search.contract);
  const components = new Map(inContract.flatMap((one) => one.components.map(({ key, title }) => [key, title[language]])));
  return (
    <div className="inbox__filters no-print">
      <FilterRow label={words.claims.filter} choices={choices} chosen={shown} onChoose={(show) => onLook(withChoice(kept, 'show', show))} />
      <details className="inbox__more" open={narrowed || wide}>
        <summary>{texts.narrow}</summary>
        <div className="inbox__narrow">
          {contracts.length < 2 ? null : (
            <NativeSelect
              label={texts.contract}
              value={search.contract ?? ''}
              onChange={(event) => onLook(withChoice(withChoice(kept, 'component', ''), 'contract', event.currentTarget.value))}
              data={[{ value: '', label: texts.anyContract }, ...contracts.map(({ id, title }) => ({ value: id, label: title[language] }))]}
            />
          )}
          {components.size < 2 ? null : (
            <NativeSelect
              label={texts.component}
              value={search.component ?? ''}
              onChange={(event) => onLook(withChoice(kept, 'component', event.currentTarget.value))}
              data={[{ value: '', label: texts.anyComponent }, ...[...components].map(([value, label]) => ({ value, label }))]}
            />
          )}
          <NumberText text={search.text ?? ''} onText={(text) => onLook(withChoice(kept, 'text', text.trim()))} />
        </div>
      </details>
    </div>
  );
}

/** Asks once somebody has stopped to write. */
function NumberText(props: { readonly text: string; readonly onText: (text: string) => void }) {
  const { words } = useSpeech();
  const [written, setWritten] = useState(props.text);
  useEffect(() => setWritten(props.text), [props.text]);
  const { text, onText } = props;
  useEffect(() => {
    if (written.trim() === text) return undefined;
    const pause = setTimeout(() => onText(written), 300);
    return () => clearTimeout(pause);
  }, [written, text, onText]);
  return (
    <TextInput
      type="search"
      label={words.claimInbox.text}
      placeholder={words.claimInbox.textHelp}
      value={written}
      maxLength={100}
      onChange={(event) => setWritten(event.currentTarget.value)}
    />
  );
}

function withChoice(search: InboxSearch, name: keyof InboxSearch, value: string): InboxSearch {
  const { [name]: _before, ...rest } = search;
  return value === '' || (name === 'show' && value === 'waiting') ? rest : { ...rest, [name]: value };
}
