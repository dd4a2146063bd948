import type { AgreementWire } from '#protocol/endpoints-agreements.ts';
import { useSpeech } from '../i18n/speech.tsx';
import type { IconName } from '../ui/icon.tsx';
import { CheckNumber, Mark } from '../ui/marks.tsx';
import { RuleSentence } from '../ui/rule-sentence.tsx';
import { definitionIn } from './document.ts';

const exampleLooks = {
  yes: { icon: 'check', tone: 'proven' },
  no: { icon: 'cross', tone: 'quiet' },
  open: { icon: 'circle', tone: 'quiet' },
} as const satisfies Record<string, { icon: IconName; tone: 'proven' | 'quiet' }>;

/** A definition as people agreed on it: the sentence, its points, and the examples that do and do not count. */
export function DefinitionText(props: { readonly definition: AgreementWire['definitions'][number] }) {
  const { words, language } = useSpeech();
  const texts = words.agreement;
  const { document, key, version, hash } = props.definition;
  if (document === undefined) {
    return (
      <p>
        <span className="chip">{key}</span> {texts.definitionMissing}
      </p>
    );
  }
  const definition = definitionIn(document);
  const answers = { yes: texts.countsYes, no: texts.countsNo, open: texts.countsOpen };
  return (
    <div className="stack">
      <p>
        <span className="chip">{definition.title[language]}</span> {definition.wording[language]}
      </p>
      <RuleSentence definition={definition} />
      {definition.counts === undefined ? null : (
        <ul>
          {definition.counts[language].map((point) => (
            <li key={point}>{point}</li>
          ))}
        </ul>
      )}
      <div className="fill">
        <h3>{texts.examples}</h3>
        <div className="examples">
          {definition.examples.map((example) => {
            const name = typeof example.name === 'string' ? example.name : example.name[language];
            return (
              <div key={name}>
                <Mark {...exampleLooks[example.answer]}>{answers[example.answer]}</Mark>
                <span>{name}</span>
              </div>
            );
          })}
        </div>
      </div>
      <div className="row small">
        <CheckNumber hash={hash} />
        <span className="faint">{texts.version(version)}</span>
      </div>
      <details className="small fill">
        <summary>{texts.rule}</summary>
        <pre className="source-text">{definition.rule}</pre>
      </details>
    </div>
  );
}
