import type { Format } from '..';
import { matchesOnnx } from './match';
import { readOnnx } from './read';

export const onnx: Format = { kind: 'onnx', matches: (path) => matchesOnnx(path), read: readOnnx };
