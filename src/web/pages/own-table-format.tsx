import { NativeSelect } from '@mantine/core';
import { amountWritingWire, type ColumnGuessWire } from '#protocol/endpoints-own-table.ts';
import { useSpeech } from '../i18n/speech.tsx';
import type { OwnTableDesk } from './own-table.tsx';
import { dayRead } from './own-table-sample.ts';

/** How times or amounts of a column are written: a choice where the file leaves it undecided, else what was found. */
export function FormatChoice(props: {
  readonly column: ColumnGuessWire | undefined;
  readonly desk: OwnTableDesk;
  readonly label?: string;
}) {
  const { words, format, language } = useSpeech();
  const texts = words.ownTable.columns;
  const { column, desk } = props;
  if (column === undefined || (column.times.length === 0 && column.amounts.length === 0)) return null;
  const { answers, answer } = desk;
  const isTime = column.times.length > 0;
  const chosen = isTime ? answers.times[column.name] : answers.amounts[column.name];
  const written = (pattern: string) => (language === 'de' ? pattern.replaceAll('D', 'T').replaceAll('Y', 'J') : pattern);
  if (!column.undecided)
    return column.kind === 'integer' ? null : <div className="small soft mono">{isTime ? written(chosen ?? '') : amountText(chosen)}</div>;
  const [sample = ''] = column.samples;
  const meaning = (pattern: string) => {
    const day = dayRead(sample, pattern);
    return day === undefined ? written(pattern) : `${written(pattern)} (${sample} = ${format.day(day, 'UTC')})`;
  };
  const options = isTime
    ? column.times.map((pattern) => ({ value: pattern, label: meaning(pattern) }))
    : column.amounts.map((writing) => ({ value: writing, label: amountText(writing) }));
  const choose = (value: string) => {
    const writing = amountWritingWire.options.find((one) => one === value);
    if (isTime && value !== '') answer({ times: { ...answers.times, [column.name]: value } });
    else if (writing !== undefined) answer({ amounts: { ...answers.amounts, [column.name]: writing } });
  };
  return (
    <NativeSelect
      {...(props.label === undefined ? { 'aria-label': `${texts.format}: ${column.name}` } : { label: props.label })}
      className="own-format"
      value={chosen ?? ''}
      data={[{ value: '', label: texts.choose }, ...options]}
      onChange={(event) => choose(event.currentTarget.value)}
    />
  );
}

/** Writings are named by an amount written so; `plain` has neither groups nor a comma. */
function amountText(writing: string | undefined): string {
  return writing === 'plain' ? '1234.56' : (writing ?? '');
}
