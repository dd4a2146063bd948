import type { DueItem } from '#usecases/list-due.ts';
import type { MoneyBack } from '#usecases/read-money-back.ts';
import type { ContractMoney } from '#usecases/read-open-money.ts';
import type { JudgedCheck } from '#usecases/read-plan.ts';
import type { TodayCase } from '#usecases/today-ports.ts';
import { present } from './optional-fields.ts';

interface Sum {
  readonly minor: bigint;
  readonly count: number;
}

function sumWire({ minor, count }: Sum) {
  return { minor: String(minor), count };
}

export function moneyBackWire({ span, spent, ordered, received, back, cycle, otherCurrencies }: MoneyBack, currency: string) {
  const { netMinor, withoutTax } = received;
  return {
    from: span.firstDay,
    to: span.lastDay,
    currency,
    spent: { ...sumWire(spent), costs: sumWire(spent.costs), statements: sumWire(spent.statements) },
    ordered: sumWire(ordered),
    received: { ...sumWire(received), netMinor: String(netMinor), withoutTax },
    back: {
      state: back.state,
      hundredths: 'hundredths' in back ? String(back.hundredths) : null,
      payments: back.payments,
      enoughFrom: back.enoughFrom,
    },
    cycle,
    otherCurrencies,
  };
}

export function caseWire({ minor, ...one }: TodayCase) {
  return { ...one, minor: minor === null ? null : String(minor) };
}

export function dueWire({ kind, dueAt, count, agreement, silent, claim, question, month }: DueItem) {
  return { kind, dueAt, count, agreement, ...present({ silent, claim, question, month }) };
}

export function contractMoneyWire(money: ContractMoney) {
  const { standing, settlesOn, inReview, contested, owed } = money;
  const { id, title, parties, currency, timeZone } = standing.read.newest.stored.agreement;
  return {
    agreement: id,
    title,
    payer: { key: parties.payer.key, name: parties.payer.name },
    payee: { key: parties.payee.key, name: parties.payee.name },
    state: standing.read.state,
    currency,
    timeZone,
    certainMinor: String(money.certainMinor),
    settlesOn,
    inReview: { ...inReview, minor: String(inReview.minor) },
    contested: { ...contested, minor: String(contested.minor) },
    heldMinor: String(money.heldMinor),
    owed: { ...owed, minor: String(owed.minor) },
    owingMinor: String(money.owingMinor),
  };
}

export function planCheckWire({ key, phase, judgement }: JudgedCheck) {
  const counts = judgement.state === 'unknown' ? { have: null, of: null } : { have: judgement.have, of: judgement.of };
  return { key, phase, state: judgement.state, ...counts };
}
