import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { FORMATS } from '../../../src/formats';
import type { OnnxFacts } from '../../../src/model/facts';
import type { Report } from '../../../src/model/report';
import { relativePath } from '../../../src/vscode/audits/relative';
import { isRelevant as relevant } from '../../../src/vscode/audits/relevant';
import { sampleReport } from '../../support/sample-report';

describe('paths below a root', () => {
  it('are relative, with "/" as separator', () => {
    assert.equal(relativePath('/home/a/repo', '/home/a/repo/models/x.onnx'), 'models/x.onnx');
    assert.equal(relativePath('/home/a/repo/', '/home/a/repo'), '');
    assert.equal(relativePath('/', '/x.onnx'), 'x.onnx');
  });

  it('are null for what lies elsewhere, also with the same beginning', () => {
    assert.equal(relativePath('/home/a/repo', '/home/a/repo-2/x.onnx'), null);
    assert.equal(relativePath('/home/a/repo', '/home/a'), null);
  });

  it('take a Windows drive in either case', () => {
    assert.equal(relativePath('/c:/Work/repo', '/C:/Work/repo/models/x.onnx'), 'models/x.onnx');
    assert.equal(relativePath('/c:/Work/repo', '/d:/Work/repo/x.onnx'), null);
    assert.equal(relativePath('/server/share/repo', '/server/share/repo/x.onnx'), 'x.onnx');
  });
});

const isRelevant = (path: string, report: Report | null) => relevant(path, report, FORMATS);

describe('a change that may change an audit', () => {
  it('is one of a model, a config or a planner file, wherever it lies', () => {
    for (const path of ['a.onnx', 'x/B.ONNX', 'llm/config.json', 'neuron-migration.yaml', 'neuron-migration.plan.yaml'])
      assert.ok(isRelevant(path, null), path);
  });

  it('is one of the lengths that buckets were planned for', () => {
    const [plan] = sampleReport().batching.plans;
    assert.ok(plan !== undefined);
    const plans = [{ ...plan, lengths: { ...plan.lengths, from: 'data/lengths.csv' } }];
    const report = sampleReport({ batching: { starting: [], plans } });
    assert.ok(isRelevant('data/lengths.csv', report));
    assert.ok(!isRelevant('data/other.csv', report));
    assert.ok(!isRelevant('data/lengths.csv', null));
  });

  it('is one of whatever else an audit reads, and of what keeps files out of it', () => {
    const read = [
      'Dockerfile',
      'deploy/pod.yaml',
      'requirements-gpu.txt',
      'main.tf',
      'serve.sh',
      'app.py',
      '.gitignore',
    ];
    for (const path of [...read, 'w/model.safetensors', 'q.gguf', 'pyproject.toml', 'a.ipynb'])
      assert.ok(isRelevant(path, null), path);
  });

  it('is none in the folders that are left out, nor of other files', () => {
    for (const path of ['node_modules/x/config.json', '.venv/a.onnx', '.git/config', 'readme.md', 'main.c'])
      assert.ok(!isRelevant(path, null), path);
  });

  it('is one of any file that the last report names, or that a model keeps its weights in', () => {
    const [pointer, , encoder] = sampleReport().artifacts;
    assert.ok(pointer && encoder && 'externalFiles' in encoder.facts);
    const facts = { ...(encoder.facts as OnnxFacts), externalFiles: ['weights/w.raw'] };
    const report = sampleReport({
      artifacts: [
        { ...pointer, path: 'deploy/pod.yaml' },
        { ...encoder, facts },
      ],
    });
    assert.ok(isRelevant('deploy/pod.yaml', report));
    assert.ok(isRelevant('models/weights/w.raw', report));
    assert.ok(!isRelevant('weights/w.raw', report));
  });
});
