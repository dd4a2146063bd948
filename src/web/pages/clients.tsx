import '../ui/page.css';
import './today.css';
import { Link } from '@tanstack/react-router';
import { type ClientWire, readClients } from '#protocol/endpoints-today.ts';
import { useSpeech } from '../i18n/speech.tsx';
import { OpenFrame } from '../shell/frame.tsx';
import { Answered } from '../ui/answered.tsx';
import { Amount, Mark } from '../ui/marks.tsx';
import { Note } from '../ui/notes.tsx';
import { PageHead } from '../ui/page-head.tsx';
import { asking } from '../wire/asking.ts';
import { type ClientRow, clientRows, totalsPerCurrency } from './client-rows.ts';

/** An agency's home over all its clients: who confirmed how much, until when the rest is in review, who owes. */
export function ClientsPage() {
  const { words } = useSpeech();
  const texts = words.today.clients;
  return (
    <OpenFrame signedIn>
      <PageHead title={texts.title} lead={texts.lead} />
      <Answered of={asking('', readClients, {})}>
        {({ clients }) => (clients.length === 0 ? <Note title={texts.none} icon="contract" /> : <ClientTable clients={clients} />)}
      </Answered>
    </OpenFrame>
  );
}

function ClientTable({ clients }: { readonly clients: readonly ClientWire[] }) {
  const { words } = useSpeech();
  const texts = words.today.contracts;
  const rows = clientRows(clients);
  return (
    <div className="table-wrap">
      <table className="table stacking clients">
        <thead>
          <tr>
            <th>{words.today.clients.client}</th>
            <th className="num">{texts.certain}</th>
            <th className="num">{texts.review}</th>
            <th className="num">{texts.contested}</th>
            <th className="num">{texts.owedPartner}</th>
            <th className="num">{texts.owingPartner}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <ClientLine key={`${row.slug} ${row.contract?.agreement ?? ''}`} row={row} />
          ))}
        </tbody>
        <tfoot>
          {totalsPerCurrency(rows).map((total) => (
            <tr key={total.currency}>
              <td>
                {texts.sum} {total.currency}
              </td>
              {total.minors.map(({ column, minor }) => (
                <td key={column} className="num" data-label={texts[column]}>
                  <Amount minor={minor} currency={total.currency} />
                </td>
              ))}
            </tr>
          ))}
        </tfoot>
      </table>
    </div>
  );
}

function ClientLine({ row: { slug, name, locked, contract } }: { readonly row: ClientRow }) {
  const { words, format, language } = useSpeech();
  const texts = words.today.contracts;
  const client = (
    <Link to="/w/$workspace" params={{ workspace: slug }}>
      {name}
    </Link>
  );
  if (contract === undefined) {
    return (
      <tr>
        <td>{client}</td>
        <td colSpan={5}>
          {locked ? (
            <Mark icon="lock" tone="quiet">
              {words.today.clients.locked}
            </Mark>
          ) : (
            <span className="soft">{texts.none}</span>
          )}
        </td>
      </tr>
    );
  }
  const { currency, timeZone, inReview, contested, owed } = contract;
  const cell = (label: string, minor: string, under: string | null) => (
    <td className="num" data-label={label}>
      <Amount minor={minor} currency={currency} />
      {under === null ? null : <div className="faint small">{under}</div>}
    </td>
  );
  return (
    <tr>
      <td>
        {client}
        <div className="faint small">{contract.title[language]}</div>
      </td>
      {cell(texts.certain, contract.certainMinor, format.nearDay(`${contract.settlesOn}T12:00:00Z`))}
      {cell(texts.review, inReview.minor, inReview.until === null ? null : format.nearDay(inReview.until, timeZone))}
      {cell(
        texts.contested,
        contested.minor,
        contested.count === 0 ? null : texts.contestedCount(contested.count, format.count(contested.count)),
      )}
      {cell(
        texts.owedPartner,
        owed.minor,
        owed.statements > 0 && !owed.paymentsKnown
          ? words.today.contracts.owedUnknown(owed.statements, format.count(owed.statements))
          : null,
      )}
      {cell(texts.owingPartner, contract.owingMinor, null)}
    </tr>
  );
}
