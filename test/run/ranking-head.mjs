// The sample's ranking model, built here: scores passages for a question and keeps the ten best. It holds what trips over Neuron on
// purpose: TopK over integers, a dynamic batch and 64-bit integers. Its weights are arbitrary but the same each time.
import proto from 'onnx-proto';

const { onnx } = proto;
const { FLOAT, INT32, INT64 } = onnx.TensorProto.DataType;
const width = 384;
const passages = 200;

/** A tensor's declaration; a string among the dimensions is a symbol. */
const value = (name, elemType, ...dims) => {
  const dim = dims.map((size) => (typeof size === 'string' ? { dimParam: size } : { dimValue: size }));
  return { name, type: { tensorType: { elemType, shape: { dim } } } };
};
const tensor = (name, dataType, dims, data) => ({ name, dataType, dims, rawData: new Uint8Array(data.buffer) });
const integer = (name, i) => ({ name, type: onnx.AttributeProto.AttributeType.INT, i });

/** The bytes of the ranking model's ONNX file (300 KB). */
export function rankingHead() {
  const vectors = Float32Array.from({ length: width * passages }, (_, i) => Math.sin(i * 12.9898) / Math.sqrt(width));
  const numbers = BigInt64Array.from({ length: passages }, (_, i) => BigInt(100_000 + 7 * i));
  return onnx.ModelProto.encode({
    irVersion: 8,
    opsetImport: [{ domain: '', version: 17 }],
    producerName: 'document-search',
    graph: {
      name: 'ranking-head',
      input: [value('question', FLOAT, 'batch', width)],
      output: [value('points', INT32, 'batch', 10), value('passages', INT64, 'batch', 10)],
      initializer: [
        tensor('passage_vectors', FLOAT, [width, passages], vectors),
        tensor('passage_numbers', INT64, [passages], numbers),
        tensor('scale', FLOAT, [], Float32Array.of(10_000)),
        tensor('ten', INT64, [1], BigInt64Array.of(10n)),
      ],
      node: [
        { name: '/score/MatMul', opType: 'MatMul', input: ['question', 'passage_vectors'], output: ['similarity'] },
        { name: '/score/Mul', opType: 'Mul', input: ['similarity', 'scale'], output: ['scaled'] },
        {
          name: '/score/Cast',
          opType: 'Cast',
          input: ['scaled'],
          output: ['scores'],
          attribute: [integer('to', INT32)],
        },
        { name: '/rank/TopK', opType: 'TopK', input: ['scores', 'ten'], output: ['points', 'positions'] },
        { name: '/rank/Gather', opType: 'Gather', input: ['passage_numbers', 'positions'], output: ['passages'] },
      ],
    },
  }).finish();
}
