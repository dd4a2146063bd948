/** Random choices that are the same for the same seed on every machine. */
export interface Dice {
  /** A whole number from 0 to `count - 1`. */
  below(count: number): number;
  /** A whole number, both ends inclusive. */
  between(first: number, last: number): number;
  pick<T>(among: readonly [T, ...T[]]): T;
  shuffled<T>(items: readonly T[]): T[];
}

/** The generator is mulberry32: 32 bits of state are plenty for a made-up company. */
export function dice(seed: number): Dice {
  let state = seed >>> 0;
  const share = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
  const below = (count: number) => Math.floor(share() * count);
  return {
    below,
    between: (first, last) => first + below(last - first + 1),
    pick: (among) => among[below(among.length)] ?? among[0],
    shuffled(items) {
      const mixed: { readonly item: (typeof items)[number]; readonly at: number }[] = items.map((item) => ({ item, at: share() }));
      return mixed.sort((a, b) => a.at - b.at).map(({ item }) => item);
    },
  };
}
