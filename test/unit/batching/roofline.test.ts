import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runDtype, spelledDtype } from '../../../src/batching/dtype';
import { type Demand, startingBatch, trainingBatch } from '../../../src/batching/roofline';
import type { Target } from '../../../src/model/target';
import { loadKnowledge } from '../../../src/neuron/load';

const knowledge = loadKnowledge();
const BF16 = spelledDtype('bfloat16', knowledge);
assert.ok(BF16 !== null);
const SDK = knowledge.newest.sdk;

/** A row of the table of the page: GFLOPs and millions of dense parameters. */
function row(gigaflops: number, millions: number): Demand {
  return {
    dtype: BF16 ?? { name: '', torch: '', bytes: 0 },
    dtypeFrom: 'the table',
    confidence: 'documented',
    of: {
      kind: 'counted',
      flops: { value: gigaflops * 1e9, from: 'the table' },
      parameters: { value: millions * 1e6, from: 'the table' },
    },
  };
}

const BERT_LARGE = row(77.3, 302);
const RESNET_50 = row(7.8, 25);

/** The knowledge with another peak, in TFLOPS: the table counts Trainium with 210. */
function withPeak(tflops: number): typeof knowledge {
  return {
    ...knowledge,
    chip(target: Target) {
      const chip = knowledge.chip(target);
      return chip && { ...chip, peaks: [{ dtypes: ['BFLOAT16'], tflops }] };
    },
  };
}

test('the four rows of the page on Neuron batching come out by the formula', () => {
  const batch = (demand: Demand, target: Target, with_ = knowledge) => startingBatch(demand, target, with_).value;
  assert.equal(batch(BERT_LARGE, 'inf1'), 6);
  assert.equal(batch(RESNET_50, 'inf1'), 5);
  assert.equal(batch(BERT_LARGE, 'trn1', withPeak(210)), 2);
  assert.equal(batch(RESNET_50, 'trn1', withPeak(210)), 1);
  // The architecture page gives Trainium 190 TFLOPS; so much is enough to be bound by arithmetic with one BERT-Large.
  assert.equal(batch(BERT_LARGE, 'trn1'), 1);
});

test('a figure shows its formula, each input with its place, and the pages', () => {
  const figure = startingBatch(BERT_LARGE, 'inf1', knowledge);
  assert.ok(figure.value !== null);
  assert.equal(figure.formula, 'ceiling(0.5 × (peak / bandwidth) / (FLOPs / (dense parameters × dtype size)))');
  assert.deepEqual(
    figure.inputs.map(({ name, value, unit }) => [name, value, unit]),
    [
      ['peak', 64e12, 'FLOP/s'],
      ['bandwidth', 50e9, 'bytes/s'],
      ['FLOPs', 77.3e9, 'FLOPs'],
      ['dense parameters', 302e6, 'count'],
      ['dtype size', 2, 'bytes'],
    ],
  );
  // What the inputs say gives the value again.
  const [peak = 0, bandwidth = 0, flops = 0, parameters = 0, bytes = 0] = figure.inputs.map(({ value }) =>
    Number(value),
  );
  assert.equal(figure.value, Math.ceil((0.5 * (peak / bandwidth)) / (flops / (parameters * bytes))));
  assert.deepEqual(
    figure.evidence.map(({ title }) => title),
    ['Neuron batching', 'Inferentia architecture'],
  );
});

test('documented for the chips that the page names, inferred for later ones', () => {
  const sure = (target: Target) => {
    const figure = startingBatch(BERT_LARGE, target, knowledge);
    return figure.value === null ? null : figure.confidence;
  };
  assert.deepEqual((['inf1', 'inf2', 'trn1', 'trn2', 'trn3'] as const).map(sure), [
    'documented',
    'documented',
    'documented',
    'inferred',
    'inferred',
  ]);
});

test('by tokens the weights cancel out, and a whole number stays whole', () => {
  const byTokens = (tokens: number): Demand => ({
    ...BERT_LARGE,
    confidence: 'inferred',
    of: { kind: 'by-tokens', tokens: { value: tokens, from: 'here' } },
  });
  // 0.5 × 667e12 / 2.9e12 is 115 exactly: one token of BF16 weights is one operation a byte.
  assert.equal(startingBatch(byTokens(1), 'trn2', knowledge).value, 115);
  assert.equal(startingBatch(byTokens(10_000), 'trn2', knowledge).value, 1, 'never less than one sample');
  const figure = startingBatch(byTokens(128), 'inf1', knowledge);
  assert.ok(figure.value !== null);
  // 2 × 302e6 × 128 is the 77.3 GFLOPs of the table; its rounding alone makes 6 of this.
  assert.equal(figure.value, 5);
  assert.equal(figure.confidence, 'inferred');
  assert.match(figure.formula, /2 × tokens \/ dtype size/);
});

test('a type without a documented peak leaves the batch blank', () => {
  const FP32 = runDtype('FLOAT');
  assert.ok(FP32 !== null);
  const figure = startingBatch({ ...BERT_LARGE, dtype: FP32 }, 'inf1', knowledge);
  assert.deepEqual(figure, {
    value: null,
    unit: 'samples',
    reason:
      'No document gives a peak of Inf1 for float32; set deployment.dtype to the type that the weights will run in.',
    evidence: [],
  });
  assert.equal(spelledDtype('int4', knowledge), null);
  assert.equal(spelledDtype('__proto__', knowledge), null);
  assert.equal(spelledDtype('torch.BFloat16', knowledge)?.torch, 'bfloat16');
});

test('training: 8 for BERT-Large on Trainium, as the page works it out', () => {
  const demand = (parameters: number, cores: number) => ({
    parameters: { value: parameters, from: 'the page' },
    tensorParallel: { value: cores, from: 'the page' },
  });
  const figure = trainingBatch(demand(300e6, 1), 'trn1', SDK, knowledge);
  assert.equal(figure.value, 8);
  assert.equal(figure.value !== null && figure.confidence, 'documented');
  assert.equal(trainingBatch(demand(300e6, 4), 'trn1', SDK, knowledge).value, 32);
  const large = trainingBatch(demand(70e9, 1), 'trn1', SDK, knowledge);
  assert.match(large.value === null ? large.reason : '', /less than one sample on 1 core; share/);
  const trn3 = trainingBatch(demand(300e6, 1), 'trn3', SDK, knowledge);
  assert.match(trn3.value === null ? trn3.reason : '', /memory of a core of Trn3/);
});
