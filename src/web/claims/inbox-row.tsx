import type { MouseEvent } from 'react';
import { readAgreement } from '#protocol/endpoints-agreements.ts';
import type { InboxClaimWire, InboxContractWire } from '#protocol/endpoints-claim-inbox.ts';
import { DecideButtons } from '../forms/decide-claim.tsx';
import { DisputeButtons } from '../forms/dispute-claim.tsx';
import { useSpeech } from '../i18n/speech.tsx';
import { Answered } from '../ui/answered.tsx';
import { ClaimState } from '../ui/claim-state.tsx';
import { ClockBar } from '../ui/clock-bar.tsx';
import { Amount } from '../ui/marks.tsx';
import { SubjectName, subjectText } from '../ui/subject-name.tsx';
import { asking } from '../wire/asking.ts';
import { useHere } from '../wire/here.ts';
import { claimName } from './inbox-query.ts';

interface InboxRowProps {
  readonly claim: InboxClaimWire;
  readonly contract: InboxContractWire;
  readonly now: string;
  /** Some row of the list can be picked, so that all keep the same columns. */
  readonly selectable: boolean;
  readonly selected?: boolean;
  readonly onPick?: (event: MouseEvent) => void;
  readonly onOpen: () => void;
}

export function InboxRow({ claim, contract, now, selectable, selected, onPick, onOpen }: InboxRowProps) {
  const { words, language } = useSpeech();
  const texts = words.claimInbox;
  const component = contract.components.find(({ key }) => key === claim.component)?.title[language] ?? claim.component;
  const name = subjectText(words, { ...claim, title: component });
  return (
    <li className="inbox-row" data-selectable={selectable} data-selected={selected === true}>
      {selectable && onPick === undefined ? <span /> : null}
      {onPick === undefined ? null : (
        <label className="inbox-row__pick">
          <input
            type="checkbox"
            value={claimName(claim)}
            checked={selected === true}
            aria-label={texts.select(name)}
            onClick={onPick}
            onChange={() => undefined}
          />
        </label>
      )}
      <span className="inbox-row__due">
        <ClaimClock claim={claim} contract={contract} now={now} />
      </span>
      <span className="inbox-row__subject">
        <button type="button" className="inbox-row__open" aria-label={texts.openClaim(name)} onClick={onOpen}>
          <SubjectName {...claim} title={component} />
        </button>
        {claim.company === undefined && claim.person === undefined ? null : (
          <span className="inbox-row__behind" title={claim.person}>
            {claim.company ?? claim.person}
          </span>
        )}
      </span>
      <span className="inbox-row__contract">
        <span>{contract.title[language]}</span>
        <span className="faint small">{component}</span>
      </span>
      <span className="inbox-row__amount num">
        {claim.amountMinor === null ? null : <Amount minor={claim.amountMinor} currency={contract.currency} />}
      </span>
      <span className="inbox-row__state">
        <ClaimState state={claim.state} />
      </span>
      <span className="inbox-row__acts">
        <ClaimActs claim={claim} compact />
      </span>
    </li>
  );
}

/** What runs for a claim, in words; nothing where nothing does. */
export function ClaimClock({ claim, contract, now }: Pick<InboxRowProps, 'claim' | 'contract' | 'now'>) {
  const { words } = useSpeech();
  const { clock } = claim;
  if (clock === null) return claim.waits ? <span className="faint small">{words.claimInbox.noClock}</span> : null;
  return <ClockBar from={clock.from} until={clock.until} now={now} zone={contract.timeZone} label={words.claimInbox.until[clock.kind]} />;
}

/** What this side may do now: accept and reject in place, an objection and its decision with words. */
export function ClaimActs(props: { readonly claim: InboxClaimWire; readonly compact?: boolean; readonly onDecided?: () => void }) {
  const here = useHere();
  const { claim } = props;
  const size = props.compact === true ? { compact: true } : {};
  const done = props.onDecided === undefined ? {} : { onDecided: props.onDecided };
  if (claim.acts.includes('accept') || claim.acts.includes('reject'))
    return <DecideButtons agreementId={claim.agreementId} claim={claim} {...size} {...done} />;
  if (claim.acts.length === 0 || !here.may('claims.contest')) return null;
  return (
    <Answered of={asking(here.slug, readAgreement, { params: { id: claim.agreementId } })} lines={1}>
      {(agreement) => <DisputeButtons agreement={agreement} claim={claim} {...size} />}
    </Answered>
  );
}
