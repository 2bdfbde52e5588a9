import type { FigureInput } from '../model/figure';
import type { FitPlan, FitSubject, StoredWeights } from '../model/fit';
import type { Route, Target } from '../model/target';
import type { Knowledge } from '../neuron/knowledge';
import { type ElementSize, elementBytes, weightSize } from './dtypes';
import { type Amount, blank, figure, given } from './figure';

/** Types of safetensors and ONNX that hold plain floating-point weights, with their bytes. */
const FLOATS: Readonly<Record<string, number>> = {
  F64: 8,
  F32: 4,
  F16: 2,
  BF16: 2,
  DOUBLE: 8,
  FLOAT: 4,
  FLOAT16: 2,
  BFLOAT16: 2,
};

/** Bytes of a parameter at the least, by `quant_method`; scales and what is left unquantized come on top. */
const QUANTIZED: Readonly<Record<string, number>> = {
  fp8: 1,
  fbgemm_fp8: 1,
  mxfp4: 0.5,
  awq: 0.5,
  // It comes with 2 and 3 bits as well.
  gptq: 0.25,
  modelopt: 0.5,
  bitsandbytes: 0.5,
};

/** Where a model is to run. */
export interface Place {
  readonly target: Target;
  readonly route: Route | null;
}

/** Bytes of all weights as they are loaded: from the files where these tell, else from the config. `place` null: whatever the target. */
export function weightsOf(subject: FitSubject, plan: FitPlan, place: Place | null, knowledge: Knowledge): Amount {
  const size = weightSize(subject, plan, knowledge);
  const quantized = subject.facts.quantMethod !== undefined;
  const { stored } = subject;
  // The config tells of a plain model what the files that are there cannot.
  if (stored?.incomplete)
    return quantized || subject.parameters.value === null ? partOf(stored, size) : fromConfig(subject, size, knowledge);
  if (stored !== null && quantized) return quantizedFiles(subject, stored, place, size, plan, knowledge);
  if (stored !== null) return floatFiles(subject, stored, size, knowledge);
  return quantized ? quantizedConfig(subject, size) : fromConfig(subject, size, knowledge);
}

function floatFiles(subject: FitSubject, stored: StoredWeights, size: ElementSize, knowledge: Knowledge): Amount {
  const widths = Object.keys(stored.bytesByDtype).map((dtype) => FLOATS[dtype] ?? null);
  const same = widths.every((width) => width === size.bytes);
  if (widths.length === 0) return indexed(subject, stored, size, knowledge);
  const runsAsStored = subject.nature === 'pass' || subject.nature === 'graph' ? !size.planned : same;
  if (runsAsStored || stored.parameters === null) return asStored(stored, size.planned && !same);
  return times(stored.parameters, size, [given('parameters', stored.parameters, 'parameters', stored.from)], {
    note: 'The files hold another type, which is cast when they are loaded.',
    evidence: ['nxdi-api'],
    knowledge,
  });
}

/** An index tells the sum and no types: those of the config, from which the weights are cast where another type runs. */
function indexed({ facts, paths }: FitSubject, stored: StoredWeights, size: ElementSize, knowledge: Knowledge): Amount {
  const own = elementBytes(facts.torchDtype);
  if (own === null || own === size.bytes) return asStored(stored, own === null && size.planned);
  const value = (stored.bytes * size.bytes) / own;
  return {
    figure: figure('weights', 'Weights', 'bytes', value, {
      formula: 'bytes of the tensors in the files × bytes per weight ÷ bytes per stored weight',
      inputs: [
        given('bytes', stored.bytes, 'bytes', stored.from),
        size.input,
        given('bytes per stored weight', own, 'bytes', `${facts.torchDtype} of ${paths[0] ?? ''}`),
      ],
      evidence: [knowledge.evidence('nxdi-api')],
    }),
    least: value,
    most: value,
    unknown: null,
  };
}

/** What is in the files is what is loaded. */
function asStored(stored: StoredWeights, otherwise: boolean): Amount {
  return {
    figure: figure('weights', 'Weights', 'bytes', stored.bytes, {
      formula: 'bytes of the tensors in the files',
      inputs: [given('bytes', stored.bytes, 'bytes', stored.from)],
      bound: 'exact',
      ...(otherwise && {
        note: 'Another type is planned; how many weights the files hold is not known, so they are counted as stored.',
      }),
    }),
    least: otherwise ? 0 : stored.bytes,
    most: otherwise ? null : stored.bytes,
    unknown: otherwise ? 'the planned type is another one than that of the files' : null,
  };
}

function partOf(stored: StoredWeights, size: ElementSize): Amount {
  const least = Math.min(stored.bytes, (stored.parameters ?? Infinity) * size.bytes);
  return {
    figure: figure('weights', 'Weights', 'bytes', least, {
      formula: 'bytes of the files that are there',
      inputs: [given('bytes', stored.bytes, 'bytes', stored.from)],
      bound: 'at-least',
      note: 'Files of the checkpoint are missing or damaged.',
    }),
    least,
    most: null,
    unknown: 'files of the checkpoint are missing or damaged',
  };
}

function quantizedFiles(
  subject: FitSubject,
  stored: StoredWeights,
  place: Place | null,
  size: ElementSize,
  plan: FitPlan,
  knowledge: Knowledge,
): Amount {
  const method = subject.facts.quantMethod ?? '';
  const claim =
    place === null || place.route === null
      ? null
      : knowledge.quantization(
          { method: method.toLowerCase(), algorithm: null, modelType: subject.facts.modelType },
          knowledge.route(place.route, place.target, plan.sdk)?.modelsOf ?? place.route,
          place.target,
          plan.sdk,
        );
  const evidence = (claim?.sources ?? []).map((source) => knowledge.evidence(source));
  const { value } = subject.parameters;
  if (
    claim !== null &&
    claim.runsAs !== null &&
    size.planned &&
    value !== null &&
    subject.parameters.bound !== 'at-least'
  )
    return times(value, size, [given('parameters', value, 'parameters', subject.paths[0] ?? '')], {
      note: `${claim.note}.`,
      evidence: claim.sources,
      knowledge,
    });
  const runs = claim?.status === 'runs';
  return {
    figure: figure('weights', 'Weights', 'bytes', stored.bytes, {
      formula: 'bytes of the tensors in the files',
      inputs: [given('bytes', stored.bytes, 'bytes', stored.from)],
      bound: runs ? 'exact' : 'at-least',
      ...(!runs && { note: `Quantized weights (${method}): what the route makes of them may take more.` }),
      evidence,
    }),
    least: stored.bytes,
    most: runs ? stored.bytes : null,
    unknown: runs ? null : `what becomes of the quantized weights (${method}) is not documented as they are`,
  };
}

function quantizedConfig(subject: FitSubject, size: ElementSize): Amount {
  const method = subject.facts.quantMethod ?? '';
  const { value } = subject.parameters;
  const bytes = QUANTIZED[method.toLowerCase()];
  const unknown = `the weights are quantized (${method}) and no checkpoint lies beside the config`;
  if (value === null || bytes === undefined)
    return {
      figure: blank(
        'weights',
        'Weights',
        'bytes',
        `${unknown[0]?.toUpperCase()}${unknown.slice(1)}, so that their bytes are not known.`,
      ),
      least: 0,
      most: null,
      unknown,
    };
  const planned = size.planned && size.bytes >= bytes;
  const least = value * bytes;
  return {
    figure: figure('weights', 'Weights', 'bytes', planned ? value * size.bytes : least, {
      formula: 'parameters × bytes per weight',
      inputs: [
        given('parameters', value, 'parameters', subject.paths[0] ?? ''),
        planned ? size.input : given('bytes per weight', bytes, 'bytes', `${method} at the least`),
      ],
      bound: planned && subject.parameters.bound !== 'at-least' ? 'estimate' : 'at-least',
      ...(!planned && { note: 'Scales, and what is left unquantized, come on top.' }),
    }),
    least: planned ? value * size.bytes : least,
    most: planned && subject.parameters.bound !== 'at-least' ? value * size.bytes : null,
    unknown: planned && subject.parameters.bound !== 'at-least' ? null : unknown,
  };
}

function fromConfig({ parameters, paths }: FitSubject, size: ElementSize, knowledge: Knowledge): Amount {
  const { value } = parameters;
  if (value === null)
    return {
      figure: blank('weights', 'Weights', 'bytes', parameters.value === null ? parameters.reason : ''),
      least: 0,
      most: null,
      unknown: 'the config does not state the sizes from which weights are counted',
    };
  return times(value, size, [given('parameters', value, 'parameters', paths[0] ?? '')], {
    lower: parameters.bound === 'at-least',
    evidence: ['llm-partitioning'],
    knowledge,
  });
}

interface Context {
  readonly knowledge: Knowledge;
  readonly note?: string;
  readonly lower?: boolean;
  readonly evidence: readonly string[];
}

function times(count: number, size: ElementSize, inputs: readonly FigureInput[], context: Context): Amount {
  const value = count * size.bytes;
  const { note, lower = false, evidence, knowledge } = context;
  return {
    figure: figure('weights', 'Weights', 'bytes', value, {
      formula: 'parameters × bytes per weight',
      inputs: [...inputs, size.input],
      bound: lower ? 'at-least' : 'estimate',
      ...(note !== undefined && { note }),
      evidence: evidence.map((source) => knowledge.evidence(source)),
    }),
    least: value,
    most: lower ? null : value,
    unknown: lower ? 'only a lower bound of the weights is known' : null,
  };
}
