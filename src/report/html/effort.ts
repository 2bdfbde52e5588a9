import type { Days, Plan } from '../../model/plan';
import { daysWords, personDays } from '../amounts';
import { bar, ticks } from './chart';
import { html, type Markup } from './markup';

/** What is left to do in each phase as a range on one scale, and in all. */
export function effortChart({ phases, totals }: Plan): Markup {
  const max = Math.max(...phases.map((phase) => phase.totals.left.maxDays), 1);
  const grid = ticks(max, 4).map((at) => at / max);
  const rows = phases.map(({ title, totals: { left } }) => effortRow(title, left, max, grid));
  return html`<table class="effort">${rows}<tr><th scope="row">Total</th><td colspan="2"><b>${personDays(totals.left)}</b></td></tr></table>
`;
}

function effortRow(title: string, { minDays, maxDays }: Days, max: number, grid: readonly number[]): Markup {
  const done = maxDays === 0;
  // A range without width would not be seen.
  const from = Math.min(minDays / max, maxDays / max - 0.02);
  return html`<tr><th scope="row">${title}</th><td>${bar(done ? [] : [{ kind: 'w', from: Math.max(from, 0), to: maxDays / max }], null, grid)}</td><td>${done ? 'nothing left' : daysWords({ minDays, maxDays })}</td></tr>`;
}
