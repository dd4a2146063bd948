import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Role } from '#core/kernel/permissions.ts';
import { demandSecondFactor } from '#protocol/endpoints-workspaces.ts';
import { useSpeech } from '../i18n/speech.tsx';
import { ErrorNote } from '../ui/refusal-note.tsx';
import { tell } from '../ui/tell.ts';
import { ask, me, refreshWorkspace } from '../wire/asking.ts';
import { useHere } from '../wire/here.ts';

const demandable: readonly Role[] = ['owner', 'finance'];

/** For the roles that can do the most harm. */
export function DemandSecondFactor(props: { readonly roles: readonly Role[] }) {
  const { words } = useSpeech();
  const texts = words.members;
  const here = useHere();
  const queries = useQueryClient();
  const save = useMutation({
    mutationFn: (roles: readonly Role[]) => ask(here.slug, demandSecondFactor, { body: { roles: [...roles] } }),
    onSuccess: async () => {
      tell(words, texts.demandSaved);
      await queries.invalidateQueries(me);
      await refreshWorkspace(queries, here.slug);
    },
  });
  const toggled = (role: Role) => (props.roles.includes(role) ? props.roles.filter((one) => one !== role) : [...props.roles, role]);
  return (
    <section className="section">
      <h2>{texts.demandTitle}</h2>
      <fieldset className="roles-demanded" disabled={save.isPending} aria-label={texts.demandTitle}>
        {demandable.map((role) => (
          <label key={role}>
            <input type="checkbox" checked={props.roles.includes(role)} onChange={() => save.mutate(toggled(role))} />
            {texts.roles[role]}
          </label>
        ))}
      </fieldset>
      <p className="soft">{texts.demandText}</p>
      {save.isError ? <ErrorNote error={save.error} /> : null}
    </section>
  );
}
