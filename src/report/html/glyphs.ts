import type { Severity } from '../../model/finding';
import type { Verdict } from '../../model/target';
import { VERDICT_LABELS } from '../words';
import { html, type Markup } from './markup';

export type Glyph = Verdict | 'note';

/** Each verdict has a shape of its own, so that it can be told without colour: ring and tick, triangle, disc and cross, dashed ring. And the hatching of charts. */
export const GLYPHS: Markup = html`<svg class="sprite" aria-hidden="true">
<symbol id="ready" viewBox="0 0 16 16"><circle cx="8" cy="8" r="6.3"/><path d="m5 8.3 2.1 2.1 4-4.6" stroke-width="1.6"/></symbol>
<symbol id="attention" viewBox="0 0 16 16"><path d="M8 1.9 14.7 14H1.3Z" stroke-linejoin="round"/><path d="M8 6v4.2m0 1.2v1.3" stroke-width="1.5"/></symbol>
<symbol id="blocked" viewBox="0 0 16 16"><circle cx="8" cy="8" r="6.9" fill="currentColor" stroke="none"/><path class="cut" d="m5.2 5.2 5.6 5.6m0-5.6-5.6 5.6" stroke-width="1.7"/></symbol>
<symbol id="unknown" viewBox="0 0 16 16"><circle cx="8" cy="8" r="6.3" stroke-dasharray="2.3 1.66"/><path d="M6.2 6.6c0-2.5 3.6-2.4 3.6-.1 0 1.3-1.8 1.4-1.8 2.7m0 1.4v1.3" stroke-width="1.3"/></symbol>
<symbol id="note" viewBox="0 0 16 16"><circle cx="8" cy="8" r="6.3"/><path d="M8 7.2v4.3m0-7v1.6" stroke-width="1.5"/></symbol>
<defs><pattern id="hatch" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect class="h1" width="5" height="5"/><rect class="h2" width="2" height="5"/></pattern></defs>
</svg>`;

/** The shape alone; a word must stand beside it. */
export function glyph(name: Glyph): Markup {
  return html`<svg class="i ${name}" aria-hidden="true"><use href="#${name}"/></svg>`;
}

/** Shape and word. */
export function verdictMark(verdict: Verdict): Markup {
  return html`<span class="v">${glyph(verdict)}${VERDICT_LABELS[verdict]}</span>`;
}

export const SEVERITY_GLYPHS: Readonly<Record<Severity, Glyph>> = {
  blocker: 'blocked',
  warning: 'attention',
  info: 'note',
};
