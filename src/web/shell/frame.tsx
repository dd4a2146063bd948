import './frame.css';
import { Link, Outlet } from '@tanstack/react-router';
import { type ReactNode, Suspense, useEffect } from 'react';
import { useSpeech } from '../i18n/speech.tsx';
import { Icon } from '../ui/icon.tsx';
import { useHere } from '../wire/here.ts';
import { rememberWorkspace } from '../wire/last-workspace.ts';
import { inPassing } from './in-passing.ts';
import { useOwnLanguage } from './own-language.ts';
import { PaletteButton } from './palette-button.tsx';
import { menuOf } from './places.ts';
import { Wordmark } from './wordmark.tsx';

/** Menus float, and what makes them float is a tenth of the app: it comes after the page. */
const PersonMenu = inPassing(async () => (await import('./settings-menu.tsx')).PersonMenu);
const DemoMenu = inPassing(async () => (await import('./demo-menu.tsx')).DemoMenu);
const FaceMenu = inPassing(async () => (await import('./settings-menu.tsx')).FaceMenu);

function Sheet(props: { readonly children: ReactNode }) {
  return (
    <main id="content" className="page" tabIndex={-1}>
      {props.children}
    </main>
  );
}

function Skip() {
  const { words } = useSpeech();
  return (
    <a className="skip" href="#content">
      {words.shell.skip}
    </a>
  );
}

/** Around every page of a workspace. */
export function WorkspaceFrame() {
  const { words } = useSpeech();
  const here = useHere();
  const params = { workspace: here.slug };
  useEffect(() => rememberWorkspace(here.slug), [here.slug]);
  useOwnLanguage();
  return (
    <>
      <Skip />
      <header className="frame__top">
        <div className="frame__bar">
          <Wordmark />
          <nav className="frame__nav" data-bottom="true" aria-label={words.shell.nav.label}>
            {menuOf(here).map(({ key, to, icon }) => (
              <Link key={key} to={to} params={params} activeOptions={{ exact: key === 'today' }}>
                <Icon name={icon} size={20} />
                {words.places[key].name}
              </Link>
            ))}
          </nav>
          <div className="frame__side">
            <Purpose />
            <PaletteButton />
            <Suspense
              fallback={
                <span className="plain-button">
                  <Icon name="person" />
                  <span className="wide">{here.workspace.name}</span>
                  <Icon name="down" size={12} />
                </span>
              }
            >
              <PersonMenu workspace={here.slug} />
            </Suspense>
          </div>
        </div>
      </header>
      <Sheet>
        <Outlet />
      </Sheet>
    </>
  );
}

/** Where nothing is real, the frame says so; in the demo it lets people change their role. */
function Purpose() {
  const { words } = useSpeech();
  const { purpose } = useHere().workspace;
  if (purpose === 'real') return null;
  const said = <span className="frame__purpose">{words.shell[purpose]}</span>;
  return purpose === 'demo' ? (
    <Suspense fallback={said}>
      <DemoMenu />
    </Suspense>
  ) : (
    said
  );
}

/** Around the pages that need no workspace; `signedIn` where an account is needed all the same. */
export function OpenFrame(props: { readonly children: ReactNode; readonly signedIn?: boolean }) {
  const { words, language } = useSpeech();
  return (
    <>
      <Skip />
      <header className="frame__top">
        <div className="frame__bar">
          <Wordmark />
          <nav className="frame__nav" aria-label={words.shell.nav.label}>
            <Link to="/recompute">{words.shell.nav.recompute}</Link>
          </nav>
          <div className="frame__side">
            <Suspense fallback={<span className="plain-button">{language.toUpperCase()}</span>}>
              {props.signedIn === true ? <PersonMenu workspace="" /> : <FaceMenu />}
            </Suspense>
          </div>
        </div>
      </header>
      <Sheet>{props.children}</Sheet>
    </>
  );
}
