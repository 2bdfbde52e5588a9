import type { Dynamic, DynamicRoot, Judgement } from '../../overview/types';
import { visibleName } from '../../report/escape';
import { type Child, fill, h, name } from '../dom';
import { icon } from '../icons';
import { pinButton } from './inputs';
import { type Actions, changesOf, pinWords, type ShownSummary, type State } from './state';
import { figure, list, plural, t } from './text';

/** So many roots are listed. */
const ROOTS = 8;

/** Why shapes are not fixed, in one sentence, with the roots and what pins leave. */
export function renderDynamic(element: HTMLElement, shown: ShownSummary, state: State, actions: Actions): void {
  const { judged, preview } = state;
  element.hidden = judged === null;
  if (judged === null) return;
  fill(element, [judged, preview?.dynamic, changesOf(state), shown.summary.fields], () => [
    ...parts(judged, preview, shown, state, actions),
  ]);
}

function parts(
  judged: Judgement,
  preview: Judgement | null,
  shown: ShownSummary,
  state: State,
  actions: Actions,
): Child[] {
  const { dynamic, folding } = judged;
  const now = preview?.dynamic ?? dynamic;
  const folds = folding !== null && h('p', { class: 'folds' }, plural('dynamic.folds', folding.nodes));
  if (dynamic.open === 0 && now.open === 0) {
    return [
      heading(t('dynamic.titleStatic'), ''),
      h('p', { class: 'say' }, icon('ready'), ' ', plural('dynamic.static', dynamic.values)),
      folds,
      ...remarks(judged),
    ];
  }
  const noData = dynamic.roots.every(({ cause }) => cause === 'input');
  const roots = plural('dynamic.roots', dynamic.rootCount);
  const pin = preview === null ? pinButton(dynamic.pins, shown, actions) : pinButton(now.pins, shown, actions);
  return [
    heading(t('dynamic.title'), noData ? `${roots}, ${t('dynamic.noData')}` : roots),
    h('p', { class: 'say' }, sentence(dynamic, preview === null ? null : now, state)),
    h(
      'div',
      { class: 'spread' },
      ...bar(t('dynamic.saved'), dynamic.open, dynamic.values),
      ...(preview === null
        ? dynamic.pins.length > 0
          ? bar(t('dynamic.pinnedBar'), dynamic.left, dynamic.values)
          : []
        : bar(visibleName(pinWords(changesOf(state))), now.open, now.values)),
    ),
    pin !== null && h('div', { class: 'tools' }, pin),
    rootTable(dynamic, preview === null ? null : now),
    folds,
    ...remarks(judged),
  ];
}

/** Where the model contradicts itself, and what the inference has to say beside shapes. */
function remarks({ contradictions, contradictionCount, notes }: Judgement): Child[] {
  const more = contradictionCount - contradictions.length;
  return [
    contradictions.length > 0 &&
      h(
        'div',
        { class: 'remark' },
        h('p', {}, icon('attention'), ' ', plural('dynamic.contradictions', contradictionCount)),
        h(
          'ul',
          {},
          ...contradictions.map((words) => h('li', {}, words)),
          more > 0 && h('li', {}, t('dynamic.more', more)),
        ),
      ),
    ...notes.map((note) => h('p', { class: 'folds' }, note)),
  ];
}

function heading(title: string, side: string): HTMLElement {
  return h(
    'div',
    { class: 'head' },
    h('h2', { id: 'dynamic' }, title),
    side !== '' && h('span', { class: 'quiet push' }, side),
  );
}

function sentence(dynamic: Dynamic, now: Dynamic | null, state: State): string {
  const { pins, open, values, left } = dynamic;
  if (now !== null) return t('dynamic.previewed', visibleName(pinWords(changesOf(state))), now.open);
  if (pins.length === 0) return t('dynamic.unpinnable', open, values);
  const names = list(pins.slice(0, 4).map((pin) => `“${visibleName(pin)}”`));
  const rest = pins.length > 4 ? ` ${t('dynamic.more', pins.length - 4)}` : '';
  return pins.length === 1
    ? `${t('dynamic.pinnableOne', names, open, values)} ${t('dynamic.pinned', left)}`
    : `${t('dynamic.pinnable', `${names}${rest}`, open, values)} ${t('dynamic.pinnedAll', left)}`;
}

function bar(label: string, open: number, values: number): Child[] {
  const fillElement = h('i');
  fillElement.style.width = `${values === 0 ? 0 : (100 * open) / values}%`;
  return [
    h('span', { class: 'what' }, label),
    h('span', { class: 'bar', 'aria-hidden': 'true' }, fillElement),
    h('span', { class: 'n' }, open === 0 && icon('ready'), ` ${figure(open)}`),
  ];
}

function rootTable({ roots, rootCount }: Dynamic, now: Dynamic | null): HTMLElement {
  return h(
    'table',
    { class: 'roots', 'aria-labelledby': 'dynamic' },
    h(
      'thead',
      {},
      h(
        'tr',
        {},
        h('th', { scope: 'col' }, t('dynamic.root')),
        h('th', { scope: 'col' }, t('dynamic.from')),
        h('th', { scope: 'col', class: 'n' }, t('dynamic.reaches')),
      ),
    ),
    h(
      'tbody',
      {},
      ...roots.slice(0, ROOTS).map((root) => rootRow(root, now)),
      rootCount > ROOTS && h('tr', {}, h('td', { class: 'quiet', colspan: 3 }, t('dynamic.more', rootCount - ROOTS))),
    ),
  );
}

function rootRow(root: DynamicRoot, now: Dynamic | null): HTMLElement {
  const { cause, name: label, at, values } = root;
  const same = (other: DynamicRoot) => other.cause === cause && other.name === label && other.at[0] === at[0];
  const left = now?.roots.find(same)?.values ?? 0;
  const count = now === null || left === values ? figure(values) : `${figure(values)} → ${figure(left)}`;
  return h(
    'tr',
    {},
    h('th', { scope: 'row', title: visibleName(label) }, name(label)),
    h('td', {}, t(`dynamic.cause.${cause}`, at.map(visibleName).join(', '))),
    h('td', { class: 'n' }, count),
  );
}
