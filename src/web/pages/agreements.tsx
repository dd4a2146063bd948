import { Button } from '@mantine/core';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { listAgreements } from '#protocol/endpoints-agreements.ts';
import { DefinitionsLink } from '../definitions/definitions-link.tsx';
import { ProposeDialog } from '../forms/propose-agreement.tsx';
import { useSpeech } from '../i18n/speech.tsx';
import { AgreementState } from '../ui/agreement-state.tsx';
import { Answered } from '../ui/answered.tsx';
import { CheckNumber } from '../ui/marks.tsx';
import { Note } from '../ui/notes.tsx';
import { PageHead } from '../ui/page-head.tsx';
import { asking } from '../wire/asking.ts';
import { useHere } from '../wire/here.ts';

export function AgreementsPage() {
  const { words, language, format } = useSpeech();
  const here = useHere();
  const texts = words.agreement;
  const [proposing, setProposing] = useState(false);
  const navigate = useNavigate();
  const draw = () => void navigate({ to: '/w/$workspace/agreements/new', params: { workspace: here.slug } });
  const propose = !here.may('agreements.propose') ? null : (
    <>
      <Button onClick={draw}>{words.newAgreement.link}</Button>
      <Button variant="default" onClick={() => setProposing(true)}>
        {words.newAgreement.upload}
      </Button>
    </>
  );
  return (
    <>
      <PageHead title={texts.listTitle} lead={texts.listLead}>
        <DefinitionsLink />
        {propose}
      </PageHead>
      <ProposeDialog opened={proposing} onClose={() => setProposing(false)} />
      <Answered of={asking(here.slug, listAgreements, {})}>
        {({ agreements }) =>
          agreements.length === 0 ? (
            <Note title={texts.none} icon="contract">
              <p>{texts.noneText}</p>
            </Note>
          ) : (
            <div className="table-wrap">
              <table className="table stacking">
                <thead>
                  <tr>
                    <th>{texts.name}</th>
                    <th>{texts.parties}</th>
                    <th>{texts.term}</th>
                    <th>{words.shell.checkNumber}</th>
                    <th>{texts.state}</th>
                  </tr>
                </thead>
                <tbody>
                  {agreements.map((one) => (
                    <tr key={one.id}>
                      <td>
                        <Link to="/w/$workspace/agreements/$agreement" params={{ workspace: here.slug, agreement: one.id }}>
                          {one.title[language]}
                        </Link>
                      </td>
                      <td>
                        {one.payer.name} – {one.payee.name}
                      </td>
                      <td>
                        {format.day(`${one.termFrom}T12:00:00Z`, 'UTC')} – {format.day(`${one.termTo}T12:00:00Z`, 'UTC')}
                      </td>
                      <td>
                        <CheckNumber hash={one.hash} />
                      </td>
                      <td>
                        <AgreementState state={one.state} />
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          )
        }
      </Answered>
      {here.may('statements.close') ? (
        <p style={{ paddingTop: 24 }}>
          <Link to="/w/$workspace/overlaps" params={{ workspace: here.slug }}>
            {words.overlaps.link}
          </Link>
        </p>
      ) : null}
    </>
  );
}
