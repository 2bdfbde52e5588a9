/** Longer names are no typing mistakes, and comparing them costs time. */
const MAX_LENGTH = 64;

/** `; did you mean "x"?` where one of the known names is close to what was written, else the empty string. */
export function didYouMean(written: string, known: readonly string[]): string {
  const name = written.toLowerCase();
  if (name.length > MAX_LENGTH) return '';
  let best: { name: string; distance: number } | null = null;
  for (const candidate of known) {
    const distance = editDistance(name, candidate.toLowerCase());
    if (distance <= Math.max(1, Math.floor(candidate.length * 0.4)) && (best === null || distance < best.distance)) {
      best = { name: candidate, distance };
    }
  }
  return best === null ? '' : `; did you mean "${best.name}"?`;
}

/** Levenshtein distance: insertions, deletions and replacements from one word to the other. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const replaced = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
