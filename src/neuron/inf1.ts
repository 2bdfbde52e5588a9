import type { Confidence } from '../model/finding';
import type { OperatorClaim } from './knowledge';

/** The archived list of what Inf1 takes. */
const OPERATORS_OF_INF1 = 'neuron-cc-operators';

const REASON =
  'This is known of neuronx-cc. Inf1 has another compiler, neuron-cc, with an operator list and error codes of its own.';

/** A claim that was judged for neuronx-cc, on Inf1: a conclusion, without errors of a compiler that does not run there. */
export function onInf1(claim: OperatorClaim): OperatorClaim {
  return {
    ...claim,
    confidence: atMostInferred(claim.confidence),
    why: `${claim.why} ${REASON}`,
    checks: claim.checks.map((check) => ({
      ...check,
      neuronError: null,
      confidence: atMostInferred(check.confidence),
      sources: [...check.sources, OPERATORS_OF_INF1],
    })),
    sources: [...claim.sources, OPERATORS_OF_INF1],
  };
}

function atMostInferred(confidence: Confidence): Confidence {
  return confidence === 'documented' ? 'inferred' : confidence;
}
