import assert from 'node:assert/strict';
import { test } from 'node:test';
import { audit } from '../../../src/audit';
import type { Finding } from '../../../src/model/finding';
import { SettingsError } from '../../../src/model/problem';
import { type MemoryFile, memoryHost, noPace } from '../../support/memory-host';
import { modelBytes, node, tensorValue } from '../../support/onnx-builder';

/** An integer TopK, which NCC_EVRF013 refuses, and Tan, which no document decides. */
const onnxModel = modelBytes({
  input: [tensorValue('x', 6, [4, 16]), tensorValue('z', 1, [4])],
  output: [tensorValue('v', 6, [4, 2]), tensorValue('t', 1, [4])],
  initializer: [{ name: 'k', dataType: 7, dims: [1], int64Data: [2] }],
  node: [node('TopK', ['x', 'k'], ['v', 'i']), node('Tan', ['z'], ['t'])],
});
const PASS = 'Call compiler with cmd: neuronx-cc compile --target=trn1 m.pb [neuronx-cc]\nCompiler status PASS\n';
const FAIL = '2026 ERROR 1 [neuronx-cc]: [NCC_EVRF013] TopK does not support int32 input\n';

async function run(files: Readonly<Record<string, MemoryFile>>, given: readonly string[] = [], target = 'trn1') {
  const host = memoryHost(files);
  return audit({
    host,
    paths: ['models'],
    options: { targets: [target as 'trn1'], asOf: '2026-11-22' },
    observed: given.map((path) => ({ host, path, shown: path })),
    pace: noPace,
  });
}

const topk = (findings: readonly Finding[]) => findings.find(({ rule }) => rule === 'onnx/topk-integer-input');
const model = 'models/a/model.onnx';

test('a log with the code that was forecast confirms it, and is a finding of its own', async () => {
  const report = await run({ [model]: onnxModel, 'models/a/log-neuron-cc.txt': FAIL });
  assert.equal(topk(report.findings)?.observed?.state, 'confirmed');
  const own = report.findings.find(({ rule }) => rule === 'observed/compiler-error');
  assert.equal(own?.neuronError, 'NCC_EVRF013');
  assert.equal(report.verdicts.trn1, 'blocked');
});

test('a compile that passed refutes what would have stopped it, for the target of its command line only', async () => {
  const files = { [model]: onnxModel, 'models/a/neuron.log': PASS };
  const report = await run(files);
  assert.equal(topk(report.findings)?.observed?.state, 'refuted');
  assert.notEqual(report.verdicts.trn1, 'blocked');
  const other = await run(files, [], 'inf2');
  assert.equal(topk(other.findings)?.observed, undefined);
  assert.equal(other.verdicts.inf2, 'blocked');
});

test('a compile for one of several targets does not speak for the others', async () => {
  const host = memoryHost({ [model]: onnxModel, 'models/a/neuron.log': PASS });
  const options = { targets: ['trn1', 'trn2'] as const, asOf: '2026-11-22' };
  const report = await audit({ host, paths: ['models'], options, pace: noPace });
  assert.equal(topk(report.findings)?.observed?.state, 'not-observed');
  assert.equal(report.verdicts.trn2, 'blocked');
});

test('a compile that failed of something else tells nothing of the rest', async () => {
  const log = FAIL.replace('NCC_EVRF013', 'NCC_EVRF009');
  const report = await run({ [model]: onnxModel, 'models/a/neuron.log': log });
  assert.equal(topk(report.findings)?.observed?.state, 'not-observed');
});

test('torch_neuronx.analyze confirms and refutes operator by operator', async () => {
  const analyzed = (name: string, ok: boolean) =>
    JSON.stringify({
      supported_operators: ok ? { [name]: 1 } : {},
      unsupported_operators: ok ? [] : [{ kind: name, failureAt: 'neuronx-cc' }],
    });
  const yes = await run({ [model]: onnxModel, 'models/a/analyze.json': analyzed('aten::topk', true) });
  assert.equal(topk(yes.findings)?.observed?.state, 'refuted');
  const no = await run({ [model]: onnxModel, 'models/a/analyze.json': analyzed('aten::topk', false) });
  assert.equal(topk(no.findings)?.observed?.state, 'confirmed');
  assert.ok(no.findings.some(({ rule }) => rule === 'observed/unsupported-operator'));
});

test('an output beside one model says nothing of another; one that is named speaks of all', async () => {
  const files = { [model]: onnxModel, 'models/b/model.onnx': onnxModel, 'models/b/neuron.log': FAIL, 'x.log': FAIL };
  const marks = (findings: readonly Finding[]) =>
    findings
      .filter(({ rule }) => rule === 'onnx/topk-integer-input')
      .map(({ artifact, observed }) => [artifact, observed?.state]);
  assert.deepEqual(marks((await run(files)).findings), [
    [model, undefined],
    ['models/b/model.onnx', 'confirmed'],
  ]);
  assert.deepEqual(marks((await run(files, ['x.log'])).findings), [
    [model, 'confirmed'],
    ['models/b/model.onnx', 'confirmed'],
  ]);
});

test('a list of operators outranks the claims on operators', async () => {
  const names = ['Add', 'Mul', 'Sub', 'Max', 'Reshape', 'Transpose', 'Constant', 'Reduce', 'Sin', 'Sort'];
  const undocumented = (findings: readonly Finding[]) =>
    findings.filter(({ rule }) => /operator-(undocumented|unsupported)/.test(rule)).map(({ message }) => message);
  const before = undocumented((await run({ [model]: onnxModel })).findings);
  const listed = await run({ [model]: onnxModel, 'models/operators.txt': [...names, 'Tan'].join('\n') });
  const missing = await run({ [model]: onnxModel, 'models/operators.txt': names.join('\n') });
  assert.ok(!undocumented(listed.findings).some((message) => message.includes('Tan')));
  assert.ok(missing.findings.some(({ why }) => why.includes('does not name tan')));
  assert.notDeepEqual(undocumented(missing.findings), before);
});

test('a named file that is no output ends the audit with a sentence', async () => {
  for (const file of ['nothing of interest\n', '\0\0\0', '{ "a": 1 }'])
    await assert.rejects(run({ [model]: onnxModel, 'x.txt': file }, ['x.txt']), SettingsError);
});

test('documentation that names codes is no log; a huge one is read to its end', async () => {
  const page = 'See NCC_EVRF013 and `NCC_EVRF009` for details.\n';
  const huge = `${'[neuronx-cc]: working\n'.repeat(200_000)}${FAIL}`;
  const report = await run({ [model]: onnxModel, 'models/neuron-errors.txt': page, 'models/a/huge.log': huge });
  assert.deepEqual(
    report.artifacts.filter(({ kind }) => kind === 'neuron-log').map(({ path }) => path),
    ['models/a/huge.log'],
  );
  const [location] = report.findings.find(({ rule }) => rule === 'observed/compiler-error')?.locations ?? [];
  assert.equal(location && 'range' in location ? location.range.start.line : 0, 200_001);
});
