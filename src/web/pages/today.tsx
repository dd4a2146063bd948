import '../ui/page.css';
import './today.css';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { readPlan } from '#protocol/endpoints-today.ts';
import { useSpeech } from '../i18n/speech.tsx';
import { menuOf } from '../shell/places.ts';
import { Note, Waiting } from '../ui/notes.tsx';
import { PageHead } from '../ui/page-head.tsx';
import { asking } from '../wire/asking.ts';
import { type Here, useHere } from '../wire/here.ts';
import { DueBlock } from './today-due.tsx';
import { MoneyBlock } from './today-money.tsx';

/** What stands below the first blocks comes as a piece of its own: those two are there sooner. */
const LeaksBlock = lazy(async () => ({ default: (await import('./today-leaks.tsx')).LeaksBlock }));
const ContractsBlock = lazy(async () => ({ default: (await import('./today-contracts.tsx')).ContractsBlock }));
const PromisesBlock = lazy(async () => ({ default: (await import('./today-promises.tsx')).PromisesBlock }));
const FirstRun = lazy(async () => ({ default: (await import('./today-first-run.tsx')).FirstRun }));
const PlanBlock = lazy(async () => ({ default: (await import('./today-plan.tsx')).PlanBlock }));
const DemoStories = lazy(async () => ({ default: (await import('./today-stories.tsx')).DemoStories }));

const InboxPage = lazy(async () => ({ default: (await import('./inbox.tsx')).InboxPage }));

/** A seller finds here what waits for a seller, everybody else how the company stands. */
export function TodayPage() {
  const here = useHere();
  if (here.membership.role !== 'sales') return <CompanyToday />;
  return (
    <Suspense fallback={<Waiting />}>
      <InboxPage />
    </Suspense>
  );
}

function CompanyToday() {
  const { words } = useSpeech();
  const here = useHere();
  const { lead: leadAll, leadPartner, leadDocuments } = words.today;
  const lead = (here.partner ? leadPartner : readsOnly(here) ? leadDocuments : leadAll)(here.workspace.name);
  return (
    <>
      <PageHead title={words.today.title} lead={lead} />
      {here.may('imports.write') && here.may('figures.read') ? <CompanyUnlessEmpty /> : <Blocks />}
    </>
  );
}

/** Nobody who has nothing yet is shown five empty blocks. */
function CompanyUnlessEmpty() {
  const here = useHere();
  const plan = useQuery(asking(here.slug, readPlan, {}));
  if (plan.data?.isEmpty !== true) return <Blocks plan />;
  return (
    <Suspense>
      <FirstRun checks={plan.data.checks} />
    </Suspense>
  );
}

function readsOnly(here: Here): boolean {
  return !here.may('claims.read') && !here.may('figures.read');
}

/** What this role may see, at most five blocks; every one asks for itself. */
function Blocks(props: { readonly plan?: boolean }) {
  const here = useHere();
  const isDemo = here.workspace.purpose === 'demo' && here.may('claims.read');
  if (readsOnly(here)) return <Documents />;
  return (
    <div className="today">
      {here.may('figures.read') ? <MoneyBlock /> : null}
      <Suspense>
        {here.partner ? <ContractsBlock /> : null}
        {isDemo ? <DemoStories /> : null}
      </Suspense>
      {here.may('agreements.read') ? <DueBlock /> : null}
      <Suspense>
        {here.may('figures.read') ? <LeaksBlock /> : null}
        {here.may('statements.read') && !here.partner ? <ContractsBlock /> : null}
        {here.may('claims.read') ? <PromisesBlock /> : null}
        {props.plan === true ? <PlanBlock /> : null}
      </Suspense>
    </div>
  );
}

/** For those who see neither claims nor figures: what their role is for, and where it leads. */
function Documents() {
  const { words } = useSpeech();
  const here = useHere();
  return (
    <Note title={words.members.roles[here.membership.role]} icon="contract">
      <p>{words.today.roleMay(words.members.may[here.membership.role])}</p>
      <ul>
        {menuOf(here).map(({ key, to }) =>
          key === 'today' ? null : (
            <li key={key}>
              <Link to={to} params={{ workspace: here.slug }}>
                {words.places[key].name}
              </Link>
            </li>
          ),
        )}
      </ul>
    </Note>
  );
}
