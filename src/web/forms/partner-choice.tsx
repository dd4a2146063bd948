import { NativeSelect } from '@mantine/core';
import { listAgreements } from '#protocol/endpoints-agreements.ts';
import { useSpeech } from '../i18n/speech.tsx';
import { Answered } from '../ui/answered.tsx';
import { asking } from '../wire/asking.ts';
import { useHere } from '../wire/here.ts';

export interface Partnership {
  readonly party: string;
  readonly agreements: readonly string[];
}

interface PartnerChoiceProps {
  readonly value: Partnership;
  readonly onChange: (value: Partnership) => void;
}

/** Which agreements a partner is a party of, and as which party. */
export function PartnerChoice({ value, onChange }: PartnerChoiceProps) {
  const { words, language } = useSpeech();
  const texts = words.members;
  const here = useHere();
  return (
    <Answered of={asking(here.slug, listAgreements, {})} lines={2}>
      {({ agreements }) => {
        if (agreements.length === 0) return <p className="soft">{texts.agreementsNone}</p>;
        const chosen = agreements.filter(({ id }) => value.agreements.includes(id));
        const parties = new Map(chosen.flatMap(({ payee, payer }) => [payee, payer]).map(({ key, name }) => [key, name]));
        const toggle = (id: string) => {
          const next = value.agreements.includes(id) ? value.agreements.filter((one) => one !== id) : [...value.agreements, id];
          // The other party is nearly always the one that gets paid.
          const payee = agreements.find((one) => one.id === next[0])?.payee.key ?? '';
          onChange({ agreements: next, party: value.party === '' || next.length === 1 ? payee : value.party });
        };
        return (
          <>
            <fieldset className="choices">
              <legend>{texts.agreements}</legend>
              <span className="small soft">{texts.agreementsHelp}</span>
              {agreements.map(({ id, title }) => (
                <label key={id}>
                  <input type="checkbox" checked={value.agreements.includes(id)} onChange={() => toggle(id)} />
                  {title[language]}
                </label>
              ))}
            </fieldset>
            {parties.size === 0 ? null : (
              <NativeSelect
                label={texts.party}
                value={value.party}
                data={[...parties].map(([key, name]) => ({ value: key, label: name }))}
                onChange={(event) => onChange({ ...value, party: event.currentTarget.value })}
              />
            )}
          </>
        );
      }}
    </Answered>
  );
}
