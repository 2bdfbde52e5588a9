/** Settings to try: each change is judged at once and marked as not saved; nothing is written until somebody asks. */
import type { Trial } from '../model/settings';
import type { Target } from '../model/target';
import { TARGET_LABELS } from '../report/words';
import { type Child, fill, h, name } from './dom';
import { renderFolding } from './folding';
import { icon, VERDICT_ICON } from './icons';
import type { Actions, Shown, State, Tried } from './state';
import type { StringKey } from './strings';
import { list, t } from './text';
import { type Field, fieldsOf, pinOf, triedValue, withValue } from './what-if-fields';

/** Typing goes on for longer than this between two keys at most. */
const TYPING_MS = 250;

type Control = HTMLInputElement | HTMLSelectElement;

let typing: number | undefined;

export function renderWhatIf(element: HTMLElement, shown: Shown, target: Target, state: State, actions: Actions): void {
  const planned = state.tried?.planned ?? shown;
  const trial = state.tried?.trial ?? {};
  const fields = fieldsOf(planned.report, target, state.choices);
  renderFolding(element, 'what-if', state, actions, {
    // What is tried is no part of it: a field is not replaced under the fingers of somebody who types.
    signature: fields,
    summary: '',
    build: () => [
      h('p', { class: 'quiet' }, t('whatIf.about')),
      h('div', { class: 'fields' }, ...fields.map((field) => control(field, state, actions))),
    ],
  });
  for (const field of fields) reflect(element, field, trial);
}

/** What is tried and what it changes, above everything that it changes; empty where nothing is tried. */
export function renderTrialBar(
  element: HTMLElement,
  shown: Shown,
  target: Target,
  state: State,
  actions: Actions,
): void {
  const { tried } = state;
  element.hidden = tried === null;
  const [before, after] = [tried?.planned.report, shown.report].map((report) => report?.verdicts[target] ?? 'unknown');
  fill(element, tried && [tried.trial, tried.waiting, tried.problem, before, after, target], () =>
    tried === null ? [] : barContent(tried, target, before ?? 'unknown', after ?? 'unknown', actions),
  );
}

function barContent(
  { trial, waiting, problem }: Tried,
  target: Target,
  before: keyof typeof VERDICT_ICON,
  after: keyof typeof VERDICT_ICON,
  actions: Actions,
): Child[] {
  const verdict = (one: keyof typeof VERDICT_ICON): Child[] => [
    icon(VERDICT_ICON[one], 'small'),
    ' ',
    t(`verdict.${one}`),
  ];
  return [
    h(
      'p',
      {},
      h('b', {}, t('whatIf.trial')),
      ' ',
      list(trialWords(trial)),
      ' ',
      problem !== null
        ? h('span', { class: 'problem' }, problem)
        : waiting
          ? h('span', { class: 'quiet' }, t('whatIf.waiting'))
          : h('span', {}, `${TARGET_LABELS[target]}: `, ...verdict(before), ' → ', ...verdict(after)),
    ),
    h(
      'div',
      { class: 'tools' },
      h(
        'button',
        {
          type: 'button',
          class: 'button primary',
          'data-key': 'keep trial',
          disabled: problem !== null,
          onclick: () => actions.keepTrial(),
        },
        t('whatIf.keep'),
      ),
      h(
        'button',
        { type: 'button', class: 'button', 'data-key': 'discard trial', onclick: () => actions.tryOut({}) },
        t('whatIf.discard'),
      ),
    ),
  ];
}

/** "SDK 2.31.0", "batch = 8": what differs from the plan. */
export function trialWords({ sdk, workload, pins = {}, deployment = {} }: Trial): string[] {
  return [
    ...(sdk === undefined ? [] : [`${t('whatIf.sdk')} ${sdk}`]),
    ...(workload === undefined ? [] : [workload]),
    ...Object.entries(deployment).map(([key, value]) => `${t(`whatIf.${key}` as StringKey)} ${String(value)}`),
    ...Object.entries(pins).map(([pin, size]) => `${pin} = ${size}`),
  ];
}

function control(field: Field, state: State, actions: Actions): HTMLElement {
  const { id, planned, options, offers } = field;
  const pin = pinOf(id);
  const key = `try ${id}`;
  const change = (input: Control): void => {
    const next = withValue(state.tried?.trial ?? {}, field, input.value);
    input.setAttribute('aria-invalid', String(next === null));
    // Leaving a field says once more what was typed; nothing is to be replaced for that.
    if (next !== null && JSON.stringify(next) !== JSON.stringify(state.tried?.trial ?? {})) actions.tryOut(next);
  };
  const input: Control =
    options !== null
      ? h(
          'select',
          { 'data-key': key },
          ...(planned === '' ? [h('option', { value: '' }, t('whatIf.notPlanned'))] : []),
          ...(planned !== '' && !options.some(({ value }) => value === planned)
            ? [h('option', { value: planned }, planned)]
            : []),
          ...options.map(({ value, label }) =>
            h('option', { value }, value === planned ? t('whatIf.planned', label) : label),
          ),
        )
      : h('input', {
          type: 'text',
          inputmode: 'numeric',
          autocomplete: 'off',
          'data-key': key,
          placeholder: planned === '' ? t('whatIf.notPlanned') : planned,
          list: offers.length > 0 ? `${key} offers` : null,
        });
  input.addEventListener('change', () => {
    window.clearTimeout(typing);
    change(input);
  });
  if (options === null) {
    input.addEventListener('input', () => {
      window.clearTimeout(typing);
      typing = window.setTimeout(() => change(input), TYPING_MS);
    });
  }
  return h(
    'label',
    {},
    pin === null ? h('span', {}, t(`whatIf.${id}` as StringKey)) : h('span', {}, name(pin)),
    input,
    offers.length > 0 &&
      h('datalist', { id: `${key} offers` }, ...offers.map((offer) => h('option', { value: offer }))),
  );
}

/** Shows in a field what is tried of it; what somebody is typing stays. */
function reflect(element: HTMLElement, { id, planned, options }: Field, trial: Trial): void {
  const input = element.querySelector<Control>(`[data-key="${CSS.escape(`try ${id}`)}"]`);
  if (input === null) return;
  const value = triedValue(trial, id);
  input.classList.toggle('tried', value !== '');
  if (input === document.activeElement && options === null && value !== '') return;
  input.value = value === '' && options !== null ? planned : value;
}
