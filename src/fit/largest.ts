import type { FigureInput } from '../model/figure';
import type { FitFigure, FitPlan, FitSubject } from '../model/fit';
import type { Knowledge } from '../neuron/knowledge';
import { GIB } from '../routes/memory';
import type { Assumed } from './assumed';
import { blank, figure, given } from './figure';
import type { Layout, Load } from './load';
import type { FitPlace } from './place';

/** Asks what is left for sequences at a degree. */
export interface LargestQuestion {
  readonly subject: FitSubject;
  readonly place: FitPlace;
  readonly loadOf: (layout: Layout) => Load;
  readonly layout: Layout;
  readonly assumed: Assumed;
  readonly plan: FitPlan;
  /** Bytes of a core; null: not known. */
  readonly has: number | null;
}

const BATCH = ['largest-batch', 'Largest batch', 'samples'] as const;
const SEQUENCE = ['largest-sequence', 'Largest sequence', 'tokens'] as const;

/** The largest batch at the assumed sequence length. */
export function largestBatch(question: LargestQuestion, knowledge: Knowledge): FitFigure {
  const { assumed } = question;
  if (assumed.length === null) return blank(...BATCH, 'No sequence length is planned, and the config states none.');
  const room = roomFor(question, { batch: 1 }, knowledge);
  if (typeof room === 'string') return blank(...BATCH, room);
  const value = Math.max(0, Math.floor(room.bytes / room.each));
  return figure(...BATCH, value, {
    formula: `${room.formula} ÷ ${room.of} of one sequence, rounded down`,
    inputs: [
      ...room.inputs,
      given(`${room.of} of one sequence`, room.each, 'bytes', `at ${assumed.length.toLocaleString('en-US')} tokens`),
    ],
    ...(value > 0 && noteOf(question, room.note)),
    evidence: room.evidence,
  });
}

/** The longest sequence at the assumed batch, as far as the model goes. */
export function largestSequence(question: LargestQuestion, knowledge: Knowledge): FitFigure {
  const { assumed, subject } = question;
  const room = roomFor(question, { length: 1 }, knowledge);
  if (typeof room === 'string') return blank(...SEQUENCE, room);
  const held = Math.max(0, Math.floor(room.bytes / room.each));
  const { maxPositions } = subject.facts;
  const value = maxPositions ? Math.min(held, maxPositions) : held;
  return figure(...SEQUENCE, value, {
    formula: `${maxPositions ? 'the smaller of the longest that the model knows and ' : ''}${room.formula} ÷ ${room.of} of one token in all sequences, rounded down`,
    inputs: [
      ...room.inputs,
      given(`${room.of} of one token in all sequences`, room.each, 'bytes', `at batch ${assumed.batch}`),
      ...(maxPositions ? [given('longest that the model knows', maxPositions, 'tokens', subject.paths[0] ?? '')] : []),
    ],
    ...(value > 0 && noteOf(question, room.note)),
    evidence: room.evidence,
  });
}

/** Which degree it is for, where degrees were free to choose. */
function noteOf({ place, plan, layout }: LargestQuestion, note: string | null): { note?: string } {
  const free = place.split && plan.deployment.tensorParallel === undefined;
  const words = [free ? `At TP ${layout.degree}.` : '', note ?? ''].filter((word) => word !== '').join(' ');
  return words === '' ? {} : { note: words };
}

interface Room {
  /** Bytes left on a core. */
  readonly bytes: number;
  /** Bytes that one more takes. */
  readonly each: number;
  readonly of: string;
  readonly formula: string;
  readonly inputs: readonly FigureInput[];
  readonly note: string | null;
  readonly evidence: FitFigure['evidence'];
}

/** What is left on a core and what one unit (a sequence, a token) takes; a sentence where it cannot be told. */
function roomFor(
  question: LargestQuestion,
  unit: Pick<Layout, 'batch' | 'length'>,
  knowledge: Knowledge,
): Room | string {
  const { subject, place, loadOf, layout, plan, has } = question;
  if (has === null) return place.memory.value === null ? place.memory.reason : '';
  if (subject.nature === 'graph') return 'How the tensors of a graph grow with the batch shows only under other pins.';
  const load = loadOf({ ...layout, ...unit });
  const trains = plan.workload === 'training';
  if (!trains && subject.nature === 'pass')
    return 'No Neuron document gives a formula for activations, which are all that grows with the batch here.';
  const growing = load.parts.find(
    ({ figure: { id } }) => id === (trains ? 'activations-per-core' : 'kv-cache-per-core'),
  );
  const fixed = load.parts.filter((part) => part !== growing);
  const open = [growing, ...fixed].find((part) => part === undefined || part.most === null);
  if (growing === undefined || growing.most === null || open !== undefined)
    return `Cannot be told: ${open?.unknown ?? 'the config does not state the sizes'}.`;
  if (growing.most <= 0) return 'The config does not state the sizes.';
  const taken = fixed.reduce((sum, { most }) => sum + (most ?? 0), 0);
  const budget = trains ? null : cacheBudget(place, plan, has, taken, knowledge);
  const of = trains ? 'activations' : 'KV cache';
  const documents = growing.figure.evidence;
  return budget !== null && budget.value !== null && budget.value < has - taken
    ? {
        bytes: budget.value,
        each: growing.most,
        of,
        formula: 'KV cache budget of vLLM Neuron',
        inputs: [given('KV cache budget of vLLM Neuron', budget.value, 'bytes', 'see the figure')],
        note: `By default; without that limit the memory itself would hold ${Math.max(0, Math.floor((has - taken) / growing.most)).toLocaleString('en-US')}.`,
        evidence: [...budget.evidence, ...documents],
      }
    : {
        bytes: has - taken,
        each: growing.most,
        of,
        formula: '(memory of a core − what does not grow)',
        inputs: [
          given('memory of a core', has, 'bytes', `${place.label}`),
          given('what does not grow', taken, 'bytes', 'above'),
        ],
        note: trains ? null : 'Activations and compiled code are not counted.',
        evidence: documents,
      };
}

/** The same beside what a load holds. */
export function budgetOf(
  { parts }: Load,
  place: FitPlace,
  plan: FitPlan,
  has: number,
  knowledge: Knowledge,
): FitFigure | null {
  const resident = parts
    .filter(({ figure: { id } }) => id === 'weights-per-core' || id === 'code-per-core')
    .reduce((sum, { most, least }) => sum + (most ?? least), 0);
  return place.split ? cacheBudget(place, plan, has, resident, knowledge) : null;
}

/** What vLLM Neuron gives to the KV cache of a core by default; null on other routes. */
function cacheBudget(
  { route }: FitPlace,
  { sdk }: FitPlan,
  has: number,
  resident: number,
  knowledge: Knowledge,
): FitFigure | null {
  if (route !== 'vllm-neuron') return null;
  const claim = knowledge.memory('vllm-cache', sdk);
  const { utilization = 0, cacheShare = 0, leastGibibytes = 0 } = claim.figures;
  const value = Math.max(0, Math.min(utilization * has - resident, cacheShare * utilization * has));
  return figure('cache-budget-per-core', 'KV cache budget per core', 'bytes', value, {
    formula: 'the smaller of 0.9 × memory − resident, and 0.3 × 0.9 × memory',
    inputs: [
      given('memory', has, 'bytes', 'of a core'),
      given('resident', resident, 'bytes', 'weights and micro-code'),
    ],
    note:
      value < leastGibibytes * GIB
        ? `Below ${leastGibibytes} GiB vLLM Neuron stops at its start.`
        : 'The default of vLLM Neuron; gpu_memory_utilization and VLLM_NEURON_KV_GMU_BUDGET_CAP_FRACTION change it.',
    evidence: claim.sources.map((source) => knowledge.evidence(source)),
  });
}
