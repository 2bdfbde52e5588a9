/** Digits before and after the point that are read; nothing that is paid for needs more. */
const MAX_DIGITS = 18;

/**
 * A decimal number in plain digits, exactly as it was written: "0.120" gives "0.12", "1e10" and "10_000_000_000" the same ten digits and a one.
 * Null for anything else: a sign, a unit, separators by thousands, more than 18 digits before or after the point.
 */
export function plainDecimal(written: string): string | null {
  if (written.length > 60) return null;
  const match = /^(\d+(?:_\d{3})*)(?:\.(\d+))?(?:[eE]([+-]?\d{1,2}))?$/.exec(written.trim());
  if (match === null) return null;
  const [, whole = '', fraction = '', exponent = '0'] = match;
  const digits = whole.replaceAll('_', '') + fraction;
  const point = digits.length - fraction.length + Number(exponent);
  const padded = digits.padStart(digits.length + Math.max(0, -point), '0').padEnd(Math.max(point, digits.length), '0');
  const at = Math.max(point, 0);
  const before = padded.slice(0, at).replace(/^0+/, '');
  const after = withoutZeros(padded.slice(at));
  if (before.length > MAX_DIGITS || after.length > MAX_DIGITS) return null;
  return `${before || '0'}${after === '' ? '' : `.${after}`}`;
}

/** Digits behind the point without the zeros at their end. */
export function withoutZeros(digits: string): string {
  let end = digits.length;
  while (digits[end - 1] === '0') end -= 1;
  return digits.slice(0, end);
}
