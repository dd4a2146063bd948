import { Button, TextInput } from '@mantine/core';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { parseDecimalMinor } from '#core/kernel/money.ts';
import type { AnswerOf } from '#protocol/endpoint.ts';
import { type LeakWire, readLeaks } from '#protocol/endpoints-today.ts';
import { useSpeech } from '../i18n/speech.tsx';
import { Answered } from '../ui/answered.tsx';
import { asking } from '../wire/asking.ts';
import { useHere } from '../wire/here.ts';
import { CasesLink } from './today-cases.tsx';

type Leaks = AnswerOf<typeof readLeaks>;

/** The three largest losses nobody decided, each with how it was reckoned. */
export function LeaksBlock() {
  const { words } = useSpeech();
  const here = useHere();
  const { leadValue } = useSearch({ strict: false });
  const stated = leadValue === undefined ? undefined : parseDecimalMinor(leadValue, here.workspace.currency);
  const query = stated?.ok === true ? { leadValueMinor: String(stated.value) } : {};
  return (
    <section className="block" aria-labelledby="today-leaks">
      <h2 id="today-leaks">{words.today.leaks.title}</h2>
      <Answered of={asking(here.slug, readLeaks, { query })} lines={4}>
        {(found) =>
          found.leaks.length === 0 ? (
            <p className="soft">{words.today.leaks.none}</p>
          ) : (
            <>
              <ol className="block__rows leaks">
                {found.leaks.map((leak) => (
                  <LeakRow key={leak.kind} leak={leak} found={found} />
                ))}
              </ol>
              <p className="faint small block__foot">{words.today.leaks.span}</p>
            </>
          )
        }
      </Answered>
    </section>
  );
}

function LeakRow({ leak, found }: { readonly leak: LeakWire; readonly found: Leaks }) {
  const { words, format } = useSpeech();
  const texts = words.today.leaks;
  return (
    <li>
      <span className="leaks__what">{texts.kinds[leak.kind](leak.count, format.count(leak.count))}</span>
      <strong className="num">{leak.minor === null ? texts.countOnly : format.money(leak.minor, found.currency)}</strong>
      <span className="leaks__how soft small">
        <How leak={leak} found={found} />
      </span>
      <span className="leaks__way small">
        <LeakWay leak={leak} />
        {leak.kind === 'untouched_leads' ? <OwnLeadValue found={found} /> : null}
      </span>
    </li>
  );
}

function How({ leak, found: { currency, oldAfterDays, cycleKnown, leadValue } }: { readonly leak: LeakWire; readonly found: Leaks }) {
  const { words, format } = useSpeech();
  const { how } = words.today.leaks;
  const days = format.count(oldAfterDays);
  switch (leak.kind) {
    case 'stale_offers':
      return cycleKnown ? how.offers(days) : how.offersUnknown(days);
    case 'unpaid_invoices':
      return how.invoices;
    case 'fruitless_sources':
      return how.sources(format.list(leak.names));
    case 'silent_claims':
      return how.claims;
    case 'untouched_leads': {
      const { minor, stated, leads, orders } = leadValue;
      if (minor === null) return how.leadsUnknown(format.count(leads), format.count(orders));
      return stated ? how.leadsStated(format.money(minor, currency)) : how.leads(format.money(minor, currency), format.count(leads));
    }
  }
}

function LeakWay({ leak }: { readonly leak: LeakWire }) {
  const { words } = useSpeech();
  const here = useHere();
  if (leak.kind === 'stale_offers' || leak.kind === 'unpaid_invoices' || leak.kind === 'untouched_leads')
    return <CasesLink of={leak.kind} />;
  if (leak.agreementId === null) return null;
  return (
    <Link to="/w/$workspace/agreements/$agreement/claims" params={{ workspace: here.slug, agreement: leak.agreementId }}>
      {words.today.leaks.toClaims}
    </Link>
  );
}

/** Whoever knows better what a lead is worth reckons with that; it stands in the address and is kept nowhere else. */
function OwnLeadValue({ found }: { readonly found: Leaks }) {
  const { words } = useSpeech();
  const here = useHere();
  const navigate = useNavigate();
  const texts = words.today.leaks;
  const [value, setValue] = useState('');
  const take = (leadValue: string | undefined) =>
    void navigate({
      to: '/w/$workspace',
      params: { workspace: here.slug },
      search: ({ leadValue: _, ...rest }) => (leadValue === undefined ? rest : { ...rest, leadValue }),
      resetScroll: false,
    });
  const apply = (event: FormEvent) => {
    event.preventDefault();
    take(value.replace(',', '.'));
  };
  if (found.leadValue.stated) {
    return (
      <Button variant="subtle" size="compact-sm" onClick={() => take(undefined)}>
        {texts.measuredValue}
      </Button>
    );
  }
  return (
    <details>
      <summary>{texts.ownValue}</summary>
      <form className="row" onSubmit={apply}>
        <TextInput
          label={`${texts.value} (${found.currency})`}
          inputMode="decimal"
          pattern="\d{1,9}([.,]\d{1,2})?"
          required
          value={value}
          onChange={(event) => setValue(event.currentTarget.value)}
        />
        <Button type="submit" variant="default">
          {texts.setValue}
        </Button>
      </form>
    </details>
  );
}
