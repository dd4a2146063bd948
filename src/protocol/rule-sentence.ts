import type { Parameters } from '#core/definitions/environment.ts';
import {
  type Condition,
  type Counted,
  type Field,
  type Key,
  type ListName,
  memberOfList,
  type Operand,
  partsOf,
} from '#core/definitions/sentence/condition.ts';
import { type FieldType, records } from '#core/definitions/snapshot-shape.ts';
import { ruleWordsDe } from './rule-words.de.ts';
import { ruleWordsEn } from './rule-words.en.ts';
import type { FlagWords, RuleWords } from './rule-words.ts';

/** A piece of a sentence: words, a blank that somebody filled in, or CEL as it is written. `parameter` names the blank. */
export type Piece =
  | { readonly kind: 'words'; readonly text: string }
  | { readonly kind: 'chip'; readonly text: string; readonly parameter?: string }
  | { readonly kind: 'code'; readonly text: string };

/** A condition in words; `parts` are the conditions that stand below it. */
export interface Sentence {
  readonly lead: readonly Piece[];
  readonly parts: readonly Sentence[];
}

const languages: Readonly<Record<'de' | 'en', RuleWords>> = { de: ruleWordsDe, en: ruleWordsEn };

export function ruleWords(language: 'de' | 'en'): RuleWords {
  return languages[language];
}

/** The members of lists that a condition stands in, by their name in the rule. */
export type Standing = Readonly<Record<string, ListName>>;

/** A rule as a sentence in one language, with what its parameters fill in. */
export function ruleSentence(condition: Condition, language: 'de' | 'en', parameters: Parameters = {}): Sentence {
  return new Wording(languages[language], parameters).sentence(condition, {});
}

/** What a field is called. */
export function fieldName(field: Field, language: 'de' | 'en', standing: Standing = {}, parameters: Parameters = {}): string {
  return plainPieces(new Wording(languages[language], parameters).name(field, standing));
}

/** Whether a sentence may be about this field, and what type of value it has. */
export function typeOfField(field: Field, standing: Standing): FieldType | 'grade' | 'any' {
  if (field.kind === 'touches' || field.kind === 'size') return 'int';
  if (field.kind === 'entry') return field.map === 'grades' ? 'grade' : field.map === 'answered' ? 'bool' : 'any';
  const fields: Readonly<Record<string, FieldType>> | undefined = Object.entries(records).find(
    ([record]) => record === recordOf(field.of, standing),
  )?.[1];
  return fields?.[field.name] ?? 'any';
}

function recordOf(of: string, standing: Standing): string {
  const list = Object.hasOwn(standing, of) ? standing[of] : undefined;
  return list === undefined ? of : memberOfList(list);
}

/** The pieces as plain text; chips stand between two stars where they are to be told apart. */
export function plainPieces(pieces: readonly Piece[], stars = false): string {
  return pieces.map((piece) => (stars && piece.kind === 'chip' ? `**${piece.text}**` : piece.text)).join('');
}

/** A sentence on one line: what stands below follows a colon, in brackets where it stands deeper. */
export function plainSentence(sentence: Sentence, stars = false): string {
  return capital(line(sentence, stars, 0));
}

function line({ lead, parts }: Sentence, stars: boolean, depth: number): string {
  const head = plainPieces(lead, stars);
  if (parts.length === 0) return head;
  const below = parts.map((part) => line(part, stars, depth + 1)).join(depth === 0 && head === '' ? ', ' : '; ');
  if (head === '') return below;
  return depth > 0 && parts.length > 1 ? `${head} (${below})` : `${head}: ${below}`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** The same sentence with a capital letter at its beginning. */
export function begun(pieces: readonly Piece[]): readonly Piece[] {
  const [first, ...rest] = pieces;
  return first?.kind === 'words' ? [{ ...first, text: capital(first.text) }, ...rest] : pieces;
}

const words = (text: string): Piece => ({ kind: 'words', text });

class Wording {
  private readonly own: RuleWords;
  private readonly parameters: Parameters;
  constructor(own: RuleWords, parameters: Parameters) {
    this.own = own;
    this.parameters = parameters;
  }

  sentence(condition: Condition, standing: Standing, outside = true): Sentence {
    switch (condition.kind) {
      case 'group': {
        const joint = condition.how === 'all' ? this.own.and : condition.how === 'any' ? this.own.or : undefined;
        const head = outside && condition.how === 'all' ? [] : [words(this.own.groups[condition.how])];
        return { lead: head, parts: this.joined(condition.of, standing, joint) };
      }
      case 'counted':
        return { lead: this.counted(condition), parts: this.joined(condition.of, standing, undefined) };
      case 'walk': {
        const below = { ...standing, [condition.variable]: condition.list };
        return { lead: [words(this.own.lists[condition.list][condition.how])], parts: this.below(condition.where, below) };
      }
      case 'written':
        return { lead: [words(`${this.own.written}: `), { kind: 'code', text: condition.text }], parts: [] };
      case 'compare':
        return this.compare(condition, standing);
      case 'among':
        return { lead: this.among(condition, standing), parts: [] };
      case 'match':
        return {
          lead: this.fill(this.own.matches[condition.op], {
            field: this.name(condition.field, standing),
            value: [this.value(condition.value, condition.field, standing)],
          }),
          parts: [],
        };
      case 'is':
        return { lead: this.flag(condition.field, condition.is ? 'yes' : 'no', standing), parts: [] };
      case 'known':
        return {
          lead: this.fill(condition.known ? this.own.known : this.own.notKnown, { field: this.name(condition.field, standing) }),
          parts: [],
        };
    }
  }

  private below(where: Condition, standing: Standing): readonly Sentence[] {
    if (where.kind !== 'group' || where.how !== 'all') return [this.sentence(where, standing, false)];
    return this.joined(partsOf(where), standing, this.own.and);
  }

  private joined(parts: readonly Condition[], standing: Standing, joint: string | undefined): readonly Sentence[] {
    return parts.map((part, index) => {
      const { lead, parts: below } = this.sentence(part, standing, false);
      return { lead: index === 0 || joint === undefined ? lead : [words(`${joint} `), ...lead], parts: below };
    });
  }

  private counted({ how, count }: Counted): readonly Piece[] {
    return this.fill(this.own.groups[how], { count: [this.operand(count)] });
  }

  private compare(condition: Extract<Condition, { kind: 'compare' }>, standing: Standing): Sentence {
    const { field, op, value } = condition;
    const filled = isField(value) ? this.name(value, standing) : [this.value(value, field, standing)];
    if (field.kind === 'touches' && !isField(value)) {
      const count = this.fill(this.own.quantity[op], { value: filled });
      const one = plainPieces(filled) === '1';
      return { lead: this.fill(one ? this.own.contact : this.own.contacts, { count, key: [this.touches(field.of)] }), parts: [] };
    }
    if (field.kind === 'size' && !isField(value))
      return this.size(field, this.fill(this.own.quantity[op], { value: filled }), filled, standing);
    if (field.kind === 'entry' && field.map === 'grades' && (op === '==' || op === '!=')) {
      const form = op === '==' ? this.own.grade.is : this.own.grade.isNot;
      return { lead: this.fill(form, { key: [this.key(field)], value: filled }), parts: [] };
    }
    const type = typeOfField(field, standing);
    const number = type === 'int' || (type === 'any' && !isField(value) && (value.kind === 'whole' || value.kind === 'decimal'));
    const forms = type === 'timestamp' ? this.own.times : number ? this.own.numbers : this.own.texts;
    return { lead: this.fill(forms[op], { field: this.name(field, standing), value: filled }), parts: [] };
  }

  private size(field: Extract<Field, { kind: 'size' }>, count: readonly Piece[], value: readonly Piece[], standing: Standing): Sentence {
    const list = this.own.lists[field.list];
    const key = [words(plainPieces(value) === '1' ? list.one : list.many)];
    const there = this.fill(this.own.there, { count, key });
    if (field.where === undefined || field.variable === undefined) return { lead: there, parts: [] };
    const below = this.below(field.where, { ...standing, [field.variable]: field.list });
    return { lead: this.fill(this.own.where, { field: there }), parts: below };
  }

  private among(condition: Extract<Condition, { kind: 'among' }>, standing: Standing): readonly Piece[] {
    const { field, among, values } = condition;
    const written = values.map((value) => this.value(value, field, standing).text);
    const type = among ? 'disjunction' : 'conjunction';
    const text = among
      ? new Intl.ListFormat(this.own.locale, { type }).format(written)
      : written.join(this.own === ruleWordsDe ? ' noch ' : ' nor ');
    const value: readonly Piece[] = [{ kind: 'chip', text }];
    if (field.kind === 'entry' && field.map === 'grades') {
      return this.fill(among ? this.own.grade.among : this.own.grade.notAmong, { key: [this.key(field)], value });
    }
    return this.fill(among ? this.own.among : this.own.notAmong, { field: this.name(field, standing), value });
  }

  private flag(field: Field, side: keyof FlagWords, standing: Standing): readonly Piece[] {
    if (field.kind === 'entry' && field.map === 'answered') return this.fill(this.own.answered[side], { key: [this.key(field)] });
    const found = field.kind === 'field' ? this.word(field, standing) : undefined;
    if (found !== undefined && typeof found !== 'string') return [words(found[side])];
    const value: readonly Piece[] = [{ kind: 'chip', text: side === 'yes' ? this.own.yes : this.own.no }];
    return this.fill(this.own.texts['=='], { field: this.name(field, standing), value });
  }

  private word(field: Extract<Field, { kind: 'field' }>, standing: Standing): string | FlagWords | undefined {
    const fields: Readonly<Record<string, Readonly<Record<string, string | FlagWords>>>> = this.own.fields;
    return fields[recordOf(field.of, standing)]?.[field.name];
  }

  /** What a field is called, as a noun phrase. */
  name(field: Field, standing: Standing): readonly Piece[] {
    if (field.kind === 'field') {
      const found = this.word(field, standing) ?? `${field.of}.${field.name}`;
      return [words(typeof found === 'string' ? found : found.name)];
    }
    if (field.kind === 'touches') return this.fill(this.own.contactsName, { key: [this.touches(field.of)] });
    if (field.kind === 'size') return this.fill(this.own.sizeName, { key: [words(this.own.lists[field.list].many)] });
    const form = { grades: this.own.grade.name, answers: this.own.answer, answered: this.own.answered.name }[field.map];
    return this.fill(form, { key: [this.key(field)] });
  }

  private key(field: Extract<Field, { kind: 'entry' }>): Piece {
    const known = field.map === 'grades' ? this.own.criteria : {};
    if (field.key.kind === 'text') return words(wordFor(known, field.key.text));
    const value = this.filled(field.key.name);
    return { kind: 'chip', text: wordFor(known, value), parameter: field.key.name };
  }

  private touches(keys: readonly Key[]): Piece {
    const text = keys.map((key) => wordFor(this.own.touches, key.kind === 'text' ? key.text : this.filled(key.name))).join(', ');
    const [only, more] = keys;
    if (only?.kind === 'parameter' && more === undefined) return { kind: 'chip', text, parameter: only.name };
    return { kind: 'chip', text };
  }

  private value(operand: Operand, field: Field, standing: Standing): Piece {
    const piece = this.operand(operand);
    if (field.kind !== 'field') return piece;
    const path = `${recordOf(field.of, standing)}.${field.name}`;
    const known = path === 'touch.touch' ? this.own.touches : this.own.values[path];
    return known !== undefined && Object.hasOwn(known, piece.text) ? { ...piece, text: known[piece.text] ?? piece.text } : piece;
  }

  private operand(operand: Operand): Extract<Piece, { kind: 'chip' }> {
    switch (operand.kind) {
      case 'parameter':
        return { kind: 'chip', text: this.filled(operand.name), parameter: operand.name };
      case 'text':
        return { kind: 'chip', text: operand.text };
      case 'whole':
        return { kind: 'chip', text: this.number(BigInt(operand.digits)) };
      case 'decimal':
        return { kind: 'chip', text: new Intl.NumberFormat(this.own.locale, { maximumFractionDigits: 20 }).format(operand.number) };
      case 'flag':
        return { kind: 'chip', text: operand.flag ? this.own.yes : this.own.no };
      case 'time':
        return { kind: 'chip', text: this.time(operand.text) };
    }
  }

  private filled(parameter: string): string {
    const value = Object.hasOwn(this.parameters, parameter) ? this.parameters[parameter] : undefined;
    if (value === undefined) return `? (${parameter})`;
    if (typeof value === 'boolean') return value ? this.own.yes : this.own.no;
    return typeof value === 'number' ? this.number(BigInt(value)) : value;
  }

  private number(value: bigint): string {
    return new Intl.NumberFormat(this.own.locale).format(value).replace('-', '\u2212');
  }

  private time(iso: string): string {
    const at = new Date(iso);
    if (Number.isNaN(at.getTime())) return iso;
    return `${new Intl.DateTimeFormat(this.own.locale, { dateStyle: 'medium', timeStyle: 'short', timeZone: 'UTC' }).format(at)} UTC`;
  }

  /** Puts pieces into the places of a form. */
  private fill(form: string, places: Readonly<Record<string, readonly Piece[]>>): readonly Piece[] {
    const pieces = form.split(/(\{[a-z]+\})/).flatMap((part): readonly Piece[] => {
      if (part === '') return [];
      return /^\{[a-z]+\}$/.test(part) ? (places[part.slice(1, -1)] ?? []) : [words(part)];
    });
    const joined: Piece[] = [];
    for (const piece of pieces) {
      const last = joined.at(-1);
      if (last?.kind === 'words' && piece.kind === 'words') joined[joined.length - 1] = words(last.text + piece.text);
      else joined.push(piece);
    }
    return joined;
  }
}

function isField(value: Operand | Field): value is Field {
  return value.kind === 'field' || value.kind === 'entry' || value.kind === 'touches' || value.kind === 'size';
}

function wordFor(known: Readonly<Record<string, string>>, key: string): string {
  return (Object.hasOwn(known, key) ? known[key] : undefined) ?? key.replaceAll('_', ' ');
}
