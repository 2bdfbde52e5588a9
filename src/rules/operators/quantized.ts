import { onnxRule } from '../define';
import { nodeLocations } from '../locations';
import { capital, listed, sentences } from '../words';
import { operatorIssues } from './issues';
import { isQuantizing } from './routing';

/** Graphs that were quantized to integers for a CPU or GPU runtime. */
export const quantizedGraph = onnxRule(
  {
    id: 'onnx/quantized-graph',
    phase: 'proof-of-concept',
    page: {
      title: 'Graph quantized to integers',
      what: 'Reports models with operators of integer quantization: QuantizeLinear and DequantizeLinear pairs, QLinear operators, MatMulInteger and their kin. One warning for each file.',
      why: 'Integer arithmetic in matrix products and convolutions is not documented for the Neuron compiler: its matrix engine computes in floating point. A quantized graph is not faster there, and the converters to PyTorch do not know its operators.',
      fix: 'Start again from the float model in bfloat16. Where memory matters, quantize the weights with the means of the Neuron libraries.',
      example: {
        before: 'quantize_static("model.onnx", "model.int8.onnx", reader)',
        after: 'model = Model.from_pretrained(path).to(torch.bfloat16)  # the float model',
        language: 'python',
      },
      sources: ['jax-known-issues', 'data-types-v3'],
      since: '0.1.0',
    },
  },
  function* ({ reading, target, knowledge }) {
    const issues = operatorIssues(reading.model, target, knowledge).filter(isQuantizing);
    if (issues.length === 0) return;
    const names = [...new Set(issues.map(({ name }) => name))].sort();
    const undecided = issues.some(({ confidence }) => confidence === 'undocumented');
    yield {
      key: 'quantized',
      severity: 'warning',
      confidence: undecided ? 'undocumented' : 'inferred',
      action: 'Start from the float model instead of the quantized one',
      message: `The graph is quantized to integers with ${listed(names)}, and integer arithmetic is no documented path of the compiler.`,
      why: sentences(...issues.slice(0, 3).map(({ claim }) => claim && capital(claim.why))),
      remedy:
        'Export the float model in bfloat16 or float16 without the quantization step; quantize weights with the means of the Neuron libraries where memory matters.',
      sources: [...new Set(issues.flatMap(({ claim, check }) => check?.sources ?? claim?.sources ?? []))],
      ...nodeLocations(
        reading.path,
        issues.flatMap(({ places }) => places),
      ),
    };
  },
);
