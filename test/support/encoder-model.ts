/** A BERT-like encoder as an exporter writes it: symbols in the inputs, shape arithmetic in every layer, weights without their bytes. */
import type proto from 'onnx-proto';
import { attribute, modelBytes, node, tensorValue } from './onnx-builder';

const FLOAT = 1;
const INT64 = 7;

type Nodes = proto.onnx.INodeProto[];
type Weights = proto.onnx.ITensorProto[];

const int64s = (name: string, values: readonly number[], dims: readonly number[] = [values.length]) => ({
  name,
  dataType: INT64,
  dims: [...dims],
  int64Data: [...values],
});
const floats = (name: string, dims: readonly number[]) => ({ name, dataType: FLOAT, dims: [...dims] });

/** Layers of the encoder, and the width of its hidden state. */
export interface EncoderSize {
  readonly layers: number;
  readonly hidden: number;
}

/** Bytes of the model; opset 18, inputs [batch, sequence], outputs "score" and "first". A TopK on integers stops it on every target. */
export function encoderModel({ layers, hidden }: EncoderSize = { layers: 12, hidden: 768 }): Uint8Array {
  const nodes: Nodes = [];
  const weights: Weights = [
    floats('embeddings.word_embeddings.weight', [30522, hidden]),
    floats('embeddings.position_embeddings.weight', [512, hidden]),
    floats('embeddings.token_type_embeddings.weight', [2, hidden]),
    int64s('zero', [0], []),
    int64s('one', [1], []),
    int64s('axis0', [0]),
    int64s('axis1', [1]),
    int64s('axes12', [1, 2]),
    int64s('heads', [12]),
    int64s('rest', [-1]),
    int64s(
      'positions',
      Array.from({ length: 512 }, (_, i) => i),
    ),
    int64s('thirds', [hidden, hidden, hidden]),
    ...['unit', 'least', 'scale', 'root', 'half'].map((name) => ({
      name,
      dataType: FLOAT,
      dims: [],
      floatData: [1.5],
    })),
  ];
  const add = (op: string, inputs: string[], output: string, attributes: proto.onnx.IAttributeProto[] = []): string => {
    nodes.push(node(op, inputs, [output], attributes, { name: `/${output}` }));
    return output;
  };
  embeddings(add, weights, hidden);
  let x = 'embeddings/out';
  for (let i = 0; i < layers; i++) x = layer(add, nodes, weights, x, i, hidden);
  add('ReduceMean', [x, 'axis1'], 'pooled', [attribute.int('keepdims', 0)]);
  weights.push(floats('classifier.weight', [hidden, 1]));
  add('Gemm', ['pooled', 'classifier.weight'], 'score');
  nodes.push(node('TopK', ['input_ids', 'eight'], ['first', 'first_at'], [], { name: '/head/TopK' }));
  weights.push(int64s('eight', [8]));
  const ids = (name: string) => tensorValue(name, INT64, ['batch', 'sequence']);
  return modelBytes(
    {
      name: 'main_graph',
      node: nodes,
      initializer: weights,
      input: [ids('input_ids'), ids('attention_mask'), ids('token_type_ids')],
      output: [tensorValue('score', FLOAT, ['batch', 1]), tensorValue('first', INT64, ['batch', 8])],
    },
    { opsetImport: [{ domain: '', version: 18 }], producerName: 'pytorch', producerVersion: '2.4.1' },
  );
}

type Add = (op: string, inputs: string[], output: string, attributes?: proto.onnx.IAttributeProto[]) => string;

function embeddings(add: Add, weights: Weights, hidden: number): void {
  add('Shape', ['input_ids'], 'embeddings/Shape');
  add('Gather', ['embeddings/Shape', 'one'], 'embeddings/Gather');
  add('Unsqueeze', ['embeddings/Gather', 'axis0'], 'embeddings/Unsqueeze');
  add('Slice', ['positions', 'axis0', 'embeddings/Unsqueeze', 'axis0'], 'embeddings/Slice');
  add('Gather', ['embeddings.word_embeddings.weight', 'input_ids'], 'embeddings/words');
  add('Gather', ['embeddings.token_type_embeddings.weight', 'token_type_ids'], 'embeddings/types');
  add('Gather', ['embeddings.position_embeddings.weight', 'embeddings/Slice'], 'embeddings/places');
  add('Add', ['embeddings/words', 'embeddings/types'], 'embeddings/both');
  add('Add', ['embeddings/both', 'embeddings/places'], 'embeddings/all');
  normalise(add, weights, 'embeddings', 'embeddings/all', 'embeddings/out', hidden);
  add('Unsqueeze', ['attention_mask', 'axes12'], 'mask/Unsqueeze');
  add('Cast', ['mask/Unsqueeze'], 'mask/Cast', [attribute.int('to', FLOAT)]);
  add('Sub', ['unit', 'mask/Cast'], 'mask/Sub');
  add('Mul', ['mask/Sub', 'least'], 'mask');
}

function normalise(add: Add, weights: Weights, at: string, from: string, to: string, hidden: number): void {
  const scale = `${at}.LayerNorm.weight`;
  const bias = `${at}.LayerNorm.bias`;
  weights.push(floats(scale, [hidden]), floats(bias, [hidden]));
  add('LayerNormalization', [from, scale, bias], to);
}

function layer(add: Add, nodes: Nodes, weights: Weights, x: string, index: number, hidden: number): string {
  const at = `layer.${index}`;
  const dense = (name: string, from: string, rows: number, columns: number): string => {
    const weight = `encoder.${at}.${name}.weight`;
    const bias = `encoder.${at}.${name}.bias`;
    weights.push(floats(weight, [rows, columns]), floats(bias, [columns]));
    add('MatMul', [from, weight], `${at}/${name}/MatMul`);
    return add('Add', [`${at}/${name}/MatMul`, bias], `${at}/${name}/Add`);
  };
  const qkv = dense('attention.qkv', x, hidden, hidden * 3);
  const parts = ['q', 'k', 'v'].map((part) => `${at}/${part}`);
  nodes.push(node('Split', [qkv, 'thirds'], parts, [attribute.int('axis', 2)], { name: `/${at}/Split` }));
  add('Shape', [x], `${at}/Shape`);
  for (const [name, which] of [
    ['batch', 'zero'],
    ['sequence', 'one'],
  ] as const) {
    add('Gather', [`${at}/Shape`, which], `${at}/${name}/Gather`);
    add('Unsqueeze', [`${at}/${name}/Gather`, 'axis0'], `${at}/${name}`);
  }
  const shape = add('Concat', [`${at}/batch`, `${at}/sequence`, 'heads', 'rest'], `${at}/split_shape`, [
    attribute.int('axis', 0),
  ]);
  for (const [part, perm] of [
    ['q', [0, 2, 1, 3]],
    ['k', [0, 2, 3, 1]],
    ['v', [0, 2, 1, 3]],
  ] as const) {
    add('Reshape', [`${at}/${part}`, shape], `${at}/${part}/Reshape`);
    add('Transpose', [`${at}/${part}/Reshape`], `${at}/${part}/Transpose`, [attribute.ints('perm', [...perm])]);
  }
  add('MatMul', [`${at}/q/Transpose`, `${at}/k/Transpose`], `${at}/scores`);
  add('Div', [`${at}/scores`, 'scale'], `${at}/scaled`);
  add('Add', [`${at}/scaled`, 'mask'], `${at}/masked`);
  add('Softmax', [`${at}/masked`], `${at}/attention`, [attribute.int('axis', -1)]);
  add('MatMul', [`${at}/attention`, `${at}/v/Transpose`], `${at}/context`);
  add('Transpose', [`${at}/context`], `${at}/context/Transpose`, [attribute.ints('perm', [0, 2, 1, 3])]);
  const joined = add('Concat', [`${at}/batch`, `${at}/sequence`, 'rest'], `${at}/join_shape`, [
    attribute.int('axis', 0),
  ]);
  add('Reshape', [`${at}/context/Transpose`, joined], `${at}/joined`);
  const attended = dense('attention.output', `${at}/joined`, hidden, hidden);
  add('Add', [attended, x], `${at}/attended`);
  normalise(add, weights, `encoder.${at}.attention`, `${at}/attended`, `${at}/middle`, hidden);
  const wide = dense('intermediate.dense', `${at}/middle`, hidden, hidden * 4);
  add('Div', [wide, 'root'], `${at}/Div`);
  add('Erf', [`${at}/Div`], `${at}/Erf`);
  add('Add', [`${at}/Erf`, 'unit'], `${at}/gelu/Add`);
  add('Mul', [wide, `${at}/gelu/Add`], `${at}/gelu/Mul`);
  add('Mul', [`${at}/gelu/Mul`, 'half'], `${at}/gelu`);
  const narrow = dense('output.dense', `${at}/gelu`, hidden * 4, hidden);
  add('Add', [narrow, `${at}/middle`], `${at}/added`);
  const out = `${at}/out`;
  normalise(add, weights, `encoder.${at}.output`, `${at}/added`, out, hidden);
  return out;
}
