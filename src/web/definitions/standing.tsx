import { useSuspenseQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useSpeech } from '../i18n/speech.tsx';
import { actorText } from '../ui/subject-name.tsx';
import { me } from '../wire/asking.ts';
import { useHere } from '../wire/here.ts';
import { AnswerMark } from './examined.tsx';
import type { AdoptedVersion } from './known-definitions.ts';

const answers = ['yes', 'no', 'open', 'failed'] as const;

/** Who adopted a version, and when. */
export function AdoptedLine({ of }: { readonly of: Pick<AdoptedVersion, 'adoptedAt' | 'adoptedBy'> }) {
  const { words, format } = useSpeech();
  const { data } = useSuspenseQuery(me);
  const here = useHere();
  const day = format.day(of.adoptedAt, here.workspace.timeZone);
  if (of.adoptedBy === null) return <>{words.definitions.adoptedOnly(day)}</>;
  return <>{words.definitions.adoptedOn(day, actorText(words, of.adoptedBy, data.person.id))}</>;
}

interface CountsProps {
  readonly of: Pick<AdoptedVersion, 'key' | 'version'>;
  readonly counts: readonly { readonly definition: string; readonly counts: Readonly<Record<(typeof answers)[number], number>> }[];
}

/** How many cases count, do not, are open, and wait. */
export function CountsLine({ of, counts }: CountsProps) {
  const { words, format } = useSpeech();
  const own = counts.find(({ definition }) => definition === `${of.key}@${of.version}`);
  if (own === undefined) return <p className="soft small">{words.definitions.notCounted}</p>;
  return (
    <dl className="standing" aria-label={words.definitions.counts}>
      {answers
        .filter((answer) => answer !== 'failed' || own.counts.failed > 0)
        .map((answer) => (
          <div key={answer}>
            <dt>
              <AnswerMark answer={answer} />
            </dt>
            <dd className="num">{format.count(own.counts[answer])}</dd>
          </div>
        ))}
    </dl>
  );
}

interface Binding {
  readonly agreementId: string;
  readonly title: { readonly de: string; readonly en: string };
}

export function BoundIn({ bindings }: { readonly bindings: readonly Binding[] }) {
  const { words, language } = useSpeech();
  const here = useHere();
  const texts = words.definitions;
  if (bindings.length === 0) return <p className="soft small">{texts.unbound}</p>;
  return (
    <p className="small">
      <span className="faint">{texts.bound}: </span>
      {bindings.map(({ agreementId, title }, index) => (
        <span key={agreementId}>
          {index === 0 ? null : ', '}
          <Link to="/w/$workspace/agreements/$agreement" params={{ workspace: here.slug, agreement: agreementId }}>
            {title[language]}
          </Link>
        </span>
      ))}
    </p>
  );
}
