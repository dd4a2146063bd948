import { useSuspenseQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { PlanCheckWire } from '#protocol/endpoints-today.ts';
import { useSpeech } from '../i18n/speech.tsx';
import { Icon } from '../ui/icon.tsx';
import { me } from '../wire/asking.ts';
import { useHere } from '../wire/here.ts';
import { Plan } from './today-plan.tsx';

/** Three doors for whoever has nothing yet, and the plan of the month behind them. */
export function FirstRun({ checks }: { readonly checks: readonly PlanCheckWire[] }) {
  const { words } = useSpeech();
  const texts = words.plan;
  const here = useHere();
  const params = { workspace: here.slug };
  return (
    <div className="stack first-run">
      <div>
        <h2>{texts.startTitle}</h2>
        <p className="soft prose">{texts.startLead}</p>
      </div>
      <ul className="doors fill">
        <li>
          <h3>
            <DemoDoor />
          </h3>
          <p className="soft">{texts.demoText}</p>
          <DemoHow />
        </li>
        <li>
          <h3>
            <Link to="/w/$workspace/imports/new" params={params}>
              {texts.table}
              <Icon name="arrow" />
            </Link>
          </h3>
          <p className="soft">{texts.tableText}</p>
        </li>
        {here.may('agreements.propose') ? (
          <li>
            <h3>
              <Link to="/w/$workspace/agreements/new" params={params}>
                {texts.contract}
                <Icon name="arrow" />
              </Link>
            </h3>
            <p className="soft">{texts.contractText}</p>
          </li>
        ) : null}
      </ul>
      <div className="fill">
        <Plan checks={checks} open />
      </div>
    </div>
  );
}

function useDemo() {
  const { data } = useSuspenseQuery(me);
  return data.memberships.find(({ workspace }) => workspace.purpose === 'demo')?.workspace.slug;
}

function DemoDoor() {
  const { words } = useSpeech();
  const demo = useDemo();
  if (demo === undefined) return words.plan.demo;
  return (
    <Link to="/w/$workspace" params={{ workspace: demo }}>
      {words.plan.demo}
      <Icon name="arrow" />
    </Link>
  );
}

/** Who belongs to no demo on this server gets one with a command. */
function DemoHow() {
  const { words } = useSpeech();
  if (useDemo() !== undefined) return null;
  return (
    <p className="small">
      {words.plan.demoHow} <code>npx belegbar start --demo</code>
    </p>
  );
}
