import { Menu } from '@mantine/core';
import { useMutation, useSuspenseQuery } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { demoRoleWire, takeDemoRole } from '#protocol/endpoints-demo.ts';
import { useSpeech } from '../i18n/speech.tsx';
import { Icon } from '../ui/icon.tsx';
import { tell } from '../ui/tell.ts';
import { ask, me } from '../wire/asking.ts';
import { useHere } from '../wire/here.ts';

const ResetDialog = lazy(async () => ({ default: (await import('./reset-demo.tsx')).ResetDialog }));

type DemoRole = (typeof demoRoleWire.options)[number];

/** In the demo only: the same company through the eyes of somebody else, and a new beginning. */
export function DemoMenu() {
  const { words } = useSpeech();
  const texts = words.demo;
  const here = useHere();
  const { data } = useSuspenseQuery(me);
  const [isResetting, setResetting] = useState(false);
  const { role: own } = here.membership;
  const current = demoRoleWire.options.find((role) => role === own);
  const taking = useMutation({
    mutationFn: (role: DemoRole) => ask(here.slug, takeDemoRole, { body: { role } }),
    // Loaded anew, so that nothing stays that somebody else was allowed to read.
    onSuccess: () => location.assign(`/w/${here.slug}`),
    onError: () => tell(words, words.shell.error.title),
  });
  const name = current === undefined ? words.members.roles[own] : texts.roles[current];
  return (
    <>
      <Menu width={260}>
        <Menu.Target>
          <button type="button" className="plain-button">
            <span className="frame__purpose">{words.shell.demo}</span>
            <span className="visually-hidden">{`${texts.seeAs} ${name}`}</span>
            <span className="wide" aria-hidden="true">
              {name}
            </span>
            <Icon name="down" size={12} />
          </button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>{texts.seeAs}</Menu.Label>
          {demoRoleWire.options.map((role) => (
            <Menu.Item
              key={role}
              disabled={taking.isPending || taking.isSuccess}
              aria-current={role === current}
              rightSection={role === current ? <Icon name="check" /> : null}
              onClick={() => taking.mutate(role)}
            >
              {texts.roles[role]}
            </Menu.Item>
          ))}
          {data.memberships.length < 2 ? null : <Menu.Label>{texts.ownSession}</Menu.Label>}
          {here.may('workspace.manage') ? (
            <>
              <Menu.Divider />
              <Menu.Item leftSection={<Icon name="undo" />} onClick={() => setResetting(true)}>
                {texts.reset}
              </Menu.Item>
            </>
          ) : null}
        </Menu.Dropdown>
      </Menu>
      {isResetting ? (
        <Suspense fallback={null}>
          <ResetDialog onClose={() => setResetting(false)} />
        </Suspense>
      ) : null}
    </>
  );
}
