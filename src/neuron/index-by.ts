/** A value that is made at its first use. */
export function lazy<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

/** Entries by key, in their order. */
export function indexBy<T>(entries: Iterable<T>, keyOf: (entry: T) => string): ReadonlyMap<string, readonly T[]> {
  const index = new Map<string, T[]>();
  for (const entry of entries) {
    const key = keyOf(entry);
    const group = index.get(key);
    if (group) group.push(entry);
    else index.set(key, [entry]);
  }
  return index;
}
