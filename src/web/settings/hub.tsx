import './settings.css';
import { Link } from '@tanstack/react-router';
import { useSpeech } from '../i18n/speech.tsx';
import { settingsOf } from '../shell/places.ts';
import { Icon } from '../ui/icon.tsx';
import { NoPermission } from '../ui/no-permission.tsx';
import { PageHead } from '../ui/page-head.tsx';
import { useHere } from '../wire/here.ts';

/** Everything that stands behind the menu, with what happens there. */
export function SettingsPage() {
  const { words } = useSpeech();
  const here = useHere();
  const groups = settingsOf(here);
  return (
    <>
      <PageHead title={words.settings.title} lead={words.settings.lead(here.workspace.name)} />
      {groups.length === 0 ? <NoPermission /> : null}
      <div className="settings-hub">
        {groups.map((group) => (
          <section key={group.key}>
            <h2>{words.settings.groups[group.key]}</h2>
            <ul>
              {group.places.map((place) => (
                <li key={place.key}>
                  <Link to={place.to} params={{ workspace: here.slug }}>
                    <Icon name={place.icon} />
                    <strong>{words.places[place.key].name}</strong>
                    <span className="soft small">{words.places[place.key].text}</span>
                  </Link>
                </li>
              ))}
            </ul>
          </section>
        ))}
      </div>
    </>
  );
}
