import type { Severity } from '../../model/finding';
import type { OverviewFinding } from '../../overview/types';
import { visibleName } from '../../report/escape';
import { TARGET_LABELS } from '../../report/words';
import { fill, h } from '../dom';
import { type IconName, icon } from '../icons';
import type { Actions, State } from './state';
import { plural, t } from './text';

const GLYPH: Readonly<Record<Severity, IconName>> = { blocker: 'blocked', warning: 'attention', info: 'info' };

/** What the rules say of this file, blockers first; notes are folded. */
export function renderFindings(
  element: HTMLElement,
  findings: readonly OverviewFinding[] | null,
  state: State,
  actions: Actions,
): void {
  element.hidden = findings === null;
  fill(element, [findings, state.notesOpen], () => {
    if (findings === null) return [];
    const isWork = ({ severity, waived }: OverviewFinding) => severity !== 'info' && !waived;
    const work = findings.filter(isWork);
    const notes = findings.filter((finding) => !isWork(finding));
    return [
      h('div', { class: 'head' }, h('h2', { id: 'findings' }, t('findings.title'))),
      work.length === 0 && h('p', { class: 'none' }, icon('ready'), ' ', t('findings.none')),
      h(
        'ul',
        { class: 'found', 'aria-labelledby': 'findings' },
        ...[...work, ...(state.notesOpen ? notes : [])].map((finding) => findingItem(finding, actions)),
      ),
      notes.length > 0 &&
        h(
          'button',
          {
            type: 'button',
            class: 'link more',
            'data-key': 'notes',
            'aria-expanded': String(state.notesOpen),
            onclick: () => {
              state.notesOpen = !state.notesOpen;
              actions.refresh();
            },
          },
          state.notesOpen ? t('findings.hideNotes') : plural('findings.notes', notes.length),
        ),
    ];
  });
}

function findingItem(finding: OverviewFinding, actions: Actions): HTMLElement {
  const { rule, severity, confidence, targets, message, remedy, neuronError, waived } = finding;
  const glyph = severity !== 'info' && confidence === 'undocumented' ? 'unknown' : GLYPH[severity];
  return h(
    'li',
    {},
    icon(glyph),
    h(
      'div',
      {},
      h('p', { class: 'message' }, h('span', { class: 'hidden' }, `${t(`severity.${severity}`)}: `), message),
      h('p', { class: 'fix' }, h('span', { class: 'label' }, t('findings.fix')), ' ', remedy),
      h(
        'p',
        { class: 'line' },
        ...targets.map((target) => h('span', { class: 'chip' }, TARGET_LABELS[target])),
        h('span', { class: 'tag' }, t(`confidence.${confidence}`)),
        waived && h('span', { class: 'tag' }, t('findings.waived')),
        neuronError !== null && h('span', { class: 'mono' }, neuronError),
        placeWords(finding),
        h(
          'button',
          {
            type: 'button',
            class: 'link',
            'aria-label': t('findings.ruleOf', rule),
            onclick: () => actions.post({ type: 'openRule', rule }),
          },
          t('findings.rule'),
        ),
      ),
    ),
  );
}

function placeWords({ places, occurrences }: OverviewFinding) {
  if (places.length === 0) return null;
  const names = places.map(visibleName).join(', ');
  const more = occurrences - places.length;
  return h(
    'span',
    { class: 'quiet where' },
    more > 0 ? t('findings.placesMore', names, more) : t('findings.places', names),
  );
}
