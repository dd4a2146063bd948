import { Button, NativeSelect } from '@mantine/core';
import { type ColumnGuessWire, type ColumnRoleWire, columnRoleWire } from '#protocol/endpoints-own-table.ts';
import { useSpeech } from '../i18n/speech.tsx';
import { Mark } from '../ui/marks.tsx';
import { Note } from '../ui/notes.tsx';
import type { OwnTableDesk } from './own-table.tsx';
import { FormatChoice } from './own-table-format.tsx';

const delimiterNames = { ',': 'comma', ';': 'semicolon', '\t': 'tab', '|': 'bar' } as const;
const zones = Intl.supportedValuesOf('timeZone');

/** The second step: what each column seems to be and why, and all of it can be changed. */
export function OwnTableColumns(desk: OwnTableDesk) {
  const { words, format } = useSpeech();
  const texts = words.ownTable.columns;
  const { table, answers, answer, goTo } = desk;
  const delimiter = delimiterNames[table.delimiter as keyof typeof delimiterNames];
  const written = table.isWorkbook
    ? texts.written.workbook
    : texts.written.csv(delimiter === undefined ? '' : texts.delimiters[delimiter], (table.encoding ?? '').toUpperCase());
  return (
    <section className="section own-section">
      <h2>{texts.title}</h2>
      <p className="soft">
        {texts.looked(format.count(table.rowsLookedAt), format.count(table.columns.length))} {written}
      </p>
      {table.unusable.length === 0 ? null : (
        <Note title={texts.unusable(format.list(table.unusable.map((name) => name || texts.unnamed)))} tone="review" icon="warn" />
      )}
      <div className="table-wrap">
        <table className="table stacking own-columns">
          <thead>
            <tr>
              <th>{texts.column}</th>
              <th>{texts.samples}</th>
              <th>{texts.reads}</th>
              <th className="num">{texts.filled}</th>
              <th>{texts.role}</th>
            </tr>
          </thead>
          <tbody>
            {table.columns.map((column) => (
              <ColumnRow key={column.name} column={column} desk={desk} />
            ))}
          </tbody>
        </table>
      </div>
      {answers.roles.leadNumber === undefined ? (
        <p className="soft prose">
          <Mark icon="flag" tone="review">
            {texts.roles.leadNumber}
          </Mark>{' '}
          {texts.noNumber}
        </p>
      ) : null}
      <div className="own-place">
        <NativeSelect
          label={texts.timeZone}
          data={zones.includes(answers.timeZone) ? zones : [answers.timeZone, ...zones]}
          value={answers.timeZone}
          onChange={(event) => answer({ timeZone: event.currentTarget.value })}
        />
        <NativeSelect
          label={texts.currency}
          data={[...new Set([answers.currency, 'EUR', 'CHF', 'USD', 'GBP', 'PLN', 'CZK', 'SEK', 'DKK', 'BRL'])]}
          value={answers.currency}
          onChange={(event) => answer({ currency: event.currentTarget.value })}
        />
      </div>
      <div className="row own-next">
        <Button onClick={() => goTo('questions')}>{texts.toQuestions}</Button>
        <Button variant="subtle" onClick={() => goTo('file')}>
          {words.ownTable.back}
        </Button>
      </div>
    </section>
  );
}

function ColumnRow({ column, desk }: { readonly column: ColumnGuessWire; readonly desk: OwnTableDesk }) {
  const { words, format } = useSpeech();
  const texts = words.ownTable.columns;
  const { answers, answer, table } = desk;
  const role = columnRoleWire.options.find((one) => answers.roles[one] === column.name);
  const isAction = answers.actions.some((action) => action.column === column.name);
  const choose = (next: string) => {
    const roles = { ...answers.roles };
    if (role !== undefined) delete roles[role];
    if (next !== '') roles[next as ColumnRoleWire] = column.name;
    answer({ roles, actions: answers.actions.filter((action) => action.column !== column.name) });
  };
  return (
    <tr data-unread={role === undefined && !isAction}>
      <td>
        <strong>{column.name}</strong>
      </td>
      <td className="own-samples">{column.samples.join(' · ')}</td>
      <td>
        {texts.kinds[column.kind]}
        <div className="small soft">
          {texts.reasons[column.reason]}
          {column.misfits === 0 ? null : ` ${texts.misfits(format.count(column.misfits), column.misfits === 1)}`}
        </div>
        <FormatChoice column={column} desk={desk} />
      </td>
      <td className="num">{table.rowsLookedAt === 0 ? '' : format.share(column.filled / table.rowsLookedAt, 0)}</td>
      <td>
        <NativeSelect
          aria-label={`${texts.role}: ${column.name}`}
          value={role ?? ''}
          data={[
            { value: '', label: isAction ? texts.isAction : texts.noRole },
            ...columnRoleWire.options.map((one) => ({ value: one, label: texts.roles[one] })),
          ]}
          onChange={(event) => choose(event.currentTarget.value)}
        />
      </td>
    </tr>
  );
}
