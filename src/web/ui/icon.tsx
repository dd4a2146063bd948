/** Drawn on a 16 px grid with one stroke width, so that they sit in a line of text like letters. */
const paths = {
  check: 'm3 8.5 3.2 3.2L13 4.8',
  cross: 'm4 4 8 8M12 4l-8 8',
  clock: 'M8 4.5V8l2.4 1.6M14 8A6 6 0 1 1 2 8a6 6 0 0 1 12 0Z',
  flag: 'M4 14V2.5h8l-2 3 2 3H4',
  circle: 'M13 8A5 5 0 1 1 3 8a5 5 0 0 1 10 0Z',
  dash: 'M3 8h10',
  outside: 'M2.5 5.5v-3h3M10.5 2.5h3v3M13.5 10.5v3h-3M5.5 13.5h-3v-3M6 8h4',
  lock: 'M4 7.5h8v6H4zM5.5 7.5V5.2a2.5 2.5 0 0 1 5 0v2.3',
  seal: 'M8 1.8 9.7 3l2.1-.1.6 2 1.7 1.2-.7 2 .7 2-1.7 1.2-.6 2-2.1-.1L8 14.4l-1.7-1.2-2.1.1-.6-2L1.9 10l.7-2-.7-2 1.7-1.2.6-2 2.1.1ZM5.8 8.1l1.6 1.6 2.9-3.2',
  right: 'm6 3 5 5-5 5',
  down: 'm3 6 5 5 5-5',
  arrow: 'M2.5 8h11M9.5 4l4 4-4 4',
  back: 'M13.5 8h-11M6.5 4l-4 4 4 4',
  download: 'M8 2v8M4.5 7 8 10.5 11.5 7M2.5 13.5h11',
  upload: 'M8 10.5V2.5M4.5 6 8 2.5 11.5 6M2.5 13.5h11',
  print: 'M4.5 6V2.5h7V6M4.5 11H2.5V6h11v5h-2M4.5 9.5h7v4h-7z',
  warn: 'M8 2.5 14.2 13H1.8ZM8 6.5v3M8 11.2v.3',
  undo: 'M5.5 3 2.5 6l3 3M2.5 6h7a4 4 0 0 1 0 8H6',
  plus: 'M8 3v10M3 8h10',
  today: 'M2.5 3.5h11v10h-11zM2.5 6.5h11M5.5 2v2.5M10.5 2v2.5',
  contract: 'M3.5 2h6l3 3v9h-9zM9.5 2v3h3M5.5 8.5h5M5.5 11h5',
  money: 'M2 4.5h12v7H2zM9.8 8a1.8 1.8 0 1 1-3.6 0 1.8 1.8 0 0 1 3.6 0ZM4.2 8h.1M11.8 8h.1',
  table: 'M2.5 3h11v10h-11zM2.5 6.5h11M2.5 9.8h11M6.3 3v10',
  recompute: 'M13.5 8A5.5 5.5 0 1 1 11.6 3.8M13.5 2v3.2h-3.2M5.8 8l1.7 1.7 2.9-3.2',
  search: 'M11 7a4 4 0 1 1-8 0 4 4 0 0 1 8 0ZM10 10l4 4',
  gear: 'M2.5 4.5h5M11.5 4.5h2M2.5 11.5h2M8.5 11.5h5M9.5 2.5v4M6.5 9.5v4',
  person: 'M10.5 5.2a2.5 2.5 0 1 1-5 0 2.5 2.5 0 0 1 5 0ZM3 13.8c.4-2.8 2.3-4.3 5-4.3s4.6 1.5 5 4.3',
  moon: 'M13 9.5A5.5 5.5 0 0 1 6.5 3a5.5 5.5 0 1 0 6.5 6.5Z',
  sun: 'M10.8 8a2.8 2.8 0 1 1-5.6 0 2.8 2.8 0 0 1 5.6 0ZM8 1.5v1.4M8 13.1v1.4M1.5 8h1.4M13.1 8h1.4M3.4 3.4l1 1M11.6 11.6l1 1M12.6 3.4l-1 1M4.4 11.6l-1 1',
  out: 'M9.5 2.5h-6v11h6M6.5 8h7.5M11 5l3 3-3 3',
  offline: 'M2 2l12 12M3 8.2A8 8 0 0 1 6 6.4M9.6 6.1A8 8 0 0 1 13 8.2M5.3 10.6a4.4 4.4 0 0 1 4-.9M8 13h.1',
} as const;

export type IconName = keyof typeof paths;

/** Always beside a word: the icon repeats what the word says and is hidden from screen readers. */
export function Icon(props: { readonly name: IconName; readonly size?: number }) {
  const size = props.size ?? 16;
  return (
    <svg
      className="icon"
      width={size}
      height={size}
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      strokeWidth={1.5}
      aria-hidden="true"
    >
      <path d={paths[props.name]} strokeLinecap="square" strokeLinejoin="miter" />
    </svg>
  );
}
