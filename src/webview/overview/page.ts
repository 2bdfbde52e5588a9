import { h, keepFocus } from '../dom';
import { sprite } from '../icons';
import { renderDtypes } from './dtypes';
import { renderDynamic } from './dynamic';
import { renderFindings } from './findings';
import { renderFigures, renderTitle, renderVerdicts } from './header';
import { pinForm, renderInputs } from './inputs';
import { renderOperators } from './operators';
import type { Actions, State } from './state';
import { renderStatus } from './status';
import { renderTensors } from './tensors';
import { t } from './text';

export interface OverviewPage {
  /** Draws what the state says. */
  render(): void;
  /** Has a screen reader say a sentence when it is next silent. */
  announce(sentence: string): void;
}

/** Puts the page into the document's body, in the language of the moment. */
export function createPage(state: State, actions: Actions): OverviewPage {
  const title = h('header', {});
  const status = h('div', { class: 'status' });
  const verdicts = h('section', { class: 'verdicts', 'aria-label': t('verdicts.label') });
  const figures = h('dl', { class: 'kpi', 'aria-label': t('figure.label') });
  const inputs = h('div', {});
  const pins = pinForm(actions);
  const dynamic = h('section', { class: 'cause', 'aria-labelledby': 'dynamic' });
  const dtypes = h('section', { 'aria-labelledby': 'dtypes' });
  const tensors = h('section', { 'aria-labelledby': 'tensors' });
  const findings = h('section', { 'aria-labelledby': 'findings' });
  const operators = h('section', { 'aria-labelledby': 'operators' });
  const columns = h(
    'div',
    { class: 'cols' },
    h('div', {}, h('section', { 'aria-labelledby': 'inputs' }, inputs, pins.element), dynamic),
    h('div', {}, dtypes, tensors),
  );
  const live = h('div', { class: 'hidden', role: 'status', 'aria-live': 'polite' });
  const main = h('main', {}, title, status, verdicts, figures, columns, findings, operators);
  document.body.replaceChildren(sprite(), main, live);

  function render(): void {
    const { shown, unreadable, judged, preview } = state;
    document.title = state.file;
    renderTitle(title, state, actions);
    renderStatus(status, state, actions);
    const readable = shown !== null && unreadable === null;
    for (const part of [figures, columns]) part.hidden = !readable;
    verdicts.hidden = !readable || (judged === null && state.failure !== null);
    const judgement = readable ? (preview ?? judged) : null;
    renderFindings(findings, judgement?.findings ?? null, state, actions);
    renderOperators(operators, judgement, state, actions);
    if (!readable) return;
    main.setAttribute('aria-busy', String(judged === null));
    renderVerdicts(verdicts, state);
    renderFigures(figures, shown, judgement);
    renderInputs(inputs, shown, state, actions);
    pins.render(shown, state);
    renderDynamic(dynamic, shown, state, actions);
    renderDtypes(dtypes, judgement?.dtypes ?? null);
    renderTensors(tensors, shown);
  }

  return {
    render: () => keepFocus(render),
    announce: (sentence) => {
      live.textContent = sentence;
    },
  };
}
