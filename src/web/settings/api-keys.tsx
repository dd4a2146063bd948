import './settings.css';
import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { listApiKeys, revokeApiKey } from '#protocol/endpoints-workspaces.ts';
import { useSpeech } from '../i18n/speech.tsx';
import { Answered } from '../ui/answered.tsx';
import { NoPermission } from '../ui/no-permission.tsx';
import { Note } from '../ui/notes.tsx';
import { PageHead } from '../ui/page-head.tsx';
import { tell } from '../ui/tell.ts';
import { ask, asking, refreshWorkspace } from '../wire/asking.ts';
import { useHere } from '../wire/here.ts';
import { ConfirmDialog } from './confirm-dialog.tsx';

const CreateKeyDialog = lazy(async () => ({ default: (await import('./create-key.tsx')).CreateKeyDialog }));

/** The keys by which other programs come in, never their secrets. */
export function ApiKeysPage() {
  const { words } = useSpeech();
  const texts = words.keys;
  const here = useHere();
  const [isCreating, setCreating] = useState(false);
  return (
    <>
      <PageHead title={texts.title} lead={texts.lead}>
        {here.may('keys.manage') ? <Button onClick={() => setCreating(true)}>{texts.create}</Button> : null}
      </PageHead>
      {here.may('keys.read') ? <KeyTable /> : <NoPermission />}
      {isCreating ? (
        <Suspense fallback={null}>
          <CreateKeyDialog onClose={() => setCreating(false)} />
        </Suspense>
      ) : null}
    </>
  );
}

function KeyTable() {
  const { words, format } = useSpeech();
  const texts = words.keys;
  const here = useHere();
  const queries = useQueryClient();
  const [revoking, setRevoking] = useState<{ readonly id: string; readonly name: string }>();
  const revoke = useMutation({
    mutationFn: (id: string) => ask(here.slug, revokeApiKey, { params: { id } }),
    onSuccess: async () => {
      setRevoking(undefined);
      await refreshWorkspace(queries, here.slug);
      tell(words, texts.revoked);
    },
  });
  return (
    <Answered of={asking(here.slug, listApiKeys, {})} lines={4}>
      {({ keys }) =>
        keys.length === 0 ? (
          <Note title={texts.none} icon="lock">
            <p>{texts.noneText}</p>
          </Note>
        ) : (
          <div className="table-wrap">
            <table className="table stacking">
              <thead>
                <tr>
                  <th>{texts.name}</th>
                  <th>{texts.mayWhat}</th>
                  <th>{texts.starts}</th>
                  <th>{texts.used}</th>
                  <th>{words.members.actions}</th>
                </tr>
              </thead>
              <tbody>
                {keys.map((key) => (
                  <tr key={key.id}>
                    <td>
                      <strong>{key.name}</strong>
                      {key.party === null ? null : (
                        <span className="faint small">
                          {' '}
                          {texts.forPartner}: {key.party}
                        </span>
                      )}
                    </td>
                    <td>{format.list(key.scopes.map((scope) => texts.scopes[scope]))}</td>
                    <td className="mono">{key.startsWith}…</td>
                    <td>{key.lastUsedAt === null ? texts.never : format.moment(key.lastUsedAt, here.workspace.timeZone)}</td>
                    <td>
                      {here.may('keys.manage') ? (
                        <Button variant="default" size="compact-sm" onClick={() => setRevoking(key)}>
                          {texts.revoke}
                        </Button>
                      ) : null}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
            {revoking === undefined ? null : (
              <ConfirmDialog
                title={texts.revokeTitle(revoking.name)}
                text={texts.revokeText}
                confirm={texts.revoke}
                isPending={revoke.isPending}
                error={revoke.error}
                onConfirm={() => revoke.mutate(revoking.id)}
                onClose={() => setRevoking(undefined)}
              />
            )}
          </div>
        )
      }
    </Answered>
  );
}
