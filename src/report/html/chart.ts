/**
 * Charts as inline SVG without text: a row of a table holds the bar, its neighbours say the numbers. Lengths are percentages, so that bars
 * stretch with the window while hatching and lines keep their size.
 */
import { html, type Markup, NOTHING } from './markup';

/** w: solid. k: hatched. a: a second solid. pad: dashed outline. over: outline of what is too much. */
export type BarKind = 'w' | 'k' | 'a' | 'pad' | 'over';

/** lim: a limit or mark. now, neu: the lines of the two sides of the cost. */
export type LineKind = 'lim' | 'now' | 'neu';

export interface BarPart {
  readonly kind: BarKind;
  /** Shares of the width, from 0 to 1; what lies beyond is cut. */
  readonly from: number;
  readonly to: number;
}

/** A bar of parts, a mark across it where `mark` is given, and faint lines at `grid`. */
export function bar(parts: readonly BarPart[], mark: number | null = null, grid: readonly number[] = []): Markup {
  const lines = grid.map((at) => html`<line class="g" x1="${percent(at)}" x2="${percent(at)}" y1="0" y2="100%"/>`);
  const rects = parts
    .filter(({ from, to }) => from < 1 && to > from)
    .map(
      ({ kind, from, to }) =>
        html`<rect class="${kind}" x="${percent(from)}" width="${percent(Math.min(to, 1) - from)}" y="${kind === 'over' ? 1 : 3}" height="${kind === 'over' ? 16 : 12}"/>`,
    );
  const line =
    mark === null || mark > 1
      ? NOTHING
      : html`<line class="lim" x1="${percent(mark)}" x2="${percent(mark)}" y1="0" y2="100%"/>`;
  return html`<svg class="bar" aria-hidden="true">${lines}${rects}${line}</svg>`;
}

/** "12.5%". */
export function percent(share: number): string {
  return `${Number((share * 100).toFixed(2))}%`;
}

/** Up to about `n` round numbers from 0 to `max`, 1, 2 or 5 times a power of ten apart. */
export function ticks(max: number, n = 5): readonly number[] {
  if (!(max > 0)) return [0];
  const rough = max / n;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 5, 10].find((factor) => factor * power >= rough) ?? 10) * power;
  return Array.from({ length: Math.floor(max / step + 1e-9) + 1 }, (_, index) =>
    Number((index * step).toPrecision(12)),
  );
}

/** What the parts of a bar stand for. */
export function legend(entries: readonly (readonly [kind: BarKind | LineKind, words: string])[]): Markup {
  const items = entries.map(([kind, words]) => {
    const shape =
      kind === 'lim'
        ? html`<line class="lim" x1="50%" x2="50%" y1="0" y2="100%"/>`
        : kind === 'now' || kind === 'neu'
          ? html`<line class="${kind}" x1="0" x2="100%" y1="50%" y2="50%"/>`
          : html`<rect class="${kind}" x="1" width="16" y="3" height="12"/>`;
    return html`<li><svg class="bar" aria-hidden="true">${shape}</svg>${words}</li>`;
  });
  return html`<ul class="key">${items}</ul>`;
}
