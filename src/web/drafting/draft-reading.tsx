import { type Definition, definitionHash } from '#core/definitions/definition.ts';
import { isArray, isObject, type Json, type JsonObject } from '#core/kernel/canonical-json.ts';
import type { Agreement } from '#core/promises/agreements/agreement.ts';
import type { BoundDefinitions } from '../agreement/clause-blocks.ts';
import { Clauses } from '../agreement/clauses.tsx';
import { useSpeech } from '../i18n/speech.tsx';
import { CheckNumber } from '../ui/marks.tsx';

interface DraftReadingProps {
  readonly agreement: Agreement;
  readonly known: ReadonlyMap<string, Definition>;
  /** Undefined while something is missing. */
  readonly hash: string | undefined;
}

/** The contract as it will read, with lines to fill in where an answer is missing. */
export function DraftReading({ agreement, known, hash }: DraftReadingProps) {
  const { words, language } = useSpeech();
  const texts = words.newAgreement;
  const shown = filledIn(agreement as unknown as Json, texts.blank) as unknown as Agreement;
  return (
    <div className="draft-reading">
      <p className="draft-reading__title">{shown.title[language]}</p>
      <div className="parties">
        {(['payer', 'payee'] as const).map((side) => (
          <div key={side} className="party">
            <span className="faint">{words.agreement[side]}</span>
            <strong>{shown.parties[side].name}</strong>
          </div>
        ))}
      </div>
      <div className="contract__number">
        <span className="faint">{words.shell.checkNumber}</span>
        {hash === undefined ? <span className="faint mono">____-____</span> : <CheckNumber hash={hash} />}
      </div>
      <Clauses agreement={shown} definitions={boundBy(shown, known)} />
    </div>
  );
}

function boundBy({ definitions }: Agreement, known: ReadonlyMap<string, Definition>): BoundDefinitions {
  return definitions.flatMap(({ key, version }) => {
    const definition = known.get(`${key}@${version}`);
    return definition === undefined
      ? []
      : [{ key, version, hash: definitionHash(definition), document: definition as unknown as JsonObject }];
  });
}

function filledIn(value: Json, blank: string): Json {
  if (value === '') return blank;
  if (isArray(value)) return value.map((item) => filledIn(item, blank));
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).flatMap(([key, part]) => (part === undefined ? [] : [[key, filledIn(part, blank)]])));
}
