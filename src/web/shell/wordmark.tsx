import { Link } from '@tanstack/react-router';

/** Three entries and a tick: a ledger somebody checked. */
export function Wordmark() {
  return (
    <Link to="/" className="wordmark">
      <svg width="22" height="22" viewBox="0 0 32 32" fill="none" aria-hidden="true">
        <rect x="1.5" y="1.5" width="29" height="29" rx="2" stroke="var(--stamp)" strokeWidth="3" />
        <path d="M8 11h16M8 16h7M8 21h5" stroke="var(--stamp)" strokeWidth="2.5" />
        <path d="m16 20 3 3 6-7" stroke="var(--stamp)" strokeWidth="3" />
      </svg>
      Belegbar
    </Link>
  );
}
