/** Quantization: the shape stays, the data type follows zero point, attribute or scale. */
import { dtypeOf, type Family, type InferFunction, int } from '../context';
import { tensor } from '../value';
import { like, likeFirst } from './elementwise';
import { FLOAT, UINT8 } from './types';

/** As the zero point, else as the attribute says, else unsigned bytes. */
export const quantize: InferFunction = (node) => [
  like(node, 0, dtypeOf(node, 2) || int(node, 'output_dtype') || UINT8),
];

/** As the attribute says, else as the scale. */
export const dequantize: InferFunction = (node) => [
  like(node, 0, int(node, 'output_dtype') || dtypeOf(node, 1) || FLOAT),
];

/** With scale and zero point of the whole tensor. */
const dynamic: InferFunction = (node) => [like(node, 0, UINT8), tensor(FLOAT, []), tensor(UINT8, [])];

export const QUANTIZATION: Family = {
  QuantizeLinear: quantize,
  DequantizeLinear: dequantize,
  DynamicQuantizeLinear: dynamic,
};

/** QONNX, as Brevitas and FINN write it: quantized values stay in floating point. */
export const QONNX: Family = Object.fromEntries(
  ['Quant', 'IntQuant', 'FloatQuant', 'BipolarQuant', 'Trunc'].map((op) => [op, likeFirst]),
);
