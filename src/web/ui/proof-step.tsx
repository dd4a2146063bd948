import type { DeterminationWire } from '#protocol/endpoints-claims.ts';
import { useSpeech } from '../i18n/speech.tsx';
import { kindText } from './fact-content.tsx';
import { CheckNumber, Mark } from './marks.tsx';

type Evidence = DeterminationWire['facts'][number];

/** The seal that covers the events, and every check number behind it for whoever wants to compare. */
export function ProofStep(props: { readonly evidence: readonly Evidence[]; readonly timeZone: string }) {
  const { words, format } = useSpeech();
  const sealed = props.evidence.filter((one) => one.proof.seal !== undefined);
  const seal = sealed.at(-1)?.proof.seal;
  return (
    <>
      {seal === undefined || sealed.length < props.evidence.length ? (
        <p>
          <Mark icon="circle" tone="quiet">
            {words.line.notSealed}
          </Mark>
        </p>
      ) : (
        <>
          <p>
            <Mark icon="seal" tone="proven">
              {words.line.sealedAt(format.moment(seal.at, props.timeZone))}
            </Mark>
          </p>
          <p className="soft small">
            {words.line.seal} {words.line.sealSize(format.count(seal.size))}
          </p>
          <div>
            <CheckNumber hash={seal.root} />
          </div>
        </>
      )}
      <details>
        <summary>{words.line.details}</summary>
        <ul className="stack">
          {seal === undefined ? null : (
            <li>
              <span className="small">{words.line.seal}</span>
              <p className="full-value">{seal.root}</p>
            </li>
          )}
          {props.evidence.map(({ fact, proof }) => (
            <li key={fact.id}>
              <span className="small">{kindText(words, fact.kind)}</span>
              <p className="full-value">{proof.leafHash}</p>
              {proof.path.length === 0 ? null : <span className="small faint">{words.line.path(format.count(proof.path.length))}</span>}
            </li>
          ))}
        </ul>
      </details>
    </>
  );
}
