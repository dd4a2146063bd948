import { type Condition, type Field, type Key, normal, type Operand } from './condition.ts';

/** The CEL text of a condition; empty if it says nothing. Reading it again gives the same condition in its normal form. */
export function writeCondition(condition: Condition): string {
  const whole = normal(condition);
  return whole === undefined ? '' : write(whole, true);
}

/** At the outside, parts of a rule that hold together stand on lines of their own. */
function write(condition: Condition, outside = false): string {
  switch (condition.kind) {
    case 'group': {
      if (condition.how === 'none') return `!(${condition.of.map((part) => inside(part, 'any')).join(' || ')})`;
      const how = condition.how;
      const join = how === 'all' ? '&&' : '||';
      return condition.of.map((part) => inside(part, how, outside)).join(outside ? ` ${join}\n` : ` ${join} `);
    }
    case 'counted': {
      const parts = condition.of.map((part) => write(part));
      const list = outside ? `[\n  ${parts.join(',\n  ')}\n]` : `[${parts.join(', ')}]`;
      const count = writeOperand(condition.count);
      return condition.how === 'exactly' ? `count(${list}) == ${count}` : `${condition.how}(${count}, ${list})`;
    }
    case 'walk': {
      const call = `${condition.list}.${condition.how === 'every' ? 'all' : 'exists'}(${condition.variable}, ${write(condition.where)})`;
      return condition.how === 'none' ? `!${call}` : call;
    }
    case 'written':
      return `(${condition.text}${condition.text.includes('//') ? '\n' : ''})`;
    case 'compare':
      return `${writeField(condition.field)} ${condition.op} ${writeValue(condition.value)}`;
    case 'among': {
      const text = `${writeField(condition.field)} in [${condition.values.map(writeOperand).join(', ')}]`;
      return condition.among ? text : `!(${text})`;
    }
    case 'match':
      return `${writeField(condition.field)}.${condition.op}(${writeOperand(condition.value)})`;
    case 'is':
      return `${condition.is ? '' : '!'}${writeField(condition.field)}`;
    case 'known':
      return `${condition.known ? '' : '!'}has(${writeField(condition.field)})`;
  }
}

function inside(condition: Condition, group: 'all' | 'any', outside = false): string {
  const binds = condition.kind === 'group' && condition.how !== 'none' && condition.how !== group;
  return binds ? `(${write(condition)})` : write(condition, outside && condition.kind === 'counted');
}

function writeValue(value: Operand | Field): string {
  return value.kind === 'field' || value.kind === 'entry' || value.kind === 'touches' || value.kind === 'size'
    ? writeField(value)
    : writeOperand(value);
}

/** The CEL text of what a condition is about. */
export function writeField(field: Field): string {
  if (field.kind === 'field') return `${field.of}.${field.name}`;
  if (field.kind === 'entry') return `${field.map}${writeKey(field.key)}`;
  if (field.kind === 'touches') return field.of.map((key) => `touched(${writeOperand(key)})`).join(' + ');
  const where = field.where && normal(field.where);
  return where === undefined ? `size(${field.list})` : `size(${field.list}.filter(${field.variable ?? 'x'}, ${write(where)}))`;
}

/** Names that CEL keeps for itself cannot follow a dot. */
const reserved = new Set(
  'as break const continue else false for function if import in let loop null package namespace return true var void while'.split(' '),
);

export function isPlainKey(text: string): boolean {
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(text) && !reserved.has(text);
}

function writeKey(key: Key): string {
  return key.kind === 'text' && isPlainKey(key.text) ? `.${key.text}` : `[${writeOperand(key)}]`;
}

function writeOperand(operand: Operand): string {
  switch (operand.kind) {
    case 'text':
      return quoted(operand.text);
    case 'whole':
      return operand.digits;
    case 'decimal': {
      const text = String(operand.number);
      return /[.e]/.test(text) ? text : `${text}.0`;
    }
    case 'flag':
      return String(operand.flag);
    case 'time':
      return `timestamp(${quoted(operand.text)})`;
    case 'parameter':
      return `parameters.${operand.name}`;
  }
}

function quoted(text: string): string {
  const escaped = text.replace(/["\\]/g, (sign) => `\\${sign}`);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are exactly the characters that cannot stand in a text of a rule.
  return `"${escaped.replace(/[\u0000-\u001f\u007f]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`)}"`;
}
