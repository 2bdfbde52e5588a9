import { type Artifact, configFactsOf, onnxFactsOf } from '../model/artifact';
import type { Target, Verdict } from '../model/target';
import { TARGET_LABELS } from '../report/words';
import { type Child, fill, h, name } from './dom';
import { icon, VERDICT_ICON } from './icons';
import { type ModelRow, modelRows } from './overview';
import type { Actions, Shown, State } from './state';
import { plural, short, t } from './text';

const MORE = 50;

/** Each file with its verdicts and what decides on the chosen target; the worst first, long lists in parts. */
export function renderModels(element: HTMLElement, shown: Shown, target: Target, state: State, actions: Actions): void {
  const rows = modelRows(shown.report, target);
  const listed = rows.slice(0, state.modelsListed);
  const { targets } = shown.report.settings;
  const signature = [target, targets, rows.length, listed.map((row) => [row.artifact, row.decides?.action])];
  fill(element, signature, () => [
    h('h2', { id: 'models' }, t('models.title')),
    h(
      'table',
      { 'aria-labelledby': 'models' },
      h('thead', {}, headRow(targets, target)),
      h('tbody', {}, ...listed.map((row) => modelRow(row, targets, target, actions))),
    ),
    rows.length > listed.length &&
      h(
        'button',
        {
          type: 'button',
          class: 'link',
          'data-key': 'models more',
          onclick: () => {
            state.modelsListed += MORE;
            actions.refresh();
          },
        },
        t('models.more', rows.length - listed.length),
      ),
  ]);
}

function headRow(targets: readonly Target[], chosen: Target): HTMLElement {
  return h(
    'tr',
    {},
    h('th', { scope: 'col' }, t('models.file')),
    h('th', { scope: 'col', class: 'decides' }, t('models.decides', TARGET_LABELS[chosen])),
    ...targets.map((target) => h('th', { scope: 'col', class: columnClass(target, chosen) }, TARGET_LABELS[target])),
  );
}

function columnClass(target: Target, chosen: Target): string {
  return target === chosen ? 'glyph chosen' : 'glyph';
}

function modelRow(
  { artifact, decides }: ModelRow,
  targets: readonly Target[],
  chosen: Target,
  actions: Actions,
): HTMLElement {
  const { path, reason } = artifact;
  const facts = factWords(artifact);
  return h(
    'tr',
    {},
    h(
      'th',
      { scope: 'row' },
      h(
        'button',
        { type: 'button', class: 'link', onclick: () => actions.post({ type: 'open', location: { path } }) },
        name(path, ''),
      ),
      facts !== '' && h('div', { class: 'facts' }, facts),
    ),
    h('td', { class: 'decides' }, reason ?? decides?.message ?? h('span', { class: 'quiet' }, t('models.clear'))),
    ...targets.map((target) =>
      h(
        'td',
        { class: columnClass(target, chosen) },
        ...verdictParts(artifact.verdicts[target] ?? 'unknown', target === chosen),
      ),
    ),
  );
}

function verdictParts(verdict: Verdict, inWords: boolean): Child[] {
  return [icon(VERDICT_ICON[verdict]), h('span', { class: inWords ? '' : 'hidden' }, t(`verdict.${verdict}`))];
}

/** "opset 18 · 245 nodes · 108.9 M parameters". */
function factWords(artifact: Artifact): string {
  const onnx = onnxFactsOf(artifact);
  if (onnx !== null) {
    const opset = onnx.opsets['ai.onnx'];
    return [
      ...(opset === undefined ? [] : [t('models.onnx', String(opset))]),
      plural('models.nodes', onnx.nodeCount),
      // Some exporters keep weights as nodes rather than initializers: none counted is then no fact about the model.
      ...(Number(onnx.parameters) === 0 ? [] : [t('models.parameters', short(Number(onnx.parameters)))]),
    ].join(' · ');
  }
  const { architectures, modelType, parameters, torchDtype } = configFactsOf(artifact) ?? {};
  const model = architectures?.[0] ?? modelType;
  return [
    ...(model === undefined ? [] : [model]),
    ...(parameters === undefined ? [] : [t('models.estimated', short(parameters))]),
    ...(torchDtype === undefined ? [] : [torchDtype]),
  ].join(' · ');
}
