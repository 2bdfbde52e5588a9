import type { Finding, Location } from '../model/finding';
import { type Child, h, name } from './dom';
import { icon } from './icons';
import { placeDetails, placeInFile, placeLabel } from './places';
import type { Actions, State } from './state';
import { plural, t } from './text';
import type { StepRow } from './view-model';

/** A step with no more places than this shows them unasked. */
const SHOWN_UNASKED = 5;
const SHOWN_AT_ONCE = 100;

/** How many places of a step are listed, now. */
export function placesListed(row: StepRow, state: State): number {
  return state.placesListed.get(row.step.id) ?? (row.places <= SHOWN_UNASKED ? SHOWN_AT_ONCE : 0);
}

/** The places of a step, folded and counted; each opens the file there. */
export function affected(row: StepRow, state: State, actions: Actions): Child[] {
  const { step, places, files, findings } = row;
  const limit = placesListed(row, state);
  const list = (count: number): void => {
    state.placesListed.set(step.id, count);
    actions.refresh();
  };
  const fold = h(
    'button',
    {
      type: 'button',
      class: 'unfold',
      'aria-expanded': String(limit > 0),
      'data-key': `places ${step.id}`,
      onclick: () => list(limit > 0 ? 0 : SHOWN_AT_ONCE),
    },
    icon('fold', 'chevron'),
    plural('step.inFiles', files.length, plural('step.places', places)),
  );
  if (limit === 0) return [fold];
  const listed = findings.reduce((sum, finding) => sum + placesOf(finding).length, 0);
  return [
    fold,
    h('ul', { class: 'affected' }, ...groups(row, limit, actions)),
    listed > limit &&
      h(
        'button',
        { type: 'button', class: 'link', 'data-key': `more ${step.id}`, onclick: () => list(limit + SHOWN_AT_ONCE) },
        t('step.more', listed - limit),
      ),
    listed <= limit && places > listed && h('p', { class: 'quiet' }, plural('step.unlisted', places - listed)),
  ];
}

function placesOf(finding: Finding): readonly Location[] {
  return finding.locations.length > 0 ? finding.locations : [{ path: finding.artifact }];
}

/** One entry a finding: its file, what is said of it, its places; as long as the limit allows. */
function* groups({ findings }: StepRow, limit: number, actions: Actions): Iterable<HTMLElement> {
  // One message for all stands above already, in the step's second line.
  const different = findings.some((finding) => finding.message !== findings[0]?.message);
  let left = limit;
  for (const finding of findings) {
    if (left <= 0) return;
    const shown = placesOf(finding).slice(0, left);
    left -= shown.length;
    const inside = shown.filter((place) => placeInFile(place) !== null || place.path !== finding.artifact);
    yield h(
      'li',
      {},
      placeButton({ path: finding.artifact }, finding.artifact, actions),
      finding.baseline && h('span', { class: 'tag' }, t('step.baseline')),
      different && h('p', { class: 'quiet' }, finding.message),
      inside.length > 0 &&
        h('ul', { class: 'places' }, ...inside.map((place) => placeEntry(place, finding.artifact, actions))),
    );
  }
}

function placeEntry(place: Location, artifact: string, actions: Actions): HTMLElement {
  const elsewhere = place.path === artifact ? '' : `${place.path} `;
  return h(
    'li',
    {},
    placeButton(place, `${elsewhere}${placeInFile(place) ?? ''}`.trim(), actions),
    ...placeDetails(place).map((detail) => name(detail, 'mono quiet')),
  );
}

function placeButton(place: Location, label: string, actions: Actions): HTMLElement {
  return h(
    'button',
    {
      type: 'button',
      class: 'link mono',
      'aria-label': t('step.open', placeLabel(place)),
      onclick: () => actions.post({ type: 'open', location: place }),
    },
    name(label, ''),
  );
}
