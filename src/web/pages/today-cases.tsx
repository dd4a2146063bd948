import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import type { caseLists } from '#protocol/endpoints-today.ts';
import { useSpeech } from '../i18n/speech.tsx';
import { useHere } from '../wire/here.ts';

type CaseList = (typeof caseLists)[number];

const CasesDialog = lazy(async () => ({ default: (await import('./today-cases-dialog.tsx')).CasesDialog }));

/** The way from a figure to the facts behind it. What is open stands in the address, so that it can be passed on. */
export function CasesLink({ of }: { readonly of: CaseList }) {
  const { words } = useSpeech();
  const here = useHere();
  const navigate = useNavigate();
  const { cases } = useSearch({ strict: false });
  const texts = words.today.cases;
  return (
    <>
      <Link
        to="/w/$workspace"
        params={{ workspace: here.slug }}
        search={(now) => ({ ...now, cases: of })}
        resetScroll={false}
        aria-label={`${texts.open}: ${texts.titles[of]}`}
      >
        {texts.open}
      </Link>
      {cases === of ? (
        <Suspense>
          <CasesDialog
            of={of}
            onClose={() =>
              void navigate({
                to: '/w/$workspace',
                params: { workspace: here.slug },
                search: ({ cases: _, ...rest }) => rest,
                resetScroll: false,
              })
            }
          />
        </Suspense>
      ) : null}
    </>
  );
}
