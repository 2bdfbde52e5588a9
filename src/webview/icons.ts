/** The glyphs: one drawing each, told apart by shape before colour. */
import type { Verdict } from '../model/target';
import type { StepKind } from './view-model';

/** Path data on a 16 by 16 grid; drawn with a stroke, except where `solid`. */
const SHAPES = {
  ready: { d: 'M14.2 8A6.2 6.2 0 1 1 1.8 8a6.2 6.2 0 0 1 12.4 0M5 8.3l2.1 2.1 4-4.6' },
  attention: { d: 'M8 2.2 14.4 13.7H1.6ZM8 6.4v3.5M8 11.2v1.2' },
  blocked: {
    d: 'M8 1.3a6.7 6.7 0 1 1 0 13.4A6.7 6.7 0 0 1 8 1.3ZM5.6 4.7l-.9.9L7.1 8l-2.4 2.4.9.9L8 8.9l2.4 2.4.9-.9L8.9 8l2.4-2.4-.9-.9L8 7.1Z',
    solid: true,
  },
  unknown: {
    d: 'M6.2 6.5c.1-2.3 3.7-2.2 3.6.1-.1 1.2-1.8 1.4-1.8 2.7M8 10.7V12',
    ring: true,
  },
  info: { d: 'M14.2 8A6.2 6.2 0 1 1 1.8 8a6.2 6.2 0 0 1 12.4 0M8 7.3v4M8 4.5v1.3' },
  task: { d: 'M2.5 4.3h1.5M2.5 8h1.5M2.5 11.7h1.5M6.2 4.3h7.3M6.2 8h7.3M6.2 11.7h7.3' },
  open: { d: 'M14.2 8A6.2 6.2 0 1 1 1.8 8a6.2 6.2 0 0 1 12.4 0' },
  doing: { d: 'M14.2 8A6.2 6.2 0 1 1 1.8 8a6.2 6.2 0 0 1 12.4 0M8 4.2v7.6a3.8 3.8 0 0 0 0-7.6Z' },
  waived: { d: 'M8 1.8 13 3.6v4c0 3.1-2 5.3-5 6.6-3-1.3-5-3.5-5-6.6v-4Z' },
  check: { d: 'm3.2 8.4 3.2 3.1L12.8 4.7' },
  fold: { d: 'M6 3.5 10.5 8 6 12.5' },
  refresh: { d: 'M13 8a5 5 0 1 1-1.6-3.7M13.1 1.8v2.9h-2.9' },
  export: { d: 'M8 10V2.3M5.1 5.1 8 2.2l2.9 2.9M2.6 9.6v4.1h10.8V9.6' },
  search: { d: 'M11 6.8a4.2 4.2 0 1 1-8.4 0 4.2 4.2 0 0 1 8.4 0M9.9 9.9l3.7 3.7' },
  link: { d: 'M9.2 2.6h4.2v4.2M13.2 2.8 7.6 8.4M7 3.6H2.6v9.8h9.8V9' },
  file: { d: 'M3.6 1.7h5.5l3.3 3.3v9.3H3.6ZM9 1.9V5.2h3.3' },
  goto: { d: 'M2.5 8h10M8.6 4l4 4-4 4' },
  pin: { d: 'M5.5 1.8h5l-.8 4.6 2.3 2.4H4l2.3-2.4ZM8 8.8v5.7' },
  more: { d: 'M3.4 8h.01M8 8h.01M12.6 8h.01' },
  book: {
    d: 'M8 4C6.5 2.9 4.5 2.6 2.2 2.7v9.8c2.3-.1 4.3.2 5.8 1.3 1.5-1.1 3.5-1.4 5.8-1.3V2.7C11.5 2.6 9.5 2.9 8 4v9.5',
  },
  target: {
    d: 'M2.6 4.6h6.2M12 4.6h1.4M2.6 11.4h1.4M7.2 11.4h6.2M11.9 4.6a1.6 1.6 0 1 1-3.2 0 1.6 1.6 0 0 1 3.2 0M7.3 11.4a1.6 1.6 0 1 1-3.2 0 1.6 1.6 0 0 1 3.2 0',
  },
} as const satisfies Record<string, { d: string; solid?: boolean; ring?: boolean }>;

export type IconName = keyof typeof SHAPES;

const SVG = 'http://www.w3.org/2000/svg';

/** The drawings, once in the page; {@link icon} refers to them. */
export function sprite(): SVGSVGElement {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('class', 'sprite');
  svg.setAttribute('aria-hidden', 'true');
  for (const [id, shape] of Object.entries<{ d: string; solid?: boolean; ring?: boolean }>(SHAPES)) {
    const symbol = document.createElementNS(SVG, 'symbol');
    symbol.id = `icon-${id}`;
    symbol.setAttribute('viewBox', '0 0 16 16');
    if (shape.ring) symbol.append(dashedRing());
    const path = document.createElementNS(SVG, 'path');
    path.setAttribute('d', shape.d);
    if (shape.solid) path.setAttribute('class', 'solid');
    symbol.append(path);
    svg.append(symbol);
  }
  return svg;
}

function dashedRing(): SVGCircleElement {
  const circle = document.createElementNS(SVG, 'circle');
  for (const [key, value] of [
    ['cx', '8'],
    ['cy', '8'],
    ['r', '6.2'],
    ['stroke-dasharray', '2.2 1.7'],
  ] as const) {
    circle.setAttribute(key, value);
  }
  return circle;
}

/** A glyph for sighted readers; its meaning stands in words beside it. */
export function icon(id: IconName, className = ''): SVGSVGElement {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('class', `icon i-${id} ${className}`.trim());
  svg.setAttribute('aria-hidden', 'true');
  const use = document.createElementNS(SVG, 'use');
  use.setAttribute('href', `#icon-${id}`);
  svg.append(use);
  return svg;
}

export const VERDICT_ICON: Readonly<Record<Verdict, IconName>> = {
  ready: 'ready',
  attention: 'attention',
  unknown: 'unknown',
  blocked: 'blocked',
};

export const KIND_ICON: Readonly<Record<StepKind, IconName>> = {
  blocker: 'blocked',
  warning: 'attention',
  unknown: 'unknown',
  info: 'info',
  task: 'task',
};
