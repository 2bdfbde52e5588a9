import { fill, h } from '../dom';
import { weightBytes } from './header';
import { dottedName } from './names';
import type { ShownSummary } from './state';
import { bytes, t } from './text';

/** The weights that take most room; those of equal layers are one line. */
export function renderTensors(element: HTMLElement, { summary }: ShownSummary): void {
  const { tensors, weights } = summary;
  element.hidden = tensors.length === 0;
  fill(element, [tensors, weights], () => {
    const most = tensors.reduce((max, tensor) => Math.max(max, tensor.bytes ?? 0), 1);
    return [
      h(
        'div',
        { class: 'head' },
        h('h2', { id: 'tensors' }, t('tensors.title')),
        h('span', { class: 'quiet push' }, t('tensors.sum', bytes(weightBytes(weights)))),
      ),
      h(
        'table',
        { class: 'big', 'aria-labelledby': 'tensors' },
        h(
          'thead',
          { class: 'hidden' },
          h(
            'tr',
            {},
            h('th', { scope: 'col' }, t('tensors.name')),
            h('th', { scope: 'col' }, t('tensors.shape')),
            h('th', { scope: 'col' }, t('tensors.bytes')),
          ),
        ),
        h(
          'tbody',
          {},
          ...tensors.map((tensor) => {
            const bar = h('span', { class: 'b', 'aria-hidden': 'true' });
            bar.style.width = `${(100 * (tensor.bytes ?? 0)) / most}%`;
            return h(
              'tr',
              {},
              h(
                'th',
                { scope: 'row' },
                dottedName(tensor.name),
                tensor.count > 1 && h('span', { class: 'quiet' }, ` ×${tensor.count}`),
              ),
              h('td', { class: 'mono sh' }, `[${tensor.dims.join(', ')}]`),
              h(
                'td',
                { class: 'n' },
                h(
                  'span',
                  { class: 'size' },
                  h('span', {}, tensor.bytes === null ? '' : bytes(tensor.bytes)),
                  h('span', { class: 'track' }, bar),
                ),
              ),
            );
          }),
        ),
      ),
    ];
  });
}
