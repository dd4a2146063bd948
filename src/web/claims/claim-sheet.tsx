import { Modal } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { InboxClaimWire, InboxContractWire } from '#protocol/endpoints-claim-inbox.ts';
import { useSpeech } from '../i18n/speech.tsx';
import { ClaimState } from '../ui/claim-state.tsx';
import { Amount } from '../ui/marks.tsx';
import { subjectText } from '../ui/subject-name.tsx';
import { useHere } from '../wire/here.ts';
import { ClaimActs, ClaimClock } from './inbox-row.tsx';

interface ClaimSheetProps {
  readonly claim: InboxClaimWire | undefined;
  readonly contract: InboxContractWire | undefined;
  readonly now: string;
  readonly onClose: () => void;
}

/** The second of two taps: what the claim is, and large buttons for what this side may do. */
export function ClaimSheet({ claim, contract, now, onClose }: ClaimSheetProps) {
  const { words, language } = useSpeech();
  const here = useHere();
  const texts = words.claimInbox;
  if (claim === undefined || contract === undefined) return null;
  const component = contract.components.find(({ key }) => key === claim.component)?.title[language] ?? claim.component;
  const behind = [claim.company, claim.person].filter((one) => one !== undefined).join(', ');
  return (
    <Modal
      opened
      onClose={onClose}
      title={subjectText(words, { ...claim, title: component })}
      closeButtonProps={{ 'aria-label': words.shell.close }}
      classNames={{ inner: 'sheet__inner', content: 'sheet__content' }}
    >
      <div className="sheet">
        {behind === '' ? null : <p className="sheet__behind">{behind}</p>}
        <dl>
          <dt>{texts.contract}</dt>
          <dd>{contract.title[language]}</dd>
          <dt>{texts.component}</dt>
          <dd>{component}</dd>
          {claim.amountMinor === null ? null : (
            <>
              <dt>{texts.amount}</dt>
              <dd>
                <strong>
                  <Amount minor={claim.amountMinor} currency={contract.currency} />
                </strong>
              </dd>
            </>
          )}
          <dt>{texts.state}</dt>
          <dd>
            <ClaimState state={claim.state} />
          </dd>
        </dl>
        <ClaimClock claim={claim} contract={contract} now={now} />
        <div className="sheet__acts">
          <ClaimActs claim={claim} onDecided={onClose} />
        </div>
        {claim.acts.length > 0 && !here.may('claims.decide') && !here.may('claims.contest') ? (
          <p className="soft">{texts.onlyReads}</p>
        ) : null}
        <p>
          <Link
            to="/w/$workspace/agreements/$agreement/claims/$component/$subject"
            params={{ workspace: here.slug, agreement: claim.agreementId, component: claim.component, subject: claim.subject }}
          >
            {texts.details}
          </Link>
        </p>
      </div>
    </Modal>
  );
}
