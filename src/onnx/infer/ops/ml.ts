/** The domain ai.onnx.ml. Source: docs/Operators-ml.md of ONNX. */
import {
  attribute,
  dimsOf,
  dtypeOf,
  type Family,
  floats,
  type InferFunction,
  int,
  ints,
  type NodeContext,
  shaped,
  strings,
  tensorAttribute,
  text,
  unknownRank,
} from '../context';
import { type Dim, mul } from '../dim';
import { type InferredType, sequenceOf, type Value } from '../value';
import { like, likeFirst, likeFirstOf } from './elementwise';
import { FLOAT, INT64, STRING } from './types';

/** How many samples there are; a vector is one. */
function samples(node: NodeContext): Dim | null {
  const dims = dimsOf(node, 0);
  return dims === null ? null : dims.length === 1 ? 1 : (dims[0] ?? null);
}

/** Type and number of the class labels that an attribute lists. */
function labels(node: NodeContext, ofInts: string): { readonly dtype: number; readonly count: number } {
  const texts = strings(node, 'classlabels_strings') ?? [];
  const numbers = ints(node, ofInts) ?? [];
  return texts.length > 0 ? { dtype: STRING, count: texts.length } : { dtype: INT64, count: numbers.length };
}

/** A label and a score for each class. */
function classifier(ofInts: string, countFrom: (node: NodeContext, count: number) => number | null): InferFunction {
  return (node) => {
    const { dtype, count } = labels(node, ofInts);
    const batch = samples(node);
    return [shaped(node, dtype, [batch]), shaped(node, FLOAT, [batch, countFrom(node, count)], 1)];
  };
}

/** One intercept for each class; a single one separates two. */
function linearClasses(node: NodeContext, count: number): number | null {
  const intercepts = floats(node, 'intercepts')?.length ?? 0;
  return intercepts === 1 && count === 2 ? 2 : intercepts || count || null;
}

/** Scores of classes where they are probabilities or come from a plane for each class, else of every pair of classes. */
function vectorClasses(node: NodeContext, count: number): number | null {
  const pairwise = (ints(node, 'vectors_per_class')?.length ?? 0) > 0 && (floats(node, 'prob_a')?.length ?? 0) === 0;
  return (pairwise && count > 2 ? (count * (count - 1)) / 2 : count) || null;
}

function regressor(targets: (node: NodeContext) => number | null): InferFunction {
  return (node) => [shaped(node, FLOAT, [samples(node), targets(node)])];
}

/** Features that the indices pick, along the last axis. */
const extractor: InferFunction = (node) => {
  const dims = dimsOf(node, 0);
  const dtype = dtypeOf(node, 0);
  if (dims === null) return [unknownRank(node, dtype)];
  const picked = dimsOf(node, 1)?.reduce(mul, 1) ?? null;
  return [shaped(node, dtype, [...(dims.length === 1 ? [1] : dims.slice(0, -1)), picked])];
};

/** Strings become integers and integers strings. */
function otherKind(dtype: number): number {
  return dtype === 0 ? 0 : dtype === STRING ? INT64 : STRING;
}

const categoryMapper: InferFunction = (node) => [like(node, 0, otherKind(dtypeOf(node, 0)))];

/** Whatever type the values have that keys are mapped to. */
const labelEncoder: InferFunction = (node) => {
  const values = tensorAttribute(node, 'values_tensor');
  const listed = ['values_strings', 'values_int64s', 'values_floats'].findIndex(
    (name) => attribute(node, name) !== null,
  );
  const dtype = values?.dtype ?? [STRING, INT64, FLOAT][listed];
  // Version 1 maps between strings and integers.
  return [like(node, 0, dtype ?? otherKind(dtypeOf(node, 0)))];
};

const oneHotEncoder: InferFunction = (node) => {
  const dims = dimsOf(node, 0);
  if (dims === null) return [unknownRank(node, FLOAT)];
  const count = Math.max(ints(node, 'cats_int64s')?.length ?? 0, strings(node, 'cats_strings')?.length ?? 0);
  return [shaped(node, FLOAT, [...dims, count])];
};

const castMap: InferFunction = (node) => {
  const types: Readonly<Record<string, number>> = { TO_FLOAT: FLOAT, TO_INT64: INT64, TO_STRING: STRING };
  const dense = (text(node, 'map_form') ?? 'DENSE') === 'DENSE';
  return [
    shaped(node, types[text(node, 'cast_to') ?? 'TO_FLOAT'] ?? FLOAT, [1, dense ? null : (int(node, 'max_map') ?? 1)]),
  ];
};

const dictVectorizer: InferFunction = (node) => {
  const type = node.inputs[0]?.type ?? null;
  const elem = type?.kind === 'map' ? type.elem : null;
  const dtype = elem !== null && 'dtype' in elem ? elem.dtype : 0;
  const words = strings(node, 'string_vocabulary')?.length ?? ints(node, 'int64_vocabulary')?.length ?? null;
  return [shaped(node, dtype, [1, words])];
};

const featureVectorizer: InferFunction = (node) => {
  const widths = ints(node, 'inputdimensions');
  return [shaped(node, FLOAT, [samples(node), widths?.reduce((a, b) => a + b, 0) ?? null])];
};

/** A map from label to score for each sample. */
const zipMap: InferFunction = (node): readonly Value[] => {
  const { dtype } = labels(node, 'classlabels_int64s');
  const score: InferredType = { kind: 'tensor', dtype: FLOAT, dims: [] };
  return [sequenceOf({ kind: 'map', keyType: dtype, elem: score })];
};

const treeEnsemble: InferFunction = (node) => [shaped(node, dtypeOf(node, 0), [samples(node), int(node, 'n_targets')])];

export const ML: Family = {
  ArrayFeatureExtractor: extractor,
  Binarizer: likeFirst,
  CastMap: castMap,
  CategoryMapper: categoryMapper,
  DictVectorizer: dictVectorizer,
  FeatureVectorizer: featureVectorizer,
  Imputer: likeFirst,
  LabelEncoder: labelEncoder,
  LinearClassifier: classifier('classlabels_ints', linearClasses),
  LinearRegressor: regressor((node) => int(node, 'targets') ?? 1),
  Normalizer: likeFirstOf(FLOAT),
  OneHotEncoder: oneHotEncoder,
  Scaler: likeFirstOf(FLOAT),
  SVMClassifier: classifier('classlabels_ints', vectorClasses),
  SVMRegressor: regressor(() => 1),
  TreeEnsemble: treeEnsemble,
  TreeEnsembleClassifier: classifier('classlabels_int64s', (_, count) => count || null),
  TreeEnsembleRegressor: regressor((node) => int(node, 'n_targets')),
  ZipMap: zipMap,
};
