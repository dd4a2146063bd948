import './settings.css';
import { Link, Outlet } from '@tanstack/react-router';
import { useSpeech } from '../i18n/speech.tsx';
import { settingsOf } from '../shell/places.ts';
import { Icon } from '../ui/icon.tsx';
import { useHere } from '../wire/here.ts';

/** Around every page of the settings: where else one can go; on a narrow screen only the way back to the list. */
export function SettingsFrame() {
  const { words } = useSpeech();
  const here = useHere();
  const groups = settingsOf(here);
  if (groups.length === 0) return <Outlet />;
  const params = { workspace: here.slug };
  return (
    <div className="settings-frame">
      <nav className="settings-nav no-print" aria-label={words.settings.title}>
        <div className="settings-nav__inner">
          {groups.map((group) => (
            <div key={group.key}>
              <h2>{words.settings.groups[group.key]}</h2>
              <ul>
                {group.places.map((place) => (
                  <li key={place.key}>
                    <Link to={place.to} params={params}>
                      {words.places[place.key].name}
                    </Link>
                  </li>
                ))}
              </ul>
            </div>
          ))}
        </div>
      </nav>
      <div>
        <Link className="settings-back no-print" to="/w/$workspace/settings" params={params}>
          <Icon name="back" />
          {words.settings.back}
        </Link>
        <Outlet />
      </div>
    </div>
  );
}
