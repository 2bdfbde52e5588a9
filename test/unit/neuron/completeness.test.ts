import assert from 'node:assert/strict';
import { test } from 'node:test';
import { TARGETS } from '../../../src/model/target';
import { DATA } from '../../../src/neuron/data';
import { DTYPES, ONNX_DTYPES } from '../../../src/neuron/lint/shapes';
import { loadKnowledge } from '../../../src/neuron/load';
import { DATA_TYPE_NUMBERS } from '../../../src/onnx/dtypes';
import operators from '../../support/onnx-operators.json';

const knowledge = loadKnowledge();
const sdks = knowledge.releases.map(({ sdk }) => sdk);

test('every operator of ONNX 1.23 has an entry that knows all its versions, on every target', () => {
  for (const [domain, ops] of Object.entries(operators.standard))
    for (const [op, versions] of Object.entries(ops))
      for (const target of TARGETS) {
        const claim = knowledge.operator(domain, op, target);
        assert.deepEqual(claim?.versions, versions, `${domain}::${op} on ${target}`);
        assert.ok(claim.why.endsWith('.') && claim.remedy.endsWith('.'), `${domain}::${op}`);
      }
});

test('every contrib operator that ONNX Runtime documents has an entry', () => {
  for (const op of operators.contrib) assert.ok(knowledge.operator('com.microsoft', op), op);
});

test('an operator of any other domain gets the claim on its domain', () => {
  for (const domain of ['onnx.brevitas', 'test.customop', 'com.microsoft.nchwc', 'pkg.onnxscript.torch_lib'])
    assert.ok(knowledge.domain(domain), domain);
});

test('every type has an answer on every target at every release', () => {
  for (const dtype of DTYPES)
    for (const target of TARGETS)
      for (const sdk of sdks) assert.ok(knowledge.dtype(dtype, target, sdk), `${dtype} on ${target} at ${sdk}`);
});

test('the types are those that the reader of ONNX files knows', () => {
  const read = [...DATA_TYPE_NUMBERS.keys()].filter((name) => name !== 'UNDEFINED');
  assert.deepEqual([...ONNX_DTYPES].sort(), read.sort());
});

test('every name that PyTorch and safetensors give a type leads to answers', () => {
  for (const { name, system, dtype } of DATA['dtype-names']) {
    assert.equal(knowledge.dtypeNamed(name)?.dtype, dtype);
    if (system === 'torch') assert.equal(knowledge.dtypeNamed(name.replace('torch.', ''))?.dtype, dtype);
    for (const target of TARGETS) assert.ok(knowledge.dtype(dtype, target, knowledge.newest.sdk), name);
  }
  assert.equal(knowledge.dtypeNamed('F8_E4M3')?.dtype, 'FLOAT8E4M3FN');
  assert.equal(knowledge.dtypeNamed('torch.bfloat16')?.dtype, 'BFLOAT16');
  assert.equal(knowledge.dtypeNamed('half')?.dtype, 'FLOAT16');
  assert.equal(knowledge.dtypeNamed('float128'), null);
  assert.equal(knowledge.dtypeNamed('constructor'), null);
});

test('the lists hold what the formats define: 22 types of safetensors, and all scalar types of PyTorch', () => {
  const of = (system: string) => DATA['dtype-names'].filter((entry) => entry.system === system).map(({ name }) => name);
  assert.equal(of('safetensors').length, 22);
  for (const width of [1, 2, 3, 4, 5, 6, 7, 8, 16, 32, 64])
    for (const sign of ['int', 'uint']) assert.ok(of('torch').includes(`torch.${sign}${width}`), `${sign}${width}`);
  for (const name of ['float8_e4m3fn', 'float8_e5m2', 'float8_e8m0fnu', 'float4_e2m1fn_x2', 'complex64', 'qint8'])
    assert.ok(of('torch').includes(`torch.${name}`), name);
});
