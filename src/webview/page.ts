import type { PhaseId } from '../model/plan';
import { nothingToAudit } from '../report/coverage';
import { renderBatching } from './batching';
import { type ChangeLine, changeLine } from './changed';
import { renderCost } from './cost';
import { coverageLine } from './coverage';
import { fill, h, keepFocus } from './dom';
import { filterBar } from './filters';
import { renderFit } from './fit';
import { renderHeader } from './header';
import { sprite } from './icons';
import { keyboardHelp } from './keys';
import { renderMatrix } from './matrix';
import { renderModels } from './models';
import { renderPhases } from './phases';
import { renderRoutes } from './routes';
import { runningAudit } from './running';
import type { Actions, State } from './state';
import { renderOutcome, renderStatus } from './status';
import { listenToSteps } from './step-events';
import { stepList } from './steps';
import { renderTargets } from './targets';
import { t } from './text';
import type { StepRow } from './view-model';
import { renderTrialBar, renderWhatIf } from './what-if';

export interface Page {
  readonly filterInput: HTMLInputElement;
  readonly plan: HTMLElement;
  /** Draws what the state says; `all` are the target's steps, `visible` those that pass the filters. */
  render(all: readonly StepRow[], visible: readonly StepRow[]): void;
  /** Draws the audit's progress or failure only. */
  renderAudit(): void;
  /** Draws at once the steps that were left for an idle moment. */
  finish(): void;
  /** Goes to a phase: its first step, or its heading where it shows none. */
  jump(phase: PhaseId): void;
  /** Goes to one of the sections above the steps. */
  show(section: 'matrix' | 'routes'): void;
  /** Shows what was changed, with a button that takes it back; returns the sentence. */
  readonly showChange: ChangeLine['show'];
  /** Has a screen reader say a sentence when it is next silent. */
  announce(sentence: string): void;
}

/** Puts the page into the document's body, in the language of the moment. */
export function createPage(state: State, actions: Actions): Page {
  const header = h('header', { class: 'top' });
  const status = h('div', { class: 'status' });
  const outcome = h('div', { class: 'outcome' });
  const targets = h('fieldset', { class: 'targets' });
  const reason = h('p', { class: 'reason' });
  const models = h('section', { class: 'models', 'aria-labelledby': 'models' });
  const routes = h('section', { class: 'routes', 'aria-labelledby': 'routes' });
  const matrix = h('section', { class: 'matrix', 'aria-labelledby': 'matrix' });
  const trialBar = h('div', { class: 'trial-bar', role: 'group', 'aria-label': t('whatIf.trial') });
  const whatIf = h('section', { class: 'folding what-if', 'aria-labelledby': 'what-if' });
  const fit = h('section', { class: 'folding fit', 'aria-labelledby': 'fit' });
  const batching = h('section', { class: 'folding', 'aria-labelledby': 'batching' });
  const cost = h('section', { class: 'folding', 'aria-labelledby': 'cost' });
  const phases = h('nav', { class: 'phases', 'aria-label': t('phases.label') });
  const filters = filterBar(actions);
  const steps = stepList(actions);
  const note = h('p', { class: 'estimates quiet' });
  const keys = keyboardHelp();
  const running = runningAudit(actions);
  const changed = changeLine(actions);
  const coverage = coverageLine(running, changed.element, actions);
  const live = h('div', { class: 'hidden', role: 'status', 'aria-live': 'polite' });
  listenToSteps(steps, state, actions);
  document.title = t('title');
  document.body.replaceChildren(
    sprite(),
    h(
      'main',
      {},
      header,
      status,
      trialBar,
      targets,
      reason,
      outcome,
      models,
      routes,
      matrix,
      fit,
      batching,
      cost,
      whatIf,
      phases,
      filters.element,
      steps.element,
      note,
      keys,
      coverage.element,
    ),
    live,
  );

  function renderAudit(): void {
    renderStatus(status, running, state, actions);
    if (state.shown !== null) coverage.render(state.shown, state);
  }

  function render(all: readonly StepRow[], visible: readonly StepRow[]): void {
    const { shown, target } = state;
    renderHeader(header, shown, actions);
    renderAudit();
    const judged = shown !== null && target !== null && !nothingToAudit(shown.report);
    const parts = [
      targets,
      reason,
      models,
      routes,
      matrix,
      fit,
      batching,
      cost,
      whatIf,
      phases,
      filters.element,
      steps.element,
      note,
      keys,
    ];
    for (const part of parts) part.hidden = !judged;
    for (const part of [outcome, coverage.element]) part.hidden = shown === null;
    if (shown === null) return;
    renderOutcome(outcome, shown, all, state, actions);
    if (target === null || !judged) return;
    renderTargets(targets, reason, shown, state, actions);
    renderModels(models, shown, target, state, actions);
    renderRoutes(routes, shown, target, state, actions);
    renderMatrix(matrix, shown, state, actions);
    renderFit(fit, shown, target, state, actions);
    renderBatching(batching, shown, target, state, actions);
    renderCost(cost, shown, state, actions);
    renderWhatIf(whatIf, shown, target, state, actions);
    renderTrialBar(trialBar, shown, target, state, actions);
    renderPhases(phases, shown.report.plan.phases, all, target, jump);
    filters.render(all, visible, target, state);
    steps.render(shown.report.plan.phases, all, visible, state);
    fill(note, shown.report.plan.effortNote, () => [shown.report.plan.effortNote]);
  }

  function jump(phase: PhaseId): void {
    steps.finish();
    const heading = document.getElementById(`phase-${phase}`);
    const first = heading?.closest('section')?.querySelector<HTMLElement>('.step > .tick > input');
    heading?.scrollIntoView();
    (first ?? heading)?.focus({ preventScroll: first !== null });
  }

  function show(section: 'matrix' | 'routes'): void {
    const heading = document.getElementById(section);
    heading?.scrollIntoView();
    heading?.querySelector('button')?.focus({ preventScroll: true });
  }

  return {
    filterInput: filters.input,
    plan: steps.element,
    render: (all, visible) => keepFocus(() => render(all, visible)),
    renderAudit: () => keepFocus(renderAudit),
    finish: steps.finish,
    jump,
    show,
    showChange: changed.show,
    announce: (sentence) => {
      live.textContent = sentence;
    },
  };
}
