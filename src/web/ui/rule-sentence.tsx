import { lazy, Suspense } from 'react';
import type { RuleOfDefinition } from '../definitions/rule-text.tsx';
import { Waiting } from './notes.tsx';

/** Reading a rule needs the parser of its language, which comes when the first rule is shown. */
const RuleText = lazy(() => import('../definitions/rule-text.tsx').then((found) => ({ default: found.RuleText })));

/** The rule of a definition as a sentence with its blanks as chips, wherever a definition is shown. */
export function RuleSentence(props: { readonly definition: RuleOfDefinition }) {
  return (
    <Suspense fallback={<Waiting lines={2} />}>
      <RuleText definition={props.definition} />
    </Suspense>
  );
}
