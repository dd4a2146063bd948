import type { AnswerOf } from '#protocol/endpoint.ts';
import type { DecidedRowWire, decideClaims, InboxClaimWire, InboxContractWire } from '#protocol/endpoints-claim-inbox.ts';
import { isRefusalCode } from '#protocol/refusals.ts';
import { useSpeech } from '../i18n/speech.tsx';
import { Icon } from '../ui/icon.tsx';
import { Amount } from '../ui/marks.tsx';
import { Note } from '../ui/notes.tsx';
import { SubjectName } from '../ui/subject-name.tsx';

interface BulkOutcomeProps {
  readonly answer: AnswerOf<typeof decideClaims>;
  readonly decision: 'accept' | 'reject';
  readonly claims: readonly InboxClaimWire[];
  readonly contracts: readonly InboxContractWire[];
  readonly done?: boolean;
}

/** What becomes of many claims: the euros of each contract, then each claim, those first that cannot be decided. */
export function BulkOutcome({ answer, decision, claims, contracts, done }: BulkOutcomeProps) {
  const { words, format, language } = useSpeech();
  const texts = words.claimInbox.bulk;
  const refused = answer.rows.filter(({ outcome }) => outcome === 'refused');
  const going = answer.rows.filter(({ outcome }) => outcome !== 'refused');
  const lastDay = decision === 'reject' ? going.filter((row) => row.lastDay).length : 0;
  return (
    <>
      {done === true ? null : <p className="soft">{texts.previewText}</p>}
      {done === true || lastDay === 0 ? null : <Note title={texts.lastDay(lastDay, format.count(lastDay))} tone="review" icon="clock" />}
      <ul className="bulk-sums" aria-label={texts.contractSum}>
        {answer.sums.map((sum) => (
          <li key={sum.agreementId}>
            <strong>{sum.title[language]}</strong>
            <span>
              {texts.possible(sum.count, format.count(sum.count))}, <Amount minor={sum.amountMinor} currency={sum.currency} />{' '}
              {decision === 'accept' ? texts.accepted : texts.rejected}
            </span>
            {decision === 'reject' && BigInt(sum.effectMinor) !== -BigInt(sum.amountMinor) ? (
              <span className="soft small">{texts.effect(format.change(sum.effectMinor, sum.currency))}</span>
            ) : null}
          </li>
        ))}
      </ul>
      {refused.length === 0 ? null : (
        <section className="fill">
          <h3>{texts.refused(refused.length, format.count(refused.length))}</h3>
          <Rows rows={refused} claims={claims} contracts={contracts} />
        </section>
      )}
      {going.length === 0 ? null : (
        <details className="fill" open={going.length <= 12}>
          <summary>{(done === true ? texts.done : texts.can)(going.length, format.count(going.length))}</summary>
          <Rows rows={going} claims={claims} contracts={contracts} />
        </details>
      )}
    </>
  );
}

interface RowsProps extends Pick<BulkOutcomeProps, 'claims' | 'contracts'> {
  readonly rows: readonly DecidedRowWire[];
}

function Rows({ rows, claims, contracts }: RowsProps) {
  const { words } = useSpeech();
  return (
    <ul className="bulk-rows">
      {rows.map((row) => {
        const claim = claims.find(
          (one) => one.subject === row.subject && one.component === row.component && one.agreementId === row.agreementId,
        );
        const currency = contracts.find(({ id }) => id === row.agreementId)?.currency;
        const code = row.refusal?.code;
        return (
          <li key={`${row.agreementId}/${row.component}/${row.subject}`}>
            <span>
              <Icon name={row.outcome === 'refused' ? 'warn' : 'check'} /> <SubjectName {...row} />
              {claim?.company === undefined ? null : <span className="soft"> {claim.company}</span>}
            </span>
            <span className="num">{currency === undefined ? null : <Amount minor={row.amountMinor} currency={currency} />}</span>
            {code === undefined || !isRefusalCode(code) ? null : (
              <span className="bulk-rows__why">{words.refusal({ code, params: row.refusal?.params ?? {} })}</span>
            )}
          </li>
        );
      })}
    </ul>
  );
}
