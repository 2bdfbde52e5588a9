/** Operators on strings and encoded images. */
import { dimsOf, type Family, type InferFunction, ints, shaped, text, unknownRank } from '../context';
import { tensor } from '../value';
import { FLOAT, INT64, STRING, UINT8 } from './types';

/** How many texts are left depends on what they say. */
const normalizer: InferFunction = (node) => {
  const dims = dimsOf(node, 0);
  if (dims === null) return [unknownRank(node, STRING)];
  return [shaped(node, STRING, dims.length === 2 ? [dims[0] ?? null, null] : [null])];
};

/** The longest split decides the last axis. */
const split: InferFunction = (node) => {
  const dims = dimsOf(node, 0);
  if (dims === null) return [unknownRank(node, STRING), unknownRank(node, INT64, 1)];
  return [shaped(node, STRING, [...dims, null]), tensor(INT64, dims)];
};

const ngrams: InferFunction = (node) => {
  const dims = dimsOf(node, 0);
  if (dims === null) return [unknownRank(node, FLOAT)];
  const size = (ints(node, 'ngram_indexes') ?? []).reduce((most, index) => Math.max(most, index), -1) + 1;
  return [shaped(node, FLOAT, [...dims.slice(0, -1), size])];
};

const imageDecoder: InferFunction = (node) => [
  shaped(node, UINT8, [null, null, text(node, 'pixel_format') === 'Grayscale' ? 1 : 3]),
];

export const TEXTS: Family = {
  StringNormalizer: normalizer,
  StringSplit: split,
  TfIdfVectorizer: ngrams,
  ImageDecoder: imageDecoder,
};
