import { TARGET_LABELS } from '../report/words';
import { type Child, fill, h } from './dom';
import { icon, VERDICT_ICON } from './icons';
import { type TargetCard, targetCards } from './overview';
import type { Actions, Shown, State } from './state';
import { plural, t } from './text';

/** The chips' names as AWS writes them. */
const CHIPS = {
  inf1: 'Inferentia',
  inf2: 'Inferentia2',
  trn1: 'Trainium',
  trn2: 'Trainium2',
  trn3: 'Trainium3',
} as const;

/** The target switch: a radio group whose cards carry the verdicts, and beneath it why the chosen one is decided as it is. */
export function renderTargets(
  element: HTMLElement,
  reason: HTMLElement,
  shown: Shown,
  state: State,
  actions: Actions,
): void {
  const cards = targetCards(shown.report);
  fill(element, cards, () => [
    h('legend', { class: 'hidden' }, t('targets.label')),
    ...cards.map((card) => cardElement(card, actions)),
  ]);
  const chosen = cards.find((card) => card.target === state.target);
  fill(reason, chosen, () => (chosen === undefined ? [] : reasonParts(chosen)));
  for (const input of element.querySelectorAll('input')) input.checked = input.value === state.target;
}

function reasonParts({ target, decision, reason }: TargetCard): Child[] {
  return [h('b', {}, t('targets.reason', TARGET_LABELS[target], t(`decision.${decision}`))), ' ', reason];
}

function cardElement(card: TargetCard, actions: Actions): HTMLElement {
  const { target, verdict, decision, after } = card;
  return h(
    'label',
    { class: 'target' },
    h('input', {
      type: 'radio',
      name: 'target',
      value: target,
      'data-key': `target ${target}`,
      onchange: () => actions.chooseTarget(target),
    }),
    h(
      'span',
      { class: 'name' },
      h('b', {}, TARGET_LABELS[target]),
      ' ',
      h('span', {}, CHIPS[target]),
      icon('check', 'chosen'),
    ),
    h('span', { class: 'now' }, icon(VERDICT_ICON[verdict]), t(`verdict.${verdict}`)),
    h('span', { class: 'count' }, countWords(card)),
    ...reservations(card),
    h(
      'span',
      { class: 'then' },
      h('span', {}, h('span', { class: 'quiet' }, t('targets.decision')), ' ', t(`decision.${decision}`)),
      h(
        'span',
        {},
        h('span', { class: 'quiet' }, t('targets.after')),
        ' ',
        icon(VERDICT_ICON[after], 'small'),
        ' ',
        t(`verdict.${after}`),
      ),
    ),
  );
}

/** "4 blockers · 2 warnings". */
export function countWords({ blockers, warnings }: TargetCard): string {
  const parts = [
    ...(blockers > 0 ? [plural('kind.blocker', blockers)] : []),
    ...(warnings > 0 ? [plural('kind.warning', warnings)] : []),
  ];
  return parts.length > 0 ? parts.join(' · ') : t('targets.clear');
}

function reservations({ unread, cutShort }: TargetCard): Child[] {
  const parts = [...(unread > 0 ? [plural('unread', unread)] : []), ...(cutShort ? [t('unread.cutShort')] : [])];
  return [parts.length > 0 && h('span', { class: 'count' }, parts.join(' · '))];
}
