import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { type ContractMoneyWire, readOpenMoney } from '#protocol/endpoints-today.ts';
import { useSpeech } from '../i18n/speech.tsx';
import { Answered } from '../ui/answered.tsx';
import type { IconName } from '../ui/icon.tsx';
import { Mark, type Tone } from '../ui/marks.tsx';
import { asking } from '../wire/asking.ts';
import { useHere } from '../wire/here.ts';

/** Per contract what is certain, in review and contested, side by side and alike; both parties read the same figures. */
export function ContractsBlock() {
  const { words } = useSpeech();
  const here = useHere();
  const texts = words.today.contracts;
  return (
    <section className="block today__wide" aria-labelledby="today-contracts">
      <h2 id="today-contracts">{here.partner ? texts.titlePartner : texts.title}</h2>
      <Answered of={asking(here.slug, readOpenMoney, {})} lines={4}>
        {({ contracts }) =>
          contracts.length === 0 ? (
            <div className="stack block__empty">
              <p className="soft">{texts.none}</p>
              {here.may('agreements.propose') ? (
                <Link to="/w/$workspace/agreements/new" params={{ workspace: here.slug }}>
                  {texts.propose}
                </Link>
              ) : null}
            </div>
          ) : (
            contracts.map((contract) => (
              <ContractRow key={contract.agreement} contract={contract} workspace={here.slug} asPartner={here.partner} />
            ))
          )
        }
      </Answered>
    </section>
  );
}

interface ContractRowProps {
  readonly contract: ContractMoneyWire;
  readonly workspace: string;
  /** Seen from the side that is paid. */
  readonly asPartner: boolean;
}

export function ContractRow({ contract, workspace, asPartner }: ContractRowProps) {
  const { words, format, language } = useSpeech();
  const texts = words.today.contracts;
  const { currency, timeZone, inReview, contested, owed, owingMinor, heldMinor } = contract;
  const amount = (minor: string) => format.money(minor, currency);
  const params = { workspace, agreement: contract.agreement };
  const other = asPartner ? contract.payer.name : contract.payee.name;
  return (
    <article className="certainty">
      <header>
        <h3>
          <Link to="/w/$workspace/agreements/$agreement" params={params}>
            {contract.title[language]}
          </Link>
        </h3>
        <span className="soft small">{other}</span>
      </header>
      <dl className="certainty__cells">
        <Cell icon="check" tone="proven" label={texts.certain} value={amount(contract.certainMinor)}>
          {texts.settles(format.nearDay(`${contract.settlesOn}T12:00:00Z`))}
        </Cell>
        <Cell icon="clock" tone="review" label={texts.review} value={amount(inReview.minor)}>
          <Link to="/w/$workspace/agreements/$agreement/claims" params={params}>
            {inReview.until === null
              ? texts.reviewOver(inReview.count, format.count(inReview.count))
              : texts.reviewUntil(inReview.count, format.count(inReview.count), format.nearDay(inReview.until, timeZone))}
          </Link>
        </Cell>
        <Cell icon="flag" tone={contested.count === 0 ? 'quiet' : 'breach'} label={texts.contested} value={amount(contested.minor)}>
          {texts.contestedCount(contested.count, format.count(contested.count))}
        </Cell>
        <Cell icon="money" tone="quiet" label={owedLabel()} value={amount(owed.minor)}>
          {owed.statements === 0 ? texts.nothingOwed : <OwedText contract={contract} workspace={workspace} />}
        </Cell>
        {asPartner || owingMinor !== '0' ? (
          <Cell icon="undo" tone="quiet" label={asPartner ? texts.owingPartner : texts.owing} value={amount(owingMinor)}>
            {owingMinor === '0' ? texts.nothingOwed : texts.owingText}
          </Cell>
        ) : null}
      </dl>
      {heldMinor === '0' ? null : <p className="soft small">{texts.held(amount(heldMinor))}</p>}
    </article>
  );

  /** While nobody records what was paid on statements, nobody is said to owe. */
  function owedLabel(): string {
    if (owed.statements > 0 && !owed.paymentsKnown) return texts.asked;
    return asPartner ? texts.owedPartner : texts.owed;
  }
}

function OwedText({ contract: { owed, timeZone }, workspace }: { readonly contract: ContractMoneyWire; readonly workspace: string }) {
  const { words, format } = useSpeech();
  const texts = words.today.contracts;
  const count = format.count(owed.statements);
  const said =
    owed.paymentsKnown && owed.since !== null
      ? texts.owedSince(owed.statements, count, format.day(owed.since, timeZone))
      : texts.owedUnknown(owed.statements, count);
  return (
    <Link to="/w/$workspace/money" params={{ workspace }}>
      {said}
    </Link>
  );
}

interface CellProps {
  readonly icon: IconName;
  readonly tone: Tone;
  readonly label: string;
  readonly value: string;
  readonly children: ReactNode;
}

function Cell({ icon, tone, label, value, children }: CellProps) {
  return (
    <div>
      <dt>
        <Mark icon={icon} tone={tone}>
          {label}
        </Mark>
      </dt>
      <dd className="certainty__value">{value}</dd>
      <dd className="soft small">{children}</dd>
    </div>
  );
}
