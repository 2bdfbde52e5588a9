import type { Target } from '../../model/target';
import type { Judgement, Standing, Summary } from '../../overview/types';
import { TARGET_LABELS } from '../../report/words';
import { type Child, fill, h, name } from '../dom';
import { type IconName, icon, VERDICT_ICON } from '../icons';
import type { Actions, ShownSummary, State } from './state';
import { bytes, figure, metric, plural, short, t } from './text';

/** Stands for a figure that there is not. Weights in Constant nodes, as some exporters write them, are not counted. */
const NONE = '–';

export function button(glyph: IconName, label: string, key: string, onclick: () => void, kind = ''): HTMLButtonElement {
  return h(
    'button',
    { type: 'button', class: `button ${kind}`, 'data-key': key, onclick },
    icon(glyph),
    h('span', {}, label),
  );
}

/** Title, what the file is, and the two actions on the whole. */
export function renderTitle(element: HTMLElement, { file, shown }: State, actions: Actions): void {
  fill(element, [file, shown], () => [
    h(
      'div',
      { class: 'titlerow' },
      h('div', {}, h('h1', {}, name(file, '')), shown !== null && h('p', { class: 'meta' }, ...metaWords(shown))),
      h(
        'div',
        { class: 'actions' },
        button('task', t('action.checklist'), 'checklist', () => actions.post({ type: 'checklist' })),
        button('more', t('action.reopen'), 'reopen', () => actions.post({ type: 'reopen' })),
      ),
    ),
  ]);
}

function metaWords({ summary, readMs }: ShownSummary): Child[] {
  const opsets = summary.opsets.map(([domain, version]) => `${domain} ${version}`).join(', ');
  const parts = [
    summary.graphName,
    summary.irVersion > 0 ? t('meta.ir', String(summary.irVersion)) : '',
    opsets === '' ? '' : t('meta.opset', opsets),
    summary.producer === '' ? '' : t('meta.producer', summary.producer),
    t('meta.read', Math.max(1, Math.round(readMs))),
  ];
  return [parts.filter((part) => part !== '').join(' · ')];
}

/** A verdict for each target; with pins that are not saved also what it was. */
export function renderVerdicts(element: HTMLElement, { judged, preview }: State): void {
  fill(element, [judged?.targets, judged?.sdk, preview?.targets], () => {
    if (judged === null) return [h('span', { class: 'quiet' }, t('verdicts.pending'))];
    const sdk = t('verdicts.sdk', judged.sdk);
    return [
      h('ul', {}, ...judged.targets.map((saved) => standing(saved, at(preview, saved.target)))),
      h('p', { class: 'rest' }, preview === null ? sdk : `${sdk} · ${t('verdicts.arrows')}`),
    ];
  });
}

function at(judgement: Judgement | null, target: Target): Standing | null {
  return judgement?.targets.find((standing) => standing.target === target) ?? null;
}

function standing(saved: Standing, then: Standing | null): HTMLElement {
  const { target, verdict } = then ?? saved;
  return h(
    'li',
    {},
    icon(VERDICT_ICON[verdict]),
    h('span', {}, h('b', {}, TARGET_LABELS[target]), ' ', t(`verdict.${verdict}`)),
    h('span', { class: 'count' }, countWords(saved, then ?? saved)),
  );
}

/** "1 blocker · 2 warnings"; where typed pins change a number, "2 warnings → 1". */
function countWords(saved: Standing, then: Standing): string {
  const parts = (['blocker', 'warning'] as const).flatMap((kind) => {
    const before = saved[`${kind}s`];
    const after = then[`${kind}s`];
    if (before === 0 && after === 0) return [];
    const words = plural(`count.${kind}`, before);
    return [before === after ? words : `${words} → ${figure(after)}`];
  });
  return parts.length > 0 ? parts.join(' · ') : t('verdicts.clear');
}

/** The numbers that tell models apart. Those that have to be inferred follow. */
export function renderFigures(element: HTMLElement, shown: ShownSummary, judgement: Judgement | null): void {
  const { summary } = shown;
  fill(element, [summary, judgement?.dynamic, judgement?.cost], () => {
    const dynamic = judgement?.dynamic ?? null;
    return [
      item(t('figure.nodes'), figure(summary.nodes), moreNodes(summary)),
      item(t('figure.values'), dynamic === null ? '…' : figure(dynamic.values)),
      item(t('figure.parameters'), Number(summary.parameters) > 0 ? short(Number(summary.parameters)) : NONE),
      weights(summary),
      ...costItems(judgement),
      item(
        t('figure.fixed'),
        dynamic === null ? '…' : figure(dynamic.values - dynamic.open),
        dynamic === null ? '' : t('figure.fixedOf', dynamic.values),
      ),
    ];
  });
}

/** What one run costs; what is not known is counted, not guessed. */
function costItems(judgement: Judgement | null): HTMLElement[] {
  const cost = judgement?.cost ?? null;
  if (cost === null) return [item(t('figure.macs'), '…'), item(t('figure.peak'), '…')];
  const { macs, unknownMacs, peakBytes, unknownActivations } = cost;
  // A sum over the few shapes that are fixed before pinning would say nothing.
  if (judgement !== null && judgement.dynamic.pins.length > 0) {
    return [item(t('figure.macs'), NONE, t('figure.pinFirst')), item(t('figure.peak'), NONE, t('figure.pinFirst'))];
  }
  return [
    costItem(t('figure.macs'), macs, metric, unknownMacs),
    costItem(t('figure.peak'), peakBytes, bytes, unknownActivations),
  ];
}

function costItem(label: string, known: number, words: (count: number) => string, unknown: number): HTMLElement {
  if (unknown === 0) return item(label, words(known));
  return item(label, known === 0 ? NONE : t('figure.atLeast', words(known)), t('figure.unknown', unknown));
}

function item(label: string, value: string, small = ''): HTMLElement {
  return h('div', {}, h('dt', {}, label), h('dd', {}, value, small !== '' && h('small', {}, ` ${small}`)));
}

function moreNodes({ subgraphNodes, functionNodes }: Summary): string {
  const parts = [
    ...(subgraphNodes > 0 ? [t('figure.subgraphs', subgraphNodes)] : []),
    ...(functionNodes > 0 ? [t('figure.functions', functionNodes)] : []),
  ];
  return parts.join(', ');
}

function weights({ weights, externalFiles }: Summary): HTMLElement {
  const [largest] = weights;
  if (largest === undefined) return item(t('figure.weights'), NONE);
  const total = weightBytes(weights);
  const share = total > 0 ? (largest.bytes ?? 0) / total : 0;
  return item(
    share > 0.95 ? t('figure.weightsOf', largest.dtype) : t('figure.weights'),
    bytes(total),
    externalFiles > 0 ? t('figure.external') : '',
  );
}

export function weightBytes(weights: Summary['weights']): number {
  return weights.reduce((sum, group) => sum + (group.bytes ?? 0), 0);
}
