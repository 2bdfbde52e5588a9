import type { Node } from '../../onnx/graph';
import { onnxRule } from '../define';
import { type ModelIndex, modelIndex } from '../graph/model-index';
import { nodeLocations } from '../locations';
import { capital, listed, sentences } from '../words';
import { type OperatorIssue, operatorIssues } from './issues';
import { isPacked, isQuantizing } from './routing';

/** Graphs that were quantized for a CPU or GPU runtime. */
export const quantizedGraph = onnxRule(
  {
    id: 'onnx/quantized-graph',
    phase: 'proof-of-concept',
    page: {
      title: 'Quantized graph',
      what: 'Reports models with operators of integer quantization: QuantizeLinear and DequantizeLinear pairs, QLinear operators, MatMulInteger, MatMulNBits and their kin. One warning for each file, and a note where only weights are stored so and fold back to float.',
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
  function* ({ reading, inference, target, knowledge }) {
    const issues = operatorIssues(reading.model, inference, target, knowledge).filter(isQuantizing);
    if (issues.length === 0) return;
    const types = storedTypes(issues, modelIndex(reading.model, inference));
    const stored = issues.every(({ folds }) => folds);
    const names = [...new Set(issues.map(({ name }) => name))].sort();
    const undecided = issues.some(({ confidence }) => confidence === 'undocumented');
    const said = [...new Set(issues.flatMap(({ claim }) => (claim === null ? [] : [capital(claim.why)])))].slice(0, 3);
    yield {
      key: 'quantized',
      severity: stored ? 'info' : 'warning',
      confidence: undecided ? 'undocumented' : 'inferred',
      action: 'Start from the float model instead of the quantized one',
      message: messageOf(names, types, stored),
      why: sentences(
        ...said,
        types.some((type) => /^(?:U?INT|FLOAT)4/.test(type)) && !issues.some(({ name }) => isPacked(name))
          ? 'Packed 4-bit values have no Neuron type'
          : null,
        said.some((why) => /\bconverter\b/.test(why)) ? null : 'No converter to PyTorch takes these operators',
      ),
      remedy: stored
        ? 'Fold the constants before the conversion, which gives float weights; check that they fit into memory.'
        : 'Export the float model in bfloat16 or float16 without the quantization step; quantize weights with the means of the Neuron libraries where memory matters.',
      sources: [...new Set(issues.flatMap(({ claim, check }) => check?.sources ?? claim?.sources ?? []))],
      ...nodeLocations(
        reading.path,
        issues.flatMap(({ places }) => places),
      ),
    };
  },
);

/** The types that the nodes read or make quantized. */
function storedTypes(issues: readonly OperatorIssue[], { typeOf }: ModelIndex): readonly string[] {
  const types = new Set<string>();
  for (const { name, places } of issues)
    for (const { scope, node } of places) {
      if (isPacked(name)) {
        types.add(packedType(node));
        continue;
      }
      const values = /^(Dynamic)?QuantizeLinear$/.test(name) ? [node.outputs[0], node.inputs[2]] : [node.inputs[0]];
      for (const value of values) types.add(typeOf(scope, value ?? '').dtype ?? '');
    }
  types.delete('');
  return [...types].filter((type) => /^(FLOAT[48]|U?INT\d)/.test(type)).sort();
}

/** "INT4" of weights that are packed as bytes; of formats without a number of bits what the format holds. */
function packedType({ op, attributes }: Node): string {
  if (/Fp8/.test(op)) return 'FLOAT8';
  if (/Fp4|FpQ4|Bnb4/.test(op)) return 'FLOAT4';
  return `INT${attributes.find(({ name }) => name === 'bits')?.i ?? 4}`;
}

function messageOf(operators: readonly string[], types: readonly string[], stored: boolean): string {
  const names = listed(operators);
  const to = types.length > 0 ? listed(types) : 'integers';
  const floats = types.length > 0 && types.every((type) => type.startsWith('FLOAT'));
  if (stored)
    return `Weights are stored quantized to ${to}, and ${names} ${operators.length === 1 ? 'folds' : 'fold'} them back to float before the conversion.`;
  return floats
    ? `The graph is quantized to ${to} with ${names}, and such pairs of nodes are no documented path of the compiler.`
    : `The graph is quantized to ${to} with ${names}, and integer arithmetic is no documented path of the compiler.`;
}
