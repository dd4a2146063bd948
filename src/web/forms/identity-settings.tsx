import '../pages/members.css';
import { Button, NumberInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { AnswerOf } from '#protocol/endpoint.ts';
import { changeIdentitySettings, readIdentitySettings } from '#protocol/endpoints-identity.ts';
import { useSpeech } from '../i18n/speech.tsx';
import { Answered } from '../ui/answered.tsx';
import { ErrorNote } from '../ui/refusal-note.tsx';
import { useActing } from '../wire/acting.ts';
import { asking } from '../wire/asking.ts';
import { useHere } from '../wire/here.ts';

type Settings = AnswerOf<typeof readIdentitySettings>;

const LONGEST_DAYS = 3_660;

/** Whether certain matches are merged by themselves, and how long a second form is the same lead. */
export function IdentitySettings() {
  const { words } = useSpeech();
  const here = useHere();
  return (
    <section className="section">
      <h2>{words.contacts.settings}</h2>
      <Answered of={asking(here.slug, readIdentitySettings, {})} lines={2}>
        {(settings) => <SettingsForm key={JSON.stringify(settings)} settings={settings} />}
      </Answered>
    </section>
  );
}

function SettingsForm({ settings }: { readonly settings: Settings }) {
  const { words } = useSpeech();
  const texts = words.contacts;
  const [mergeCertain, setMergeCertain] = useState(settings.mergeCertain);
  const [repeatDays, setRepeatDays] = useState<number | string>(settings.repeatDays);
  const save = useActing(changeIdentitySettings, () => texts.saved);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (typeof repeatDays === 'number') save.mutate({ body: { mergeCertain, repeatDays } });
  };
  return (
    <form className="stack" onSubmit={submit} style={{ paddingTop: 12 }}>
      <div className="choices">
        <label>
          <input
            type="checkbox"
            checked={mergeCertain}
            onChange={(event) => setMergeCertain(event.currentTarget.checked)}
            aria-describedby="merge-certain-help"
          />
          {texts.mergeCertain}
        </label>
        <span className="soft" id="merge-certain-help">
          {texts.mergeCertainHelp}
        </span>
      </div>
      <NumberInput
        label={texts.repeatDays}
        description={texts.repeatDaysHelp}
        value={repeatDays}
        onChange={setRepeatDays}
        min={0}
        max={LONGEST_DAYS}
        allowDecimal={false}
        required
      />
      {save.isError ? <ErrorNote error={save.error} /> : null}
      <Button type="submit" loading={save.isPending}>
        {texts.save}
      </Button>
    </form>
  );
}
