/** For each rule a situation that it reports and one that it leaves alone. */
import type { Severity } from '../../../src/model/finding';
import { config, failed, float, graph, node, onnx, type Situation, scalar } from '../../support/rule-fixture';
import { CHECKPOINT_FIXTURES } from './fixtures-checkpoints';
import { CONFIG_FIXTURES } from './fixtures-config';
import { DEPLOY_FIXTURES } from './fixtures-deploy';
import { LAUNCH_FIXTURES } from './fixtures-launch';
import { OBSERVED_FIXTURES } from './fixtures-observed';
import { PACKAGE_FIXTURES } from './fixtures-packages';
import { TRAINING_FIXTURES } from './fixtures-training';

export interface Fixture {
  readonly bad: Situation;
  readonly severity: Severity;
  /** Part of the message of the first finding. */
  readonly says: string;
  readonly good: Situation;
}

const conv = onnx({
  inputs: ['x: FLOAT 1 3 8 8'],
  outputs: ['y: FLOAT 1 4 6 6'],
  weights: ['w: FLOAT 4 3 3 3'],
  nodes: [node('Conv(x, w) -> y', { dilations: [1, 1] })],
});
const plain: Situation = { reading: conv };
const one = (text: string, inputs: string[], attributes = {}): Situation => ({
  reading: onnx({ inputs, outputs: ['y: FLOAT 1'], nodes: [node(text, attributes)] }),
});
const llama = { modelType: 'llama', architectures: ['LlamaForCausalLM'], attentionHeads: 32, keyValueHeads: 8 };

const masked = (constant: number): Situation => ({
  reading: onnx({
    inputs: ['q: FLOAT 1 4 4', 'k: FLOAT 1 4 4', 'mask: BOOL 1 4 4'],
    nodes: [
      node('MatMul(q, k) -> scores'),
      node('Constant() -> hidden', { value: float('', constant) }),
      node('Where(mask, scores, hidden) -> masked'),
      node('Softmax(masked) -> y'),
    ],
  }),
});

export const FIXTURES: Readonly<Record<string, Fixture>> = {
  ...CHECKPOINT_FIXTURES,
  ...CONFIG_FIXTURES,
  ...TRAINING_FIXTURES,
  ...PACKAGE_FIXTURES,
  ...DEPLOY_FIXTURES,
  ...LAUNCH_FIXTURES,
  ...OBSERVED_FIXTURES,
  'target/ended': {
    bad: { reading: conv, target: 'inf1' },
    severity: 'blocker',
    says: 'ended with SDK 2.26.1',
    good: plain,
  },
  'onnx/unreadable-model': {
    bad: { reading: failed('onnx') },
    severity: 'warning',
    says: 'could not be read',
    good: { reading: failed('hf-config') },
  },
  'workspace/unreadable-file': {
    bad: { reading: failed('safetensors') },
    severity: 'warning',
    says: 'could not be read',
    good: { reading: failed('hf-config') },
  },
  'config/unreadable': {
    bad: { reading: failed('hf-config') },
    severity: 'warning',
    says: 'could not be read',
    good: { reading: failed('onnx') },
  },
  'onnx/partial': {
    bad: { reading: onnx({ partial: 'The file ends early.' }) },
    severity: 'warning',
    says: 'The file ends early.',
    good: plain,
  },
  'onnx/not-compiled-directly': {
    bad: plain,
    severity: 'info',
    says: 'does not compile ONNX',
    good: { reading: config(llama) },
  },
  'onnx/external-data': {
    bad: {
      reading: onnx({
        external: [{ location: 'model.bin', state: 'present', size: 60, claimed: 64, tensors: 2 }],
      }),
    },
    severity: 'warning',
    says: 'model.bin (2 tensors) is shorter than the model needs',
    good: {
      reading: onnx({ external: [{ location: 'model.bin', state: 'present', size: 64, claimed: 64, tensors: 2 }] }),
    },
  },
  'onnx/dynamic-dimension': {
    bad: { reading: onnx({ inputs: ['ids: INT64 batch sequence', 'mask: INT64 batch sequence'] }) },
    severity: 'warning',
    says: 'batch and sequence leave 2 of 2 values dynamic: ids [batch, sequence] and mask [batch, sequence].',
    good: { reading: onnx({ inputs: ['ids: INT64 batch sequence'] }), pins: { batch: 1, 'ids:1': 128 } },
  },
  'onnx/contradiction': {
    bad: { reading: onnx({ inputs: ['x: FLOAT 2 3'], nodes: [node('Relu(x) -> y')], outputs: ['y: FLOAT 2 4'] }) },
    severity: 'info',
    says: 'contradicts itself in 1 place',
    good: { reading: onnx({ inputs: ['x: FLOAT 2 3'], nodes: [node('Relu(x) -> y')], outputs: ['y: FLOAT 2 3'] }) },
  },
  'onnx/instruction-count': {
    bad: {
      reading: onnx({
        inputs: ['x: FLOAT16 8 64 2048 2048'],
        weights: ['w: FLOAT16 64 64 9 9'],
        nodes: [node('Conv(x, w) -> y', { pads: [4, 4, 4, 4] })],
      }),
    },
    severity: 'warning',
    says: 'at least 10.6 million instructions',
    good: plain,
  },
  'onnx/device-memory': {
    bad: {
      reading: onnx({
        inputs: ['ids: INT64 1'],
        weights: ['table: FLOAT 100000 50000'],
        nodes: [node('Gather(table, ids) -> y')],
        outputs: ['y: FLOAT 1 50000'],
      }),
    },
    severity: 'warning',
    says: 'Weights (18.6 GB), inputs and outputs (0 GB) of this graph exceed the 16 GB that one core of',
    good: {
      reading: onnx({
        inputs: ['ids: INT64 1'],
        weights: ['table: FLOAT16 100000 50000'],
        nodes: [node('Gather(table, ids) -> y')],
      }),
    },
  },
  'onnx/index-out-of-range': {
    bad: {
      reading: onnx({
        inputs: ['at: FLOAT 1 1024'],
        weights: ['table: FLOAT 512 8'],
        nodes: [
          node('Shape(at) -> shape', { start: 1 }),
          node('Squeeze(shape) -> length'),
          node('Constant() -> zero', { value_int: 0 }),
          node('Constant() -> one', { value_int: 1 }),
          node('Range(zero, length, one) -> positions'),
          node('Gather(table, positions) -> y'),
        ],
        opset: 17,
      }),
    },
    severity: 'blocker',
    says: 'Gather reads rows up to 1023 of table, which has 512 rows.',
    good: one('Gather(x, i) -> y', ['x: FLOAT 512 8', 'i: INT64 1024']),
  },
  'onnx/infinite-constant': {
    bad: masked(Number.NEGATIVE_INFINITY),
    severity: 'info',
    says: 'Where computes with an infinite constant, which the compiler may turn into NaN',
    good: masked(-10000),
  },
  'onnx/random-numbers': {
    bad: one('RandomNormalLike(x) -> y', ['x: FLOAT 4']),
    severity: 'info',
    says: 'RandomNormalLike draws random numbers on the device',
    good: plain,
  },
  'onnx/full-sort': {
    bad: one('TopK(x) -> y, i', ['x: FLOAT 1 1000'], { k: 1000 }),
    severity: 'warning',
    says: 'TopK (y) on FLOAT takes all 1000 elements of its axis, which is a sort',
    good: { ...one('TopK(x) -> y, i', ['x: FLOAT 1 1000'], { k: 1000 }), target: 'trn2' },
  },
  'onnx/large-topk': {
    bad: one('TopK(x) -> y, i', ['x: FLOAT 1 128256'], { k: 128256 }),
    severity: 'warning',
    says: 'K=128256',
    good: one('TopK(x) -> y, i', ['x: FLOAT 1 128256'], { k: 50 }),
  },
  'onnx/int64-overflow': {
    bad: one('Mul(a, b) -> y', ['a: INT64 4', 'b: INT64 4']),
    severity: 'warning',
    says: 'Mul (y) on INT64 may exceed 32 bits, and INT64 is cut to 32 bits.',
    good: one('Mul(mask, b) -> y', ['mask: INT64 4', 'b: INT64 4']),
  },
  'onnx/int64-constant': {
    bad: {
      reading: onnx({
        inputs: ['x: UINT64 3'],
        nodes: [
          node('Constant() -> large', { value: scalar('', 'UINT64', 5_000_000_000n) }),
          node('Add(x, large) -> y'),
        ],
      }),
    },
    severity: 'blocker',
    says: 'UINT64 constant 5000000000 of Add does not fit into 32 bits and stops the compilation.',
    good: {
      reading: onnx({
        inputs: ['x: UINT64 3'],
        nodes: [
          node('Constant() -> small', { value: scalar('', 'UINT64', 4_000_000_000n) }),
          node('Add(x, small) -> y'),
        ],
      }),
    },
  },
  'onnx/inference-notes': {
    bad: { reading: onnx({ inputs: ['x: FLOAT 2'], nodes: [node('Relu(a) -> y'), node('Relu(x) -> a')] }) },
    severity: 'info',
    says: 'not stored in an order that runs',
    good: { reading: onnx({ inputs: ['x: FLOAT 2'], nodes: [node('Relu(x) -> a'), node('Relu(a) -> y')] }) },
  },
  'onnx/control-flow': {
    bad: {
      ...one('If(flag) -> y', ['flag: BOOL 1'], { then_branch: graph({}), else_branch: graph({}) }),
      target: 'trn2',
    },
    severity: 'blocker',
    says: 'If chooses its branch by the value of input flag, and a compiled graph has one fixed branch.',
    good: {
      reading: onnx({
        inputs: ['x: FLOAT 1 2'],
        nodes: [
          node('Shape(x) -> s'),
          node('Equal(s, s) -> flag'),
          node('If(flag) -> y', { then_branch: graph({}), else_branch: graph({}) }),
        ],
      }),
    },
  },
  'onnx/data-dependent-shape': {
    bad: one('NonZero(x) -> y', ['x: FLOAT 4']),
    severity: 'blocker',
    says: 'NonZero on FLOAT gives an output whose shape depends on the data',
    good: {
      reading: onnx({
        inputs: ['x: FLOAT 1 4'],
        nodes: [node('Shape(x) -> s'), node('Cast(s) -> t', { to: 7 }), node('Reshape(x, t) -> y')],
      }),
    },
  },
  'onnx/topk-integer-input': {
    bad: { reading: onnx({ inputs: ['x: INT64 9'], weights: ['k: INT64 1'], nodes: [node('TopK(x, k) -> v, i')] }) },
    severity: 'blocker',
    says: 'TopK works on INT64',
    good: { reading: onnx({ inputs: ['x: FLOAT 9'], weights: ['k: INT64 1'], nodes: [node('TopK(x, k) -> v, i')] }) },
  },
  'onnx/integer-matmul': {
    bad: one('MatMul(a, b) -> y', ['a: INT32 2 2', 'b: INT32 2 2']),
    severity: 'warning',
    says: 'MatMul on INT32 runs through float32',
    good: one('MatMul(a, b) -> y', ['a: FLOAT 2 2', 'b: FLOAT 2 2']),
  },
  'onnx/integer-pow': {
    bad: { reading: onnx({ inputs: ['x: INT64 2'], weights: ['two: INT64'], nodes: [node('Pow(x, two) -> y')] }) },
    severity: 'warning',
    says: 'Pow on INT64 is narrowed to 32 bits',
    good: { reading: onnx({ inputs: ['x: INT32 2'], weights: ['two: INT32'], nodes: [node('Pow(x, two) -> y')] }) },
  },
  'onnx/integer-scatter': {
    bad: one('ScatterElements(d, i, u) -> y', ['d: INT32 4', 'i: INT64 2', 'u: INT32 2'], { reduction: 'add' }),
    severity: 'warning',
    says: 'ScatterElements on INT32 with reduction=add runs through float32, exact only up to 2^24, or is refused',
    good: one('ScatterElements(d, i, u) -> y', ['d: INT32 4', 'i: INT64 2', 'u: INT32 2']),
  },
  'onnx/dilated-pooling': {
    bad: one('MaxPool(x) -> y', ['x: FLOAT 1 1 8 8'], { kernel_shape: [3, 3], dilations: [2, 2] }),
    severity: 'blocker',
    says: 'MaxPool on FLOAT has a dilated window',
    good: one('MaxPool(x) -> y', ['x: FLOAT 1 1 8 8'], { kernel_shape: [3, 3], dilations: [1, 1] }),
  },
  'onnx/strided-dilated-transpose-conv': {
    bad: one('ConvTranspose(x, w) -> y', ['x: FLOAT 1 1 8 8', 'w: FLOAT 1 1 3 3'], {
      strides: [2, 2],
      dilations: [2, 2],
    }),
    severity: 'blocker',
    says: 'ConvTranspose on FLOAT has both',
    good: one('ConvTranspose(x, w) -> y', ['x: FLOAT 1 1 8 8', 'w: FLOAT 1 1 3 3'], { strides: [2, 2] }),
  },
  'onnx/recurrent': {
    bad: one('LSTM(x, w, r) -> y', ['x: FLOAT 5 1 4', 'w: FLOAT 1 16 4', 'r: FLOAT 1 16 4']),
    severity: 'warning',
    says: 'LSTM on FLOAT is unrolled over 5 steps',
    good: plain,
  },
  'onnx/quantized-graph': {
    bad: one('QuantizeLinear(x, s, z) -> y', ['x: FLOAT 4', 's: FLOAT', 'z: INT8']),
    severity: 'warning',
    says: 'QuantizeLinear',
    good: plain,
  },
  'onnx/operator-unsupported': {
    bad: one('DFT(x) -> y', ['x: FLOAT 1 8 1']),
    severity: 'warning',
    says: 'DFT on FLOAT most likely does not compile',
    good: plain,
  },
  'onnx/operator-on-host': {
    bad: one('StringNormalizer(x) -> y', ['x: STRING 2']),
    severity: 'warning',
    says: 'StringNormalizer on STRING has to run on the CPU',
    good: plain,
  },
  'onnx/operator-condition': {
    bad: {
      reading: onnx({
        inputs: ['x: FLOAT 1 1 8 8'],
        weights: ['s: FLOAT 4'],
        nodes: [node('Resize(x, , s) -> y', { mode: 'linear', coordinate_transformation_mode: 'tf_crop_and_resize' })],
      }),
    },
    severity: 'info',
    says: 'Resize on FLOAT with coordinate_transformation_mode=tf_crop_and_resize',
    good: {
      reading: onnx({
        inputs: ['x: FLOAT 1 1 8 8'],
        weights: ['s: FLOAT 4'],
        nodes: [node('Resize(x, , s) -> y', { mode: 'linear' })],
      }),
    },
  },
  'onnx/operator-undocumented': {
    bad: one('Det(x) -> y', ['x: FLOAT 2 2']),
    severity: 'warning',
    says: 'No document decides whether Det',
    good: plain,
  },
  'onnx/foreign-domain': {
    bad: one('com.example::Fancy(x) -> y', ['x: FLOAT 2']),
    severity: 'warning',
    says: 'Fancy of the domain com.example',
    good: one('com.microsoft::Gelu(x) -> y', ['x: FLOAT 2']),
  },
  'onnx/converter-version': {
    bad: { reading: onnx({ opset: 18, inputs: ['x: FLOAT 2'], nodes: [node('ReduceMean(x) -> y')] }) },
    severity: 'info',
    says: 'ReduceMean-18',
    good: { reading: onnx({ opset: 13, inputs: ['x: FLOAT 2'], nodes: [node('ReduceMean(x) -> y')] }) },
  },
  'onnx/dtype-float32': {
    bad: { reading: conv, sdk: '2.26.1' },
    severity: 'warning',
    says: 'Matrix products on float32 are computed in bfloat16',
    good: { reading: conv, sdk: '2.26.1', deployment: { compilerFlags: ['--auto-cast', 'none'] } },
  },
  'onnx/dtype-float64': {
    bad: { reading: onnx({ inputs: ['x: DOUBLE 2'] }) },
    severity: 'warning',
    says: 'input x',
    good: { reading: onnx({ inputs: ['x: FLOAT16 2'] }) },
  },
  'onnx/int64-narrowing': {
    bad: { reading: onnx({ inputs: ['ids: INT64 1 8'] }) },
    severity: 'info',
    says: 'INT64 input ids is cut to 32 bits',
    good: { reading: onnx({ inputs: ['x: FLOAT 8'], weights: ['shape: INT64 2'] }) },
  },
  'onnx/dtype-float8': {
    bad: { reading: onnx({ weights: ['w: FLOAT8E4M3FN 4'] }) },
    severity: 'blocker',
    says: 'FLOAT8E4M3FN (1 weight)',
    good: { reading: onnx({ weights: ['w: FLOAT8E4M3FN 4'] }), target: 'trn3' },
  },
  'onnx/dtype-sub-byte': {
    bad: { reading: onnx({ weights: ['w: UINT4 4'] }) },
    severity: 'warning',
    says: 'UINT4',
    good: { reading: onnx({ weights: ['w: FLOAT16 4'] }) },
  },
  'onnx/dtype-complex': {
    bad: { reading: onnx({ inputs: ['x: COMPLEX64 4'] }) },
    severity: 'warning',
    says: 'COMPLEX64',
    good: plain,
  },
  'onnx/dtype-string': {
    bad: { reading: onnx({ inputs: ['text: STRING 1'] }) },
    severity: 'warning',
    says: 'STRING',
    good: plain,
  },
  'onnx/dtype-undocumented': {
    bad: { reading: onnx({ inputs: ['x: INT16 4'] }) },
    severity: 'warning',
    says: 'INT16',
    good: { reading: onnx({ inputs: ['x: INT32 4'] }) },
  },
  'target/logical-cores': {
    bad: { ...plain, target: 'trn1', deployment: { compilerFlags: ['--lnc=2'] } },
    severity: 'blocker',
    says: '--lnc=2 asks for a logical NeuronCore size that Trn1 does not have',
    good: { ...plain, target: 'trn2', deployment: { compilerFlags: ['--lnc', '2'] } },
  },
  'target/not-begun': {
    bad: { reading: conv, target: 'trn3', sdk: '2.26.1' },
    severity: 'blocker',
    says: 'begins with SDK 2.27.0',
    good: { reading: conv, target: 'trn3', sdk: '2.27.0' },
  },
  'config/route-ending': {
    bad: { reading: config(llama), target: 'trn2', deployment: { route: 'nxd-inference' } },
    severity: 'warning',
    says: 'ends on Trn2 and Trn3 with SDK 2.34',
    good: { reading: config(llama), target: 'trn2', sdk: '2.32.0', deployment: { route: 'nxd-inference' } },
  },
  'config/instance': {
    bad: { reading: config(llama), target: 'inf2', deployment: { instance: 'inf2.xlarge', tensorParallel: 8 } },
    severity: 'blocker',
    says: 'degree 8 needs more NeuronCores than the 2 of inf2.xlarge',
    good: { reading: config(llama), target: 'inf2', deployment: { instance: 'inf2.24xlarge', tensorParallel: 8 } },
  },
  'config/quantization': {
    bad: { reading: config({ ...llama, quantMethod: 'compressed-tensors' }), target: 'trn2' },
    severity: 'blocker',
    says: 'vLLM Neuron refuses compressed-tensors weights on Trn2',
    good: { reading: config(llama), target: 'trn2' },
  },
  'config/rope-scaling': {
    bad: { reading: config(llama, { rope_scaling: { type: 'linear' } }), deployment: { route: 'optimum-neuron' } },
    severity: 'warning',
    says: 'does not implement rope_scaling of type linear',
    good: { reading: config(llama, { rope_scaling: { rope_type: 'llama3' } }) },
  },
  'config/route-unavailable': {
    bad: { reading: config(llama), sdk: '2.32.0', deployment: { route: 'nxd-inference' } },
    severity: 'blocker',
    says: 'NxD Inference has ended on Inf2',
    good: { reading: config(llama), sdk: '2.28.0', deployment: { route: 'nxd-inference' } },
  },
  'config/model-type-without-route': {
    bad: { reading: config({ modelType: 'phi', architectures: ['PhiForCausalLM'] }) },
    severity: 'warning',
    says: 'phi (PhiForCausalLM)',
    good: { reading: config({ modelType: 'bert', architectures: ['BertForSequenceClassification'] }) },
  },
  'config/documented-route': {
    bad: { reading: config(llama), target: 'trn2' },
    severity: 'info',
    says: 'vLLM Neuron',
    good: { reading: config({ modelType: 'layoutlm', architectures: ['LayoutLMModel'] }) },
  },
  'config/heads-tensor-parallel': {
    bad: { reading: config(llama), target: 'trn1', deployment: { tensorParallel: 24 } },
    severity: 'blocker',
    says: '24 is not one that Trn1 runs: 1, 2, 8, 16 or 32',
    good: { reading: config(llama), target: 'trn1', deployment: { tensorParallel: 8 } },
  },
  'config/sequence-length': {
    bad: {
      reading: config({ modelType: 'bert', architectures: ['BertModel'], maxPositions: 512 }),
      deployment: { sequenceLength: 1024 },
    },
    severity: 'blocker',
    says: '1024 is above max_position_embeddings 512',
    good: {
      reading: config({ modelType: 'bert', architectures: ['BertModel'], maxPositions: 512 }),
      deployment: { sequenceLength: 512 },
    },
  },
};
