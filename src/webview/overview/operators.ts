import type { Target } from '../../model/target';
import type { Folding, Judgement, OperatorRow } from '../../overview/types';
import { TARGET_LABELS } from '../../report/words';
import { type Child, fill, h, name } from '../dom';
import { icon, VERDICT_ICON } from '../icons';
import type { Actions, State } from './state';
import { figure, list, plural, t } from './text';

/** So many operators are listed that nothing is found against. */
const READY = 12;
/** So many operators of a line are named. */
const NAMED = 6;

/** Operators with a verdict for each target, what needs work first; shape arithmetic that folds away is one line. */
export function renderOperators(
  element: HTMLElement,
  judgement: Judgement | null,
  state: State,
  actions: Actions,
): void {
  element.hidden = judgement === null;
  fill(element, [judgement?.operators, judgement?.folding, state.allOperators], () => {
    if (judgement === null) return [];
    const { operators, folding } = judgement;
    const targets = judgement.targets.map(({ target }) => target);
    const needWork = operators.filter((row) => row.rule !== null || !allReady(row, targets)).length;
    const hasTail = !state.allOperators && operators.length > needWork + READY + 1;
    const listed = hasTail ? operators.slice(0, needWork + READY) : operators;
    const most = operators.reduce((max, row) => Math.max(max, row.nodes), 1);
    const nodes = operators.reduce((sum, row) => sum + row.nodes, folding?.nodes ?? 0);
    return [
      h(
        'div',
        { class: 'head' },
        h('h2', { id: 'operators' }, t('operators.title')),
        h(
          'span',
          { class: 'quiet' },
          `${plural('operators.kinds', operators.length)}, ${plural('operators.nodes', nodes)} · ${t('operators.first')}`,
        ),
        h('span', { class: 'quiet push' }, t('operators.basis')),
      ),
      h(
        'table',
        { class: 'ops', 'aria-labelledby': 'operators' },
        h('thead', {}, headRow(targets)),
        h(
          'tbody',
          {},
          ...listed.map((row) => operatorRow(row, targets, most)),
          hasTail && tailRow(operators.slice(listed.length), targets, most, state, actions),
          folding !== null && foldRow(folding, targets),
        ),
      ),
    ];
  });
}

function allReady({ verdicts }: OperatorRow, targets: readonly Target[]): boolean {
  return targets.every((target) => verdicts[target] === 'ready');
}

function headRow(targets: readonly Target[]): HTMLElement {
  return h(
    'tr',
    {},
    h('th', { scope: 'col' }, t('operators.operator')),
    h('th', { scope: 'col', class: 'c' }, t('operators.nodes')),
    h('th', { scope: 'col', class: 'd' }, t('operators.data')),
    ...targets.map((target) => h('th', { scope: 'col', class: 'g' }, TARGET_LABELS[target])),
    h('th', { scope: 'col', class: 'note' }, t('operators.note')),
  );
}

function operatorRow(row: OperatorRow, targets: readonly Target[], most: number): HTMLElement {
  return h(
    'tr',
    {},
    h('th', { scope: 'row' }, ...operatorName(row.op), row.version !== null && h('small', {}, ` ${row.version}`)),
    count(row.nodes, most),
    h('td', { class: 'd' }, row.dtypes.join(' ')),
    ...targets.map((target) => verdictCell(row, target)),
    h('td', { class: 'note' }, row.note),
  );
}

function operatorName(op: string): Child[] {
  const at = op.lastIndexOf('::');
  const domain = op.slice(0, at);
  const own = op.slice(at + 2);
  return [
    own === '' ? h('span', { class: 'quiet' }, t('operators.noName')) : name(own, 'op'),
    domain !== 'ai.onnx' && h('small', {}, ' ', name(domain, '')),
  ];
}

function verdictCell({ verdicts }: OperatorRow, target: Target): HTMLElement {
  const verdict = verdicts[target] ?? 'unknown';
  return h('td', { class: 'g' }, icon(VERDICT_ICON[verdict]), h('span', { class: 'hidden' }, t(`verdict.${verdict}`)));
}

function count(nodes: number, most: number): HTMLElement {
  const bar = h('i', { 'aria-hidden': 'true' });
  bar.style.width = `${Math.max(1, (66 * nodes) / most)}px`;
  return h('td', { class: 'c' }, h('span', {}, figure(nodes)), bar);
}

function tailRow(
  rows: readonly OperatorRow[],
  targets: readonly Target[],
  most: number,
  state: State,
  actions: Actions,
): HTMLElement {
  const nodes = rows.reduce((sum, row) => sum + row.nodes, 0);
  const dtypes = [...new Set(rows.flatMap((row) => row.dtypes))].slice(0, 3);
  return h(
    'tr',
    {},
    h(
      'th',
      { scope: 'row' },
      h(
        'button',
        {
          type: 'button',
          class: 'link',
          'data-key': 'operators more',
          'aria-label': t('operators.moreLabel', rows.length),
          onclick: () => {
            state.allOperators = true;
            actions.refresh();
          },
        },
        t('operators.more', rows.length),
      ),
    ),
    count(nodes, Math.max(most, nodes)),
    h('td', { class: 'd' }, dtypes.join(' ')),
    ...targets.map(() => h('td', { class: 'g' }, icon('ready'), h('span', { class: 'hidden' }, t('verdict.ready')))),
    h('td', { class: 'note' }, named(rows.map(({ op }) => op))),
  );
}

function foldRow({ nodes, ops }: Folding, targets: readonly Target[]): HTMLElement {
  return h(
    'tr',
    { class: 'fold' },
    h('th', { scope: 'row' }, t('operators.fold')),
    h('td', { class: 'c' }, h('span', {}, figure(nodes))),
    h('td', { class: 'd' }),
    h('td', { class: 'g', colspan: targets.length }, t('operators.folds')),
    h('td', { class: 'note' }, t('operators.foldNote', named(ops))),
  );
}

function named(ops: readonly string[]): string {
  const names = ops.map((op) => op.replace(/^ai\.onnx::/, ''));
  if (names.length <= NAMED) return list(names);
  return t('operators.foldMore', names.slice(0, NAMED).join(', '), names.length - NAMED);
}
