import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loadKnowledge } from '../../../src/neuron/load';

const knowledge = loadKnowledge();

test('the default of --auto-cast moved with 2.27', () => {
  assert.equal(knowledge.flag('--auto-cast', 'trn1', '2.26.1')?.default, 'matmult');
  assert.equal(knowledge.flag('--auto-cast', 'trn1', '2.26.1')?.announced, 'none');
  assert.equal(knowledge.flag('--auto-cast', 'trn1', '2.27.0')?.default, 'none');
});

test('the integer flags begin with 2.32, and nobody states their defaults after', () => {
  for (const name of ['--native-int64', '--implicit-integer-downcast']) {
    assert.equal(knowledge.flag(name, 'trn2', '2.31.1'), null);
    assert.equal(knowledge.flag(name, 'trn2', '2.33.1')?.default, null);
    assert.equal(knowledge.flag(name, 'trn2', '2.33.1')?.confidence, 'inferred');
  }
  assert.equal(knowledge.flag('--native-int64', 'trn2', '2.32.0')?.default, 'disabled');
  assert.equal(knowledge.flag('--implicit-integer-downcast', 'trn2', '2.32.0')?.default, 'all');
  assert.equal(knowledge.flag('--native-int64', 'inf2', '2.32.0'), null, 'Inf2 has no 64-bit integers');
});

test('each spelling of a flag finds it, with the values of the target', () => {
  for (const spelling of ['--lnc', '-lnc', '--logical-nc-config']) {
    const values = (target: 'inf2' | 'trn2') =>
      knowledge.flag(spelling, target, '2.33.1')?.values.map(({ value }) => value);
    assert.deepEqual(values('inf2'), ['1']);
    assert.deepEqual(values('trn2'), ['1', '2']);
  }
  assert.equal(knowledge.flag('-O', 'trn1', '2.33.1')?.flag, '--optlevel');
});

test('Inf1 has another compiler; what is no flag has no claim', () => {
  assert.deepEqual(knowledge.flags('inf1', '2.26.1'), []);
  assert.equal(knowledge.flag('--no-such-flag', 'trn2', '2.33.1'), null);
  assert.equal(knowledge.flag('constructor', 'trn2', '2.33.1'), null);
});

test('the flags of a target are each there once', () => {
  const names = knowledge.flags('trn3', '2.33.1').map(({ flag }) => flag);
  assert.equal(new Set(names).size, names.length);
  assert.ok(names.includes('--native-int64'));
  assert.ok(!names.includes('--experimental-unsafe-fp8e4m3fn-as-fp8e4m3'), 'Trn3 computes in E4M3FN');
});
