import { useQuery } from '@tanstack/react-query';
import { type PlanCheckWire, readPlan } from '#protocol/endpoints-today.ts';
import { useSpeech } from '../i18n/speech.tsx';
import type { IconName } from '../ui/icon.tsx';
import { Mark, type Tone } from '../ui/marks.tsx';
import { asking } from '../wire/asking.ts';
import { useHere } from '../wire/here.ts';

/** The plan, folded, until nothing in it is open any more. */
export function PlanBlock() {
  const here = useHere();
  const { data } = useQuery(asking(here.slug, readPlan, {}));
  if (data === undefined || !data.checks.some(({ state }) => state === 'open')) return null;
  return (
    <section className="today__wide">
      <Plan checks={data.checks} />
    </section>
  );
}

export function Plan({ checks, open }: { readonly checks: readonly PlanCheckWire[]; readonly open?: boolean }) {
  const { words, format } = useSpeech();
  const texts = words.plan;
  const done = checks.filter(({ state }) => state === 'done').length;
  const phases = [...new Set(checks.map(({ phase }) => phase))];
  return (
    <details className="plan" open={open === true}>
      <summary>
        <h2>{texts.title}</h2>
        <span className="soft">{texts.progress(format.count(done), format.count(checks.length))}</span>
      </summary>
      <p className="soft small">{texts.lead}</p>
      <div className="plan__phases">
        {phases.map((phase) => (
          <div key={phase}>
            <h3>{texts.phases[phase]}</h3>
            <ul>
              {checks
                .filter((check) => check.phase === phase)
                .map((check) => (
                  <CheckLine key={check.key} check={check} />
                ))}
            </ul>
          </div>
        ))}
      </div>
    </details>
  );
}

interface CheckTexts {
  readonly title: string;
  readonly count: (have: string, of: string, share: string) => string;
  readonly unknown: string;
}

const looks: Readonly<Record<PlanCheckWire['state'], { readonly icon: IconName; readonly tone: Tone }>> = {
  done: { icon: 'check', tone: 'proven' },
  open: { icon: 'circle', tone: 'review' },
  unknown: { icon: 'dash', tone: 'quiet' },
};

function CheckLine({ check: { key, state, have, of } }: { readonly check: PlanCheckWire }) {
  const { words, format } = useSpeech();
  const known: Readonly<Record<string, CheckTexts>> = words.plan.checks;
  const texts = known[key];
  const counted =
    have === null || of === null
      ? texts?.unknown
      : texts?.count(format.count(have), format.count(of), format.share(of === 0 ? 0 : have / of));
  return (
    <li className="plan__check">
      <Mark {...looks[state]}>{words.plan.state[state]}</Mark>
      <span>{texts?.title ?? key}</span>
      <span className="soft small">{counted}</span>
    </li>
  );
}
