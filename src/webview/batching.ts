/** Batches to begin with on the chosen target, and what buckets save. */
import type { BatchingReport, BucketPlan } from '../model/batching';
import type { Target } from '../model/target';
import { decimal, shareWords } from '../report/amounts';
import { figureWords, inputWords } from '../report/figure-words';
import { pathsWords } from '../report/route-words';
import { figure } from '../report/words';
import { type Child, h } from './dom';
import { bar, formulas, table } from './figures';
import { renderFolding } from './folding';
import type { Actions, Shown, State } from './state';
import { t } from './text';

const MODELS = 20;
const PLANS = 6;

export function renderBatching(
  element: HTMLElement,
  shown: Shown,
  target: Target,
  state: State,
  actions: Actions,
): void {
  const { batching } = shown.report;
  element.hidden ||= batching.starting.length + batching.plans.length === 0;
  renderFolding(element, 'batching', state, actions, {
    signature: [batching, target],
    summary: '',
    build: () => [...starts(batching, target, actions), ...batching.plans.slice(0, PLANS).flatMap(planParts)],
  });
}

function starts({ starting }: BatchingReport, target: Target, actions: Actions): Child[] {
  const rows = starting
    .slice(0, MODELS)
    .flatMap((model) => model.starts.filter((one) => one.target === target).map((one) => ({ model, ...one })));
  if (rows.length === 0) return [];
  const label = (row: (typeof rows)[number]) => pathsWords(row.model.paths, (path) => path);
  return [
    table(
      t('batching.starts'),
      [t('batching.model'), t('batching.phase'), t('batching.batch')],
      rows.map((row) => [label(row), row.phase, row.batch.value === null ? row.batch.reason : figure(row.batch.value)]),
    ),
    formulas(
      rows.map((row) => ({
        label: `${label(row)}, ${row.phase}`,
        shown: figureWords(row.batch),
        formula: row.batch.value === null ? '' : row.batch.formula,
        inputs: row.batch.value === null ? [] : row.batch.inputs.map(inputWords),
        note: row.model.notes.join(' '),
        evidence: row.batch.evidence,
      })),
      'batching',
      actions,
    ),
  ];
}

function planParts({ lengths, sets, suggested, why, settings }: BucketPlan): Child[] {
  return [
    h('h3', {}, t('batching.lengths', lengths.dimension)),
    h(
      'p',
      { class: 'quiet' },
      t(
        'batching.requests',
        figure(lengths.requests),
        lengths.from,
        figure(lengths.shortest),
        figure(lengths.longest),
        decimal(lengths.mean, 1),
      ),
      ' ',
      why,
    ),
    table(
      t('batching.buckets', lengths.dimension),
      [t('batching.set'), t('batching.share'), t('batching.padding')],
      sets.map(({ buckets, padding }, at) => {
        const words = buckets.map(({ length }) => figure(length)).join(', ');
        const filled = 1 - (padding.value ?? 0);
        return [
          at === suggested - 1 ? t('batching.suggested', words) : words,
          padding.value === null
            ? ''
            : bar([
                { kind: 'weights', from: 0, to: filled },
                { kind: 'padding', from: filled, to: 1 },
              ]),
          padding.value === null ? figureWords(padding) : shareWords(padding.value),
        ];
      }),
    ),
    ...settings.map(({ where, text }) =>
      h('div', {}, h('p', { class: 'quiet' }, t('batching.write', where)), h('pre', {}, text)),
    ),
  ];
}
