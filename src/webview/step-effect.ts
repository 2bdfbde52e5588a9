/** What a step's fix comes to, and what Neuron's own tools said of it. */
import { type Child, h, name } from './dom';
import { icon, VERDICT_ICON } from './icons';
import { placeLabel } from './places';
import type { Actions } from './state';
import { list, plural, t } from './text';
import type { StepEffect, StepRow } from './view-model';

/** Names and sizes written out; the others are counted. */
const NAMED = 6;
const FOLLOWED = 3;

/** For the closed row: "fixes 212 of 240 places", and the verdict where it becomes another. */
export function effectParts({ effect }: StepRow): Child[] {
  if (effect === null) return [];
  const { kind, n, of, before, after } = effect;
  if (kind === 'elsewhere') return [h('span', { class: 'effect' }, t('effect.elsewhere'))];
  return [
    h(
      'span',
      { class: 'effect' },
      t(kind === 'trial' ? 'effect.mayFix' : 'effect.fixes', n, of),
      ...(after === before ? [] : [', ', icon(VERDICT_ICON[after], 'small'), ' ', t('effect.then', word(after))]),
    ),
  ];
}

/** For the open step: the same in sentences. */
export function afterTheFix(effect: StepEffect, target: string): Child[] {
  const { kind, n, of, files, filesOf, before, after, pins, follow } = effect;
  if (kind === 'elsewhere') return [h('p', {}, t('effect.noFix', target))];
  const sizes = Object.entries(pins).map(([symbol, size]) => `${symbol} = ${size}`);
  const then = follow.slice(0, FOLLOWED).map(({ title }) => title);
  return [
    h(
      'p',
      {},
      t(kind === 'trial' ? 'effect.trial' : 'effect.settles', plural('step.places', of), n),
      filesOf > 1 && ` ${t('effect.files', filesOf, files)}`,
    ),
    h(
      'p',
      {},
      icon(VERDICT_ICON[after], 'small'),
      ' ',
      after === before ? t('effect.stays', target, word(before)) : t('effect.becomes', target, word(after)),
    ),
    sizes.length > 0 && h('p', { class: 'quiet' }, t('effect.pins', list(shortened(sizes, NAMED)))),
    follow.length > 0 &&
      h(
        'div',
        { class: 'follow' },
        h('p', {}, t('effect.follow')),
        h('ul', {}, ...then.map((title) => h('li', {}, title))),
        follow.length > FOLLOWED && h('p', { class: 'quiet' }, t('step.furtherTexts', follow.length - FOLLOWED)),
      ),
  ];
}

/** For the closed row: what a compile or a tool said, in a word. */
export function observedParts({ observed }: StepRow): Child[] {
  const states = new Set(observed.map(({ state }) => state));
  return (['confirmed', 'refuted', 'not-observed'] as const)
    .filter((state) => states.has(state))
    .map((state) => h('span', { class: `tag observed ${state}` }, t(`observed.${state}`)));
}

/** For the open step: each mark with the sentence and the file that says so. */
export function observedDetails({ observed }: StepRow, actions: Actions): Child[] {
  return observed.slice(0, NAMED).map(({ state, path, words }) =>
    h(
      'p',
      {},
      h('span', { class: `tag observed ${state}` }, t(`observed.${state}`)),
      ' ',
      words,
      ' ',
      h(
        'button',
        {
          type: 'button',
          class: 'link mono',
          'aria-label': t('step.open', placeLabel({ path })),
          onclick: () => actions.post({ type: 'open', location: { path } }),
        },
        name(path, ''),
      ),
    ),
  );
}

function word(verdict: StepEffect['after']): string {
  return t(`verdict.${verdict}`);
}

function shortened(words: readonly string[], most: number): string[] {
  return words.length <= most ? [...words] : [...words.slice(0, most), t('list.more', words.length - most)];
}
