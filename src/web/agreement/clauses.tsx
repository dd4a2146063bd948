import type { ReactNode } from 'react';
import type { Agreement } from '#core/promises/agreements/agreement.ts';
import { useSpeech } from '../i18n/speech.tsx';
import { type BoundDefinitions, clauseBlocks, promiseBlocks } from './clause-blocks.ts';
import type { Block } from './component-blocks.ts';
import { DefinitionText } from './definition-text.tsx';

interface ClausesProps {
  readonly agreement: Agreement;
  readonly definitions: BoundDefinitions;
}

/** The agreement as people read it: numbered clauses, and in the margin the terms a machine executes. */
export function Clauses({ agreement, definitions }: ClausesProps) {
  const speech = useSpeech();
  return clauseBlocks(agreement, definitions, speech).map(({ key, blocks, terms }, index) => (
    <Clause key={key} number={index + 1} title={speech.words.agreement.clauses[key]} terms={terms}>
      {key === 'definitions' ? (
        definitions.map((definition) => <DefinitionText key={`${definition.key}@${definition.version}`} definition={definition} />)
      ) : key === 'obligations' ? (
        <div className="both-sides">
          <div>
            <Blocks blocks={promiseBlocks(agreement, 'payer', speech)} />
          </div>
          <div>
            <Blocks blocks={promiseBlocks(agreement, 'payee', speech)} />
          </div>
        </div>
      ) : (
        <Blocks blocks={blocks} />
      )}
    </Clause>
  ));
}

interface ClauseProps {
  readonly number: number;
  readonly title: string;
  readonly terms: readonly (readonly [string, string])[];
  readonly children: ReactNode;
}

function Clause(props: ClauseProps) {
  const { words } = useSpeech();
  return (
    <section className="clause" aria-labelledby={`clause-${props.number}`}>
      <span className="clause__number">§ {props.number}</span>
      <div className="clause__text">
        <h2 id={`clause-${props.number}`}>{props.title}</h2>
        {props.children}
      </div>
      {props.terms.length === 0 ? null : (
        <dl className="clause__margin" aria-label={words.agreement.terms}>
          {props.terms.map(([name, value], index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: two components may have terms of one name, and terms never move.
            <div key={index} style={{ display: 'contents' }}>
              <dt className="mono">{name}</dt>
              <dd className="mono">{value}</dd>
            </div>
          ))}
        </dl>
      )}
    </section>
  );
}

/** Points that follow each other are one list. */
function Blocks({ blocks }: { readonly blocks: readonly Block[] }) {
  const groups: { readonly kind: Block['kind']; readonly texts: string[] }[] = [];
  for (const { kind, text } of blocks) {
    const last = groups.at(-1);
    if (kind === 'item' && last?.kind === 'item') last.texts.push(text);
    else groups.push({ kind, texts: [text] });
  }
  return groups.map(({ kind, texts }, index) => {
    const [text = ''] = texts;
    const key = `${index} ${kind}`;
    if (kind === 'heading') return <h3 key={key}>{text}</h3>;
    if (kind === 'text') return <p key={key}>{text}</p>;
    return (
      <ul key={key}>
        {texts.map((item) => (
          <li key={item}>{item}</li>
        ))}
      </ul>
    );
  });
}
