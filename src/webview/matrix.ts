import type { Matrix, MatrixFlip, MatrixRow } from '../model/matrix';
import type { Target, Verdict } from '../model/target';
import { ROUTE_LABELS, TARGET_LABELS } from '../report/words';
import { type Child, fill, h, name } from './dom';
import { icon, VERDICT_ICON } from './icons';
import { type Column, cellsOf, columnLabel, columnsOf, holds } from './matrix-columns';
import type { Actions, Shown, State } from './state';
import { button } from './step-body';
import { list, plural, t } from './text';

const MORE = 10;
const PATHS = 3;

/** Verdicts by target, route and release; folded until somebody wants it, and not built before. */
export function renderMatrix(element: HTMLElement, shown: Shown, state: State, actions: Actions): void {
  const { matrix, settings } = shown.report;
  const open = state.matrixOpen;
  fill(element, [settings.sdk, open, state.matrixListed, open ? matrix : matrix === null], () => [
    h(
      'h2',
      { id: 'matrix' },
      h(
        'button',
        {
          type: 'button',
          class: 'unfold',
          'data-key': 'matrix',
          'aria-expanded': String(open),
          'aria-controls': open ? 'matrix-tables' : null,
          onclick: () => {
            state.matrixOpen = !open;
            actions.refresh();
          },
        },
        icon('fold', 'chevron'),
        t('matrix.title'),
      ),
    ),
    open && h('div', { id: 'matrix-tables' }, ...content(matrix, settings.sdk, state, actions)),
  ]);
}

function content(matrix: Matrix | null, sdk: string, state: State, actions: Actions): Child[] {
  const compare = button('goto', t('matrix.compare'), 'compare', () => actions.post({ type: 'compareReleases' }));
  if (matrix === null) {
    return [
      h('p', { class: 'quiet' }, t('matrix.none')),
      h(
        'div',
        { class: 'tools' },
        button('refresh', t('matrix.all'), 'full matrix', () => actions.post({ type: 'fullMatrix' })),
        compare,
      ),
    ];
  }
  const { workspace, models, leftOut } = matrix;
  const listed = models.slice(0, state.matrixListed);
  return [
    workspace.length + models.length === 0 && h('p', { class: 'quiet' }, t('matrix.empty')),
    workspace.length > 0 && table(t('matrix.workspace'), t('matrix.workspace'), workspace, sdk),
    ...listed.map(({ paths, rows }) => table(caption(paths), paths[0] ?? '', rows, sdk)),
    models.length > listed.length &&
      h(
        'button',
        {
          type: 'button',
          class: 'link more',
          'data-key': 'matrix more',
          onclick: () => {
            state.matrixListed += MORE;
            actions.refresh();
          },
        },
        t('matrix.more', models.length - listed.length),
      ),
    leftOut > 0 && h('p', { class: 'quiet' }, plural('matrix.leftOut', leftOut)),
    h(
      'div',
      { class: 'tools' },
      leftOut > 0 && button('refresh', t('matrix.all'), 'full matrix', () => actions.post({ type: 'fullMatrix' })),
      compare,
    ),
  ];
}

function caption(paths: readonly string[]): Child {
  const shown = paths.slice(0, PATHS);
  const more = paths.length - shown.length;
  return h('span', {}, name(list([...shown, ...(more > 0 ? [t('list.more', more)] : [])]), ''));
}

/** One table; the column of the release that is judged is marked. Scrolls by itself where the page is narrow. */
function table(title: Child, label: string, rows: readonly MatrixRow[], sdk: string): HTMLElement {
  const columns = columnsOf(rows);
  const flips = rows.some((row) => row.flips.length > 0);
  return h(
    'div',
    { class: 'scroll', role: 'region', tabindex: 0, 'aria-label': t('matrix.scroll', label) },
    h(
      'table',
      {},
      h('caption', {}, title),
      h(
        'thead',
        {},
        h(
          'tr',
          {},
          h('th', { scope: 'col' }, t('matrix.where')),
          ...columns.map((column) => head(column, sdk)),
          flips && h('th', { scope: 'col', class: 'flips' }, t('matrix.flips')),
        ),
      ),
      h('tbody', {}, ...rows.map((row, at) => bodyRow(row, rows[at - 1]?.target, columns, sdk, flips))),
    ),
  );
}

function head(column: Column, sdk: string): HTMLElement {
  const judged = holds(column, sdk);
  return h(
    'th',
    { scope: 'col', class: judged ? 'judged' : '', title: judged ? t('matrix.judged') : null },
    columnLabel(column),
    judged && h('span', { class: 'hidden' }, ` (${t('matrix.judged')})`),
  );
}

function bodyRow(
  row: MatrixRow,
  above: Target | undefined,
  columns: readonly Column[],
  sdk: string,
  flips: boolean,
): HTMLElement {
  const { target, route, state } = row;
  const label = route === null ? t('matrix.allRoutes') : ROUTE_LABELS[route];
  return h(
    'tr',
    { class: target === above ? '' : 'first' },
    h(
      'th',
      { scope: 'row' },
      h('b', { class: target === above ? 'again' : '' }, TARGET_LABELS[target]),
      ' ',
      label,
      state !== null && state !== 'current' && h('span', { class: 'tag' }, t(`routeState.${state}`)),
    ),
    ...cellsOf(row, columns).map(({ run, span }) =>
      h(
        'td',
        { colspan: span, class: holds(run, sdk) ? 'judged' : '' },
        ...(run.verdict === null ? [h('span', { class: 'quiet' }, t('matrix.noRoute'))] : verdict(run.verdict)),
      ),
    ),
    flips && h('td', { class: 'flips' }, ...row.flips.flatMap(flip)),
  );
}

function verdict(of: Verdict): Child[] {
  return [icon(VERDICT_ICON[of], 'small'), ' ', t(`verdict.${of}`)];
}

function flip({ by, value, verdict: to }: MatrixFlip): Child[] {
  return [h('p', {}, ...verdict(to), ' ', by === 'flag' ? t('matrix.flag', value) : t('matrix.release', value))];
}
