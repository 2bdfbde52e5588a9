import type { FitFigure, FitPlan, FitSubject, FitVerdict } from '../model/fit';
import type { Knowledge } from '../neuron/knowledge';
import type { Assumed } from './assumed';
import { cachePerCore } from './cache';
import { type Amount, blank, figure, given } from './figure';
import { weightsPerCore } from './per-core';
import type { FitPlace } from './place';
import { trainingParts } from './training';

/** What one core has to hold at a degree. */
export interface Load {
  readonly degree: number;
  readonly parts: readonly Amount[];
  readonly need: FitFigure;
  readonly least: number;
  /** Null: not all of it is known; `unknown` says what, a clause. */
  readonly most: number | null;
  readonly unknown: string | null;
}

/** How the work is laid out. `batch`, `length`: instead of the assumed ones, for what-ifs within a fit. */
export interface Layout {
  readonly degree: number;
  readonly dataParallel: number;
  readonly batch?: number;
  readonly length?: number;
}

/** {@link loadOf} for one model on one target; each layout is worked out once, whichever instances ask for it. */
export function loads(
  subject: FitSubject,
  place: FitPlace,
  weights: Amount,
  assumed: Assumed,
  plan: FitPlan,
  knowledge: Knowledge,
): (layout: Layout) => Load {
  return remembered((layout: Layout) => loadOf(subject, place, weights, layout, assumed, plan, knowledge));
}

/** The same for any question about a layout. */
export function remembered<T>(answer: (layout: Layout) => T): (layout: Layout) => T {
  const known = new Map<string, T>();
  return (layout) => {
    const key = `${layout.degree} ${layout.dataParallel} ${layout.batch} ${layout.length}`;
    const found = known.get(key) ?? answer(layout);
    known.set(key, found);
    return found;
  };
}

/** Adds up what one core holds. */
function loadOf(
  subject: FitSubject,
  place: FitPlace,
  weights: Amount,
  layout: Layout,
  assumed: Assumed,
  plan: FitPlan,
  knowledge: Knowledge,
): Load {
  const { degree } = layout;
  const batch = layout.batch ?? assumed.batch;
  const length = layout.length ?? assumed.length;
  const code = codePerCore(place, plan, knowledge);
  const parts =
    plan.workload === 'training' && subject.nature !== 'graph'
      ? [
          ...trainingParts(
            subject,
            {
              degree,
              dataParallel: layout.dataParallel,
              microBatch: batch,
              length,
              from: assumed.from,
              zero1: assumed.zero1,
            },
            plan,
            knowledge,
          ),
          code,
        ]
      : [
          weightsPerCore(subject, weights, degree, assumed.element, knowledge),
          cachePerCore(
            subject,
            {
              degree,
              batch,
              length,
              element: assumed.cacheElement,
              from: assumed.from,
              route: place.route,
              sdk: plan.sdk,
            },
            knowledge,
          ),
          activations(subject, plan, knowledge),
          code,
        ];
  const least = parts.reduce((sum, part) => sum + part.least, 0);
  const open = parts.find(({ most }) => most === null);
  const most = open === undefined ? parts.reduce((sum, part) => sum + (part.most ?? 0), 0) : null;
  return { degree, parts, need: needOf(parts, most, plan), least, most, unknown: open?.unknown ?? null };
}

/** fits: all that is counted is no more than there is. does-not-fit: the least of it is more. */
export function verdictOf({ least, most }: Load, has: number | null): FitVerdict {
  if (has === null) return 'unknown';
  if (least > has) return 'does-not-fit';
  return most !== null && most <= has ? 'fits' : 'unknown';
}

/** Of an ONNX model as inferred; no document has a formula for the others. */
function activations({ nature, activations: found }: FitSubject, { sdk }: FitPlan, knowledge: Knowledge): Amount {
  const [id, label] = ['activations-per-core', 'Activations per core'] as const;
  const nothing = { least: 0, most: 0, unknown: null };
  if (nature === 'graph' && found !== null && found.unknown === 0)
    return {
      figure: figure(id, label, 'bytes', found.peakBytes, {
        formula: 'the most bytes of tensors alive at once, nodes run one after another',
        inputs: [given('bytes', found.peakBytes, 'bytes', 'inferred shapes under the pins')],
        note: 'Without fusion, tiling or reuse in place: what the compiler makes of it may take less or more.',
        confidence: 'inferred',
      }),
      least: 0,
      most: found.peakBytes,
      unknown: null,
    };
  if (nature === 'graph') {
    const reason = 'Sizes of the graph are open; pin them to have its tensors counted.';
    return { figure: blank(id, label, 'bytes', reason), least: 0, most: null, unknown: 'sizes of the graph are open' };
  }
  const evidence = knowledge.memory('vllm-cache', sdk).sources.map((source) => knowledge.evidence(source));
  const reason =
    'No Neuron document gives a formula for activations in inference: they vary by model and are known only once the compiler has seen it.';
  return { figure: blank(id, label, 'bytes', reason, evidence), ...nothing };
}

function codePerCore({ physical }: FitPlace, { sdk }: FitPlan, knowledge: Knowledge): Amount {
  const claim = knowledge.memory('code', sdk);
  const each = (claim.figures.mebibytesPerCore ?? 0) * 1024 ** 2;
  return {
    figure: figure('code-per-core', 'Micro-code per core', 'bytes', each * physical, {
      formula: 'bytes per physical core × physical cores of a logical core',
      inputs: [
        given('bytes per physical core', each, 'bytes', 'Neuron documents'),
        given('physical cores of a logical core', physical, 'cores', 'Neuron documents'),
      ],
      evidence: claim.sources.map((source) => knowledge.evidence(source)),
    }),
    least: each * physical,
    most: each * physical,
    unknown: null,
  };
}

function needOf(parts: readonly Amount[], most: number | null, { workload }: FitPlan): FitFigure {
  const counted = parts.flatMap(({ figure: part }) => (part.value === null ? [] : [{ ...part, value: part.value }]));
  const value = most ?? counted.reduce((sum, part) => sum + part.value, 0);
  return figure('need-per-core', 'Need per core', 'bytes', value, {
    formula: counted.map(({ label }) => label.replace(/ per core$/, '').toLowerCase()).join(' + '),
    inputs: counted.map(({ label, value: bytes }) =>
      given(label.replace(/ per core$/, '').toLowerCase(), bytes, 'bytes', 'above'),
    ),
    bound: most === null ? 'at-least' : 'estimate',
    note:
      workload === 'training'
        ? 'Compiled code, buffers and what the runtime keeps come on top.'
        : 'Activations and compiled code come on top, as far as they do not stand above.',
  });
}
