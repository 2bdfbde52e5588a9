import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { bringsNew } from '../../../src/compare/findings';
import { compareReports } from '../../../src/compare/reports';
import { savedReport } from '../../../src/compare/saved-report';
import type { Comparison } from '../../../src/model/comparison';
import type { Report } from '../../../src/model/report';
import { sampleFinding, sampleReport } from '../../support/sample-report';

function compared(before: Partial<Report>, after: Partial<Report>): Comparison {
  return compareReports(
    { name: 'old.json', report: savedReport(sampleReport(before)) },
    { name: 'new.json', report: savedReport(sampleReport(after)) },
  );
}

const finding = (fingerprint: string, overrides = {}) =>
  sampleFinding({ fingerprint, message: `message ${fingerprint}`, action: `Do ${fingerprint}`, ...overrides });

describe('two reports', () => {
  it('that are equal differ in nothing', () => {
    const { settings, findings, artifacts, steps, effort, notes } = compared({}, {});
    assert.deepEqual(settings, []);
    assert.deepEqual([findings.fresh, findings.fixed, findings.changed], [[], [], []]);
    assert.equal(findings.same, sampleReport().findings.length);
    assert.deepEqual([artifacts.added, artifacts.removed, artifacts.changed], [[], [], []]);
    assert.deepEqual([steps, notes], [[], []]);
    assert.deepEqual(effort?.before, effort?.after);
  });

  it('give what is new, fixed and changed, worst first', () => {
    const { findings } = compared(
      { findings: [finding('a'), finding('b', { severity: 'info' }), finding('c')] },
      {
        findings: [
          finding('c', { targets: ['trn2'], waived: { reason: 'known', by: 'mira', expires: '2027-01-01' } }),
          finding('d', { severity: 'warning' }),
          finding('e'),
        ],
      },
    );
    assert.deepEqual(
      findings.fresh.map(({ fingerprint }) => fingerprint),
      ['e', 'd'],
    );
    assert.deepEqual(
      findings.fixed.map(({ fingerprint }) => fingerprint),
      ['a', 'b'],
    );
    assert.deepEqual(
      findings.changed.map(({ fields }) => fields),
      [['targets', 'waived']],
    );
  });

  it('know a finding again whose severity changes, though its fingerprint does too', () => {
    const comparison = compared(
      { findings: [finding('a', { severity: 'warning', action: 'Pin batch' })] },
      { findings: [finding('b', { severity: 'blocker', action: 'Pin batch' })] },
    );
    assert.deepEqual(comparison.findings.fresh, []);
    assert.deepEqual(comparison.findings.changed[0]?.fields, ['severity', 'message']);
    assert.equal(bringsNew(comparison, ['blocker']), true, 'it counts as a new blocker');
    assert.equal(bringsNew(comparison, ['blocker', 'warning']), false, 'at that level it was there before');
  });

  it('take another cause of the same rule and fix in a file for new, so that it counts', () => {
    const comparison = compared(
      { findings: [finding('a', { action: 'Cast to float' })] },
      { findings: [finding('b', { action: 'Cast to float' })] },
    );
    assert.deepEqual([comparison.findings.fresh.length, comparison.findings.fixed.length], [1, 1]);
    assert.equal(bringsNew(comparison, ['blocker']), true);
  });

  it('follow a file that moved', () => {
    const [, , encoder] = sampleReport().artifacts;
    assert.ok(encoder);
    const { artifacts, findings } = compared(
      { artifacts: [encoder], findings: [finding('a', { artifact: encoder.path })] },
      {
        artifacts: [{ ...encoder, path: 'moved/encoder.onnx' }],
        findings: [finding('b', { artifact: 'moved/encoder.onnx', action: 'Do a', message: 'message a' })],
      },
    );
    assert.deepEqual([artifacts.added, artifacts.removed], [[], []]);
    assert.deepEqual(
      artifacts.changed.map(({ from, path }) => [from, path]),
      [[encoder.path, 'moved/encoder.onnx']],
    );
    assert.deepEqual(
      findings.changed.map(({ fields }) => fields),
      [['artifact']],
    );
    assert.deepEqual(findings.fresh, []);
  });

  it('name settings that differ, and targets that only one judges', () => {
    const { settings } = sampleReport();
    const comparison = compared(
      {},
      {
        settings: { ...settings, sdk: '2.32.0', targets: ['trn2'], pins: { batch: 4 } },
        verdicts: { trn2: 'ready' },
      },
    );
    assert.deepEqual(comparison.settings, [
      { name: 'sdk', before: '2.33.1', after: '2.32.0' },
      { name: 'targets', before: 'inf2, trn2, trn3', after: 'trn2' },
      { name: 'pins.batch', before: '1', after: '4' },
    ]);
    assert.deepEqual(comparison.verdicts, [
      { target: 'inf2', before: 'blocked', after: null },
      { target: 'trn2', before: 'blocked', after: 'ready' },
      { target: 'trn3', before: 'unknown', after: null },
    ]);
  });

  it('compare operators, parameters, types and shapes of each model', () => {
    const { artifacts } = sampleReport();
    const changed = artifacts.map((artifact) =>
      artifact.path !== 'models/encoder.onnx'
        ? artifact
        : {
            ...artifact,
            facts: {
              ...artifact.facts,
              opCounts: { 'ai.onnx::Gather': 4, 'ai.onnx::MatMul': 2 },
              parameters: '90071992547409920',
              inputs: [{ name: 'input_ids', dtype: 'INT32', dims: [1, 128] }],
            },
          },
    );
    const [change, ...others] = compared({}, { artifacts: changed }).artifacts.changed;
    assert.deepEqual(others, []);
    assert.deepEqual(change?.facts, [
      { field: 'inputs', key: 'input_ids', before: 'INT64 [1, sequence]', after: 'INT32 [1, 128]' },
      { field: 'opCounts', key: 'ai.onnx::MatMul', before: null, after: 2 },
      { field: 'opCounts', key: 'ai.onnx::TopK', before: 1, after: null },
      { field: 'parameters', key: null, before: 22713216, after: '90071992547409920' },
    ]);
  });

  it('give the same bytes whatever the order of the files in them', () => {
    const { artifacts, findings } = sampleReport();
    const turned = { artifacts: artifacts.toReversed(), findings: findings.toReversed() };
    assert.equal(JSON.stringify(compared(turned, {})), JSON.stringify(compared({}, turned)));
  });
});
