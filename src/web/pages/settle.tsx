import './settle.css';
import { Button, Modal, NativeSelect } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { type AgreementWire, readAgreement } from '#protocol/endpoints-agreements.ts';
import { listStatements, settleAgreement } from '#protocol/endpoints-statements.ts';
import { agreementIn } from '../agreement/document.ts';
import { defaultMonth, settleableMonths } from '../agreement/months.ts';
import { useSpeech } from '../i18n/speech.tsx';
import { Answered } from '../ui/answered.tsx';
import { BeforeClosing } from '../ui/before-closing.tsx';
import { Note, Waiting } from '../ui/notes.tsx';
import { PageHead } from '../ui/page-head.tsx';
import { ErrorNote } from '../ui/refusal-note.tsx';
import { StatementLines } from '../ui/statement-lines.tsx';
import { TaxTable } from '../ui/tax-table.tsx';
import { tell } from '../ui/tell.ts';
import { TotalsEquation } from '../ui/totals-equation.tsx';
import { ask, asking, refreshWorkspace } from '../wire/asking.ts';
import { useHere } from '../wire/here.ts';

/** Month, preview, close: nothing is closed that was not seen first. */
export function SettlePage() {
  const { words, language } = useSpeech();
  const here = useHere();
  const { agreement: id } = useParams({ from: '/w/$workspace/agreements/$agreement/settle' });
  return (
    <Answered of={asking(here.slug, readAgreement, { params: { id } })}>
      {(agreement) => (
        <>
          <PageHead
            title={words.statement.createTitle}
            over={
              <Link to="/w/$workspace/agreements/$agreement/statements" params={{ workspace: here.slug, agreement: id }}>
                {agreement.title[language]}
              </Link>
            }
          />
          {agreement.state === 'proposed' ? (
            <Note title={words.statement.notInForce} tone="review" icon="clock" />
          ) : (
            <Answered of={asking(here.slug, listStatements, { query: { agreement: id } })} lines={3}>
              {({ statements }) => <SettleSteps agreement={agreement} last={statements[0]?.through} />}
            </Answered>
          )}
        </>
      )}
    </Answered>
  );
}

function SettleSteps({ agreement, last }: { readonly agreement: AgreementWire; readonly last: string | undefined }) {
  const { words, format } = useSpeech();
  const texts = words.statement;
  const here = useHere();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const months = settleableMonths(agreementIn(agreement.document), last);
  const [through, setThrough] = useState(defaultMonth(months, new Date(), last));
  const [asked, setAsked] = useState(false);
  const preview = useMutation({
    mutationFn: (month: string) =>
      ask(here.slug, settleAgreement, { params: { id: agreement.id }, body: { through: month, dryRun: true } }),
  });
  const close = useMutation({
    mutationFn: (month: string) => ask(here.slug, settleAgreement, { params: { id: agreement.id }, body: { through: month } }),
    onSuccess: async (answer) => {
      await refreshWorkspace(queries, here.slug);
      setAsked(false);
      tell(words, texts.closed(format.month(answer.through)));
      if (answer.statementId !== null) {
        await navigate({ to: '/w/$workspace/money/$statement', params: { workspace: here.slug, statement: answer.statementId } });
      }
    },
  });
  const seen = preview.data;
  return (
    <div className="stack">
      <form
        className="settle-form"
        onSubmit={(event) => {
          event.preventDefault();
          preview.mutate(through);
        }}
      >
        <NativeSelect
          label={texts.month}
          description={texts.monthHelp}
          value={through}
          data={months.map((month) => ({ value: month, label: format.month(month) }))}
          onChange={(event) => {
            setThrough(event.currentTarget.value);
            preview.reset();
          }}
        />
        <Button type="submit" variant={seen === undefined ? 'filled' : 'default'} loading={preview.isPending}>
          {texts.preview}
        </Button>
      </form>
      {preview.isPending ? (
        <Note title={texts.previewing}>
          <Waiting lines={3} />
        </Note>
      ) : null}
      {preview.isError ? <ErrorNote error={preview.error} /> : null}
      {seen === undefined ? null : (
        <section className="section fill" aria-live="polite">
          <h2>{texts.previewTitle(format.month(seen.through))}</h2>
          <div style={{ height: 16 }} />
          <TotalsEquation totals={seen} currency={seen.currency} />
          <TaxTable taxes={seen.taxes} currency={seen.currency} />
          <BeforeClosing agreement={agreement.id} />
          <div className="settle-act">
            <p className="soft">{seen.lines.length === 0 ? texts.nothing : texts.previewText}</p>
            <Button variant={seen.lines.length === 0 ? 'default' : 'filled'} onClick={() => setAsked(true)}>
              {texts.closeIt(format.month(seen.through))}
            </Button>
          </div>
          <StatementLines agreement={agreement} lines={seen.lines} currency={seen.currency} />
          <Modal
            opened={asked}
            onClose={() => setAsked(false)}
            title={texts.closeTitle(format.month(seen.through))}
            closeButtonProps={{ 'aria-label': words.shell.close }}
          >
            <div className="stack">
              <p>{texts.closeText}</p>
              <TotalsEquation totals={seen} currency={seen.currency} />
              {close.isError ? <ErrorNote error={close.error} /> : null}
              <div className="row">
                <Button loading={close.isPending} onClick={() => close.mutate(seen.through)}>
                  {texts.closeIt(format.month(seen.through))}
                </Button>
                <Button variant="default" onClick={() => setAsked(false)}>
                  {words.shell.cancel}
                </Button>
              </div>
            </div>
          </Modal>
        </section>
      )}
    </div>
  );
}
