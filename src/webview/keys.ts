import { PHASES, type PhaseId } from '../model/plan';
import { h, isTextField } from './dom';
import type { Actions } from './state';
import { t } from './text';

/** What the keys act on. */
export interface Places {
  readonly filterInput: HTMLInputElement;
  readonly plan: HTMLElement;
  finish(): void;
  jump(phase: PhaseId): void;
}

/** The keyboard of the whole page. Handled keys stop here: the editor around the page would act on them too. */
export function listenToKeys(places: () => Places, actions: Actions): void {
  document.addEventListener('keydown', (event) => {
    if (event.isComposing) return;
    const handled = event.ctrlKey || event.metaKey ? history(event, actions) : handle(event, places(), actions);
    if (!handled) return;
    event.preventDefault();
    event.stopPropagation();
  });
}

/** Ctrl+Z and its like. In a text field they are about what is typed there. */
function history({ key, shiftKey, altKey, target }: KeyboardEvent, actions: Actions): boolean {
  const letter = key.toLowerCase();
  if (altKey || isTextField(target) || (letter !== 'z' && letter !== 'y')) return false;
  if (letter === 'y' || shiftKey) actions.redo();
  else actions.undo();
  return true;
}

function handle(event: KeyboardEvent, places: Places, actions: Actions): boolean {
  const { target, key } = event;
  const phase = event.altKey && /^Digit[1-5]$/.test(event.code) ? PHASES[Number(event.code.slice(5)) - 1] : undefined;
  if (phase !== undefined) {
    places.jump(phase);
    return true;
  }
  if (event.altKey || !(target instanceof HTMLElement)) return false;
  if (target === places.filterInput) return key === 'Escape' && leaveFilter(places, actions);
  if (key === '/' && !isTextField(target) && !(target instanceof HTMLSelectElement)) {
    places.filterInput.focus();
    places.filterInput.select();
    return true;
  }
  const step = target.closest<HTMLElement>('.step');
  if (step === null) return false;
  if (target === tickOf(step)) return stepKey(key, step, places, actions);
  if (key !== 'Escape') return false;
  tickOf(step)?.focus();
  return true;
}

function leaveFilter({ filterInput, plan }: Places, actions: Actions): boolean {
  if (filterInput.value !== '') actions.filter({ text: '' });
  else plan.querySelector<HTMLElement>('.step > .tick > input[tabindex="0"]')?.focus();
  return true;
}

/** A key on the checkbox of a step, the step's one tab stop. Space is the checkbox's own. */
function stepKey(key: string, step: HTMLElement, places: Places, actions: Actions): boolean {
  const id = step.dataset.id ?? '';
  switch (key) {
    case 'ArrowDown':
    case 'ArrowUp':
    case 'Home':
    case 'End':
      places.finish();
      move(key, step, places.plan);
      return true;
    case 'Enter':
      actions.fold(id);
      return true;
    case 'ArrowRight':
    case 'ArrowLeft':
      actions.fold(id, key === 'ArrowRight');
      return true;
    case 'o':
    case 'O':
      actions.fold(id, true);
      step.querySelector<HTMLElement>('.track .owner')?.focus();
      return true;
    case 'p':
    case 'P':
      actions.pin(id);
      return true;
    case 'w':
    case 'W':
      actions.waive(id);
      return true;
    default:
      return false;
  }
}

function move(key: 'ArrowDown' | 'ArrowUp' | 'Home' | 'End', from: HTMLElement, plan: HTMLElement): void {
  const steps = [...plan.querySelectorAll<HTMLElement>('.step')];
  const at = steps.indexOf(from);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: steps.length - 1 }[key];
  const step = steps[to];
  if (step) tickOf(step)?.focus();
}

export function tickOf(step: HTMLElement): HTMLInputElement | null {
  return step.querySelector<HTMLInputElement>(':scope > .tick > input');
}

/** The keys in words, folded away at the end of the page. */
export function keyboardHelp(): HTMLElement {
  const rows: readonly (readonly [string, string])[] = [
    ['↑ ↓ Home End', t('keys.move')],
    ['Enter → ←', t('keys.fold')],
    ['Space', t('keys.tick')],
    ['O', t('keys.owner')],
    ['P', t('keys.pin')],
    ['W', t('keys.waive')],
    ['Ctrl+Z Ctrl+Y', t('keys.undo')],
    ['/', t('keys.filter')],
    ['Esc', t('keys.back')],
    ['Alt+1 … Alt+5', t('keys.phase')],
    ['← →', t('keys.targets')],
  ];
  return h(
    'details',
    { class: 'keys' },
    h('summary', {}, t('keys.title')),
    h('dl', {}, ...rows.map(([keys, what]) => h('div', {}, h('dt', {}, h('kbd', {}, keys)), h('dd', {}, what)))),
  );
}
