import { type KeyboardEvent, type MouseEvent, useMemo, useRef } from 'react';
import type { InboxClaimWire, InboxContractWire } from '#protocol/endpoints-claim-inbox.ts';
import { useSpeech } from '../i18n/speech.tsx';
import { useHere } from '../wire/here.ts';
import { claimName, isSelectable } from './inbox-query.ts';
import { InboxRow } from './inbox-row.tsx';
import { picked } from './selection.ts';

interface InboxListProps {
  readonly claims: readonly InboxClaimWire[];
  readonly contracts: readonly InboxContractWire[];
  readonly now: string;
  readonly selection: ReadonlyMap<string, InboxClaimWire>;
  readonly onSelect: (selection: ReadonlyMap<string, InboxClaimWire>) => void;
  readonly onOpen: (claim: InboxClaimWire) => void;
}

/** One list; rows are picked by click, with Shift as a range, and with the arrow keys. */
export function InboxList({ claims, contracts, now, selection, onSelect, onOpen }: InboxListProps) {
  const { words } = useSpeech();
  const here = useHere();
  const texts = words.claimInbox;
  const list = useRef<HTMLUListElement>(null);
  const anchor = useRef<string>(undefined);
  const byId = useMemo(() => new Map(contracts.map((contract) => [contract.id, contract])), [contracts]);
  const selectable = here.may('claims.decide') ? claims.filter(isSelectable) : [];
  const byName = new Map(selectable.map((claim) => [claimName(claim), claim]));
  const names = [...byName.keys()];
  const choose = (chosen: ReadonlySet<string>) => {
    const known = new Map([...selection, ...byName]);
    onSelect(
      new Map(
        [...chosen].flatMap((name): [string, InboxClaimWire][] => {
          const claim = known.get(name);
          return claim === undefined ? [] : [[name, claim]];
        }),
      ),
    );
  };
  const pick = (name: string, range: boolean) => {
    choose(picked(new Set(selection.keys()), names, name, range ? anchor.current : undefined));
    anchor.current = name;
  };
  const move = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    const box = event.target as HTMLElement;
    if (step === 0 || !box.matches('input[type="checkbox"]')) return;
    event.preventDefault();
    const boxes = [...(list.current?.querySelectorAll<HTMLInputElement>('input[type="checkbox"]') ?? [])];
    const next = boxes[boxes.indexOf(box as HTMLInputElement) + step];
    next?.focus();
    const name = next?.value;
    if (!event.shiftKey || name === undefined || selection.has(name)) return;
    choose(new Set([...selection.keys(), name]));
    anchor.current = name;
  };
  const all = names.length > 0 && names.every((name) => selection.has(name));
  return (
    <>
      <div className="inbox-row inbox-row--head" data-selectable={selectable.length > 0}>
        {selectable.length === 0 ? null : (
          <label className="inbox-row__pick">
            <input
              type="checkbox"
              checked={all}
              aria-label={texts.selectAll}
              onChange={() => choose(new Set([...selection.keys()].filter((name) => !byName.has(name)).concat(all ? [] : names)))}
            />
            <span className="inbox-row__all" aria-hidden="true">
              {texts.selectAll}
            </span>
          </label>
        )}
        <span aria-hidden="true">{texts.due}</span>
        <span aria-hidden="true">{texts.subject}</span>
        <span aria-hidden="true">
          {texts.contract} · {texts.component}
        </span>
        <span className="num" aria-hidden="true">
          {texts.amount}
        </span>
        <span aria-hidden="true">{texts.state}</span>
        <span />
      </div>
      <ul ref={list} onKeyDown={move} aria-label={texts.title}>
        {claims.map((claim) => {
          const name = claimName(claim);
          const contract = byId.get(claim.agreementId);
          if (contract === undefined) return null;
          const pickable = byName.has(name);
          return (
            <InboxRow
              key={name}
              claim={claim}
              contract={contract}
              now={now}
              selectable={selectable.length > 0}
              {...(pickable ? { selected: selection.has(name), onPick: (event: MouseEvent) => pick(name, event.shiftKey) } : {})}
              onOpen={() => onOpen(claim)}
            />
          );
        })}
      </ul>
      {selectable.length === 0 ? null : <p className="small faint inbox__keys">{texts.keys}</p>}
    </>
  );
}
