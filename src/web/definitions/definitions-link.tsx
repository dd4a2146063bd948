import { Link } from '@tanstack/react-router';
import { useSpeech } from '../i18n/speech.tsx';
import { useHere } from '../wire/here.ts';

/** From where words decide about money to what they mean; the other party reads them in its contracts. */
export function DefinitionsLink() {
  const { words } = useSpeech();
  const here = useHere();
  if (here.partner || !here.may('definitions.read')) return null;
  return (
    <Link to="/w/$workspace/definitions" params={{ workspace: here.slug }}>
      {words.definitions.whatWordsMean}
    </Link>
  );
}
