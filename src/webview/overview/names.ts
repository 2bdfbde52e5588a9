import { visibleName } from '../../report/escape';
import { h } from '../dom';

/** A name out of a model that breaks after its dots and slashes, and within parts that no column holds. */
export function dottedName(text: string): HTMLElement {
  const parts = visibleName(text)
    .split(/(?<=[./])/)
    .flatMap((part) => part.match(/.{1,20}/gu) ?? []);
  return h(
    'bdi',
    { class: 'mono', title: text.length > 60 ? text : null },
    ...parts.flatMap((part) => [part, h('wbr')]),
  );
}
