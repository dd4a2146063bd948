import './clock-bar.css';
import { useSpeech } from '../i18n/speech.tsx';
import { Icon } from './icon.tsx';

interface ClockBarProps {
  readonly from: string;
  readonly until: string;
  readonly now: string;
  readonly zone: string;
  /** What happens then, before the due time. */
  readonly label: string;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** A span as a thin bar that empties, with the due time in words: "bis Fr 14:30, noch 3 h 10 min". */
export function ClockBar({ from, until, now, zone, label }: ClockBarProps) {
  const { words, format } = useSpeech();
  const [begin, end, at] = [Date.parse(from), Date.parse(until), Date.parse(now)];
  const leftMs = end - at;
  const share = Math.min(1, Math.max(0, leftMs / Math.max(1, end - begin)));
  const soon = leftMs < 2 * DAY_MS;
  const when = leftMs < 6 * DAY_MS ? format.weekMoment(until, zone) : format.day(until, zone);
  return (
    <div className="clock-bar" data-soon={soon}>
      <div className="clock-bar__track" aria-hidden="true">
        <div className="clock-bar__left" style={{ width: `${share * 100}%` }} />
      </div>
      <span className="clock-bar__words">
        {soon ? <Icon name="clock" size={12} /> : null}
        {label} {when}, {leftText(leftMs, words.claimInbox.left)}
      </span>
    </div>
  );
}

interface LeftWords {
  readonly over: string;
  readonly minutes: (n: number) => string;
  readonly hours: (hours: number, minutes: number) => string;
  readonly days: (n: number) => string;
}

function leftText(leftMs: number, words: LeftWords): string {
  if (leftMs <= 0) return words.over;
  if (leftMs >= 2 * DAY_MS) return words.days(Math.floor(leftMs / DAY_MS));
  const minutes = Math.floor(leftMs / 60_000);
  return minutes < 60 ? words.minutes(Math.max(1, minutes)) : words.hours(Math.floor(minutes / 60), minutes % 60);
}
