import { Menu, useMantineColorScheme } from '@mantine/core';
import { useSuspenseQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { signOut } from '#protocol/endpoints-sign-in.ts';
import { languages } from '../i18n/language.ts';
import { useSpeech } from '../i18n/speech.tsx';
import { Icon } from '../ui/icon.tsx';
import { ask, me } from '../wire/asking.ts';
import { rememberWorkspace } from '../wire/last-workspace.ts';
import { queries } from '../wire/queries.ts';
import { useLanguageChoice } from './own-language.ts';

const languageNames = { de: 'Deutsch', en: 'English' } as const;

/** Language and appearance, for everybody, signed in or not. */
function FaceItems() {
  const { words, language } = useSpeech();
  const choose = useLanguageChoice();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const schemes = [
    ['light', words.shell.light],
    ['dark', words.shell.dark],
    ['auto', words.shell.system],
  ] as const;
  return (
    <>
      <Menu.Label>{words.shell.language}</Menu.Label>
      {languages.map((one) => (
        <Menu.Item
          key={one}
          lang={one}
          onClick={() => choose(one)}
          aria-current={one === language}
          rightSection={one === language ? <Icon name="check" /> : null}
        >
          {languageNames[one]}
        </Menu.Item>
      ))}
      <Menu.Label>{words.shell.scheme}</Menu.Label>
      {schemes.map(([scheme, name]) => (
        <Menu.Item key={scheme} onClick={() => setColorScheme(scheme)} rightSection={scheme === colorScheme ? <Icon name="check" /> : null}>
          {name}
        </Menu.Item>
      ))}
    </>
  );
}

export function FaceMenu() {
  const { words, language } = useSpeech();
  return (
    <Menu width={220}>
      <Menu.Target>
        <button
          type="button"
          className="plain-button"
          aria-label={`${language.toUpperCase()}: ${words.shell.language}, ${words.shell.scheme}`}
        >
          {language.toUpperCase()}
          <Icon name="down" size={12} />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <FaceItems />
      </Menu.Dropdown>
    </Menu>
  );
}

/** Workspace, language, appearance, sign out: all that belongs to the person. */
export function PersonMenu(props: { readonly workspace: string }) {
  const { words } = useSpeech();
  const { data } = useSuspenseQuery(me);
  const navigate = useNavigate();
  const here = data.memberships.find((one) => one.workspace.slug === props.workspace);
  const leave = async () => {
    await ask('', signOut, {}).catch(() => undefined);
    queries.clear();
    await navigate({ to: '/sign-in', search: { left: true } });
  };
  const enter = (slug: string) => {
    rememberWorkspace(slug);
    void navigate({ to: '/w/$workspace', params: { workspace: slug } });
  };
  return (
    <Menu width={260}>
      <Menu.Target>
        <button type="button" className="plain-button" aria-label={`${words.shell.account}: ${here?.workspace.name ?? ''}`}>
          <Icon name="person" />
          <span className="wide">{here?.workspace.name}</span>
          <Icon name="down" size={12} />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{words.shell.workspace}</Menu.Label>
        {data.memberships.map(({ workspace }) => (
          <Menu.Item
            key={workspace.id}
            onClick={() => enter(workspace.slug)}
            aria-current={workspace.slug === props.workspace}
            rightSection={workspace.slug === props.workspace ? <Icon name="check" /> : null}
          >
            {workspace.name}
          </Menu.Item>
        ))}
        {data.memberships.filter(({ role }) => role === 'partner').length > 1 ? (
          <Menu.Item leftSection={<Icon name="back" />} onClick={() => void navigate({ to: '/clients' })}>
            {words.today.clients.back}
          </Menu.Item>
        ) : null}
        {here?.role === 'owner' ? (
          <Menu.Item leftSection={<Icon name="plus" />} onClick={() => void navigate({ to: '/own-company' })}>
            {words.ownCompany.link}
          </Menu.Item>
        ) : null}
        {here === undefined || here.role === 'partner' ? null : (
          <Menu.Item
            leftSection={<Icon name="gear" />}
            onClick={() => void navigate({ to: '/w/$workspace/settings', params: { workspace: props.workspace } })}
          >
            {words.places.settings.name}
          </Menu.Item>
        )}
        <Menu.Item leftSection={<Icon name="recompute" />} onClick={() => void navigate({ to: '/recompute' })}>
          {words.places.recompute.name}
        </Menu.Item>
        <FaceItems />
        <Menu.Label>{data.person.name}</Menu.Label>
        <Menu.Item leftSection={<Icon name="lock" />} onClick={() => void navigate({ to: '/account' })}>
          {words.shell.ownAccount}
        </Menu.Item>
        <Menu.Item leftSection={<Icon name="out" />} onClick={() => void leave()}>
          {words.shell.signOut}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
