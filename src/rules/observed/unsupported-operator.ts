import type { ObservedOperator } from '../../model/observed';
import { listed, show } from '../../text/words';
import { mentionRule } from '../define';

/** Operators that torch_neuronx.analyze could not compile. */
export const observedOperator = mentionRule(
  {
    id: 'observed/unsupported-operator',
    phase: 'proof-of-concept',
    page: {
      title: 'Operator that torch_neuronx.analyze refused',
      what: 'Reports the operators that a saved result of torch_neuronx.analyze lists as unsupported, with where each failed.',
      why: 'The tool tried each operator of the traced model on the compiler, so this is an observation, not a forecast.',
      fix: 'Replace the operator, move it to the CPU, or partition the model around it; then analyse again.',
      example: {
        before: 'torch.fft.fft(x)',
        after: 'torch.matmul(x, dft_matrix)   # precomputed cosine and sine parts',
        language: 'python',
      },
      sources: ['analyze-api'],
      since: '0.1.0',
    },
  },
  function* ({ reading }) {
    const refused = (reading.observations ?? []).filter(
      (seen): seen is ObservedOperator => seen.kind === 'operator' && !seen.supported,
    );
    if (refused.length === 0) return;
    const names = [...new Set(refused.map(({ name }) => show(name)))].sort();
    const places = [...new Set(refused.flatMap(({ failedAt }) => (failedAt === null ? [] : [show(failedAt)])))].sort();
    yield {
      key: 'unsupported',
      severity: 'blocker',
      confidence: 'documented',
      action: 'Replace the operators that torch_neuronx.analyze refused',
      message: `torch_neuronx.analyze found ${listed(names, 8)} unsupported${places.length === 0 ? '' : `, failing at ${listed(places)}`}.`,
      why: 'The tool tries each operator of the traced model on the compiler; what fails there fails in a trace.',
      remedy: 'Replace these operators, run them on the CPU, or partition the model around them.',
      sources: ['analyze-api'],
      locations: refused.map(({ range }) => ({ path: reading.path, range })),
    };
  },
);
