import type { Trend } from '../model/comparison';
import { html, type Markup, NOTHING } from './html/markup';
import { TREND_COUNTS } from './trend-outline';
import { count, figure } from './words';

/** Of the drawing, in its own units. */
const WIDTH = 720;
const HEIGHT = 180;
const LEFT = 48;
const RIGHT = 110;
const TOP = 12;
const BOTTOM = 24;

/** Told apart by dashes and by words as well as by colour. */
const LINES = [
  { label: 'blockers', color: 'var(--blocked)', dashes: '' },
  { label: 'warnings', color: 'var(--attention)', dashes: '6 3' },
  { label: 'notes', color: 'var(--note)', dashes: '2 3' },
] as const;

/** The least distance between two labels. */
const LABEL_STEP = 14;

/** Findings over the audits as lines; nothing where there are not two. */
export function trendChart({ points }: Trend): Markup {
  if (points.length < 2) return NOTHING;
  const rows = LINES.map(({ label, color, dashes }) => {
    const of = TREND_COUNTS.find(([name]) => name === label)?.[1];
    return { label, color, dashes, values: of === undefined ? [] : points.map(of) };
  });
  const highest = Math.max(1, ...rows.map(({ values }) => values.reduce((most, value) => Math.max(most, value), 0)));
  const x = (i: number) => (LEFT + (i * (WIDTH - LEFT - RIGHT)) / (points.length - 1)).toFixed(1);
  const y = (value: number) => TOP + (1 - value / highest) * (HEIGHT - TOP - BOTTOM);
  const ends = rows.map(({ label, values }) => ({ label, last: values.at(-1) ?? 0 })).sort((a, b) => b.last - a.last);
  // Labels at the ends of the lines, from the top, none over another, and none below the drawing.
  const places: number[] = [];
  for (const { last } of ends) places.push(Math.max(y(last) + 4, (places.at(-1) ?? 0) + LABEL_STEP));
  const below = Math.max(0, (places.at(-1) ?? 0) - (HEIGHT - 6));
  const labels = ends.map(
    ({ label, last }, i) =>
      html`<text x="${WIDTH - RIGHT + 8}" y="${((places[i] ?? 0) - below).toFixed(1)}">${count(last, label.slice(0, -1))}</text>`,
  );
  const said = rows.map(
    ({ label, values }) => `${label} from ${figure(values[0] ?? 0)} to ${figure(values.at(-1) ?? 0)}`,
  );
  return html`<svg role="img" aria-label="Findings over the audits: ${said.join(', ')}" viewBox="0 0 ${WIDTH} ${HEIGHT}" width="100%" font-size="12" fill="currentColor">
<path d="M${LEFT} ${TOP}V${HEIGHT - BOTTOM}H${WIDTH - RIGHT}" fill="none" stroke="var(--line)"/>
<text x="${LEFT - 6}" y="${TOP + 8}" text-anchor="end">${figure(highest)}</text><text x="${LEFT - 6}" y="${HEIGHT - BOTTOM}" text-anchor="end">0</text>
<text x="${LEFT}" y="${HEIGHT - 6}">${points[0]?.asOf ?? ''}</text><text x="${WIDTH - RIGHT}" y="${HEIGHT - 6}" text-anchor="end">${points.at(-1)?.asOf ?? ''}</text>
${rows.map(({ color, dashes, values }) => html`<polyline points="${values.map((value, i) => `${x(i)},${y(value).toFixed(1)}`).join(' ')}" fill="none" stroke="${color}" stroke-width="2" stroke-dasharray="${dashes}"/>`)}
${labels}</svg>`;
}
