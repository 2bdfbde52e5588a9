/** Random choices that are the same on every run. */
export interface Random {
  /** An integer from 0 to n - 1. */
  below(n: number): number;
  pick<T>(items: readonly [T, ...T[]]): T;
  /** Up to n - 1 of what `make` gives. */
  list<T>(n: number, make: () => T): T[];
}

/** Mulberry32: small, and good enough for tests. */
export function random(seed: number): Random {
  let state = seed >>> 0;
  const below = (n: number): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) % n;
  };
  return {
    below,
    pick: (items) => items[below(items.length)] ?? items[0],
    list: (n, make) => Array.from({ length: below(n) }, make),
  };
}
