/** The count that a manifest gives: 8 and "8"; null of a template and of an amount with a unit. */
export function countOf(value: unknown): number | null {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  return typeof value === 'string' && /^\s*\d{1,9}(?:\.0{1,3})?\s*$/.test(value) ? Number(value) : null;
}
