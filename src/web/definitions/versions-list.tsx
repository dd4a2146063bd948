import { Link } from '@tanstack/react-router';
import { readCondition } from '#core/definitions/sentence/read-condition.ts';
import { plainSentence, ruleSentence } from '#protocol/rule-sentence.ts';
import { useSpeech } from '../i18n/speech.tsx';
import { CheckNumber } from '../ui/marks.tsx';
import { useHere } from '../wire/here.ts';
import type { AdoptedVersion } from './known-definitions.ts';
import { AdoptedLine } from './standing.tsx';

/** Every version, the newest first, each with what it changed in the sentence of the one before. */
export function VersionsList({ versions, shown }: { readonly versions: readonly AdoptedVersion[]; readonly shown: number }) {
  const { words } = useSpeech();
  const here = useHere();
  const texts = words.definitions;
  return (
    <ol className="versions">
      {versions.map((one, index) => {
        const before = versions[index + 1];
        return (
          <li key={one.hash}>
            <p className="row">
              <Link
                to="/w/$workspace/definitions/$key"
                params={{ workspace: here.slug, key: one.key }}
                search={index === 0 ? {} : { version: one.version }}
                aria-current={one.version === shown ? 'page' : undefined}
              >
                {texts.version(String(one.version))}
                {index === 0 ? ` (${texts.newest})` : null}
              </Link>
              <span className="soft small">
                <AdoptedLine of={one} />
              </span>
              <CheckNumber hash={one.hash} />
            </p>
            {before === undefined ? <p className="soft small">{texts.firstVersion}</p> : <Difference one={one} before={before} />}
          </li>
        );
      })}
    </ol>
  );
}

function Difference({ one, before }: { readonly one: AdoptedVersion; readonly before: AdoptedVersion }) {
  const { words, language } = useSpeech();
  const texts = words.definitions;
  const [now, was] = [linesOf(one, language), linesOf(before, language)];
  const gone = was.filter((line) => !now.includes(line));
  const come = now.filter((line) => !was.includes(line));
  return (
    <div className="small">
      <p className="faint">{texts.against(String(before.version))}:</p>
      {gone.length + come.length === 0 ? <p className="soft">{texts.same}</p> : null}
      {gone.map((line) => (
        <p key={line}>
          <del>{line}</del>
        </p>
      ))}
      {come.map((line) => (
        <p key={line}>
          <ins>{line}</ins>
        </p>
      ))}
    </div>
  );
}

/** The conditions of a rule that hold together, one by one, so that only what changed is shown. */
function linesOf({ definition }: AdoptedVersion, language: 'de' | 'en'): readonly string[] {
  const read = readCondition(definition);
  if (!read.ok) return [definition.rule];
  const sentence = ruleSentence(read.value, language, definition.parameters);
  return (sentence.lead.length === 0 ? sentence.parts : [sentence]).map((part) => plainSentence(part));
}
