import type { LeadDetailWire } from '#protocol/endpoints-leads.ts';
import { useSpeech } from '../i18n/speech.tsx';
import { Amount, Mark } from '../ui/marks.tsx';
import { SubjectName } from '../ui/subject-name.tsx';
import { useHere } from '../wire/here.ts';

type Deal = LeadDetailWire['deals'][number];
type Order = LeadDetailWire['orders'][number];

/** Deals with their orders below them, and the amounts. */
export function LeadMoney({ detail: { deals, orders } }: { readonly detail: LeadDetailWire }) {
  const { words } = useSpeech();
  const texts = words.leads;
  return (
    <section className="section">
      <h2>{texts.deals}</h2>
      {deals.length === 0 ? <p className="soft says">{texts.dealsNone}</p> : null}
      <ul>
        {deals.map((deal) => (
          <li key={deal.deal} className="says">
            <DealLine deal={deal} />
            {orders
              .filter((order) => order.deal === deal.deal)
              .map((order) => (
                <OrderLine key={order.order} order={order} />
              ))}
          </li>
        ))}
      </ul>
    </section>
  );
}

function DealLine({ deal }: { readonly deal: Deal }) {
  const { words, format } = useSpeech();
  const texts = words.leads;
  const { timeZone } = useHere().workspace;
  const at = deal.wonAt ?? deal.lostAt;
  return (
    <div className="row">
      <span>
        <SubjectName subject={deal.deal} />
        {at === null ? null : <span className="faint small"> {format.day(at, timeZone)}</span>}
        {deal.leads < 2 ? null : <span className="faint small"> {texts.sharedDeal(format.count(deal.leads - 1))}</span>}
      </span>
      {deal.wonAt !== null ? (
        <Mark icon="check" tone="proven">
          {texts.states.won}
        </Mark>
      ) : deal.lostAt !== null ? (
        <Mark icon="cross" tone="quiet">
          {texts.states.lost}
        </Mark>
      ) : (
        <Mark icon="circle" tone="quiet">
          {deal.stage ?? texts.dealOpen}
        </Mark>
      )}
      <span className="num">
        {deal.amountMinor === null || deal.currency === null ? '–' : <Amount minor={deal.amountMinor} currency={deal.currency} />}
      </span>
    </div>
  );
}

function OrderLine({ order }: { readonly order: Order }) {
  const { words, format } = useSpeech();
  const texts = words.leads;
  const { timeZone } = useHere().workspace;
  const { refundedMinor, receivedMinor, netMinor, currency } = order;
  return (
    <p className="row small soft">
      <span>
        <SubjectName subject={order.order} /> {format.day(order.placedAt, timeZone)}
      </span>
      <span>
        {words.claims.net} <Amount minor={netMinor} currency={currency} />
      </span>
      {refundedMinor === '0' ? null : <span>{texts.refunded(format.money(refundedMinor, currency))}</span>}
      {receivedMinor === '0' ? null : <span>{texts.received(format.money(receivedMinor, currency))}</span>}
    </p>
  );
}
