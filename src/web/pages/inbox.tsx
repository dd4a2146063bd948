import '../ui/page.css';
import '../leads/leads.css';
import './inbox.css';
import { Button, NativeSelect } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { AnswerOf } from '#protocol/endpoint.ts';
import { INBOX_AT_MOST, type InboxItemWire, readInbox } from '#protocol/endpoints-leads.ts';
import { useSpeech } from '../i18n/speech.tsx';
import { InboxItem, keyOf } from '../leads/inbox-item.tsx';
import { ownNameIn, rememberOwnName } from '../leads/own-name.ts';
import { useNow } from '../leads/use-now.ts';
import { Answered } from '../ui/answered.tsx';
import { FilterRow } from '../ui/filter-row.tsx';
import { NoPermission } from '../ui/no-permission.tsx';
import { Note } from '../ui/notes.tsx';
import { PageHead } from '../ui/page-head.tsx';
import { asking } from '../wire/asking.ts';
import { useHere } from '../wire/here.ts';

/** How many of each kind are loaded at once. */
const STEP = 50;

/** One list of what waits for a seller, the most urgent first. */
export function InboxPage() {
  const { words } = useSpeech();
  const texts = words.inbox;
  const here = useHere();
  const [whose, setWhose] = useState<'mine' | 'all'>(here.membership.role === 'sales' ? 'mine' : 'all');
  const [own, setOwn] = useState(() => ownNameIn(here.slug));
  const [limit, setLimit] = useState(STEP);
  const owner = whose === 'all' ? 'all' : (own ?? 'mine');
  const choose = (id: string | undefined) => {
    rememberOwnName(here.slug, id);
    setOwn(id);
  };
  return (
    <div className="seller-inbox">
      <PageHead title={texts.title} lead={texts.lead} />
      {here.may('facts.read') ? (
        <>
          <FilterRow
            label={texts.whose}
            choices={[
              { key: 'mine' as const, name: texts.mine },
              { key: 'all' as const, name: texts.everyone },
            ]}
            chosen={whose}
            onChoose={setWhose}
          />
          <Answered of={asking(here.slug, readInbox, { query: { owner, limit } })}>
            {(inbox) => (
              <Waits
                inbox={inbox}
                whose={whose}
                own={own}
                onOwn={choose}
                onAll={() => setWhose('all')}
                limit={limit}
                onMore={() => setLimit(Math.min(limit + STEP, INBOX_AT_MOST))}
              />
            )}
          </Answered>
        </>
      ) : (
        <NoPermission />
      )}
    </div>
  );
}

interface WaitsProps {
  readonly inbox: AnswerOf<typeof readInbox>;
  readonly whose: 'mine' | 'all';
  readonly own: string | undefined;
  readonly onOwn: (id: string | undefined) => void;
  readonly onAll: () => void;
  /** Of each kind. */
  readonly limit: number;
  readonly onMore: () => void;
}

function Waits({ inbox, whose, own, onOwn, onAll, limit, onMore }: WaitsProps) {
  const { words, format } = useSpeech();
  const texts = words.inbox;
  const here = useHere();
  const now = useNow();
  const [gone, setGone] = useState<ReadonlySet<string>>(new Set());
  const items = inbox.items.filter((item) => !gone.has(keyOf(item)));
  const cut = cutKinds(inbox);
  const hidden = cut.reduce((sum, { shown, all }) => sum + all - shown, 0);
  const leave = (item: InboxItemWire) => setGone((before) => new Set([...before, keyOf(item)]));
  const comeBack = (item: InboxItemWire) => setGone((before) => new Set([...before].filter((key) => key !== keyOf(item))));
  return (
    <>
      {whose === 'mine' && (!inbox.known || own !== undefined) ? <OwnName inbox={inbox} own={own} onOwn={onOwn} onAll={onAll} /> : null}
      {items.length === 0 ? (
        <Note title={texts.empty} icon="check" tone="proven">
          <p>{texts.emptyText}</p>
          <Link to="/w/$workspace/leads" params={{ workspace: here.slug }}>
            {texts.allLeads}
          </Link>
        </Note>
      ) : (
        <>
          <p className="soft" aria-live="polite">
            {texts.waiting(items.length + hidden, format.count(items.length + hidden))}
          </p>
          <ul className="seller-inbox__list">
            {items.map((item) => (
              <InboxItem key={keyOf(item)} item={item} now={now} onGone={() => leave(item)} onBack={() => comeBack(item)} />
            ))}
          </ul>
          {cut.length === 0 ? null : (
            <div className="stack">
              {cut.map(({ kind, shown, all }) => (
                <p key={kind} className="soft">
                  {texts.shownOf(texts.kinds[kind], format.count(shown), format.count(all))}
                </p>
              ))}
              {limit < INBOX_AT_MOST ? (
                <Button variant="default" onClick={onMore}>
                  {texts.more}
                </Button>
              ) : (
                <Link to="/w/$workspace/leads" params={{ workspace: here.slug }}>
                  {texts.allLeads}
                </Link>
              )}
            </div>
          )}
        </>
      )}
    </>
  );
}

/** Kinds of which more waits than the list shows. */
function cutKinds({ items, counts }: WaitsProps['inbox']) {
  const kinds = Object.keys(counts) as readonly InboxItemWire['kind'][];
  return kinds
    .map((kind) => ({ kind, shown: items.filter((item) => item.kind === kind).length, all: counts[kind] }))
    .filter(({ shown, all }) => shown < all);
}

/** The CRM may know somebody by another name than the account: which one is chosen from those that leads are given to. */
function OwnName({ inbox, own, onOwn, onAll }: Pick<WaitsProps, 'inbox' | 'own' | 'onOwn' | 'onAll'>) {
  const { words } = useSpeech();
  const texts = words.inbox;
  const named = inbox.owners.filter(({ name }) => name !== null);
  const choice =
    named.length === 0 ? null : (
      <NativeSelect
        label={texts.choose}
        value={own ?? ''}
        onChange={(event) => onOwn(event.currentTarget.value === '' ? undefined : event.currentTarget.value)}
        data={[{ value: '', label: '–' }, ...named.map(({ id, name }) => ({ value: id, label: name ?? id }))]}
      />
    );
  if (inbox.known) return <div className="seller-inbox__own">{choice}</div>;
  return (
    <Note title={texts.notKnown} icon="person">
      <p>{texts.notKnownText}</p>
      {choice}
      <Button variant="default" onClick={onAll}>
        {texts.showAll}
      </Button>
    </Note>
  );
}
