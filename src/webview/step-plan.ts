/** What the plan says of a step: what comes first, how long it takes, when it is done and what the tool sees of that. */
import type { Step, StepCheck } from '../model/plan';
import { httpsUrl } from '../report/escape';
import { type Child, h, name } from './dom';
import { type IconName, icon } from './icons';
import type { Actions, State } from './state';
import { STATE_ICON } from './step-state';
import { dayRange, plural, t } from './text';
import type { StepRow } from './view-model';

/** The steps before it, each a way there with its state. */
export function comesAfter({ after }: Step, state: State, actions: Actions): Child[] {
  const steps = new Map(state.shown?.report.plan.phases.flatMap((phase) => phase.steps.map((step) => [step.id, step])));
  const before = after.flatMap((id) => steps.get(id) ?? []);
  return [
    h(
      'ul',
      { class: 'before' },
      ...before.map(({ id, title, state: stands }) =>
        h(
          'li',
          {},
          icon(STATE_ICON[stands], 'small'),
          ' ',
          h(
            'button',
            { type: 'button', class: 'link', 'data-key': `to ${id}`, onclick: () => actions.goTo(id) },
            title,
          ),
          ' ',
          h('span', { class: 'tag' }, t(`state.${stands}`)),
        ),
      ),
    ),
  ];
}

/** "0.5–1 days of one engineer: 3 files", and on whose word. */
export function effortParts({ effort }: Step): Child[] {
  const { drivers, by } = effort;
  const words = t('step.dayWords', dayRange(effort));
  return [
    drivers.length > 0 ? `${words}: ${drivers.join(', ')}` : words,
    ' ',
    h('span', { class: 'tag' }, t(by === 'team' ? 'step.byTeam' : 'step.byTool')),
  ];
}

const CHECKS = {
  done: { glyph: 'ready', words: 'step.checkDone' },
  open: { glyph: 'open', words: 'step.checkOpen' },
  unknown: { glyph: 'unknown', words: 'step.checkUnknown' },
} as const satisfies Record<StepCheck['state'], { glyph: IconName; words: string }>;

/** When the step is done, and what the tool sees of that itself. */
export function doneParts({ doneWhen, check }: Step): Child[] {
  if (check === null) return [doneWhen];
  const { glyph, words } = CHECKS[check.state];
  return [
    h('p', {}, doneWhen),
    h('p', { class: 'check' }, icon(glyph, 'small'), ' ', h('b', {}, t(words)), ' ', check.says),
  ];
}

/** For the closed row: what it waits for, and a tick that the tool does not see confirmed. */
export function planTags({ step, closed, stillFound }: StepRow): Child[] {
  const waits = closed ? 0 : step.blockedBy.length;
  const unseen = step.state === 'done' && step.check?.state === 'open' && !stillFound;
  return [
    waits > 0 && h('span', { class: 'tag' }, plural('step.waits', waits)),
    unseen && h('span', { class: 'tag' }, t('step.notSeen')),
  ];
}

/** The files of a step that no finding is about. */
export function filesOf({ files }: Step, actions: Actions): Child[] {
  return files.slice(0, FILES).map((path) =>
    h(
      'p',
      {},
      h(
        'button',
        {
          type: 'button',
          class: 'link mono',
          'aria-label': t('step.open', path),
          onclick: () => actions.post({ type: 'open', location: { path } }),
        },
        name(path, ''),
      ),
    ),
  );
}

const FILES = 10;

/** What the team gave as evidence, as a way there: an address, or a file of the workspace. Null where it is neither. */
export function proofAction({ evidence }: Step, actions: Actions): (() => void) | null {
  if (evidence === null) return null;
  const url = httpsUrl(evidence);
  if (url !== null) return () => actions.post({ type: 'openUrl', url });
  const isPath = /^[\w@-][^\s:\\]*$/.test(evidence) && !evidence.split('/').includes('..');
  return isPath ? () => actions.post({ type: 'open', location: { path: evidence } }) : null;
}
