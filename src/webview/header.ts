import { ROUTE_LABELS } from '../report/words';
import { type Child, fill, h } from './dom';
import { icon } from './icons';
import { carriedOverIn } from './overview';
import type { Actions, Shown } from './state';
import { button } from './step-body';
import { day, t } from './text';

/** Title, folder, what the verdicts rest on, and the two actions on the whole. */
export function renderHeader(element: HTMLElement, shown: Shown | null, actions: Actions): void {
  const report = shown?.report;
  const carried = report === undefined ? null : carriedOverIn(report);
  fill(element, [shown?.folder, report?.knowledge, report?.settings, carried], () => [
    h(
      'div',
      { class: 'titlerow' },
      h('h1', {}, t('title')),
      shown !== null && h('span', { class: 'folder' }, shown.folder),
      shown !== null &&
        h(
          'div',
          { class: 'actions' },
          button('refresh', t('action.audit'), 'audit', () => actions.post({ type: 'audit' })),
          button('target', t('action.targets'), 'targets', () => actions.post({ type: 'chooseTargets' })),
          button('export', t('action.export'), 'export', () => actions.post({ type: 'exportReport' })),
        ),
    ),
    ...(shown ? metaLines(shown) : []),
  ]);
}

function metaLines({ report }: Shown): Child[] {
  const { knowledge, settings } = report;
  const { carried, sources, releases } = carriedOverIn(report);
  const newest = settings.sdk === knowledge.neuronSdk;
  const { route, instance, tensorParallel } = settings.deployment;
  const pins = Object.entries(settings.pins).map(([name, size]) => `${name}=${size}`);
  const scope = [
    t(`meta.workload.${settings.workload}`),
    ...(pins.length > 0 ? [t('meta.pins', pins.join(', '))] : []),
    ...(route ? [t('meta.route', ROUTE_LABELS[route])] : []),
    ...(instance ? [t('meta.instance', instance)] : []),
    ...(tensorParallel ? [t('meta.tp', tensorParallel)] : []),
  ];
  return [
    h(
      'p',
      { class: 'meta' },
      h('span', { class: 'sdk' }, t('meta.judged', settings.sdk)),
      newest ? ` (${day(knowledge.released)})` : ` · ${t('meta.newest', knowledge.neuronSdk, day(knowledge.released))}`,
      ` · ${t('meta.verified', day(knowledge.verified))}`,
      releases.length === 1 && ` · ${t('meta.carried', carried, sources, releases[0] ?? '')}`,
      releases.length > 1 && ` · ${t('meta.carriedOlder', carried, sources, releases[0] ?? '')}`,
    ),
    h('p', { class: 'meta' }, scope.join(' · ')),
    knowledge.stale !== null && h('p', { class: 'meta stale' }, icon('attention', 'small'), ' ', knowledge.stale),
  ];
}
