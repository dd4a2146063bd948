import type { AnswerOf } from '#protocol/endpoint.ts';
import { readPromises } from '#protocol/endpoints-today.ts';
import { useSpeech } from '../i18n/speech.tsx';
import { Answered } from '../ui/answered.tsx';
import { Mark } from '../ui/marks.tsx';
import { asking } from '../wire/asking.ts';
import { useHere } from '../wire/here.ts';

type Promises = AnswerOf<typeof readPromises>;
type Side = Promises['sides'][number];

/** Two bars of the same size, left and right: who kept what was promised. */
export function PromisesBlock() {
  const { words } = useSpeech();
  const here = useHere();
  const texts = words.today.promises;
  return (
    <section className="block today__wide" aria-labelledby="today-promises">
      <h2 id="today-promises">{texts.title}</h2>
      <Answered of={asking(here.slug, readPromises, {})} lines={4}>
        {({ sides, enoughFrom }) =>
          sides.every(({ byKind, unmeasured }) => byKind.length + unmeasured.length === 0) ? (
            <p className="soft">{texts.none}</p>
          ) : (
            <div className="promises">
              {sides.map((side) => (
                <SidePromises key={side.side} side={side} enoughFrom={enoughFrom} />
              ))}
            </div>
          )
        }
      </Answered>
    </section>
  );
}

function SidePromises({ side, enoughFrom }: { readonly side: Side; readonly enoughFrom: number }) {
  const { words, format, language } = useSpeech();
  const here = useHere();
  const texts = words.today.promises;
  const { kept, missed, open } = side.whole;
  const due = kept + missed;
  const isOwn = here.partner === (side.side === 'payee');
  return (
    <div className="promises__side">
      <h3>{isOwn ? texts.own : texts.other}</h3>
      <Bar kept={kept} missed={missed} open={open} />
      <p className="promises__legend">
        <Mark icon="check" tone="proven">{`${format.count(kept)} ${texts.kept}`}</Mark>
        <Mark icon="cross" tone={missed === 0 ? 'quiet' : 'breach'}>{`${format.count(missed)} ${texts.missed}`}</Mark>
        <Mark icon="circle" tone="quiet">{`${format.count(open)} ${texts.open}`}</Mark>
      </p>
      {due > 0 && due < enoughFrom ? (
        <p>
          <span className="few">{texts.tooFew(format.count(due), format.count(enoughFrom))}</span>
        </p>
      ) : null}
      <ul className="small">
        {side.byKind.map((one) => (
          <li key={one.what} className="promises__kind">
            <span>{texts.kinds[one.what]}</span>
            <span className="num">
              {one.kept + one.missed === 0 ? texts.noneDue : texts.line(format.count(one.kept), format.count(one.kept + one.missed))}
            </span>
          </li>
        ))}
      </ul>
      {side.unmeasured.length === 0 ? null : (
        <details className="small soft">
          <summary>{texts.unmeasured(side.unmeasured.length)}</summary>
          <ul className="promises__unmeasured">
            {side.unmeasured.map(({ agreement, text }) => (
              <li key={`${agreement} ${text.de}`}>{text[language]}</li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}

function Bar({ kept, missed, open }: { readonly kept: number; readonly missed: number; readonly open: number }) {
  const { words, format } = useSpeech();
  const all = Math.max(kept + missed + open, 1);
  const part = (n: number) => ({ width: `${(n / all) * 100}%` });
  return (
    <div
      className="promises__bar"
      role="img"
      aria-label={words.today.promises.bar(format.count(kept), format.count(missed), format.count(open))}
    >
      <span data-part="kept" style={part(kept)} />
      <span data-part="missed" style={part(missed)} />
      <span data-part="open" style={part(open)} />
    </div>
  );
}
