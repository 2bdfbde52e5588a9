/** The checklist page: receives reports, draws them, sends what people do. Entry of the webview's bundle. */
import type { StepRecord } from '../model/plan';
import type { Report } from '../model/report';
import type { Trial } from '../model/settings';
import type { Target } from '../model/target';
import type { ToWebview } from '../protocol';
import { nothingToAudit } from '../report/coverage';
import { TARGET_LABELS } from '../report/words';
import { connect } from './api';
import { shownWords } from './filters';
import { listenToKeys } from './keys';
import { targetCards } from './overview';
import { createPage } from './page';
import { planActions } from './plan-actions';
import { filterRows, NO_FILTERS } from './row-filters';
import type { Actions, Shown, State, Tried } from './state';
import { countWords } from './targets';
import { setStrings, t } from './text';
import { rowsWithRecord, type StepRow, stepRows, withRecord } from './view-model';

const MODELS_LISTED = 12;
const ROUTES_LISTED = 6;
const MATRIX_LISTED = 4;

const editor = connect();
const remembered = editor.recall();
const state: State = {
  shown: null,
  tried: null,
  choices: { releases: [], instances: [] },
  audit: null,
  failure: null,
  target: remembered?.target ?? null,
  filters: { ...NO_FILTERS, ...remembered?.filters },
  open: new Set(remembered?.open ?? []),
  active: null,
  placesListed: new Map(),
  stepsListed: new Map(),
  coverageOpen: false,
  modelsListed: MODELS_LISTED,
  routesOpen: new Set(),
  routesListed: ROUTES_LISTED,
  matrixOpen: remembered?.matrixOpen ?? false,
  sectionsOpen: new Set(remembered?.sectionsOpen ?? []),
  matrixListed: MATRIX_LISTED,
};
/** An audit was asked for on this page; what was last said about one. */
let asked = false;
let said = '';
let scroll = remembered?.scroll ?? 0;
let restored = false;

const actions: Actions = {
  ...planActions({ state, rows, draw, page: () => page, post: editor.post, change: changeReport }),
  post(message) {
    if (message.type === 'audit') asked = true;
    editor.post(message);
  },
  chooseTarget(target) {
    state.target = target;
    draw();
    page.announce(verdictSentence());
  },
  filter(change) {
    state.filters = { ...state.filters, ...change };
    const visible = draw();
    page.announce(shownWords(visible.length, rows().filter((row) => row.applies).length));
  },
  fold(id, open = !state.open.has(id)) {
    if (open) state.open.add(id);
    else state.open.delete(id);
    draw();
  },
  tryOut(trial) {
    const planned = state.tried?.planned ?? state.shown;
    if (planned === null) return;
    if (Object.keys(trial).length === 0) {
      state.tried = null;
      show(planned);
      page.announce(t('trial.ended'));
      return;
    }
    state.tried = { trial, planned, waiting: true, problem: null };
    draw();
    editor.post({ type: 'try', trial });
  },
  keepTrial() {
    if (state.tried === null) return;
    const { trial, planned } = state.tried;
    state.tried = null;
    show(planned);
    editor.post({ type: 'keepTrial', trial });
  },
  announce: (sentence) => page.announce(sentence),
  refresh: () => void draw(),
};

let page = createPage(state, actions);

function receive(message: ToWebview): void {
  switch (message.type) {
    case 'strings':
      setStrings(message.strings, message.locale);
      page = createPage(state, actions);
      draw();
      return;
    case 'report': {
      const shown = { report: message.report, folder: message.folder, planFile: message.planFile };
      state.audit = null;
      state.failure = null;
      if (state.tried !== null) {
        // What is tried is asked for again, as the files have changed.
        state.tried = { ...state.tried, planned: shown };
        actions.tryOut(state.tried.trial);
        return;
      }
      show(shown);
      sayFinished();
      if (!restored && scroll > 0) {
        page.finish();
        window.scrollTo({ top: scroll });
      }
      restored = true;
      return;
    }
    case 'choices':
      state.choices = message.choices;
      draw();
      return;
    case 'trial':
      if (state.tried === null || !isTried(message.trial, state.tried)) return;
      state.tried = { ...state.tried, waiting: false };
      show({ ...state.tried.planned, report: message.report });
      page.announce(t('live.report', verdictSentence()));
      return;
    case 'trialFailed':
      if (state.tried === null || !isTried(message.trial, state.tried)) return;
      state.tried = { ...state.tried, waiting: false, problem: message.message };
      draw();
      page.announce(message.message);
      return;
    case 'auditing':
      state.audit = { done: message.done, total: message.total, current: message.current };
      state.failure = null;
      page.renderAudit();
      return;
    case 'failed':
      state.audit = null;
      state.failure = { message: message.message, location: message.location };
      page.renderAudit();
      page.announce(t('live.failed', message.message));
      return;
    case 'show':
      if (message.section === 'matrix') state.matrixOpen = true;
      draw();
      page.show(message.section);
      return;
    default:
      message satisfies never;
  }
}

let known: { readonly report: Report; readonly target: Target; readonly rows: readonly StepRow[] } | null = null;

/** The steps as the chosen target sees them; worked out once a report and target. */
function rows(): readonly StepRow[] {
  const report = state.shown?.report;
  if (report === undefined || state.target === null) return [];
  if (known?.report !== report || known.target !== state.target) {
    known = { report, target: state.target, rows: stepRows(report, state.target) };
  }
  return known.rows;
}

/** Shows a step's record at once, before the editor has kept it. */
function changeReport(record: StepRecord): void {
  if (state.shown === null) return;
  const report = withRecord(state.shown.report, record);
  if (known !== null) known = { ...known, report, rows: rowsWithRecord(known.rows, report, record.id) };
  state.shown = { ...state.shown, report };
  if (state.tried === null) return;
  const { planned } = state.tried;
  state.tried = { ...state.tried, planned: { ...planned, report: withRecord(planned.report, record) } };
}

/** Whether an answer is to what is tried now. */
function isTried(trial: Trial, tried: Tried): boolean {
  return JSON.stringify(tried.trial) === JSON.stringify(trial);
}

/** Draws a report in place of the last one; the target stays where it is judged. */
function show(shown: Shown): void {
  state.shown = shown;
  const { targets } = shown.report.settings;
  if (state.target === null || !targets.includes(state.target)) state.target = targets[0] ?? null;
  draw();
}

function draw(): readonly StepRow[] {
  const all = rows();
  const visible = filterRows(all, state.filters);
  if (!visible.some((row) => row.step.id === state.active)) state.active = visible[0]?.step.id ?? null;
  page.render(all, visible);
  remember();
  return visible;
}

function remember(): void {
  editor.remember({
    target: state.target,
    open: [...state.open],
    filters: state.filters,
    scroll,
    matrixOpen: state.matrixOpen,
    sectionsOpen: [...state.sectionsOpen],
  });
}

/** Says what an audit came to: not again after every tick, unless it came to something else or was asked for. */
function sayFinished(): void {
  const sentence = verdictSentence();
  if (asked || sentence !== said) page.announce(t('live.report', sentence));
  asked = false;
  said = sentence;
}

/** "Trn2: Blocked. 4 blockers · 2 warnings." */
function verdictSentence(): string {
  const report = state.shown?.report;
  if (report === undefined || nothingToAudit(report)) return t('status.emptyTitle');
  const card = targetCards(report).find(({ target }) => target === state.target);
  return card === undefined
    ? ''
    : t('live.target', TARGET_LABELS[card.target], t(`verdict.${card.verdict}`), countWords(card));
}

listenToKeys(() => page, actions);
editor.listen(receive);
window.addEventListener('scrollend', () => {
  scroll = window.scrollY;
  remember();
});
draw();
editor.post({ type: 'ready' });
