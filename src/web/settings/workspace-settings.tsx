import './settings.css';
import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { changeWorkspace, listHolidays } from '#protocol/endpoints-workspaces.ts';
import { useSpeech } from '../i18n/speech.tsx';
import { NoPermission } from '../ui/no-permission.tsx';
import { PageHead } from '../ui/page-head.tsx';
import { ErrorNote } from '../ui/refusal-note.tsx';
import { tell } from '../ui/tell.ts';
import { ask, asking, me } from '../wire/asking.ts';
import { useHere } from '../wire/here.ts';
import { queries } from '../wire/queries.ts';

const zones = Intl.supportedValuesOf('timeZone');
const currencies = ['EUR', 'CHF', 'USD', 'GBP', 'PLN', 'CZK', 'DKK', 'SEK', 'NOK', 'HUF'];

function withCurrent(all: readonly string[], current: string): string[] {
  return all.includes(current) ? [...all] : [current, ...all];
}

/** Name, currency, time zone and holidays of the workspace. */
export function WorkspaceSettingsPage() {
  const { words } = useSpeech();
  const here = useHere();
  return (
    <>
      <PageHead title={words.places.workspace.name} lead={words.settings.workspaceLead} />
      {here.may('members.read') ? <WorkspaceForm /> : <NoPermission />}
    </>
  );
}

function WorkspaceForm() {
  const { words } = useSpeech();
  const texts = words.settings;
  const here = useHere();
  const { name, currency, timeZone, region } = here.workspace;
  const [chosen, setChosen] = useState({ name, currency, timeZone, region });
  const manages = here.may('workspace.manage');
  const save = useMutation({
    mutationFn: () => ask(here.slug, changeWorkspace, { body: chosen }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: me.queryKey });
      tell(words, texts.saved);
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  return (
    <form className="settings-form" onSubmit={submit}>
      <div className="stack">
        <TextInput
          className="fill"
          label={texts.name}
          description={texts.nameHelp}
          value={chosen.name}
          maxLength={200}
          required
          disabled={!manages}
          onChange={(event) => setChosen({ ...chosen, name: event.currentTarget.value })}
        />
        <TextInput className="fill" label={texts.slug} description={texts.slugHelp} value={here.slug} readOnly disabled />
        <NativeSelect
          className="fill"
          label={texts.currency}
          description={texts.currencyHelp}
          value={chosen.currency}
          disabled={!manages}
          data={withCurrent(currencies, currency)}
          onChange={(event) => setChosen({ ...chosen, currency: event.currentTarget.value })}
        />
        <NativeSelect
          className="fill"
          label={texts.timeZone}
          description={texts.timeZoneHelp}
          value={chosen.timeZone}
          disabled={!manages}
          data={withCurrent(zones, timeZone)}
          onChange={(event) => setChosen({ ...chosen, timeZone: event.currentTarget.value })}
        />
        <RegionChoice region={chosen.region} disabled={!manages} onChoose={(next) => setChosen({ ...chosen, region: next })} />
        {save.isError ? <ErrorNote error={save.error} /> : null}
        {manages ? (
          <Button type="submit" loading={save.isPending} disabled={chosen.name.trim() === ''}>
            {texts.save}
          </Button>
        ) : (
          <p className="soft">{texts.ownerOnly}</p>
        )}
      </div>
      <HolidayList region={chosen.region} />
    </form>
  );
}

function RegionChoice(props: {
  readonly region: string | null;
  readonly disabled: boolean;
  readonly onChoose: (region: string | null) => void;
}) {
  const { words } = useSpeech();
  const texts = words.settings;
  const here = useHere();
  const { data } = useQuery(asking(here.slug, listHolidays, {}));
  const regions = data?.regions ?? [];
  const groups = (['DE', 'AT', 'CH'] as const).map((country) => ({
    group: texts.countries[country],
    items: regions.filter((one) => one.country === country).map(({ key, name }) => ({ value: key, label: name })),
  }));
  return (
    <NativeSelect
      className="fill"
      label={texts.region}
      description={texts.regionHelp}
      value={props.region ?? ''}
      disabled={props.disabled || data === undefined}
      data={[{ value: '', label: texts.regionNone }, ...groups]}
      onChange={(event) => props.onChoose(event.currentTarget.value === '' ? null : event.currentTarget.value)}
    />
  );
}

/** What the choice means: the days on which no clock of this year runs. */
function HolidayList({ region }: { readonly region: string | null }) {
  const { words, language, format } = useSpeech();
  const texts = words.settings;
  const here = useHere();
  const year = new Date().getFullYear();
  const { data } = useQuery({
    ...asking(here.slug, listHolidays, { query: { region: region ?? '', year } }),
    enabled: region !== null,
  });
  return (
    <section aria-live="polite">
      <h2>{texts.holidays(String(year))}</h2>
      {region === null ? <p className="soft">{texts.holidaysNone}</p> : null}
      {region === null || data === undefined ? null : (
        <>
          <ul className="holidays">
            {data.holidays.map(({ on, name }) => (
              <li key={`${on} ${name.de}`}>
                <span className="num">{format.weekday(`${on}T12:00:00Z`, 'UTC')}</span>
                <span>{name[language]}</span>
              </li>
            ))}
          </ul>
          <p className="faint small">{region.startsWith('CH-') ? texts.holidaysNoteSwiss : texts.holidaysNote}</p>
        </>
      )}
    </section>
  );
}
