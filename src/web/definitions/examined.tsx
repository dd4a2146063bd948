import { examineExamples } from '#core/definitions/check-definition.ts';
import type { Definition, DefinitionExample } from '#core/definitions/definition.ts';
import { type Answer, compileRule } from '#core/definitions/rule.ts';
import { questionText } from '#protocol/question-words.ts';
import { useSpeech } from '../i18n/speech.tsx';
import type { IconName } from '../ui/icon.tsx';
import { Mark, type Tone } from '../ui/marks.tsx';

const looks = {
  yes: { icon: 'check', tone: 'proven' },
  no: { icon: 'cross', tone: 'quiet' },
  open: { icon: 'circle', tone: 'quiet' },
  failed: { icon: 'warn', tone: 'breach' },
} as const satisfies Record<Answer['answer'], { icon: IconName; tone: Tone }>;

/** What each example comes to under the rule as it stands now; undefined where the rule itself cannot be read. */
export function examined(definition: Definition): readonly (ReturnType<typeof examineExamples>[number] | undefined)[] {
  const rule = compileRule(definition);
  return rule.ok ? examineExamples(rule.value) : definition.examples.map(() => undefined);
}

export function AnswerMark({ answer }: { readonly answer: Answer['answer'] }) {
  const { words } = useSpeech();
  return <Mark {...looks[answer]}>{words.definitions.answers[answer]}</Mark>;
}

/** Whether an example comes out as agreed, in words. */
export function Outcome({ example, found, fits }: { readonly example: DefinitionExample; readonly found: Answer; readonly fits: boolean }) {
  const { words, language } = useSpeech();
  const texts = words.definitions;
  if (fits) {
    return (
      <Mark icon="check" tone="proven">
        {texts.agrees}
      </Mark>
    );
  }
  const missing = found.answer === 'open' ? found.missing : [];
  return (
    <>
      <Mark icon="warn" tone="breach">
        {texts.differs(texts.answers[found.answer])}
      </Mark>
      {found.answer === 'failed' ? <span className="soft small">{found.message}</span> : null}
      {missing.length === 0 || example.answer === 'open' ? null : (
        <span className="soft small">{texts.missing(missing.map((path) => questionText(path, language)).join(' '))}</span>
      )}
    </>
  );
}

export function exampleName({ name }: DefinitionExample, language: 'de' | 'en'): string {
  return typeof name === 'string' ? name : name[language];
}

/** The examples of a definition with what they come to. */
export function ExamplesTable({ definition }: { readonly definition: Definition }) {
  const { words, language } = useSpeech();
  const texts = words.definitions;
  const results = examined(definition);
  return (
    <div className="table-wrap">
      <table className="table stacking">
        <thead>
          <tr>
            <th>{texts.examples}</th>
            <th>{texts.expected}</th>
            <th>{texts.now}</th>
          </tr>
        </thead>
        <tbody>
          {definition.examples.map((example, index) => {
            const result = results[index];
            return (
              <tr key={exampleName(example, language)}>
                <td>{exampleName(example, language)}</td>
                <td>
                  <AnswerMark answer={example.answer} />
                </td>
                <td>{result === undefined ? null : <Outcome {...result} />}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
