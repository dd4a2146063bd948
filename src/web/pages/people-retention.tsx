import { Button, NumberInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { RetentionRule } from '#core/kernel/erasure-reasons.ts';
import { previewRetention, readRetention, setRetention } from '#protocol/endpoints-people.ts';
import { useSpeech } from '../i18n/speech.tsx';
import { Waiting } from '../ui/notes.tsx';
import { ErrorNote } from '../ui/refusal-note.tsx';
import { ask, asking, refreshWorkspace } from '../wire/asking.ts';
import { useHere } from '../wire/here.ts';

/** How long things are kept, what would go today, and what the last runs erased. */
export function RetentionPeriods() {
  const { words, format } = useSpeech();
  const texts = words.people;
  const here = useHere();
  const retention = useQuery(asking(here.slug, readRetention, {}));
  if (retention.isPending) return <Waiting lines={4} />;
  if (retention.isError) return <ErrorNote error={retention.error} />;
  const { periods, runs } = retention.data;
  return (
    <section className="section">
      <h2>{texts.periods}</h2>
      <p className="soft">{texts.periodsLead}</p>
      <div className="table-wrap">
        <table className="table stacking people-periods">
          <thead>
            <tr>
              <th scope="col">{texts.rule}</th>
              <th scope="col">{texts.months}</th>
              <th scope="col">{texts.due}</th>
            </tr>
          </thead>
          <tbody>
            {periods.map(({ rule, months }) => (
              <Rule key={`${rule} ${months}`} rule={rule} months={months} />
            ))}
          </tbody>
        </table>
      </div>
      <div className="people-runs">
        <h3>{texts.runs}</h3>
        {runs.length === 0 ? <p className="soft">{texts.runsNone}</p> : null}
        <ul>
          {runs.map((run) => (
            <li key={`${run.rule} ${run.ranAt}`}>
              {format.moment(run.ranAt, here.workspace.timeZone)} · {texts.rules[run.rule]} ·{' '}
              {texts.duePeople(format.count(run.people), format.count(run.values))}
            </li>
          ))}
        </ul>
      </div>
    </section>
  );
}

function Rule(props: { readonly rule: RetentionRule; readonly months: number | null }) {
  const { words, format } = useSpeech();
  const texts = words.people;
  const here = useHere();
  const queries = useQueryClient();
  const [months, setMonths] = useState<number | ''>(props.months ?? '');
  const { rule } = props;
  const name = texts.rules[rule];
  const chosen = months === '' ? null : months;
  const preview = useMutation({ mutationFn: () => ask(here.slug, previewRetention, { body: { rule, months: chosen } }) });
  const set = useMutation({
    mutationFn: () => ask(here.slug, setRetention, { body: { rule, months: chosen } }),
    onSuccess: () => refreshWorkspace(queries, here.slug),
  });
  const due = preview.data?.due[0];
  return (
    <tr>
      <td>{name}</td>
      <td>
        <NumberInput
          aria-label={texts.monthsOf(name)}
          placeholder={texts.never}
          value={months}
          min={1}
          max={600}
          allowDecimal={false}
          onChange={(value) => {
            setMonths(typeof value === 'number' ? value : '');
            preview.reset();
          }}
          style={{ maxWidth: 120 }}
        />
      </td>
      <td>
        {preview.isError ? <ErrorNote error={preview.error} /> : null}
        {set.isError ? <ErrorNote error={set.error} /> : null}
        {preview.data === undefined ? null : (
          <span role="status">{texts.duePeople(format.count(due?.people ?? 0), format.count(due?.values ?? 0))} </span>
        )}
        <Button
          variant="subtle"
          size="compact-sm"
          aria-label={texts.previewOf(name)}
          loading={preview.isPending}
          onClick={() => preview.mutate()}
        >
          {texts.preview}
        </Button>
        <Button
          variant="default"
          size="compact-sm"
          aria-label={texts.setOf(name)}
          disabled={chosen === props.months || (chosen !== null && preview.data === undefined)}
          loading={set.isPending}
          onClick={() => set.mutate()}
        >
          {texts.set}
        </Button>
      </td>
    </tr>
  );
}
