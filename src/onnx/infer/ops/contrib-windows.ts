/** Convolutions and poolings of com.microsoft, and of its domain for channels in blocks. */
import {
  dimsOf,
  dtypeOf,
  type Family,
  floats,
  has,
  type InferFunction,
  int,
  ints,
  type NodeContext,
  numbersOf,
  type Rule,
  shaped,
  unknownRank,
} from '../context';
import { type Dim, mul } from '../dim';
import { tensorType, typed, type Value } from '../value';
import { convolution, globalPool, pool, transposed } from './windows';

const FIRST = (node: NodeContext): number => dtypeOf(node, 0);

/** A value with its dimensions moved; what is not known stays so. */
function moved(value: Value | null | undefined, order: (dims: readonly Dim[]) => readonly Dim[]): Value | null {
  const type = tensorType(value);
  if (value === null || value === undefined || type === null || type.dims === null) return value ?? null;
  return typed({ ...type, dims: order(type.dims) }, value.origin);
}

/** (N, …, C) as (N, C, …). */
const channelsFirst = (dims: readonly Dim[]): readonly Dim[] => [
  ...dims.slice(0, 1),
  ...dims.slice(1).slice(-1),
  ...dims.slice(1, -1),
];

/** (N, C, …) as (N, …, C). */
const channelsLast = (dims: readonly Dim[]): readonly Dim[] => [
  ...dims.slice(0, 1),
  ...dims.slice(2),
  ...dims.slice(1, 2),
];

/** The rule on an input, and for a result, whose channels come last. */
function lastChannels(rule: Rule): Rule {
  return (node) => {
    const [first = null, ...rest] = node.inputs;
    const [result] = rule({ ...node, inputs: [moved(first, channelsFirst), ...rest] });
    return [moved(result, channelsLast) ?? typed(null)];
  };
}

/** An attribute says whether channels come last. */
function eitherLayout(rule: Rule): Rule {
  const last = lastChannels(rule);
  return (node) => (int(node, 'channels_last') === 1 ? last(node) : rule(node).slice(0, 1));
}

/** Weights may lie in another order than those of Conv: only an attribute tells the kernel's size for certain. */
function kernelByAttribute(rule: Rule): Rule {
  return (node) => {
    if (ints(node, 'kernel_shape') !== null) return rule(node);
    const dims = dimsOf(node, 0);
    if (dims === null) return [unknownRank(node, dtypeOf(node, 0))];
    const filters = dimsOf(node, 1)?.[0] ?? null;
    return [shaped(node, dtypeOf(node, 0), [dims[0] ?? null, ...dims.slice(2).map(() => null), filters])];
  };
}

/** As ConvTranspose, with the pads as an input. */
const dynamicPads: InferFunction = (node) => {
  const pads = has(node, 2) ? numbersOf(node, 2) : [];
  if (pads !== null) {
    const attributes = pads.length === 0 ? [] : [{ name: 'pads', type: 7, refAttrName: '', ints: pads }];
    return transposed({ ...node, proto: { ...node.proto, attributes: [...node.proto.attributes, ...attributes] } });
  }
  const dims = dimsOf(node, 0);
  const dtype = dtypeOf(node, 0);
  if (dims === null) return [unknownRank(node, dtype)];
  const perGroup = dimsOf(node, 1)?.[1] ?? null;
  const channels = perGroup === null ? null : mul(perGroup, int(node, 'group') ?? 1);
  return [shaped(node, dtype, [dims[0] ?? null, channels, ...dims.slice(2).map(() => null)])];
};

export const CONTRIB_WINDOWS: Family = {
  FusedConv: convolution(1, FIRST),
  NhwcConv: kernelByAttribute(lastChannels(convolution(1, FIRST))),
  NhwcFusedConv: kernelByAttribute(lastChannels(convolution(1, FIRST))),
  NhwcMaxPool: lastChannels(pool),
  MaxpoolWithMask: (node) => pool(node).slice(0, 1),
  QLinearConv: eitherLayout(convolution(3, (node) => dtypeOf(node, 7))),
  QLinearAveragePool: eitherLayout(pool),
  QLinearGlobalAveragePool: eitherLayout(globalPool),
  ConvTransposeWithDynamicPads: dynamicPads,
};

/** Channels are padded to whole blocks, whose size depends on the machine: 16 at the most. */
const LARGEST_BLOCK = 16;

const reorderInput: InferFunction = (node) => {
  const dims = dimsOf(node, 0);
  const dtype = dtypeOf(node, 0);
  if (dims === null) return [unknownRank(node, dtype)];
  const [batch = null, channels = null, ...space] = int(node, 'channels_last') === 1 ? channelsFirst(dims) : dims;
  const whole = typeof channels === 'number' && channels % LARGEST_BLOCK === 0 ? channels : null;
  return [shaped(node, dtype, [batch, whole, ...space])];
};

const reorderOutput: InferFunction = (node) => {
  const dims = dimsOf(node, 0);
  const dtype = dtypeOf(node, 0);
  if (dims === null) return [unknownRank(node, dtype)];
  const [batch = null, , ...space] = dims;
  const channels = int(node, 'channels');
  const ordered = int(node, 'channels_last') === 1 ? [batch, ...space, channels] : [batch, channels, ...space];
  return [shaped(node, dtype, ordered)];
};

const upsample: InferFunction = (node) => {
  const dims = dimsOf(node, 0);
  const dtype = dtypeOf(node, 0);
  const scales = ints(node, 'scales') ?? floats(node, 'scales');
  if (dims === null) return [unknownRank(node, dtype)];
  return [
    shaped(
      node,
      dtype,
      dims.map((dim, axis) => {
        const scale = scales?.[axis];
        return scale === undefined || !Number.isInteger(scale) ? null : mul(dim, scale);
      }),
    ),
  ];
};

/** The domain com.microsoft.nchwc: what the optimizer of ONNX Runtime makes of convolutions for one processor. */
export const NCHWC: Family = {
  Conv: convolution(1, FIRST),
  MaxPool: (node) => pool(node).slice(0, 1),
  AveragePool: (node) => pool(node).slice(0, 1),
  GlobalMaxPool: globalPool,
  GlobalAveragePool: globalPool,
  Upsample: upsample,
  ReorderInput: reorderInput,
  ReorderOutput: reorderOutput,
};
