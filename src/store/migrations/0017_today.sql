-- What Heute asks every time somebody looks: money that moved, offers and invoices of the last months, orders and wins by their day.
create index fact_of_money on fact (workspace_id, occurred_at)
  where kind in ('cost.recorded', 'payment.received', 'payment.reversed', 'order.refunded');
create index fact_of_offers on fact (workspace_id, occurred_at)
  where kind in ('deal.opened', 'offer.sent', 'invoice.issued', 'invoice.corrected');
create index sales_order_by_day on sales_order (workspace_id, placed_at);
create index sales_order_by_deal on sales_order (workspace_id, deal) where deal is not null;
create index deal_by_win on deal (workspace_id, won_at) where won_at is not null;
create index lead_by_capture on lead (workspace_id, captured_at);
