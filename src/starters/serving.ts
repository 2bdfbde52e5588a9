import type { HfConfigFacts } from '../model/facts';
import type { Knowledge } from '../neuron/knowledge';
import { type Degree, gigabytes, judgeDegree, tensorParallelDegrees } from '../routes/degrees';
import { bytesOf, GIB, keyValueCacheBytes, leastParameters } from '../routes/memory';
import type { StarterSubject } from './subject';

/** How a model is served: from the planner file where it says so, else chosen, with a sentence on each choice. */
export interface Serving {
  readonly degree: number;
  readonly batch: number;
  readonly length: number;
  /** As PyTorch names it. */
  readonly dtype: 'bfloat16' | 'float16' | 'float32';
  readonly checks: readonly string[];
  /** Ids in the knowledge base. */
  readonly sources: readonly string[];
}

/** Sequences that are served at once where nothing is planned; the number of the quickstarts of vLLM Neuron. */
const USUAL_BATCH = 4;
/** Tokens of a sequence where nothing is planned; likewise. */
const USUAL_LENGTH = 4096;

const DTYPES: Readonly<Record<string, Serving['dtype']>> = {
  bfloat16: 'bfloat16',
  bf16: 'bfloat16',
  float16: 'float16',
  fp16: 'float16',
  half: 'float16',
  float32: 'float32',
  fp32: 'float32',
  float: 'float32',
};

export function serving(subject: StarterSubject, knowledge: Knowledge): Serving {
  const { facts } = subject.route;
  const { deployment } = subject;
  const dtype = chosenDtype(subject);
  const usual = Math.min(USUAL_LENGTH, facts.maxPositions ?? USUAL_LENGTH);
  const length = deployment.sequenceLength ?? usual;
  const batch = deployment.batchSize ?? USUAL_BATCH;
  const degree = chosenDegree(subject, { bytes: bytesOf(dtype.value) ?? 2, batch, length }, knowledge);
  return {
    degree: degree.value,
    batch,
    length,
    dtype: dtype.value,
    checks: [
      ...degree.checks,
      ...dtype.checks,
      ...(deployment.batchSize === undefined
        ? [`${USUAL_BATCH} sequences at once are only a start: plan deployment.batchSize.`]
        : []),
      ...(deployment.sequenceLength === undefined
        ? [
            `${usual} tokens for prompt and answer are only a start${facts.maxPositions === undefined ? '' : ` (the config allows ${facts.maxPositions})`}: plan deployment.sequenceLength.`,
          ]
        : facts.maxPositions !== undefined && length > facts.maxPositions
          ? [`The planned ${length} tokens are more than the ${facts.maxPositions} positions of the config.`]
          : []),
    ],
    sources: degree.sources,
  };
}

interface Choice<T> {
  readonly value: T;
  readonly checks: readonly string[];
}

function chosenDtype({ deployment, route }: StarterSubject): Choice<Serving['dtype']> {
  const planned = DTYPES[spelled(deployment.dtype)];
  if (planned !== undefined) return { value: planned, checks: [] };
  const checks =
    deployment.dtype === undefined
      ? []
      : [
          'The data type of the planner file is none that the server takes as --dtype; quantized weights come from the checkpoint.',
        ];
  const own = DTYPES[spelled(route.facts.torchDtype)];
  if (own === 'bfloat16' || own === 'float16') return { value: own, checks };
  return {
    value: 'bfloat16',
    checks: [...checks, 'bfloat16 is chosen here: the config names no 16-bit type. Plan deployment.dtype.'],
  };
}

const spelled = (dtype: string | undefined): string => (dtype ?? '').toLowerCase().replace(/^torch\./, '');

/** The planned degree where it is valid, else the smallest that is and has room; of two, one that costs nothing. */
function chosenDegree(
  { deployment, route, option, target, sdk }: StarterSubject,
  load: { readonly bytes: number; readonly batch: number; readonly length: number },
  knowledge: Knowledge,
): Choice<number> & { readonly sources: readonly string[] } {
  const { facts } = route;
  const plan = deployment.instance === undefined ? {} : { instance: deployment.instance };
  const planned = deployment.tensorParallel;
  const judged = planned === undefined ? null : judgeDegree(planned, facts, target, option.route, sdk, knowledge, plan);
  if (judged?.valid) return { value: judged.degree, checks: costs(judged), sources: judged.sources };
  const instead =
    judged === null
      ? ''
      : `The planned degree ${judged.degree} is not valid: ${judged.reason ?? 'no document has it'}. `;
  const valid = tensorParallelDegrees(facts, target, option.route, sdk, knowledge, plan).filter((one) => one.valid);
  const core = knowledge.tensorParallel(target, option.route, sdk)?.coreMemory ?? null;
  const needed = (degree: number) => neededBytes(facts, degree, load);
  const holds = ({ degree }: Degree) => core === null || (needed(degree)?.bytes ?? 0) <= degree * core * GIB;
  const best = valid.find((one) => one.verdict === 'fits' && holds(one)) ?? valid.find(holds) ?? valid.at(-1);
  if (best === undefined)
    return {
      value: judged?.degree ?? 1,
      checks: [
        `${instead}No tensor parallel degree is known to be valid here: choose one before you start the server.`,
      ],
      sources: judged?.sources ?? [],
    };
  const need = needed(best.degree);
  const size =
    need === null
      ? ''
      : `weights and KV cache (${need.exact ? 'about' : 'at least'} ${gigabytes(need.bytes)} together)`;
  // That a lower bound has room does not say that the weights have.
  const onTop = need?.exact ? 'activations come' : 'weights that the config does not tell, and activations, come';
  const words =
    core === null || need === null
      ? `Tensor parallel degree ${best.degree} is the smallest valid one; memory was not considered, as ${core === null ? 'no document gives that of a core' : 'the config does not tell the number of parameters'}.`
      : holds(best)
        ? `Tensor parallel degree ${best.degree} is the smallest valid one whose cores hold ${size}; ${onTop} on top.`
        : `No valid tensor parallel degree has cores that hold ${size}; ${best.degree} is the largest. Plan fewer sequences or tokens, or a larger instance.`;
  return {
    value: best.degree,
    checks: [`${instead}${words} Plan deployment.tensorParallel.`, ...costs(best)],
    sources: best.sources,
  };
}

/** Bytes of weights and KV cache over all cores; not exact: at the least. Null where the config does not tell them. */
function neededBytes(
  facts: HfConfigFacts,
  degree: number,
  { bytes, batch, length }: { readonly bytes: number; readonly batch: number; readonly length: number },
): { readonly bytes: number; readonly exact: boolean } | null {
  const parameters = leastParameters(facts);
  const cache = keyValueCacheBytes(facts, { degree, batch, length, bytesPerElement: bytes });
  // Quantized weights are smaller than their type says.
  if (parameters === null || cache === null || facts.quantMethod !== undefined) return null;
  return { bytes: parameters.count * bytes + cache, exact: parameters.exact };
}

function costs({ degree, verdict, reason }: Degree): string[] {
  return verdict === 'costs' && reason !== null ? [`Degree ${degree} works at a price: ${reason}.`] : [];
}
