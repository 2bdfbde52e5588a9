import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { HfConfigFacts } from '../../../src/model/facts';
import type { Route, Target } from '../../../src/model/target';
import { type DegreePlan, degreeWords, judgeDegree, tensorParallelDegrees } from '../../../src/routes/degrees';
import { knowledge } from '../../support/rule-fixture';

const LLAMA_70B: HfConfigFacts = {
  attentionHeads: 64,
  keyValueHeads: 8,
  intermediateSize: 28672,
  vocabSize: 128256,
};

function verdicts(facts: HfConfigFacts, target: Target, route: Route | null, plan: DegreePlan = {}): string[] {
  return tensorParallelDegrees(facts, target, route, '2.33.1', knowledge, plan).map(
    ({ degree, verdict }) => `${degree} ${verdict}`,
  );
}

test('the degrees of the target are judged, powers of two where none are published', () => {
  assert.deepEqual(verdicts(LLAMA_70B, 'inf2', 'optimum-neuron'), ['1 fits', '2 fits', '4 fits', '8 fits', '24 costs']);
  assert.deepEqual(verdicts(LLAMA_70B, 'trn1', null), ['1 fits', '2 fits', '8 fits', '16 fits', '32 fits']);
  assert.equal(verdicts(LLAMA_70B, 'trn3', null).length, 7);
});

test('heads that do not divide are padded by NxD libraries and fit nowhere else', () => {
  const facts = { attentionHeads: 40, keyValueHeads: 40 };
  assert.deepEqual(verdicts(facts, 'trn2', 'nxd-inference').slice(4), ['16 costs', '32 costs', '64 costs']);
  assert.deepEqual(verdicts(facts, 'trn2', 'vllm-neuron').slice(4), ['16 unfit', '32 unfit', '64 unfit']);
});

test('cores of the instance, memory, and single logical cores count', () => {
  assert.deepEqual(verdicts(LLAMA_70B, 'trn1', null, { instance: 'trn1.2xlarge' }).slice(2), [
    '8 refused',
    '16 refused',
    '32 refused',
  ]);
  const weights = verdicts(LLAMA_70B, 'trn1', null, { weightBytes: 141e9 });
  assert.deepEqual(weights, ['1 unfit', '2 unfit', '8 unfit', '16 fits', '32 fits']);
  assert.ok(!verdicts(LLAMA_70B, 'trn2', null, { logicalCores: '1' }).some((one) => one.endsWith('refused')));
});

test('every verdict but a plain fit names its rule', () => {
  const of = (degree: number, facts: HfConfigFacts, target: Target = 'trn2') =>
    judgeDegree(degree, facts, target, 'vllm-neuron', '2.33.1', knowledge);
  assert.match(of(24, LLAMA_70B).reason ?? '', /^Trn2 runs the degrees 1, 2, 4, 8, 16, 32 and 64 only$/);
  assert.match(of(32, LLAMA_70B).reason ?? '', /8 key\/value heads are copied, 4 of each/);
  assert.match(
    of(8, { ...LLAMA_70B, intermediateSize: 100 }).reason ?? '',
    /intermediate_size 100 does not divide by 8/,
  );
  assert.match(of(8, { ...LLAMA_70B, vocabSize: 32001 }).reason ?? '', /vocab_size 32001 .* last core is padded/);
  assert.equal(of(8, LLAMA_70B).reason, null);
  const small = tensorParallelDegrees(LLAMA_70B, 'trn1', null, '2.33.1', knowledge, { instance: 'trn1.2xlarge' });
  assert.equal(degreeWords(small), '1 and 2 fit; 8, 16 and 32 cannot run on the 2 cores of trn1.2xlarge');
  const other = tensorParallelDegrees(LLAMA_70B, 'trn1', null, '2.33.1', knowledge, { instance: 'inf2.xlarge' });
  assert.equal(degreeWords(other), '1, 2, 8, 16 and 32 fit');
  assert.match(
    degreeWords(tensorParallelDegrees(LLAMA_70B, 'inf2', 'optimum-neuron', '2.33.1', knowledge)),
    /^1, 2, 4 and 8 fit; 24 cannot divide 64 attention heads, which are padded$/,
  );
});
