import '@mantine/core/styles/ScrollArea.layer.css';
import '@mantine/spotlight/styles.layer.css';
import './palette.css';
import { useMantineColorScheme } from '@mantine/core';
import { createSpotlight, Spotlight, type SpotlightActionGroupData } from '@mantine/spotlight';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { listAgreements } from '#protocol/endpoints-agreements.ts';
import { listStatements } from '#protocol/endpoints-statements.ts';
import { useSpeech } from '../i18n/speech.tsx';
import { Icon } from '../ui/icon.tsx';
import { asking } from '../wire/asking.ts';
import { useHere } from '../wire/here.ts';
import { useLanguageChoice } from './own-language.ts';
import { menuOf, placesBeside, settingsOf } from './places.ts';

/** Every page, contract and statement by its name, from the keyboard. */
export function Palette({ onClose }: { readonly onClose: () => void }) {
  const { words } = useSpeech();
  const texts = words.palette;
  const [[store, actions]] = useState(createSpotlight);
  useEffect(() => actions.open(), [actions]);
  const groups = [...usePlaces(), ...useDocuments(), ...useChoices()].filter(({ actions: found }) => found.length > 0);
  return (
    <Spotlight
      store={store}
      actions={groups}
      shortcut={null}
      onSpotlightClose={onClose}
      nothingFound={texts.nothing}
      searchProps={{ placeholder: texts.search, 'aria-label': texts.search, leftSection: <Icon name="search" /> }}
      maxHeight={420}
      overlayProps={{ backgroundOpacity: 0.45 }}
      scrollable
    />
  );
}

function usePlaces(): SpotlightActionGroupData[] {
  const { words } = useSpeech();
  const here = useHere();
  const navigate = useNavigate();
  const settings = settingsOf(here);
  const places = [...menuOf(here), ...placesBeside(here), ...settings.flatMap((group) => group.places)];
  const go = (label: string, description: string, onClick: () => void) => ({ id: label, label, description, onClick });
  return [
    {
      group: words.palette.groups.places,
      actions: [
        ...places.map(({ key, to }) =>
          go(words.places[key].name, words.places[key].text, () => void navigate({ to, params: { workspace: here.slug } })),
        ),
        go(words.places.recompute.name, words.places.recompute.text, () => void navigate({ to: '/recompute' })),
      ],
    },
  ];
}

/** Contracts and statements by what they are called. */
function useDocuments(): SpotlightActionGroupData[] {
  const { words, language, format } = useSpeech();
  const here = useHere();
  const navigate = useNavigate();
  const agreements = useQuery({ ...asking(here.slug, listAgreements, {}), enabled: here.may('agreements.read') });
  const statements = useQuery({ ...asking(here.slug, listStatements, {}), enabled: here.may('statements.read') });
  const titleOf = new Map(agreements.data?.agreements.map(({ id, title }) => [id, title[language]]));
  return [
    {
      group: words.palette.groups.agreements,
      actions: (agreements.data?.agreements ?? []).map(({ id, title, payer, payee }) => ({
        id: `agreement ${id}`,
        label: title[language],
        description: `${payer.name} – ${payee.name}`,
        onClick: () => void navigate({ to: '/w/$workspace/agreements/$agreement', params: { workspace: here.slug, agreement: id } }),
      })),
    },
    {
      group: words.palette.groups.statements,
      actions: (statements.data?.statements ?? []).map(({ id, agreementId, through, payableMinor, currency }) => ({
        id: `statement ${id}`,
        label: words.statement.name(format.month(through)),
        description: `${titleOf.get(agreementId) ?? ''} · ${format.money(payableMinor, currency)}`,
        onClick: () => void navigate({ to: '/w/$workspace/money/$statement', params: { workspace: here.slug, statement: id } }),
      })),
    },
  ];
}

/** What belongs to the person: language, appearance, account. */
function useChoices(): SpotlightActionGroupData[] {
  const { words, language } = useSpeech();
  const choose = useLanguageChoice();
  const { setColorScheme } = useMantineColorScheme();
  const navigate = useNavigate();
  const texts = words.palette;
  return [
    {
      group: texts.groups.person,
      actions: [
        { id: 'language', label: texts.speak, onClick: () => choose(language === 'de' ? 'en' : 'de') },
        { id: 'light', label: texts.light, onClick: () => setColorScheme('light') },
        { id: 'dark', label: texts.dark, onClick: () => setColorScheme('dark') },
        {
          id: 'account',
          label: words.places.account.name,
          description: words.places.account.text,
          onClick: () => void navigate({ to: '/account' }),
        },
      ],
    },
  ];
}
