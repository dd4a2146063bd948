import '../settings/settings.css';
import { listSeals } from '#protocol/endpoints-proof.ts';
import { useSpeech } from '../i18n/speech.tsx';
import { Answered } from '../ui/answered.tsx';
import { CopyButton } from '../ui/copy-button.tsx';
import { CheckNumber } from '../ui/marks.tsx';
import { NoPermission } from '../ui/no-permission.tsx';
import { Note } from '../ui/notes.tsx';
import { PageHead } from '../ui/page-head.tsx';
import { asking } from '../wire/asking.ts';
import { useHere } from '../wire/here.ts';

/** All seals, to be kept elsewhere. */
export function SealsPage() {
  const { words } = useSpeech();
  const here = useHere();
  return (
    <>
      <PageHead title={words.events.sealsTitle} lead={words.events.sealsLead} />
      {here.may('seals.read') ? <Seals /> : <NoPermission />}
    </>
  );
}

function Seals() {
  const { words, format } = useSpeech();
  const texts = words.events;
  const here = useHere();
  return (
    <Answered of={asking(here.slug, listSeals, {})}>
      {({ seals }) =>
        seals.length === 0 ? (
          <Note title={texts.sealsNone} icon="seal">
            <p>{texts.sealsNoneText}</p>
          </Note>
        ) : (
          <div className="table-wrap">
            <table className="table stacking">
              <thead>
                <tr>
                  <th>{texts.sealAt}</th>
                  <th className="num">{texts.sealSize}</th>
                  <th>{texts.sealRoot}</th>
                  <th>{words.members.actions}</th>
                </tr>
              </thead>
              <tbody>
                {seals.map(({ root, size, at }) => (
                  <tr key={`${size} ${root}`}>
                    <td>{format.moment(at, here.workspace.timeZone)}</td>
                    <td className="num">{format.count(size)}</td>
                    <td>
                      <CheckNumber hash={root} />
                    </td>
                    <td>
                      <CopyButton text={root} label={words.keys.copy} done={words.keys.copied} quiet />
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )
      }
    </Answered>
  );
}
