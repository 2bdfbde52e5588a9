import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fitOf } from '../../../src/fit/fit';
import { subjectsOf } from '../../../src/fit/subject';
import { graphSize } from '../../../src/formats/onnx/size';
import type { ModelFit } from '../../../src/model/fit';
import { inference } from '../../../src/onnx/infer/engine';
import { atOnce } from '../../../src/onnx/infer/walk';
import { figureOf, on, planOf } from '../../support/fit';
import { knowledge, node, onnx } from '../../support/rule-fixture';

const MODEL = onnx({
  inputs: ['x: FLOAT batch 1024'],
  outputs: ['y: FLOAT batch 2048'],
  weights: ['w: FLOAT 1024 2048'],
  nodes: [node('MatMul(x, w) -> y')],
});

function fitWith(pins: Readonly<Record<string, number>>): ModelFit {
  const size = graphSize(MODEL.model.graph, atOnce(inference(MODEL.model, pins)));
  const [subject] = subjectsOf([MODEL], new Map([[MODEL.path, size]]), knowledge);
  if (subject === undefined) throw new Error('the model has a size');
  return fitOf(subject, knowledge, planOf());
}

test('an ONNX model: weights as stored, and under pins the tensors alive at once', () => {
  const fit = fitWith({ batch: 8 });
  const weights = 1024 * 2048 * 4;
  assert.equal(figureOf(fit.figures, 'weights').value, weights);
  assert.equal(figureOf(fit.figures, 'weights').bound, 'exact');
  const { figures, verdict, degrees } = on(fit, 'inf2');
  const tensors = 8 * (1024 + 2048) * 4;
  assert.equal(figureOf(figures, 'activations-per-core').value, tensors);
  assert.equal(figureOf(figures, 'need-per-core').value, weights + tensors + 96 * 1024 ** 2);
  assert.equal(verdict, 'fits');
  assert.deepEqual(
    degrees.map(({ degree }) => degree),
    [1],
  );
});

test('open sizes of a graph are a reason not to tell', () => {
  const { verdict, answer } = on(fitWith({}), 'inf2');
  assert.equal(verdict, 'unknown');
  assert.match(answer, /sizes of the graph are open/);
});
