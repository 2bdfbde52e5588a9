import { TARGET_LABELS } from '../report/words';
import { h, name } from './dom';
import { icon, KIND_ICON } from './icons';
import { placeLabel } from './places';
import { day, list, plural, t } from './text';
import type { StepRow } from './view-model';

/** What the closed row of a step shows; equal signatures need no new element. */
export function rowSignature(row: StepRow): unknown {
  const { step, kind, applies, code, waiver, stillFound, place, places, files } = row;
  return [
    step.title,
    secondLine(row),
    step.state,
    step.owner,
    kind,
    applies,
    code,
    waiver,
    stillFound,
    place,
    places,
    files.length,
  ];
}

let nextId = 0;

/** A closed step: two lines, what to do and why with its place. Its listeners sit on the list. */
export function rowElement(row: StepRow): HTMLLIElement {
  const { step, kind, closed, code } = row;
  const id = `step-${nextId++}`;
  const fixed = step.state === 'waived' || step.state === 'obsolete';
  const tick = h('input', {
    type: 'checkbox',
    'aria-label': `${t(`kind.${kind}`)}: ${step.title}`,
    'aria-describedby': `${id}-line`,
    'aria-expanded': 'false',
    'aria-controls': `${id}-body`,
    'aria-disabled': fixed ? 'true' : null,
    tabindex: -1,
    'data-key': `tick ${step.id}`,
  });
  tick.checked = step.state === 'done';
  const element = h(
    'li',
    { class: `step ${closed ? 'closed' : ''} ${row.applies ? '' : 'other'}` },
    h('label', { class: 'tick' }, tick),
    icon(KIND_ICON[kind], 'kind'),
    h(
      'div',
      { class: 'what' },
      h(
        'h3',
        {},
        h(
          'button',
          { type: 'button', class: 'title', tabindex: -1, 'aria-expanded': 'false', 'aria-controls': `${id}-body` },
          step.title,
        ),
        code !== null && h('span', { class: 'chip mono' }, code),
      ),
      h('p', { class: 'line', id: `${id}-line` }, ...lineParts(row)),
    ),
    h('span', { class: step.owner ? 'who' : 'who none', title: step.owner }, step.owner ?? t('step.noOwner')),
    h('span', { class: 'state' }, stateIcon(row), t(`state.${step.state}`)),
    icon('fold', 'chevron'),
    h('div', { class: 'body', id: `${id}-body`, hidden: true }),
  );
  element.dataset.id = step.id;
  return element;
}

function stateIcon({ step }: StepRow): SVGSVGElement {
  const glyphs = { open: 'open', doing: 'doing', done: 'ready', waived: 'waived', obsolete: 'open' } as const;
  return icon(glyphs[step.state], 'small');
}

function secondLine({ step, findings }: StepRow): string {
  return findings[0]?.message ?? step.detail;
}

function lineParts(row: StepRow): (HTMLElement | string | false)[] {
  const { waiver, stillFound, place, places, files, applies } = row;
  return [
    !applies &&
      h('span', { class: 'tag' }, t('step.onlyFor', list(row.targets.map((target) => TARGET_LABELS[target])))),
    stillFound && h('span', { class: 'tag' }, t('step.stillFound')),
    waiver === null
      ? h('span', {}, secondLine(row))
      : h('span', {}, t('step.waived', waiver.by, day(waiver.expires), waiver.reason)),
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
  ];
}

/** The last two segments of a path: enough to know the file, short enough for a row. */
function shortPath(path: string): string {
  const parts = path.split('/');
  return parts.length <= 2 ? path : `…/${parts.slice(-2).join('/')}`;
}
