import test from 'node:test';
import { attribute } from '../../support/onnx-builder';
import { between, chance, FLOAT, INT64, operand, STRING, shape } from '../../support/operands';
import { type Case, checkTallies, compareAll, type Maker } from '../../support/operator-case';
import type { Random } from '../../support/random';

/** A case of ai.onnx.ml. */
function ml(
  op: string,
  version: number,
  inputs: Case['inputs'],
  attributes: NonNullable<Case['attributes']>,
  outputs = ['y'],
): Case {
  return { op, domain: 'ai.onnx.ml', version, inputs, attributes, outputs };
}

const numbers = (r: Random, n: number): number[] => Array.from({ length: n }, () => between(r, -3, 3));
const words = (n: number): Uint8Array[] => Array.from({ length: n }, (_, i) => new TextEncoder().encode(`c${i}`));
const texts = (name: string, n: number) => ({ name, type: 8, strings: words(n) });
const count = (n: number): number[] => Array.from({ length: n }, (_, i) => i);

const features =
  (op: string, more: (r: Random, width: number) => NonNullable<Case['attributes']>): Maker =>
  (r) => {
    const dims = shape(r, 1, 2);
    return ml(op, 1, [operand(r, FLOAT, dims)], more(r, dims.at(-1) ?? 1));
  };

/** Classes by number or by name. */
function labels(r: Random, name: string, classes: number): NonNullable<Case['attributes']>[number] {
  return chance(r, 2) ? attribute.ints(name, count(classes)) : texts('classlabels_strings', classes);
}

const linearClassifier: Maker = (r) => {
  const [samples, width, classes] = [between(r, 1, 4), between(r, 1, 3), between(r, 2, 4)];
  const attributes = [
    attribute.floats('coefficients', numbers(r, width * classes)),
    attribute.floats('intercepts', numbers(r, classes)),
    labels(r, 'classlabels_ints', classes),
  ];
  return ml('LinearClassifier', 1, [operand(r, FLOAT, [samples, width])], attributes, ['label', 'scores']);
};

const linearRegressor: Maker = (r) => {
  const [samples, width, targets] = [between(r, 1, 4), between(r, 1, 3), between(r, 1, 3)];
  const attributes = [
    attribute.floats('coefficients', numbers(r, width * targets)),
    attribute.floats('intercepts', numbers(r, targets)),
    attribute.int('targets', targets),
  ];
  return ml('LinearRegressor', 1, [operand(r, FLOAT, [samples, width])], attributes);
};

/** One tree that splits once. */
function tree(prefix: string): NonNullable<Case['attributes']> {
  const modes = ['BRANCH_LEQ', 'LEAF', 'LEAF'].map((mode) => new TextEncoder().encode(mode));
  return [
    attribute.ints('nodes_treeids', [0, 0, 0]),
    attribute.ints('nodes_nodeids', [0, 1, 2]),
    attribute.ints('nodes_featureids', [0, 0, 0]),
    attribute.floats('nodes_values', [0.5, 0, 0]),
    { name: 'nodes_modes', type: 8, strings: modes },
    attribute.ints('nodes_truenodeids', [1, 0, 0]),
    attribute.ints('nodes_falsenodeids', [2, 0, 0]),
    attribute.ints(`${prefix}_treeids`, [0, 0]),
    attribute.ints(`${prefix}_nodeids`, [1, 2]),
    attribute.floats(`${prefix}_weights`, [1, 2]),
  ];
}

const treeClassifier: Maker = (r) => {
  const classes = between(r, 2, 4);
  const attributes = [...tree('class'), attribute.ints('class_ids', [0, 1]), labels(r, 'classlabels_int64s', classes)];
  return ml('TreeEnsembleClassifier', 1, [operand(r, FLOAT, [between(r, 1, 4), 2])], attributes, ['label', 'scores']);
};

const treeRegressor: Maker = (r) => {
  const targets = between(r, 1, 3);
  const attributes = [
    ...tree('target'),
    attribute.ints('target_ids', [0, targets - 1]),
    attribute.int('n_targets', targets),
  ];
  return ml('TreeEnsembleRegressor', 1, [operand(r, FLOAT, [between(r, 1, 4), 2])], attributes);
};

const extractor: Maker = (r) => {
  const dims = shape(r, 1, 3);
  const places = operand(r, INT64, [between(r, 1, 4)], 0, (dims.at(-1) ?? 1) - 1);
  return ml('ArrayFeatureExtractor', 1, [operand(r, FLOAT, dims), places], []);
};

const labelEncoder: Maker = (r) => {
  const x = operand(r, INT64, shape(r, 1, 3));
  const values = r.pick<NonNullable<Case['attributes']>[number]>([
    texts('values_strings', 3),
    attribute.floats('values_floats', [1, 2, 3]),
    attribute.ints('values_int64s', [4, 5, 6]),
  ]);
  return ml('LabelEncoder', between(r, 2, 4), [x], [attribute.ints('keys_int64s', [0, 1, 2]), values]);
};

const categories: Maker = (r) => {
  const x = operand(r, r.pick([STRING, INT64]), shape(r, 1, 3));
  return ml('CategoryMapper', 1, [x], [attribute.ints('cats_int64s', count(3)), texts('cats_strings', 3)]);
};

const oneHot: Maker = (r) => {
  const attributes = [attribute.ints('cats_int64s', count(between(r, 1, 5))), attribute.int('zeros', 1)];
  return ml('OneHotEncoder', 1, [operand(r, INT64, shape(r, 1, 3))], attributes);
};

const vectorizer: Maker = (r) => {
  const samples = between(r, 1, 3);
  const widths = Array.from({ length: between(r, 1, 3) }, () => between(r, 1, 3));
  const inputs = widths.map((width) => operand(r, FLOAT, [samples, width]));
  return ml('FeatureVectorizer', 1, inputs, [attribute.ints('inputdimensions', widths)]);
};

/** Two support vectors for each class, of a linear kernel. */
const vectorMachine: Maker = (r) => {
  const [width, classes] = [2, between(r, 2, 4)];
  const vectors = 2 * classes;
  const pairs = (classes * (classes - 1)) / 2;
  const attributes = [
    attribute.ints('vectors_per_class', new Array<number>(classes).fill(2)),
    attribute.floats('support_vectors', numbers(r, vectors * width)),
    attribute.floats('coefficients', numbers(r, vectors * (classes - 1))),
    attribute.floats('rho', numbers(r, pairs)),
    attribute.floats('kernel_params', [0.5, 0, 3]),
    attribute.string('kernel_type', 'LINEAR'),
    labels(r, 'classlabels_ints', classes),
  ];
  if (chance(r, 2)) {
    attributes.push(attribute.floats('prob_a', numbers(r, pairs)), attribute.floats('prob_b', numbers(r, pairs)));
  }
  return ml('SVMClassifier', 1, [operand(r, FLOAT, [between(r, 1, 4), width])], attributes, ['label', 'scores']);
};

const vectorRegressor: Maker = (r) => {
  const attributes = [
    attribute.floats('support_vectors', numbers(r, 6)),
    attribute.floats('coefficients', numbers(r, 3)),
    attribute.floats('rho', [1]),
    attribute.int('n_supports', 3),
    attribute.string('kernel_type', 'LINEAR'),
    attribute.floats('kernel_params', [0.5, 0, 3]),
  ];
  return ml('SVMRegressor', 1, [operand(r, FLOAT, [between(r, 1, 4), 2])], attributes);
};

const ML: Record<string, Maker> = {
  ArrayFeatureExtractor: extractor,
  Binarizer: features('Binarizer', () => [attribute.float('threshold', 1)]),
  CategoryMapper: categories,
  FeatureVectorizer: vectorizer,
  Imputer: features('Imputer', () => [attribute.floats('imputed_value_floats', [1])]),
  LabelEncoder: labelEncoder,
  LinearClassifier: linearClassifier,
  LinearRegressor: linearRegressor,
  Normalizer: features('Normalizer', () => [attribute.string('norm', 'L2')]),
  OneHotEncoder: oneHot,
  Scaler: features('Scaler', (_, width) => [
    attribute.floats('offset', new Array<number>(width).fill(1)),
    attribute.floats('scale', new Array<number>(width).fill(2)),
  ]),
  SVMClassifier: vectorMachine,
  SVMRegressor: vectorRegressor,
  TreeEnsembleClassifier: treeClassifier,
  TreeEnsembleRegressor: treeRegressor,
};

test('operators of ai.onnx.ml have the types and shapes that the runtime computes', async () => {
  checkTallies(await compareAll(ML, 12, 71), 6);
});
