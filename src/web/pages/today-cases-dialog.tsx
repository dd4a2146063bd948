import { Modal } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { type caseLists, listTodayCases, type TodayCaseWire } from '#protocol/endpoints-today.ts';
import { useSpeech } from '../i18n/speech.tsx';
import { Answered } from '../ui/answered.tsx';
import { Amount } from '../ui/marks.tsx';
import { SubjectName } from '../ui/subject-name.tsx';
import { asking } from '../wire/asking.ts';
import { useHere } from '../wire/here.ts';

interface CasesDialogProps {
  readonly of: (typeof caseLists)[number];
  readonly onClose: () => void;
}

/** As many as the server hands out. */
const MOST = 100;

/** The facts behind a figure: day, what, which system said so, how much. */
export function CasesDialog({ of, onClose }: CasesDialogProps) {
  const { words } = useSpeech();
  const here = useHere();
  const texts = words.today.cases;
  return (
    <Modal opened onClose={onClose} title={texts.titles[of]} size="xl" closeButtonProps={{ 'aria-label': words.shell.close }}>
      <Answered of={asking(here.slug, listTodayCases, { query: { of } })}>
        {({ cases }) => (
          <>
            {cases.length === 0 ? <p className="soft">{texts.none}</p> : <CaseTable cases={cases} />}
            {cases.length < MOST ? null : <p className="soft small block__foot">{texts.most}</p>}
          </>
        )}
      </Answered>
    </Modal>
  );
}

function CaseTable({ cases }: { readonly cases: readonly TodayCaseWire[] }) {
  const { words, format } = useSpeech();
  const here = useHere();
  const texts = words.today.cases;
  const kinds: Readonly<Record<string, string>> = texts.kinds;
  return (
    <div className="table-wrap">
      <table className="table stacking">
        <thead>
          <tr>
            <th>{texts.day}</th>
            <th>{texts.what}</th>
            <th>{texts.source}</th>
            <th className="num">{texts.amount}</th>
          </tr>
        </thead>
        <tbody>
          {cases.map((one) => (
            <tr key={one.factId}>
              <td>{format.day(one.at, here.workspace.timeZone)}</td>
              <td>
                {kinds[one.kind] ?? one.kind} <CaseName one={one} />
              </td>
              <td>{one.source}</td>
              <td className="num">
                {one.minor === null || one.currency === null ? null : <Amount minor={one.minor} currency={one.currency} />}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** A statement leads to itself; everything else goes by the number its own system gave it. */
function CaseName({ one }: { readonly one: TodayCaseWire }) {
  const { format } = useSpeech();
  const here = useHere();
  if (one.kind === 'statement.closed') {
    const month = one.externalId === null ? '' : format.month(one.externalId);
    if (!here.may('statements.read')) return month;
    return (
      <Link to="/w/$workspace/money/$statement" params={{ workspace: here.slug, statement: one.factId }}>
        {month}
      </Link>
    );
  }
  const name = one.externalId === null ? <SubjectName subject={one.subject} /> : <span className="mono">{one.externalId}</span>;
  if (one.kind !== 'lead.captured' || !here.may('facts.read')) return name;
  return (
    <Link to="/w/$workspace/leads/$lead" params={{ workspace: here.slug, lead: one.subject }}>
      {name}
    </Link>
  );
}
