/** A size as typed: a number; null for an empty field; "invalid" for anything else. */
export function sizeOf(text: string): number | null | 'invalid' {
  const trimmed = text.trim();
  if (trimmed === '') return null;
  const size = /^\d{1,16}$/.test(trimmed) ? Number(trimmed) : 0;
  return Number.isSafeInteger(size) && size >= 1 ? size : 'invalid';
}
