import type { ArtifactStatus } from '../model/artifact';
import { unreadArtifacts, unreadCount, wasCutShort } from '../report/coverage';
import { type Child, fill, h, name } from './dom';
import { icon } from './icons';
import type { Running } from './running';
import type { Actions, Shown, State } from './state';
import { plural, t } from './text';

/** So many unread files are named here; the exported report names them all. */
const NAMED = 200;

export interface CoverageLine {
  readonly element: HTMLElement;
  render(shown: Shown, state: State): void;
}

/** The line that stays in sight: the last change, a running audit, what was looked at, what was not read and why, where ticks are kept. */
export function coverageLine(running: Running, changed: HTMLElement, actions: Actions): CoverageLine {
  const facts = h('div', {});
  const element = h('footer', { class: 'coverage', 'aria-label': t('coverage.label') }, changed, facts);
  return {
    element,
    render(shown, state) {
      renderFacts(facts, shown, state, actions);
      if (state.audit === null) running.element.remove();
      else {
        if (running.element.parentElement !== element) element.prepend(running.element);
        running.render(state.audit);
      }
    },
  };
}

function renderFacts(element: HTMLElement, shown: Shown, state: State, actions: Actions): void {
  const { report, planFile } = shown;
  const { coverage } = report;
  const unread = unreadArtifacts(report);
  const more = unread.length + coverage.notes.length + (coverage.cutShort?.length ?? 0) > 0;
  const open = more && state.coverageOpen;
  const signature = [coverage, planFile, open, unread.map(({ path, status, reason }) => [path, status, reason])];
  fill(element, signature, () => [
    open && h('div', { class: 'details', id: 'coverage-details' }, ...details(shown, actions)),
    h(
      'div',
      { class: 'line' },
      icon(unreadCount(report) > 0 || wasCutShort(report) ? 'attention' : 'file'),
      h('span', {}, summary(shown)),
      more &&
        h(
          'button',
          {
            type: 'button',
            class: 'link',
            'data-key': 'coverage',
            'aria-expanded': String(open),
            'aria-controls': open ? 'coverage-details' : null,
            'aria-label': t(open ? 'coverage.hideLabel' : 'coverage.showLabel'),
            onclick: () => {
              state.coverageOpen = !state.coverageOpen;
              actions.refresh();
            },
          },
          t(open ? 'coverage.hide' : 'coverage.show'),
        ),
      h('span', { class: 'saved' }, planFile === null ? t('coverage.savedHere') : t('coverage.savedIn', planFile)),
    ),
  ]);
}

function summary({ report }: Shown): string {
  const { coverage } = report;
  const parts = (['unreadable', 'partial', 'skipped', 'ignored'] as const).filter((part) => coverage[part] > 0);
  return [
    plural('coverage.files', coverage.files),
    ...parts.map((part) => t(`coverage.${part}`, coverage[part])),
    ...(wasCutShort(report) ? [t('unread.cutShort')] : []),
  ].join(', ');
}

function details({ report }: Shown, actions: Actions): Child[] {
  const unread = unreadArtifacts(report);
  const { notes, cutShort = [] } = report.coverage;
  return [
    ...cutShort.map((sentence) => h('p', {}, sentence)),
    unread.length > 0 &&
      h(
        'ul',
        {},
        ...unread.slice(0, NAMED).map(({ path, status, reason }) => fileEntry(path, status, reason, actions)),
      ),
    unread.length > NAMED && h('p', { class: 'quiet' }, t('coverage.more', unread.length - NAMED)),
    ...notes.map((note) => h('p', { class: 'quiet' }, note)),
  ];
}

function fileEntry(path: string, status: ArtifactStatus, reason: string | null, actions: Actions): HTMLElement {
  const open = (): void => actions.post({ type: 'open', location: { path } });
  return h(
    'li',
    {},
    h('button', { type: 'button', class: 'link mono', onclick: open }, name(path, '')),
    h('span', {}, `${t(`coverage.status.${status}`)}${reason === null ? '' : `: ${reason}`}`),
  );
}
