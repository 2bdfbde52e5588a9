import { attribute, modelBytes, node, tensorValue } from '../support/onnx-builder';

const FLOAT = 1;
const INT64 = 7;

/** A static model without anything to object to. */
export function readyModel(): Uint8Array {
  return modelBytes({
    name: 'ready',
    node: [node('Relu', ['x'], ['y'], [], { name: 'relu' })],
    input: [tensorValue('x', FLOAT, [1, 8])],
    output: [tensorValue('y', FLOAT, [1, 8])],
  });
}

/** TopK over INT64 values, which the Neuron compiler refuses (NCC_EVRF013), and a dynamic batch. */
export function blockedModel(nodeName = '/head/TopK'): Uint8Array {
  return modelBytes({
    name: 'blocked',
    node: [node('TopK', ['scores', 'k'], ['values', 'indices'], [], { name: nodeName })],
    initializer: [{ name: 'k', dataType: INT64, dims: [1], int64Data: [2] }],
    input: [tensorValue('scores', INT64, ['batch', 16])],
    output: [tensorValue('values', INT64, ['batch', 2]), tensorValue('indices', INT64, ['batch', 2])],
  });
}

/** Only a symbolic batch to pin. */
export function dynamicModel(): Uint8Array {
  return modelBytes({
    name: 'dynamic',
    node: [node('Softmax', ['x'], ['y'], [attribute.int('axis', -1)], { name: 'softmax' })],
    input: [tensorValue('x', FLOAT, ['batch', 8])],
    output: [tensorValue('y', FLOAT, ['batch', 8])],
  });
}
