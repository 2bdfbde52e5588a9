import type { Route } from '../../model/target';
import type { QuantizationClaim } from '../../neuron/knowledge';
import { routeLabel } from '../../routes/elsewhere';
import type { Draft, RuleContext } from '../rule';
import { sentences, show } from '../words';

/** What the routes say of quantized weights in general. */
export const QUANTIZATION_PAGES = ['vllm-features-quantization', 'nxdi-weight-quantization'];

/** Methods whose weights are stored as E4M3FN, which reaches 448. */
const FLOAT8 = ['fp8', 'fbgemm_fp8', 'finegrained_fp8'];

export interface QuantizedWeights {
  /** `quant_method`, in lower case. */
  readonly method: string;
  /** `quant_algo`, in upper case; null where none is stated. */
  readonly algorithm: string | null;
  readonly modelType: string | undefined;
}

type Context = Pick<RuleContext, 'target' | 'settings' | 'knowledge'>;

/**
 * What a route makes of weights that were quantized before; of no route at all, that nothing is documented. Null where the route is not there or has
 * ended, which is a finding of its own. The places are the caller's.
 */
export function quantizedWeights(
  weights: QuantizedWeights,
  route: Route | null,
  context: Context,
): Omit<Draft, 'locations'> | null {
  const { settings, target, knowledge } = context;
  const found = route === null ? null : knowledge.route(route, target, settings.sdk, settings.workload);
  if (route !== null && (found === null || found.state === 'ended')) return null;
  const claim = quantizationClaim(weights, route, context);
  return claim === null ? undocumented(weights, route, context) : judged(weights, claim, context);
}

/** The claim that decides it; null where no document does. */
export function quantizationClaim(
  weights: QuantizedWeights,
  route: Route | null,
  { settings, target, knowledge }: Context,
): QuantizationClaim | null {
  if (route === null || settings.workload === 'training') return null;
  const served = knowledge.route(route, target, settings.sdk, settings.workload)?.modelsOf ?? route;
  return knowledge.quantization(weights, served, target, settings.sdk);
}

/** "awq", or with the algorithm where the method has several: "modelopt NVFP4". */
function named({ method, algorithm }: QuantizedWeights): string {
  return algorithm === null ? show(method) : `${show(method)} ${show(algorithm)}`;
}

function judged(weights: QuantizedWeights, claim: QuantizationClaim, context: Context): Omit<Draft, 'locations'> {
  const { settings, target, knowledge } = context;
  const { label } = knowledge.target(target);
  const name = routeLabel(claim.route, knowledge);
  const converted = claim.runsAs !== null && settings.deployment.dtype === claim.runsAs;
  const runs = claim.status === 'runs' || converted;
  const given = named(weights);
  return {
    key: 'method',
    severity: runs ? 'info' : claim.status === 'refused' ? 'blocker' : 'warning',
    confidence: claim.confidence,
    action: `Serve a checkpoint that ${name} takes`,
    message: converted
      ? `The ${given} weights have to be converted to ${claim.runsAs} for ${name} on ${label}, as planned.`
      : {
          runs: `${name} takes the ${given} weights of the checkpoint on ${label}.`,
          conditional: `${name} takes ${given} weights on ${label} only under a condition.`,
          refused: `${name} refuses ${given} weights on ${label}.`,
        }[claim.status],
    why: sentences(claim.note),
    remedy: sentences(claim.remedy),
    sources: claim.sources,
  };
}

function undocumented(
  weights: QuantizedWeights,
  route: Route | null,
  { settings, target, knowledge }: Context,
): Omit<Draft, 'locations'> {
  const float8 = FLOAT8.includes(weights.method) ? knowledge.dtype('FLOAT8E4M3FN', target, settings.sdk) : null;
  const by = route === null ? 'on this target' : `with ${routeLabel(route, knowledge)}`;
  return {
    key: 'method',
    severity: 'warning',
    confidence: 'undocumented',
    action: 'Take a checkpoint that is not quantized',
    message: `No Neuron document says what becomes of ${named(weights)} weights ${by}${settings.workload === 'training' ? ' in training' : ''}.`,
    why: sentences(
      'The documents name the formats of quantized weights that a route reads, and this one is not among them',
      float8 === null ? '' : `Its weights are FP8 of the kind E4M3FN. ${float8.consequence}`,
    ),
    remedy:
      'Take the BF16 checkpoint of the model, and quantize it with a documented method of the route where memory asks for it.',
    sources: [...QUANTIZATION_PAGES, ...(float8?.sources ?? [])],
  };
}
