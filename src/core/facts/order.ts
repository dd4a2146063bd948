import { factKind } from './fact-kind.ts';
import { day, integer, listOf, money, moneyBack, optional, record, reference, text } from './payload.ts';
import { personal } from './personal.ts';

const orderLine = record({
  product: text(),
  quantity: integer(1, 1_000_000_000),
  net: money(),
  costOfGoods: optional(money()),
  shipping: optional(money()),
  fee: optional(money()),
});

export const orderPlaced = factKind('order.placed', ['order'], {
  customer: optional(reference('person', 'company')),
  deal: optional(reference('deal')),
  lines: optional(listOf(orderLine, 500)),
  net: money(),
  vat: optional(money()),
});

const invoice = { number: text(80), net: money(), vat: optional(money()), dueOn: optional(day()) };

export const invoiceIssued = factKind('invoice.issued', ['order', 'deal'], invoice);
export const invoiceCorrected = factKind('invoice.corrected', ['order', 'deal'], invoice);

const payment = { amount: money(), on: optional(day()), reference: personal(optional(text())) };

export const paymentReceived = factKind('payment.received', ['order', 'deal', 'statement'], payment);
export const paymentReversed = factKind('payment.reversed', ['order', 'deal', 'statement'], { ...payment, amount: moneyBack() });

/** `net` is what was refunded of the order; the refunded share is derived from it. */
export const orderRefunded = factKind('order.refunded', ['order'], { net: moneyBack(), reason: text() });
