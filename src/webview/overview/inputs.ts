import type { InputShape, Judgement, OutputShape, PinField } from '../../overview/types';
import { visibleName } from '../../report/escape';
import { sizeOf } from '../../text/size';
import { type Child, fill, h, name } from '../dom';
import { icon } from '../icons';
import { button } from './header';
import { dottedName } from './names';
import {
  type Actions,
  changesOf,
  effectivePins,
  hasChanges,
  pinWords,
  type ShownSummary,
  type State,
  savedSize,
  savedText,
  textOf,
} from './state';
import { list, plural, t } from './text';

/** More inputs or outputs than this are listed when asked for. */
const LISTED = 12;
/** And more fields than this. */
const FIELDS = 12;

/** Inputs and outputs with their shapes under the pins of the moment. */
export function renderInputs(element: HTMLElement, shown: ShownSummary, state: State, actions: Actions): void {
  const { inputs, outputs } = shown.summary;
  const pins = effectivePins(state);
  const judgement = state.preview ?? state.judged;
  fill(element, [inputs, outputs, pins, judgement?.outputs, state.allInputs], () => {
    const sizes = new Map(Object.entries(pins));
    const limit = state.allInputs ? Number.POSITIVE_INFINITY : LISTED;
    const hidden = Math.max(0, inputs.length - limit) + Math.max(0, outputs.length - limit);
    return [
      h(
        'div',
        { class: 'head' },
        h('h2', { id: 'inputs' }, t('inputs.title')),
        h(
          'span',
          { class: 'quiet' },
          `${plural('inputs.inputs', inputs.length)}, ${plural('inputs.outputs', outputs.length)}`,
        ),
      ),
      h(
        'table',
        { class: 'io', 'aria-labelledby': 'inputs' },
        h(
          'thead',
          { class: 'hidden' },
          h(
            'tr',
            {},
            ...(['inputs.name', 'inputs.type', 'inputs.shape'] as const).map((key) =>
              h('th', { scope: 'col' }, t(key)),
            ),
          ),
        ),
        h(
          'tbody',
          {},
          ...inputs.slice(0, limit).map((input) => inputRow(input, sizes)),
          ...outputs.slice(0, limit).map((output) => outputRow(output, judgement)),
        ),
      ),
      hidden > 0 &&
        moreButton(t('inputs.more', hidden), 'inputs more', () => {
          state.allInputs = true;
          actions.refresh();
        }),
    ];
  });
}

function moreButton(label: string, key: string, onclick: () => void): HTMLElement {
  return h('button', { type: 'button', class: 'link', 'data-key': key, onclick }, label);
}

function inputRow({ name: input, dtype, axes }: InputShape, sizes: ReadonlyMap<string, number>): HTMLElement {
  const dims = axes?.map(({ size, symbol, pin }, axis): Child => {
    const pinned = pin === null ? undefined : (sizes.get(pin) ?? sizes.get(`${input}:${axis}`));
    if (size !== null) return dimension(String(size));
    return pinned === undefined ? dimension(symbol ?? '?', true) : dimension(`${symbol ?? '?'} = ${pinned}`);
  });
  return row(dottedName(input), dtype, dims);
}

function outputRow({ name: output, dtype, dims }: OutputShape, judgement: Judgement | null): HTMLElement {
  const inferred = judgement?.outputs.find((candidate) => candidate.name === output);
  const known = inferred ?? { dtype, dims };
  const shown = known.dims?.map((dim, axis): Child => {
    const declared = dims?.[axis];
    if (typeof dim === 'number') return dimension(typeof declared === 'string' ? `${declared} = ${dim}` : String(dim));
    return dimension(dim ?? '?', true);
  });
  const label = h('span', {}, h('span', { class: 'quiet', 'aria-hidden': 'true' }, '→ '), dottedName(output));
  label.append(h('span', { class: 'hidden' }, ` (${t('inputs.output')})`));
  return row(label, known.dtype, shown);
}

function row(label: Child, dtype: string | null, dims: readonly Child[] | undefined): HTMLElement {
  const shape = dims === undefined ? [h('span', { class: 'quiet' }, t('inputs.unknownRank'))] : dims;
  return h(
    'tr',
    {},
    h('th', { scope: 'row' }, label),
    h('td', { class: 'mono' }, dtype ?? h('span', { class: 'quiet' }, t('inputs.unknownType'))),
    h('td', { class: 'dims' }, ...(shape.length === 0 ? [h('span', { class: 'quiet' }, t('inputs.scalar'))] : shape)),
  );
}

function dimension(text: string, open = false): HTMLElement {
  const element = h('bdi', { class: open ? 'dim open' : 'dim' }, visibleName(text));
  if (open) element.append(h('span', { class: 'hidden' }, ` (${t('inputs.open')})`));
  return element;
}

export interface PinForm {
  readonly element: HTMLElement;
  render(shown: ShownSummary, state: State): void;
}

/** A field for each size that the inputs leave open. The fields stay the same elements, so that typing is never disturbed. */
export function pinForm(actions: Actions): PinForm {
  const rows = h('div', { class: 'rows' });
  const more = h('div', {});
  const foot = h('div', { class: 'foot' });
  const note = h('p', { class: 'quiet' });
  const element = h(
    'form',
    {
      class: 'pins',
      'aria-label': t('pins.label'),
      onsubmit: (event) => {
        event.preventDefault();
        actions.save();
      },
      onkeydown: (event) => {
        if (event instanceof KeyboardEvent && event.key === 'Escape') actions.reset();
      },
    },
    rows,
    more,
    note,
    foot,
  );
  return {
    element,
    render(shown, state) {
      const { fields } = shown.summary;
      element.hidden = fields.length === 0;
      fill(rows, fields, () => fields.map((field, index) => fieldRow(field, index, actions)));
      for (const [index, field] of fields.entries()) renderField(rows, index, field, shown, state);
      const hidden = state.allFields ? 0 : Math.max(0, fields.length - FIELDS);
      more.hidden = hidden === 0;
      fill(more, hidden, () => [
        moreButton(t('pins.more', hidden), 'pins more', () => {
          state.allFields = true;
          actions.refresh();
        }),
      ]);
      fill(note, shown.plannerFile, () => [shown.plannerFile === null && t('pins.readOnly')]);
      note.hidden = shown.plannerFile !== null;
      renderFoot(foot, shown, state, actions);
    },
  };
}

function fieldRow({ pin, enters }: PinField, index: number, actions: Actions): HTMLElement {
  return h(
    'div',
    { class: 'pin' },
    h('label', { for: `pin-${index}`, title: t('pins.enters', enters.slice(0, 8).join(', ')) }, name(pin)),
    h('input', {
      id: `pin-${index}`,
      type: 'number',
      min: 1,
      step: 1,
      inputmode: 'numeric',
      autocomplete: 'off',
      'data-key': `pin ${pin}`,
      'aria-describedby': `pin-note-${index}`,
      oninput: (event) => {
        if (!(event.target instanceof HTMLInputElement)) return;
        // A number field gives no text for what is no number.
        actions.type(new Map([[pin, event.target.validity.badInput ? '?' : event.target.value]]));
      },
    }),
    h('span', { class: 'small', id: `pin-note-${index}` }),
  );
}

function renderField(rows: HTMLElement, index: number, field: PinField, shown: ShownSummary, state: State): void {
  const input = rows.querySelector<HTMLInputElement>(`#pin-${index}`);
  const note = rows.querySelector<HTMLElement>(`#pin-note-${index}`);
  if (input === null || note === null) return;
  input.closest<HTMLElement>('.pin')?.toggleAttribute('hidden', index >= FIELDS && !state.allFields);
  const text = textOf(state, field);
  const invalid = sizeOf(text) === 'invalid';
  if (!invalid && input.value !== text) input.value = text;
  input.placeholder = String(field.proposal.size);
  if (invalid) input.setAttribute('aria-invalid', 'true');
  else input.removeAttribute('aria-invalid');
  const words = invalid ? t('pins.invalid') : noteWords(field, shown, state);
  fill(note, words, () => [words]);
}

function noteWords({ pin, proposal }: PinField, shown: ShownSummary, state: State): string {
  const { sources, plannerFile } = shown;
  const change = new Map(Object.entries(changesOf(state))).get(pin);
  const usual =
    proposal.from === null ? t('pins.proposed', proposal.size) : t('pins.proposedFrom', proposal.size, proposal.from);
  if (change === null) return t('pins.removed');
  if (change !== undefined) return change === proposal.size ? `${t('pins.unsaved')} · ${usual}` : t('pins.unsaved');
  if (savedSize(shown, pin) === null) return usual;
  return sources[pin] === 'settings' ? t('pins.savedSettings') : t('pins.saved', plannerFile ?? '');
}

function renderFoot(foot: HTMLElement, shown: ShownSummary, state: State, actions: Actions): void {
  const changes = changesOf(state);
  const canSave = hasChanges(changes) && shown.plannerFile !== null;
  const canReset = [...state.typed].some(([pin, text]) => text !== savedText(shown, pin));
  foot.hidden = !canSave && !canReset;
  fill(foot, [changes, canSave, canReset], () => [
    canSave &&
      h(
        'button',
        { type: 'submit', class: 'button primary', 'data-key': 'save' },
        icon('pin'),
        h('span', {}, saveWords(changes)),
      ),
    canReset &&
      h('button', { type: 'button', class: 'button', 'data-key': 'reset', onclick: actions.reset }, t('pins.reset')),
  ]);
}

function saveWords(changes: ReturnType<typeof changesOf>): string {
  const names = Object.keys(changes);
  const only = names[0] ?? '';
  if (names.length > 3) return t('pins.saveAll', names.length);
  if (names.length === 1 && changes[only] === null) return t('pins.saveRemoved', visibleName(only));
  return t('pins.save', visibleName(pinWords(changes)));
}

/** "Pin batch", "Pin all": puts the proposed sizes into the fields that are still open. Null where nothing is. */
export function pinButton(pins: readonly string[], shown: ShownSummary, actions: Actions): HTMLElement | null {
  const open = shown.summary.fields.filter(({ pin }) => pins.includes(pin));
  const [only] = open;
  if (only === undefined) return null;
  const label = open.length === 1 ? t('pins.one', visibleName(only.pin)) : t('pins.all');
  const element = button('pin', label, 'pin all', () =>
    actions.type(new Map(open.map(({ pin, proposal }) => [pin, String(proposal.size)]))),
  );
  element.title = list(open.slice(0, 8).map(({ pin, proposal }) => `${pin}=${proposal.size}`));
  return element;
}
