/** Numbers with their formulas and inputs, and bars of shares. */
import type { Evidence } from '../model/finding';
import { type Child, h } from './dom';
import type { Actions } from './state';
import { sourceLink } from './step-body';
import { t } from './text';

/** One number and how it came about, as texts. */
export interface FormulaRow {
  readonly label: string;
  readonly shown: string;
  readonly formula: string;
  readonly inputs: readonly string[];
  readonly note: string;
  readonly evidence: readonly Evidence[];
}

/** Formulas, folded by the browser itself until somebody wants them. */
export function formulas(rows: readonly FormulaRow[], key: string, actions: Actions): HTMLElement | null {
  if (rows.length === 0) return null;
  return h(
    'details',
    { class: 'formulas' },
    h('summary', { 'data-key': `formulas ${key}` }, t('figures.formulas')),
    h(
      'dl',
      {},
      ...rows.map(({ label, shown, formula, inputs, note, evidence }) =>
        h(
          'div',
          {},
          h('dt', {}, label),
          h(
            'dd',
            {},
            h('b', {}, shown),
            formula !== '' && ` = ${formula}`,
            inputs.length > 0 && h('p', { class: 'quiet' }, inputs.join('; ')),
            note !== '' && h('p', { class: 'quiet' }, note),
            evidence.length > 0 &&
              h('p', {}, ...evidence.slice(0, 3).flatMap((source) => [sourceLink(source, actions), ' '])),
          ),
        ),
      ),
    ),
  );
}

export interface BarPart {
  /** Class of its pattern. */
  readonly kind: 'weights' | 'cache' | 'rest' | 'over' | 'padding';
  /** Shares of the bar's width. */
  readonly from: number;
  readonly to: number;
}

/** A bar for the eye only: what it says stands in words beside it. `limit`: share at which a line stands. */
export function bar(parts: readonly BarPart[], limit: number | null = null): HTMLElement {
  const element = h('span', { class: 'bar', 'aria-hidden': 'true' });
  const put = (kind: string, from: number, to: number): void => {
    const part = h('i', { class: kind });
    part.style.left = percent(from);
    part.style.width = percent(to - from);
    element.append(part);
  };
  for (const { kind, from, to } of parts) if (to > from) put(kind, Math.min(from, 1), Math.min(to, 1));
  if (limit !== null && limit <= 1) put('limit', limit, limit);
  return element;
}

function percent(share: number): string {
  return `${(share * 100).toFixed(2)}%`;
}

/** A table of texts that scrolls by itself where it is too wide. */
export function table(caption: string, heads: readonly string[], rows: readonly (readonly Child[])[]): HTMLElement {
  return h(
    'div',
    { class: 'scroll', role: 'region', 'aria-label': caption, tabindex: 0 },
    h(
      'table',
      {},
      h('caption', {}, caption),
      h('thead', {}, h('tr', {}, ...heads.map((head) => h('th', { scope: 'col' }, head)))),
      h(
        'tbody',
        {},
        ...rows.map((cells) =>
          h('tr', {}, ...cells.map((cell, at) => (at === 0 ? h('th', { scope: 'row' }, cell) : h('td', {}, cell)))),
        ),
      ),
    ),
  );
}
