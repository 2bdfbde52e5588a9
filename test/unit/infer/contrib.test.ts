import { attribute } from '../../support/onnx-builder';
import { type Case, testCases } from './cases';

const { int, ints, string } = attribute;

type Attributes = NonNullable<NonNullable<Case[3]>['attributes']>;

/** An operator of ONNX Runtime. */
function contrib(
  op: string,
  inputs: readonly string[],
  outputs: readonly string[],
  attributes: Attributes = [],
  domain = 'com.microsoft',
): Case {
  return [op, inputs, outputs, { domain, attributes }];
}

const heads = int('num_heads', 2);

testCases('attention whose caches lie in the buffers of the past ones', [
  contrib(
    'Attention',
    ['FLOAT[n,s,8]', 'FLOAT[8,24]', 'FLOAT[24]', '', 'FLOAT[2,n,2,64,4]'],
    ['FLOAT[n, s, 8]', 'FLOAT[2, n, 2, 64, 4]'],
    [heads, int('past_present_share_buffer', 1)],
  ),
  contrib(
    'DecoderMaskedMultiHeadAttention',
    ['FLOAT[n,1,24]', '', '', '', '', 'FLOAT[n,2,64,4]', 'FLOAT[n,2,64,4]'],
    ['FLOAT[n, 1, 8]', 'FLOAT[n, 2, 64, 4]', 'FLOAT[n, 2, 64, 4]'],
    [heads, int('past_present_share_buffer', 1)],
  ),
  contrib(
    'GroupQueryAttention',
    ['FLOAT[n,s,8]', 'FLOAT[n,s,4]', 'FLOAT[n,s,4]', 'INT8[n,1,64,4]', 'INT8[n,1,64,4]', 'INT32[n]', 'INT32[]'],
    ['FLOAT[n, s, 8]', 'INT8[n, 1, 64, 4]', 'INT8[n, 1, 64, 4]'],
    [heads, int('kv_num_heads', 1), int('sliding_window_cache', 1)],
  ),
  contrib(
    'SparseAttention',
    ['FLOAT[n,s,16]', '', '', 'FLOAT[n,1,64,4]', 'FLOAT[n,1,64,4]'],
    ['FLOAT[n, s, 8]', 'FLOAT[n, 1, 64, 4]', 'FLOAT[n, 1, 64, 4]'],
    [heads, int('kv_num_heads', 1)],
  ),
  contrib(
    'PagedAttention',
    ['FLOAT[t,8]', 'FLOAT[t,4]', 'FLOAT[t,4]', 'FLOAT[b,16,1,4]', 'FLOAT[b,16,1,4]'],
    ['FLOAT[t, 8]', 'FLOAT[b, 16, 1, 4]', 'FLOAT[b, 16, 1, 4]'],
    [heads, int('kv_num_heads', 1)],
  ),
  contrib(
    'PagedAttention',
    ['FLOAT[t,16]', '', '', 'FLOAT[b,16,1,8]'],
    ['FLOAT[t, 6]'],
    [heads, string('kv_cache_layout', 'LATENT'), int('v_head_size', 3)],
  ),
]);

testCases('attention on packed inputs', [
  contrib('PackedAttention', ['FLOAT[t,8]', 'FLOAT[8,24]', 'FLOAT[24]'], ['FLOAT[t, 8]'], [heads]),
  contrib('PackedMultiHeadAttention', ['FLOAT[t,2,3,4]'], ['FLOAT[t, 8]'], [heads]),
  contrib('PackedMultiHeadAttention', ['FLOAT[t,8]', 'FLOAT[t,8]', 'FLOAT[t,6]'], ['FLOAT[t, 6]'], [heads]),
  contrib('MultiHeadAttention', ['FLOAT[n,s,2,3,4]'], ['FLOAT[n, s, 8]'], [heads]),
  contrib('MultiHeadAttention', ['FLOAT[n,s,8]', 'FLOAT[n,k,2,2,4]'], ['FLOAT[n, s, 8]'], [heads]),
  contrib('LongformerAttention', ['FLOAT[n,s,8]'], ['FLOAT[n, s, 8]'], [heads]),
  contrib('RelativePositionBias', ['FLOAT[32,2]', '= 5', '= 7'], ['FLOAT[1, 2, 5, 7]']),
  contrib('GatedRelativePositionBias', ['FLOAT[n,s,8]'], ['FLOAT[n, 2, s, s]'], [heads]),
  contrib('RestorePadding', ['FLOAT[t,8]', 'INT32[n,s]'], ['FLOAT[n, s, 8]']),
  contrib('RemovePadding', ['FLOAT[n,s,8]', 'INT32[n]'], ['FLOAT[o0:0, 8]', 'INT32[n, s]', 'INT32[n + 1]', 'INT32[1]']),
]);

testCases('states that are carried from token to token', [
  contrib(
    'LinearAttention',
    ['FLOAT[n,s,8]', 'FLOAT[n,s,4]', 'FLOAT[n,s,3]', 'FLOAT16[n,1,4,3]'],
    ['FLOAT[n, s, 6]', 'FLOAT16[n, 1, 4, 3]'],
    [int('q_num_heads', 2), int('kv_num_heads', 1)],
  ),
  contrib(
    'CausalConvWithState',
    ['FLOAT[n,6,s]', 'FLOAT[6,1,4]'],
    ['FLOAT[n, 6, s]', 'FLOAT[2, n, 6, 6]'],
    [int('dilation', 2), int('state_window', 2)],
  ),
  contrib(
    'CausalConvWithState',
    ['FLOAT[n,s,2,3]', 'FLOAT[6,1,4]'],
    ['FLOAT[n, s, 2, 3]', 'FLOAT[n, 3, 2, 3]'],
    [int('channels_last', 1)],
  ),
]);

testCases('generation of text', [
  contrib(
    'BeamSearch',
    ['INT32[n,4]', 'INT32 scalar 20', 'INT32 scalar 1', 'INT32 scalar 3', 'INT32 scalar 2', 'FLOAT scalar 1'],
    ['INT32[n, 2, 20]', 'FLOAT[n, 2]', 'FLOAT[16, n, 3, 100]'],
    [int('vocab_size', 100)],
  ),
  contrib('GreedySearch', ['INT32[n,4]', 'INT32 scalar 20'], ['INT32[n, 20]']),
]);

testCases('channels that come last or in blocks', [
  contrib('NhwcConv', ['FLOAT[n,8,8,3]', 'FLOAT[16,3,3,3]'], ['FLOAT[n, 6, 6, 16]'], [ints('kernel_shape', [3, 3])]),
  contrib('NhwcConv', ['FLOAT[n,8,8,3]', 'FLOAT[16,3,3,3]'], ['FLOAT[n, o0:1, o0:2, 16]']),
  contrib('ReorderInput', ['FLOAT[n,32,8,8]'], ['FLOAT[n, 32, 8, 8]'], [], 'com.microsoft.nchwc'),
  contrib('ReorderInput', ['FLOAT[n,3,8,8]'], ['FLOAT[n, o0:1, 8, 8]'], [], 'com.microsoft.nchwc'),
  contrib('Conv', ['FLOAT[n,32,8,8]', 'FLOAT[16,32,3,3]'], ['FLOAT[n, 16, 6, 6]'], [], 'com.microsoft.nchwc'),
  contrib(
    'ReorderOutput',
    ['FLOAT[n,16,6,6]'],
    ['FLOAT[n, 6, 6, 10]'],
    [int('channels', 10), int('channels_last', 1)],
    'com.microsoft.nchwc',
  ),
  contrib(
    'Upsample',
    ['FLOAT[n,16,h,6]'],
    ['FLOAT[n, 16, 2*h, 12]'],
    [ints('scales', [1, 1, 2, 2])],
    'com.microsoft.nchwc',
  ),
  contrib('ConvTransposeWithDynamicPads', ['FLOAT[1,2,4,4]', 'FLOAT[2,3,3,3]', '= 1,0,1,0'], ['FLOAT[1, 3, 4, 6]']),
  contrib(
    'ConvTransposeWithDynamicPads',
    ['FLOAT[1,2,4,4]', 'FLOAT[2,3,3,3]', 'INT64[4]'],
    ['FLOAT[1, 3, o0:2, o0:3]'],
  ),
]);

testCases('quantized operators that not every processor runs', [
  contrib(
    'QLinearReduceMean',
    ['UINT8[n,4,5]', 'FLOAT[]', 'UINT8[]', 'FLOAT[]', 'UINT8[]'],
    ['UINT8[n, 1, 5]'],
    [ints('axes', [-2]), int('keepdims', 1)],
  ),
  contrib('ReduceSumInteger', ['INT8[n,4]'], ['INT32[n]'], [ints('axes', [1]), int('keepdims', 0)]),
  contrib(
    'MatMulBnb4',
    ['FLOAT[n,5]', 'UINT8[20]', 'FLOAT[2]'],
    ['FLOAT[n, 8]'],
    [int('K', 8), int('N', 5), int('transB', 0)],
  ),
  contrib(
    'MatMulNBitsQkv',
    ['FLOAT[n,s,8]'],
    ['FLOAT[n, s, 8]', 'FLOAT[n, s, 4]', 'FLOAT[n, s, 4]', 'FLOAT[n, s, 8]'],
    [int('Nq', 8), int('Nkv', 4)],
  ),
  contrib('MatMulInteger16', ['UINT16[n,8]', 'UINT16[8,4]'], ['UINT32[n, 4]']),
  contrib('MatMulFpQ4', ['FLOAT[n,8]', 'UINT8[40]', '= 8,5'], ['FLOAT[n, 5]']),
  contrib('MulInteger', ['UINT8[n,1]', '', 'UINT8[4]'], ['INT32[n, 4]']),
  contrib('QuantizeWithOrder', ['FLOAT16[n,4]', 'FLOAT16[]'], ['INT8[n, 4]']),
  contrib(
    'DynamicQuantizeLSTM',
    ['FLOAT[s,n,3]', 'UINT8[1,3,16]', 'UINT8[1,4,16]'],
    ['FLOAT[s, 1, n, 4]', 'FLOAT[1, n, 4]', 'FLOAT[1, n, 4]'],
  ),
]);

testCases('what the optimizer and training leave', [
  contrib('FusedMatMul', ['FLOAT[b,4,3]', 'FLOAT[b,4,5]'], ['FLOAT[b, 3, 5]'], [int('transA', 1)]),
  contrib('FusedMatMul', ['FLOAT[4,b,3]', 'FLOAT[b,3,5]'], ['FLOAT[b, 4, 5]'], [int('transBatchA', 1)]),
  contrib(
    'SkipGroupNorm',
    ['FLOAT[n,h,w,8]', 'FLOAT[8]', 'FLOAT[8]', 'FLOAT[n,8]'],
    ['FLOAT[n, h, w, 8]', 'FLOAT[n, h, w, 8]'],
  ),
  contrib('BiasSplitGelu', ['FLOAT[n,s,8]', 'FLOAT[8]'], ['FLOAT[n, s, 4]']),
  contrib('BitmaskDropout', ['FLOAT[5,10]'], ['FLOAT[5, 10]', 'UINT32[2]']),
  contrib('TorchEmbedding', ['FLOAT[100,8]', 'INT64[n,s]'], ['FLOAT[n, s, 8]']),
  contrib('UnfoldTensor', ['FLOAT[n,10]'], ['FLOAT[n, 4, 3]'], [int('size', 3), int('step', 2)]),
  contrib('Rfft', ['FLOAT[n,10]'], ['FLOAT[n, 6, 2]'], [int('signal_ndim', 1)]),
  contrib('Irfft', ['FLOAT[n,6,2]'], ['FLOAT[n, 10]'], [int('signal_ndim', 1)]),
  contrib('IsAllFinite', ['FLOAT[n]'], ['BOOL[]']),
]);
