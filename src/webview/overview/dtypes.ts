import type { DtypeStatus } from '../../neuron/knowledge';
import type { DtypeRow } from '../../overview/types';
import { TARGET_LABELS } from '../../report/words';
import { type Child, fill, h } from '../dom';
import { type IconName, icon } from '../icons';
import { bytes, figure, list, plural, t } from './text';

const GLYPH: Readonly<Record<DtypeStatus, IconName>> = {
  native: 'ready',
  converted: 'info',
  emulated: 'info',
  unsupported: 'blocked',
  undocumented: 'unknown',
};

/** Element types with what each target makes of them. */
export function renderDtypes(element: HTMLElement, rows: readonly DtypeRow[] | null): void {
  element.hidden = rows === null;
  fill(element, rows, () => {
    if (rows === null) return [];
    const most = rows.reduce((max, row) => Math.max(max, row.values), 1);
    const total = rows.reduce((sum, row) => sum + row.values, 0);
    return [
      h(
        'div',
        { class: 'head' },
        h('h2', { id: 'dtypes' }, t('dtypes.title')),
        h('span', { class: 'quiet push' }, plural('dtypes.values', total)),
      ),
      h('ul', { class: 'dtypes', 'aria-labelledby': 'dtypes' }, ...rows.map((row) => dtypeItem(row, most))),
    ];
  });
}

function dtypeItem(row: DtypeRow, most: number): HTMLElement {
  const bar = h('span', { class: 'b', 'aria-hidden': 'true' });
  bar.style.width = `${(100 * row.values) / most}%`;
  return h(
    'li',
    {},
    h('span', { class: 'mono' }, row.dtype),
    h('span', { class: 'track' }, bar),
    h('span', { class: 'n' }, figure(row.values), h('span', { class: 'hidden' }, ` ${t('figure.values')}`)),
    h('div', { class: 'says' }, ...details(row)),
  );
}

function details({ weights, bytes: size, support, says }: DtypeRow): Child[] {
  const labels = (targets: DtypeRow['support'][number]['targets']) =>
    list(targets.map((target) => TARGET_LABELS[target]));
  return [
    weights > 0 && size !== null && h('p', {}, plural('dtypes.weights', weights, bytes(size))),
    ...support.map(({ targets, status }) => {
      const known = status ?? 'undocumented';
      const words = says.filter((each) => each.targets.some((target) => targets.includes(target)));
      return h(
        'p',
        { class: 'support' },
        icon(GLYPH[known], 'small'),
        h(
          'span',
          {},
          h('span', { class: 'state' }, t(`dtypes.${known}`, labels(targets))),
          ...(known === 'native' ? [] : words.map((each): Child => `. ${each.words}`)),
        ),
      );
    }),
  ];
}
