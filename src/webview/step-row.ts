import { visible, visibleName } from '../report/escape';
import { TARGET_LABELS } from '../report/words';
import { type Child, fill, h, name } from './dom';
import { icon, KIND_ICON } from './icons';
import { placeLabel } from './places';
import type { Actions, State } from './state';
import { stepBody } from './step-body';
import { effectParts, observedParts } from './step-effect';
import { planTags } from './step-plan';
import { STATE_ICON } from './step-state';
import { day, dayRange, list, plural, t } from './text';
import type { StepRow } from './view-model';

/** A step on the page, made once and brought up to date in place, so that nothing in it ever loses the focus. */
export interface StepElement {
  readonly element: HTMLLIElement;
  show(row: StepRow, state: State): void;
}

let nextId = 0;

/** A step of the list. Mouse and keys are heard by the list as a whole. */
export function stepElement(id: string, actions: Actions): StepElement {
  const domId = `step-${nextId++}`;
  const tick = h('input', {
    type: 'checkbox',
    'aria-describedby': `${domId}-line`,
    'aria-expanded': 'false',
    'aria-controls': `${domId}-body`,
    tabindex: -1,
    'data-key': `tick ${id}`,
  });
  const title = h('button', {
    type: 'button',
    class: 'title',
    tabindex: -1,
    'aria-expanded': 'false',
    'aria-controls': `${domId}-body`,
  });
  const heading = h('h3', {}, title);
  const kind = h('span', { class: 'kind' });
  const line = h('p', { class: 'line', id: `${domId}-line` });
  const effort = h('span', { class: 'days' });
  const who = h('span', { class: 'who' });
  const stateWord = h('span', { class: 'state' });
  const body = h('div', { class: 'body', id: `${domId}-body`, hidden: true });
  const element = h(
    'li',
    { class: 'step' },
    h('label', { class: 'tick' }, tick),
    kind,
    h('div', { class: 'what' }, heading, line),
    effort,
    who,
    stateWord,
    icon('fold', 'chevron'),
    body,
  );
  element.dataset.id = id;
  let signature = '';
  let fillBody: ReturnType<typeof stepBody> | null = null;

  function showRow(row: StepRow): void {
    const { step, code } = row;
    tick.checked = step.state === 'done';
    const now = JSON.stringify(rowSignature(row));
    if (now === signature) return;
    signature = now;
    element.classList.toggle('closed', row.closed);
    element.classList.toggle('other', !row.applies);
    tick.setAttribute('aria-label', visible(`${t(`kind.${row.kind}`)}: ${step.title}`));
    if (isFixed(row)) tick.setAttribute('aria-disabled', 'true');
    else tick.removeAttribute('aria-disabled');
    title.textContent = visible(step.title);
    heading.replaceChildren(title);
    if (code !== null) heading.append(' ', h('span', { class: 'chip mono' }, code));
    kind.replaceChildren(icon(KIND_ICON[row.kind]));
    fill(line, now, () => lineParts(row));
    effort.textContent = step.effort.maxDays > 0 ? t('step.days', dayRange(step.effort)) : '';
    effort.title = t(step.effort.by === 'team' ? 'step.byTeam' : 'step.byTool');
    who.classList.toggle('nobody', step.owner === null);
    who.title = step.owner ?? '';
    who.textContent = step.owner === null ? t('step.noOwner') : visibleName(step.owner);
    stateWord.replaceChildren(icon(STATE_ICON[step.state], 'small'), t(`state.${step.state}`));
  }

  return {
    element,
    show(row, state) {
      showRow(row);
      const open = state.open.has(id);
      const active = state.active === id ? 0 : -1;
      if (tick.tabIndex !== active) tick.tabIndex = active;
      if (open === body.hidden) {
        body.hidden = !open;
        element.classList.toggle('open', open);
        for (const control of [tick, title]) control.setAttribute('aria-expanded', String(open));
      }
      if (!open) return;
      fillBody ??= stepBody(body, id, actions);
      fillBody(row, state);
    },
  };
}

/** What the planner file waives, or what nothing calls for any more, is no matter of a tick. */
export function isFixed({ step }: StepRow): boolean {
  return step.state === 'waived' || step.state === 'obsolete';
}

/** What the closed row of a step shows. */
function rowSignature(row: StepRow): unknown {
  const { step, kind, applies, code, waiver, stillFound, place, places, files, effect, observed, certain } = row;
  const { title, state, owner, effort, blockedBy, check } = step;
  return [
    title,
    secondLine(row),
    state,
    owner,
    effort,
    blockedBy.length,
    check,
    kind,
    applies || row.targets,
    code,
    waiver,
    stillFound,
    place,
    places,
    files.length,
    effect,
    observed,
    certain,
  ];
}

function secondLine({ step, findings }: StepRow): string {
  return findings[0]?.message ?? step.detail;
}

function lineParts(row: StepRow): Child[] {
  const { waiver, stillFound, place, places, files, applies } = row;
  return [
    !applies &&
      h('span', { class: 'tag' }, t('step.onlyFor', list(row.targets.map((target) => TARGET_LABELS[target])))),
    stillFound && h('span', { class: 'tag' }, t('step.stillFound')),
    ...planTags(row),
    ...observedParts(row),
    row.certain && h('span', { class: 'tag' }, t('step.quickFix')),
    waiver === null
      ? h('span', {}, secondLine(row))
      : h(
          'span',
          {},
          waiver.expires === null
            ? t('step.ignored', waiver.by, waiver.reason)
            : t('step.waived', waiver.by, day(waiver.expires), waiver.reason),
        ),
    files.length > 1
      ? h('span', { class: 'where' }, plural('step.inFiles', files.length, plural('step.places', places)))
      : place !== null &&
        h(
          'span',
          { class: 'where' },
          places > 1 && `${t('step.in', plural('step.places', places))} `,
          h(
            'button',
            {
              type: 'button',
              class: 'link mono',
              tabindex: -1,
              'data-open': 'first',
              'aria-label': t('step.open', placeLabel(place)),
            },
            name(shortPath(place.path), ''),
          ),
        ),
    ...effectParts(row),
  ];
}

/** The last two segments of a path: enough to know the file, short enough for a row. */
function shortPath(path: string): string {
  const parts = path.split('/');
  return parts.length <= 2 ? path : `…/${parts.slice(-2).join('/')}`;
}
