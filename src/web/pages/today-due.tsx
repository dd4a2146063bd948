import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { type DueItemWire, listDue } from '#protocol/endpoints-today.ts';
import { daysUntil } from '../format/days-until.ts';
import { useSpeech } from '../i18n/speech.tsx';
import { Answered } from '../ui/answered.tsx';
import { Mark } from '../ui/marks.tsx';
import { asking } from '../wire/asking.ts';
import { useHere } from '../wire/here.ts';

/** What waits for this side, the next due first; each line leads to where it is done. */
export function DueBlock() {
  const { words } = useSpeech();
  const here = useHere();
  return (
    <section className={here.may('figures.read') ? 'block' : 'block today__wide'} aria-labelledby="today-due">
      <h2 id="today-due">{words.today.due.title}</h2>
      <Answered of={asking(here.slug, listDue, {})} lines={4}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="soft">{words.today.due.none}</p>
          ) : (
            <ul className="block__rows">
              {items.map((item) => (
                <DueRow key={`${item.kind} ${item.agreement?.id} ${item.dueAt} ${item.question}`} item={item} />
              ))}
            </ul>
          )
        }
      </Answered>
    </section>
  );
}

function DueRow({ item }: { readonly item: DueItemWire }) {
  const { words, format, language } = useSpeech();
  const here = useHere();
  const { silent } = item;
  const under = [
    ...(item.agreement === null ? [] : [item.agreement.title[language]]),
    ...(item.question === undefined || item.question === '' ? [] : [item.question]),
    ...(silent === undefined
      ? []
      : [words.today.due.silent(silent.count, format.count(silent.count), format.nearDay(silent.firstAt, here.workspace.timeZone))]),
  ];
  return (
    <li>
      <span>
        <DueLink item={item}>
          <DueText item={item} />
        </DueLink>
        {under.map((text) => (
          <span key={text} className="faint small">
            {text}
          </span>
        ))}
      </span>
      <DueTime dueAt={item.dueAt} />
    </li>
  );
}

function DueText({ item: { kind, count, month } }: { readonly item: DueItemWire }): string {
  const { words, format } = useSpeech();
  const texts = words.today.due;
  const text = format.count(count);
  if (kind === 'request' || kind === 'signature') return texts[kind];
  return kind === 'months' ? texts.months(count, text, format.month(month ?? '')) : texts[kind](count, text);
}

function DueTime({ dueAt }: { readonly dueAt: string | null }) {
  const { words, format } = useSpeech();
  const { timeZone } = useHere().workspace;
  const texts = words.today.due;
  if (dueAt === null) return <span className="faint small">{texts.anytime}</span>;
  const now = new Date();
  const days = daysUntil(now, dueAt, timeZone);
  const isOver = Date.parse(dueAt) < now.getTime();
  return (
    <Mark icon={isOver ? 'warn' : 'clock'} tone={isOver ? 'breach' : 'review'}>
      {isOver ? texts.overdue(-days) : texts.at(days, format.nearDay(dueAt, timeZone))}
    </Mark>
  );
}

function DueLink({ item, children }: { readonly item: DueItemWire; readonly children: ReactNode }) {
  const { slug: workspace } = useHere();
  const { agreement, claim, kind } = item;
  if (agreement === null) {
    return (
      <Link to="/w/$workspace/leads" params={{ workspace }} search={{ contact: 'none', days: 30 }}>
        {children}
      </Link>
    );
  }
  const params = { workspace, agreement: agreement.id };
  if (claim !== undefined) {
    return (
      <Link to="/w/$workspace/agreements/$agreement/claims/$component/$subject" params={{ ...params, ...claim }}>
        {children}
      </Link>
    );
  }
  if (kind === 'months') {
    return (
      <Link to="/w/$workspace/agreements/$agreement/settle" params={params}>
        {children}
      </Link>
    );
  }
  return kind === 'request' || kind === 'signature' ? (
    <Link to="/w/$workspace/agreements/$agreement" params={params}>
      {children}
    </Link>
  ) : (
    <Link to="/w/$workspace/agreements/$agreement/claims" params={params}>
      {children}
    </Link>
  );
}
