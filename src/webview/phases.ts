import type { Phase } from '../model/plan';
import { PHASES, type PhaseId } from '../model/plan';
import type { Target } from '../model/target';
import { TARGET_LABELS } from '../report/words';
import { fill, h } from './dom';
import { progressWords } from './steps';
import { t } from './text';
import { type Progress, progress, type StepRow } from './view-model';

/** How far each phase is; each entry leads to its steps. */
export function renderPhases(
  element: HTMLElement,
  phases: readonly Phase[],
  rows: readonly StepRow[],
  target: Target,
  jump: (phase: PhaseId) => void,
): void {
  const entries = phases.map(({ id, title }) => ({ id, title, at: progress(rows.filter((row) => row.phase === id)) }));
  fill(element, [entries, target], () =>
    entries.map(({ id, title, at }) =>
      h(
        'button',
        {
          type: 'button',
          'data-key': `phase ${id}`,
          'aria-keyshortcuts': `Alt+${PHASES.indexOf(id) + 1}`,
          onclick: () => jump(id),
        },
        bar(at),
        h('span', { class: 'name' }, title),
        h('span', { class: 'at' }, at.total > 0 ? progressWords(at) : t('phases.none', TARGET_LABELS[target])),
      ),
    ),
  );
}

/** The same as the words beneath it, for the eye. */
function bar({ total, done, doing, waived }: Progress): HTMLElement {
  const parts = { done, doing, waived, left: total - done - doing - waived };
  const element = h('span', { class: 'bar', 'aria-hidden': 'true' });
  for (const [kind, count] of Object.entries(parts)) {
    if (count === 0 && !(kind === 'left' && total === 0)) continue;
    const part = h('span', { class: kind });
    part.style.setProperty('flex-grow', String(Math.max(count, 1)));
    element.append(part);
  }
  return element;
}
