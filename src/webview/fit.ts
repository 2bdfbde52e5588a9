/** Whether each model fits the chosen target: the answer, memory of one core by degree, instances, formulas. */
import type { DegreeFit, FitFigure, ModelFit, TargetFit } from '../model/fit';
import type { Target } from '../model/target';
import { bytesWords, shareWords } from '../report/amounts';
import { inputWords } from '../report/figure-words';
import { assumptionWords, FIT_GLYPHS, FIT_LABELS, fitFigureWords } from '../report/fit-words';
import { figure } from '../report/words';
import { type Child, h, name } from './dom';
import { bar, type FormulaRow, formulas, table } from './figures';
import { renderFolding } from './folding';
import { icon, VERDICT_ICON } from './icons';
import type { Actions, Shown, State } from './state';
import { t } from './text';

const MODELS = 12;
const GIB = 1024 ** 3;

export function renderFit(element: HTMLElement, shown: Shown, target: Target, state: State, actions: Actions): void {
  const fits = shown.report.fit.flatMap((fit) => {
    const own = fit.targets.find((one) => one.target === target);
    return own === undefined ? [] : [{ fit, own }];
  });
  element.hidden ||= fits.length === 0;
  const [only] = fits;
  renderFolding(element, 'fit', state, actions, {
    signature: fits,
    summary: fits.length === 1 && only !== undefined ? only.own.answer : t('fit.models', fits.length),
    build: () => [
      ...fits.slice(0, MODELS).flatMap(({ fit, own }) => model(fit, own, actions)),
      fits.length > MODELS && h('p', { class: 'quiet' }, t('fit.more', fits.length - MODELS)),
    ],
  });
}

function model(fit: ModelFit, own: TargetFit, actions: Actions): Child[] {
  const { subject } = fit;
  const valid = own.degrees.filter((degree) => degree.valid);
  const limit = coreBytes(own);
  const needs = valid.flatMap(({ need }) => need ?? []);
  const scale = Math.max(...needs, limit ?? 0) * 1.05;
  return [
    h('h3', {}, subject.name, ' ', name(subject.paths[0] ?? '', 'mono quiet')),
    h('p', {}, icon(VERDICT_ICON[FIT_GLYPHS[own.verdict]], 'small'), ' ', own.answer),
    h('p', { class: 'quiet' }, t('fit.taken', assumptionWords(fit))),
    needs.length > 0 &&
      table(
        t('fit.byDegree', own.label),
        heads(fit),
        valid.map((one) => degreeCells(one, limit, scale)),
      ),
    needs.length > 0 && legend(fit),
    ...invalid(own).map((words) => h('p', { class: 'quiet' }, words)),
    own.instances.length > 0 &&
      table(
        t('fit.instances', own.label),
        [t('fit.instance'), t('fit.degree'), t('fit.answer'), t('fit.batch'), t('fit.sequence'), t('fit.host')],
        own.instances.map((one) => [
          one.instance === own.smallest ? t('fit.smallest', one.instance) : one.instance,
          one.degree === null ? '' : figure(one.degree),
          verdictCell(FIT_GLYPHS[one.verdict], `${FIT_LABELS[one.verdict]}. ${one.reason}`),
          amount(one.largestBatch),
          amount(one.largestSequence),
          one.host.reason,
        ]),
      ),
    ...own.blanks.map((words) => h('p', { class: 'quiet' }, words)),
    formulas([...fit.figures, ...own.figures].map(formulaOf), `fit ${subject.paths[0] ?? ''}`, actions),
  ];
}

function coreBytes({ figures, instances }: TargetFit): number | null {
  const gib = instances.find(({ coreMemory }) => coreMemory !== null)?.coreMemory;
  return figures.find(({ id }) => id === 'memory-per-core')?.value ?? (gib == null ? null : gib * GIB);
}

function heads({ workload }: ModelFit): string[] {
  return [t('fit.degree'), t(workload === 'training' ? 'fit.memoryTraining' : 'fit.memory'), t('fit.need')];
}

function degreeCells(one: DegreeFit, limit: number | null, scale: number): Child[] {
  const { degree, weights, kvCache, need, verdict, reason } = one;
  const first = (weights ?? 0) / scale;
  const second = first + (kvCache ?? 0) / scale;
  const parts = [
    { kind: 'weights' as const, from: 0, to: first },
    { kind: 'cache' as const, from: first, to: second },
    { kind: 'rest' as const, from: second, to: (need ?? 0) / scale },
  ];
  const words =
    need === null
      ? t('fit.notKnown')
      : limit === null
        ? bytesWords(need)
        : need > limit
          ? t('fit.over', bytesWords(need), bytesWords(need - limit))
          : t('fit.share', bytesWords(need), shareWords(need / limit));
  return [
    `TP ${degree}`,
    bar(parts, limit === null ? null : limit / scale),
    verdictCell(FIT_GLYPHS[verdict], reason === null ? words : `${words}; ${reason}`),
  ];
}

function verdictCell(verdict: keyof typeof VERDICT_ICON, words: string): HTMLElement {
  return h('span', {}, icon(VERDICT_ICON[verdict], 'small'), ' ', words);
}

function legend({ workload }: ModelFit): HTMLElement {
  const entry = (kind: string, words: string) => h('span', {}, h('i', { class: kind, 'aria-hidden': 'true' }), words);
  return h(
    'p',
    { class: 'legend' },
    entry('weights', t('fit.weights')),
    workload === 'inference' && entry('cache', t('fit.cache')),
    entry('rest', t(workload === 'training' ? 'fit.states' : 'fit.rest')),
    entry('limit', t('fit.limit')),
  );
}

/** The degrees that are none, by the rule that fails. */
function invalid({ degrees }: TargetFit): string[] {
  const byReason = new Map<string, number[]>();
  for (const { degree, valid, reason } of degrees) {
    if (!valid) byReason.set(reason ?? '', [...(byReason.get(reason ?? '') ?? []), degree]);
  }
  return [...byReason].map(([reason, list]) => t('fit.invalid', list.join(', '), reason));
}

function amount(one: FitFigure): string {
  return one.value === null ? fitFigureWords(one) : figure(one.value);
}

function formulaOf(one: FitFigure): FormulaRow {
  return {
    label: one.label,
    shown: fitFigureWords(one),
    formula: one.value === null ? '' : one.formula,
    inputs: one.value === null ? [] : one.inputs.map(inputWords),
    note: [one.note ?? '', one.value === null ? '' : t(`confidence.${one.confidence}`)]
      .filter((words) => words !== '')
      .join(' · '),
    evidence: one.evidence,
  };
}
