const BARS = '▁▂▃▄▅▆▇█';

/** Values drawn; of a longer row the same number spread over it, the last one always among them. */
const MAX_BARS = 40;

/** A row of values of at least 0 as bars, the lowest bar for 0 and the highest for the greatest. Empty for no values. */
export function sparkline(values: readonly number[]): string {
  const step = Math.max(1, (values.length - 1) / (MAX_BARS - 1));
  const bars = Math.min(values.length, MAX_BARS);
  const shown = Array.from({ length: bars }, (_, i) => values[Math.round(i * step)] ?? 0);
  const highest = values.reduce((most, value) => Math.max(most, value), 0);
  return shown.map((value) => BARS[highest === 0 ? 0 : Math.round((value / highest) * (BARS.length - 1))]).join('');
}
