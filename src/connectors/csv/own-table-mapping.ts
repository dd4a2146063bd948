import { stringify } from 'yaml';
import type { ColumnRole, StageMeaning } from '#core/kernel/own-table-words.ts';
import type { ColumnGuess, OwnTable, OwnTableAction, OwnTableAnswers } from '#usecases/own-table-ports.ts';
import { isYes } from './guess-meanings.ts';

type Json = string | number | boolean | { readonly [key: string]: Json } | readonly Json[];
type Rule = { readonly [key: string]: Json };

/** The word for a grade in a cell, whatever its case. */
const GRADES = { A: 'A', B: 'B', C: 'C', D: 'D', a: 'A', b: 'B', c: 'C', d: 'D' };
/** A number of actions above this counts as this many: what a definition asks is whether there were several. */
const ACTIONS_COUNTED = 3;

/** The stage a deal has come to, by what its word means. */
const REACHED: Readonly<Partial<Record<StageMeaning, string>>> = {
  qualified: 'qualified',
  offer: 'offer',
  won: 'offer',
  lost_after_offer: 'offer',
  lost: 'qualified',
};

/** The mapping document that says what the answers say; the same answers give the same text. */
export function ownTableMapping(table: Pick<OwnTable, 'columns'>, answers: OwnTableAnswers): string {
  const rules = new Rules(table.columns, answers);
  const head = {
    mapping: answers.name,
    source: answers.system,
    timeZone: answers.timeZone,
    currency: answers.currency,
    // Any name will do: next month's export is called otherwise.
    files: { table: '*' },
  };
  const facts = [...rules.contact(), ...rules.lead(), ...rules.grades(), ...rules.touches(), ...rules.appointment(), ...rules.deal()];
  return `${stringify(head)}facts:\n${facts.map(written).join('')}`;
}

/** A rule as people write it: a line for each key, and one for each field of its content. */
function written({ data, ...rule }: Rule): string {
  const flow = (value: Json | undefined) => stringify(value, { collectionStyle: 'flow', lineWidth: 0 }).trim();
  const lines = Object.entries(rule).map(([key, value], index) => `${index === 0 ? '  - ' : '    '}${key}: ${flow(value)}\n`);
  const fields = Object.entries(data ?? {}).map(([field, value]) => `      ${field}: ${flow(value)}\n`);
  return `${lines.join('')}${fields.length === 0 ? '' : `    data:\n${fields.join('')}`}`;
}

class Rules {
  readonly #answers: OwnTableAnswers;
  readonly #columns: ReadonlyMap<string, ColumnGuess>;

  constructor(columns: readonly ColumnGuess[], answers: OwnTableAnswers) {
    this.#answers = answers;
    this.#columns = new Map(columns.map((column) => [column.name, column]));
  }

  *contact(): Generator<Rule> {
    const { company, employees, industry, person, email, phone, position } = this.#roles();
    if (company !== undefined) {
      const data = { name: cell(company), ...this.#number('employees', employees), ...named('industry', industry) };
      yield this.#rule('company.recorded', subject('company', cell(company)), { rowHash: true }, data, filled(company));
    }
    const known = [person, email, phone].filter((column) => column !== undefined);
    if (known.length === 0) return;
    const data = {
      ...named('name', person),
      ...named('email', email),
      ...named('phone', phone),
      ...named('position', position),
      ...this.#company(),
    };
    yield this.#rule('person.recorded', this.#about('person'), { rowHash: true }, data, { any: known.map(filled) });
  }

  *lead(): Generator<Rule> {
    const { source, medium, campaign, owner } = this.#roles();
    const { unknown, actions } = this.#answers;
    const hasPerson = actions.length > 0 || (['person', 'email', 'phone'] as const).some((role) => this.#roles()[role] !== undefined);
    const data = {
      ...(hasPerson ? { person: this.#about('person') } : {}),
      ...this.#company(),
      source: source === undefined ? unknown : { column: source, blank: unknown },
      ...named('medium', medium),
      ...named('campaign', campaign),
    };
    yield this.#rule('lead.captured', this.#about('lead'), this.#id(), data);
    if (owner !== undefined)
      yield this.#rule('lead.assigned', this.#about('lead'), { rowHash: 'owner' }, { to: cell(owner) }, filled(owner));
  }

  *grades(): Generator<Rule> {
    for (const criterion of ['budget', 'authority', 'need', 'timeline'] as const) {
      const column = this.#roles()[criterion];
      if (column === undefined) continue;
      const data = { criterion, grade: { column, values: GRADES }, by: 'person' };
      yield this.#rule('lead.graded', this.#about('lead'), { rowHash: criterion }, data, filled(column));
    }
  }

  *touches(): Generator<Rule> {
    for (const action of this.#answers.actions) yield* this.#touchesOf(action);
  }

  *#touchesOf(action: OwnTableAction): Generator<Rule> {
    const { column } = action;
    const touch = (name: string, id: string, when: Json, at?: Json) =>
      this.#rule('touch.recorded', this.#about('person'), this.#id(id), { touch: name }, when, at);
    if (action.how === 'list') {
      for (const [word, name] of Object.entries(action.touches))
        yield touch(name, `${column}:${word}`.slice(0, 60), { column, lists: word });
    } else if (action.how === 'yes') {
      const yes = (this.#columns.get(column)?.values ?? []).map(({ value }) => value).filter(isYes);
      yield touch(action.touch, column.slice(0, 60), { column, oneOf: yes.length === 0 ? ['ja'] : yes });
    } else if (action.how === 'time') {
      yield this.#rule(
        'touch.recorded',
        this.#about('person'),
        { rowHash: column.slice(0, 60) },
        { touch: action.touch },
        filled(column),
        this.#time(column),
      );
    } else {
      for (let n = 1; n <= ACTIONS_COUNTED; n += 1) {
        // What is no whole number, such as "k.A.", says nothing of how often.
        yield touch(action.touch, `${column.slice(0, 50)}:${n}`, { column, atLeast: n });
      }
    }
  }

  *appointment(): Generator<Rule> {
    const { appointment, appointmentOutcome: outcome } = this.#roles();
    if (appointment === undefined) return;
    const about = this.#about('appointment');
    const data = { lead: this.#about('lead'), starts: this.#time(appointment) };
    yield this.#rule('appointment.booked', about, { rowHash: 'appointment' }, data, filled(appointment));
    const outcomes = this.#answers.outcomes;
    if (outcome === undefined || Object.keys(outcomes).length === 0) return;
    const known = [filled(appointment), filled(outcome)];
    const cancelled = Object.keys(outcomes).filter((word) => outcomes[word]?.startsWith('cancelled') === true);
    if (cancelled.length > 0) {
      yield this.#rule(
        'appointment.cancelled',
        about,
        { rowHash: 'cancelled' },
        {},
        [filled(appointment), { column: outcome, oneOf: cancelled }],
        this.#time(appointment),
      );
    }
    const evidence = { outcome: { column: outcome, values: outcomes }, evidence: 'host' };
    yield this.#rule('appointment.evidenced', about, { rowHash: 'outcome' }, evidence, known, this.#time(appointment));
  }

  *deal(): Generator<Rule> {
    const { stage, amount, owner, closed, lostReason } = this.#roles();
    if (stage === undefined) {
      yield* this.#wonByDate();
      return;
    }
    const { stages, unknown } = this.#answers;
    const meaning = (...meanings: readonly StageMeaning[]) =>
      Object.keys(stages).filter((word) => meanings.includes(stages[word] ?? 'ignored'));
    const none = meaning('new', 'ignored');
    const about = this.#about('deal');
    // A word nobody has explained is no deal in silence: `values` refuses its row.
    const isDeal: Json = none.length === 0 ? filled(stage) : [filled(stage), { not: { column: stage, oneOf: none } }];
    const reached = Object.fromEntries(
      Object.entries(stages).flatMap(([word, means]) => (REACHED[means] === undefined ? [] : [[word, REACHED[means]]])),
    );
    if (Object.keys(reached).length === 0) return;
    const money = amount === undefined ? {} : { amount: this.#money(amount) };
    yield this.#rule('deal.opened', about, this.#id(), { leads: [this.#about('lead')], ...this.#company() }, isDeal);
    const stageData = { stage: { column: stage, values: reached }, ...money };
    for (const [when, at] of this.#closing(isDeal)) yield this.#rule('deal.stage_changed', about, { rowHash: true }, stageData, when, at);
    const won = meaning('won');
    const final = (words: readonly string[]): Json => ({ column: stage, oneOf: words });
    if (won.length > 0) {
      const data = { leads: [this.#about('lead')], ...this.#company(), ...money, ...named('owner', owner) };
      for (const [when, at] of this.#ends(final(won), closed)) yield this.#rule('deal.won', about, this.#id(), data, when, at);
    }
    const lost = meaning('lost', 'lost_after_offer');
    if (lost.length === 0) return;
    const data = { reason: lostReason === undefined ? unknown : { column: lostReason, blank: unknown }, ...money };
    for (const [when, at] of this.#ends(final(lost), closed)) yield this.#rule('deal.lost', about, this.#id(), data, when, at);
  }

  /** A table without stages that knows when a deal closed lists its won deals so. */
  *#wonByDate(): Generator<Rule> {
    const { closed, amount, owner } = this.#roles();
    if (closed === undefined) return;
    const leads = [this.#about('lead')];
    const money = amount === undefined ? {} : { amount: this.#money(amount) };
    const data = { leads, ...this.#company(), ...money, ...named('owner', owner) };
    yield this.#rule('deal.won', this.#about('deal'), this.#id(), data, filled(closed), this.#time(closed));
  }

  /** When a deal came to its stage: where the row says when it closed, then; the file knows no other day than the first contact. */
  #closing(isDeal: Json): readonly (readonly [Json, Json | undefined])[] {
    const { closed, stage } = this.#roles();
    const { stages } = this.#answers;
    const over = Object.keys(stages).filter((word) => ['won', 'lost', 'lost_after_offer'].includes(stages[word] ?? ''));
    if (closed === undefined || stage === undefined || over.length === 0) return [[isDeal, undefined]];
    const isOver = { column: stage, oneOf: over };
    const ended = [filled(closed), isOver];
    return [
      [ended, this.#time(closed)],
      [[...(Array.isArray(isDeal) ? (isDeal as readonly Json[]) : [isDeal]), { not: ended }], undefined],
    ];
  }

  /** The end of a deal: without its date the row is refused, unless somebody chose the first contact instead. */
  #ends(when: Json, closed: string | undefined): readonly (readonly [Json, Json | undefined])[] {
    if (closed === undefined) return [[when, undefined]];
    if (this.#answers.closedMissing === 'refuse') return [[when, this.#time(closed)]];
    return [
      [[when, filled(closed)], this.#time(closed)],
      [[when, { column: closed, blank: true }], undefined],
    ];
  }

  #roles(): Readonly<Partial<Record<ColumnRole, string>>> {
    return this.#answers.roles;
  }

  #rule(kind: string, about: Json, externalId: Json, data: Json, when?: Json, at?: Json): Rule {
    const occurredAt = at ?? this.#time(this.#roles().firstContact ?? '');
    return { from: 'table', kind, ...(when === undefined ? {} : { when }), subject: about, externalId, occurredAt, data };
  }

  /** Everything a row tells is about subjects with the number of the row; without a number equal rows are one. */
  #about(type: string): { readonly type: string; readonly externalId: Json } {
    return { type, externalId: this.#id() };
  }

  #id(part?: string): Json {
    const { leadNumber } = this.#roles();
    if (leadNumber === undefined) return { rowHash: part ?? true };
    if (part === undefined) return cell(leadNumber);
    return /[{}]/.test(leadNumber + part) ? { rowHash: part } : { template: `{${leadNumber}}-${part}` };
  }

  #company(): { readonly company?: Json } {
    const { company } = this.#roles();
    return company === undefined ? {} : { company: subject('company', cell(company)) };
  }

  #time(column: string): { readonly column: string; readonly time?: string } {
    const time = this.#answers.times[column];
    return { column, ...(time === undefined ? {} : { time }) };
  }

  #money(column: string): Json {
    return { column, money: this.#answers.amounts[column] ?? 'plain' };
  }

  #number(field: string, column: string | undefined): { readonly [key: string]: Json } {
    return column === undefined ? {} : { [field]: { column, integer: this.#answers.amounts[column] ?? 'plain' } };
  }
}

function cell(column: string): { readonly column: string } {
  return { column };
}
function filled(column: string): { readonly column: string; readonly blank: false } {
  return { column, blank: false };
}
function named(field: string, column: string | undefined): { readonly [key: string]: Json } {
  return column === undefined ? {} : { [field]: cell(column) };
}
function subject(type: string, externalId: Json): Json {
  return { type, externalId };
}
