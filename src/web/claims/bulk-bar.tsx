import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { DECIDED_AT_MOST, type InboxClaimWire, type InboxContractWire, readClaimInbox } from '#protocol/endpoints-claim-inbox.ts';
import { useSpeech } from '../i18n/speech.tsx';
import { Amount } from '../ui/marks.tsx';
import { ask } from '../wire/asking.ts';
import { useHere } from '../wire/here.ts';
import { BulkDialog } from './bulk-dialog.tsx';
import { claimName, inboxQuery, isSelectable } from './inbox-query.ts';
import type { InboxSearch } from './inbox-search.ts';

interface BulkBarProps {
  readonly selection: ReadonlyMap<string, InboxClaimWire>;
  readonly onSelect: (selection: ReadonlyMap<string, InboxClaimWire>) => void;
  readonly contracts: readonly InboxContractWire[];
  readonly search: InboxSearch;
  /** How many the list has in all, over its pages. */
  readonly count: number;
}

/** Stands below the list while something is selected: how much it is, and what can be done with all of it. */
export function BulkBar({ selection, onSelect, contracts, search, count }: BulkBarProps) {
  const { words, format } = useSpeech();
  const here = useHere();
  const texts = words.claimInbox;
  const [decision, setDecision] = useState<'accept' | 'reject'>();
  const every = useMutation({
    mutationFn: () => ask(here.slug, readClaimInbox, { query: { ...inboxQuery(search), limit: DECIDED_AT_MOST } }),
    onSuccess: ({ claims }) => onSelect(new Map(claims.filter(isSelectable).map((claim) => [claimName(claim), claim]))),
  });
  if (selection.size === 0) return null;
  const chosen = [...selection.values()];
  const sums = sumsOf(chosen, contracts);
  return (
    <section className="bulk-bar no-print" aria-label={texts.selected(chosen.length, format.count(chosen.length))}>
      <span className="bulk-bar__said" aria-live="polite">
        <strong>{texts.selected(chosen.length, format.count(chosen.length))}</strong>
        {[...sums].map(([currency, minor]) => (
          <Amount key={currency} minor={minor} currency={currency} />
        ))}
      </span>
      {count > chosen.length ? (
        <Button variant="subtle" loading={every.isPending} onClick={() => every.mutate()}>
          {count > DECIDED_AT_MOST ? texts.atMost(format.count(DECIDED_AT_MOST)) : texts.selectEvery(format.count(count))}
        </Button>
      ) : null}
      <Button variant="subtle" onClick={() => onSelect(new Map())}>
        {texts.unselect}
      </Button>
      <Button onClick={() => setDecision('accept')}>{texts.bulk.accept}</Button>
      <Button variant="default" onClick={() => setDecision('reject')}>
        {texts.bulk.reject}
      </Button>
      {decision === undefined ? null : (
        <BulkDialog
          decision={decision}
          claims={chosen}
          contracts={contracts}
          onClose={(done) => {
            setDecision(undefined);
            if (done) onSelect(new Map());
          }}
        />
      )}
    </section>
  );
}

function sumsOf(claims: readonly InboxClaimWire[], contracts: readonly InboxContractWire[]): ReadonlyMap<string, bigint> {
  const currencies = new Map(contracts.map(({ id, currency }) => [id, currency]));
  const sums = new Map<string, bigint>();
  for (const { agreementId, amountMinor } of claims) {
    const currency = currencies.get(agreementId);
    if (currency !== undefined) sums.set(currency, (sums.get(currency) ?? 0n) + BigInt(amountMinor ?? '0'));
  }
  return sums;
}
