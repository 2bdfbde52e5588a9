import type { OtherPlace, RouteNeeds, RouteOption, RoutesOf } from '../model/routes';
import type { Target } from '../model/target';
import { TARGET_LABELS } from '../report/words';
import { type Child, fill, h, name } from './dom';
import { icon } from './icons';
import type { Actions, Shown, State } from './state';
import { sourceLink } from './step-body';
import { list, plural, t } from './text';

const MORE = 20;
/** Paths and other places written out. */
const NAMED = 5;

/** For each model the route to take on the chosen target; unfolded what it needs, and every other route with the reason why not. */
export function renderRoutes(element: HTMLElement, shown: Shown, target: Target, state: State, actions: Actions): void {
  const all = shown.report.routes.filter((routes) => routes.target === target);
  const listed = all.slice(0, state.routesListed);
  const open = listed.filter((routes) => state.routesOpen.has(keyOf(routes))).map(keyOf);
  element.hidden ||= all.length === 0;
  fill(element, [target, shown.report.settings.sdk, all.length, listed, open], () => [
    h('h2', { id: 'routes' }, t('routes.title', TARGET_LABELS[target])),
    h('ul', {}, ...listed.map((routes, at) => model(routes, at, state, actions))),
    all.length > listed.length &&
      h(
        'button',
        {
          type: 'button',
          class: 'link more',
          'data-key': 'routes more',
          onclick: () => {
            state.routesListed += MORE;
            actions.refresh();
          },
        },
        t('routes.more', all.length - listed.length),
      ),
  ]);
}

/** The same model under another target keeps its place unfolded. */
function keyOf({ model: label, paths }: RoutesOf): string {
  return `${label} ${paths[0] ?? ''}`;
}

function model(routes: RoutesOf, at: number, state: State, actions: Actions): HTMLElement {
  const key = keyOf(routes);
  const open = state.routesOpen.has(key);
  const taken = routes.options.find(({ route }) => route === routes.take);
  const toggle = (): void => {
    if (!state.routesOpen.delete(key)) state.routesOpen.add(key);
    actions.refresh();
  };
  const id = `route-${at}`;
  return h(
    'li',
    {},
    h(
      'button',
      {
        type: 'button',
        class: 'row',
        'data-key': `route ${key}`,
        'aria-expanded': String(open),
        'aria-controls': open ? id : null,
        onclick: toggle,
      },
      icon('fold', 'chevron'),
      h('span', { class: 'model' }, name(routes.model, ''), ' ', h('span', { class: 'quiet' }, places(routes))),
      h(
        'span',
        { class: 'take' },
        ...(taken === undefined
          ? [icon('unknown', 'small'), ' ', t('routes.none')]
          : [taken.label, ' ', ...stateTag(taken)]),
      ),
    ),
    open && h('div', { class: 'more-of', id }, ...details(routes, taken, actions)),
  );
}

function places({ paths }: RoutesOf): string {
  return paths.length === 1 ? (paths[0] ?? '') : plural('routes.files', paths.length);
}

function details(routes: RoutesOf, taken: RouteOption | undefined, actions: Actions): Child[] {
  const { advice, options, elsewhere, paths } = routes;
  const others = [...options].sort((a, b) => Number(b === taken) - Number(a === taken));
  return [
    paths.length > 1 &&
      h(
        'p',
        { class: 'quiet' },
        list([...paths.slice(0, NAMED), ...(paths.length > NAMED ? [t('list.more', paths.length - NAMED)] : [])]),
      ),
    h('p', {}, advice),
    h(
      'dl',
      {},
      taken?.needs ? entry(t('routes.needs'), needs(taken.needs)) : null,
      entry(t('routes.others'), [
        h('ul', {}, ...others.map((option) => optionItem(option, option === taken, actions))),
      ]),
      elsewhere.length > 0 ? entry(t('routes.elsewhere'), [list(elsewhere.slice(0, NAMED).map(placeWords))]) : null,
    ),
  ];
}

function entry(term: string, description: readonly Child[]): HTMLElement {
  return h('div', {}, h('dt', {}, term), h('dd', {}, ...description));
}

/** Packages as they are installed, and the versions of Python. */
function needs({ words, packages, python, sdk }: RouteNeeds): Child[] {
  return [
    h('p', {}, words),
    packages.length + python.length > 0 &&
      h(
        'p',
        { class: 'needs' },
        ...packages.map(({ name: label, spec }) =>
          h('span', { class: 'chip mono', title: spec === '' ? t('routes.anyVersion', sdk) : null }, `${label}${spec}`),
        ),
        ...(python.length > 0 ? [h('span', { class: 'chip' }, t('routes.python', list(python)))] : []),
      ),
  ];
}

function optionItem(option: RouteOption, taken: boolean, actions: Actions): HTMLElement {
  const { label, fit, reason, last, until, evidence } = option;
  const gone = fit === 'unavailable' || fit === 'inapplicable';
  return h(
    'li',
    { class: gone ? 'gone' : '' },
    h(
      'p',
      {},
      taken ? icon('check', 'small') : null,
      taken ? ' ' : null,
      taken ? h('b', {}, label) : label,
      ' ',
      ...stateTag(option),
      ' ',
      h('span', { class: 'tag' }, taken ? t('routes.take') : t(`fit.${fit}`)),
      until !== null && h('span', { class: 'tag' }, t('routes.until', until)),
      last !== null && h('span', { class: 'tag' }, t('routes.last', last)),
    ),
    h('p', { class: 'quiet' }, reason),
    evidence.length > 0 && h('p', {}, ...evidence.slice(0, 3).flatMap((source) => [sourceLink(source, actions), ' '])),
  );
}

/** Nothing of a current one, nor of one that is said not to be there anyway. */
function stateTag({ state, fit }: RouteOption): Child[] {
  return state === 'current' || (state === null && fit === 'unavailable')
    ? []
    : [h('span', { class: 'tag' }, t(`routeState.${state ?? 'absent'}`))];
}

function placeWords({ label, target, last }: OtherPlace): string {
  return last === null
    ? t('routes.at', label, TARGET_LABELS[target])
    : t('routes.atRelease', label, TARGET_LABELS[target], last);
}
