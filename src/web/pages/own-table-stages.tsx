import { NativeSelect } from '@mantine/core';
import { type StageMeaningWire, stageMeaningWire } from '#protocol/endpoints-own-table.ts';
import { useSpeech } from '../i18n/speech.tsx';
import type { OwnTableDesk } from './own-table.tsx';

/** What each word for a stage means. */
export function OwnTableStages({ table, answers, answer }: OwnTableDesk) {
  const { words, format } = useSpeech();
  const texts = words.ownTable.questions;
  const column = table.columns.find(({ name }) => name === answers.roles.stage);
  if (column === undefined) return <p className="small soft">{texts.noStage}</p>;
  const choose = (value: string, meaning: string) => {
    const { [value]: _before, ...others } = answers.stages;
    answer({ stages: meaning === '' ? others : { ...others, [value]: meaning as StageMeaningWire } });
  };
  return (
    <table className="table own-stages">
      <thead>
        <tr>
          <th>{texts.stageValue}</th>
          <th className="num">{texts.stageRows}</th>
          <th>{texts.stageMeans}</th>
        </tr>
      </thead>
      <tbody>
        {column.values.map(({ value, rows }) => (
          <tr key={value}>
            <td>{value}</td>
            <td className="num">{format.count(rows)}</td>
            <td>
              <NativeSelect
                aria-label={`${texts.stageMeans}: ${value}`}
                value={answers.stages[value] ?? ''}
                data={[
                  ...(answers.stages[value] === undefined ? [{ value: '', label: words.ownTable.columns.choose }] : []),
                  ...stageMeaningWire.options.map((meaning) => ({ value: meaning, label: texts.meanings[meaning] })),
                ]}
                onChange={(event) => choose(value, event.currentTarget.value)}
              />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
