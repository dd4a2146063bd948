import { Link } from '@tanstack/react-router';
import type { StatementWire } from '#protocol/endpoints-statements.ts';
import { useSpeech } from '../i18n/speech.tsx';
import { useHere } from '../wire/here.ts';
import { Amount, CheckNumber } from './marks.tsx';

interface StatementTableProps {
  readonly statements: readonly StatementWire[];
  /** Titles of agreements by id, where statements of several stand together. */
  readonly titles?: ReadonlyMap<string, string>;
}

export function StatementTable(props: StatementTableProps) {
  const { words, format } = useSpeech();
  const texts = words.statement;
  const here = useHere();
  return (
    <div className="table-wrap">
      <table className="table stacking">
        <thead>
          <tr>
            <th>{texts.through}</th>
            {props.titles === undefined ? null : <th>{words.agreement.name}</th>}
            <th>{texts.closedAt}</th>
            <th>{words.shell.checkNumber}</th>
            <th className="num wide-only">{texts.lineHead}</th>
            <th className="num wide-only">{texts.totalShort}</th>
            <th className="num">{texts.payable}</th>
          </tr>
        </thead>
        <tbody>
          {props.statements.map((one) => (
            <tr key={one.id}>
              <td>
                <Link to="/w/$workspace/money/$statement" params={{ workspace: here.slug, statement: one.id }}>
                  {format.month(one.through)}
                </Link>{' '}
                <span className="faint">{texts.number(one.number)}</span>
              </td>
              {props.titles === undefined ? null : <td>{props.titles.get(one.agreementId) ?? one.agreementId}</td>}
              <td>{format.day(one.closedAt, here.workspace.timeZone)}</td>
              <td>
                <CheckNumber hash={one.hash} />
              </td>
              <td className="num wide-only">{format.count(one.lineCount)}</td>
              <td className="num wide-only">
                <Amount minor={one.totalMinor} currency={one.currency} />
              </td>
              <td className="num">
                <strong>
                  <Amount minor={one.payableMinor} currency={one.currency} />
                </strong>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
