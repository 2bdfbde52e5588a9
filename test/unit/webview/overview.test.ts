import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Report } from '../../../src/model/report';
import { closing, modelRows, targetCards } from '../../../src/webview/overview';
import { stepRows } from '../../../src/webview/view-model';
import { readyReport, sampleFinding, samplePlan, sampleReport, sampleStep } from '../../support/sample-report';

describe('the target switch', () => {
  it('counts standing causes, not findings, and says what was not read', () => {
    const inf2 = targetCards(sampleReport()).find(({ target }) => target === 'inf2');
    assert.deepEqual(
      { ...inf2, reason: '' },
      {
        target: 'inf2',
        verdict: 'blocked',
        decision: 'no-go',
        after: 'unknown',
        reason: '',
        blockers: 2,
        warnings: 1,
        unread: 1,
        cutShort: false,
      },
    );
  });

  it('calls a target that the report leaves out unknown', () => {
    assert.deepEqual(
      targetCards(sampleReport({ verdicts: {} })).map(({ verdict }) => verdict),
      ['unknown', 'unknown', 'unknown'],
    );
  });
});

describe('the models', () => {
  it('stand worst first with what decides', () => {
    const rows = modelRows(sampleReport(), 'trn2');
    assert.deepEqual(
      rows.map(({ artifact, decides }) => [artifact.path, decides?.rule ?? null]),
      [
        ['models/encoder.onnx', 'onnx/topk-integer-input'],
        ['models/reranker.onnx', 'onnx/topk-integer-input'],
        ['legacy/ner.onnx', null],
        ['llm/config.json', null],
      ],
    );
  });
});

describe('what the page says once every step is closed', () => {
  const closed = (report: Report) => closing(stepRows(report, 'trn2'), report, 'trn2');
  const plan = (state: 'open' | 'done', findings: readonly string[] = []) =>
    samplePlan([{ id: 'cost', title: 'Cost', steps: [sampleStep({ state, findings })] }]);

  it('nothing while a step is open or there is none', () => {
    assert.deepEqual(closed({ ...readyReport(), plan: plan('open') }), { kind: 'steps-left' });
    assert.deepEqual(closed({ ...readyReport(), plan: samplePlan([]) }), { kind: 'steps-left' });
  });

  it('nothing left, where everything was read and judged', () => {
    assert.deepEqual(closed({ ...readyReport(), plan: plan('done') }), { kind: 'nothing-left' });
  });

  it('not sure, where a file was not read, the search was cut short or the verdict is open', () => {
    const ready = { ...readyReport(), plan: plan('done') };
    const { coverage } = ready;
    for (const report of [
      { ...ready, coverage: { ...coverage, unreadable: 1 } },
      { ...ready, coverage: { ...coverage, partial: 1 } },
      { ...ready, coverage: { ...coverage, cutShort: ['The search ended after 20,000 files.'] } },
      { ...ready, verdicts: { trn2: 'unknown' as const } },
      { ...ready, verdicts: {} },
    ]) {
      assert.deepEqual(closed(report), { kind: 'not-sure' });
    }
  });

  it('still found, where a ticked cause stands; a note is no cause', () => {
    const finding = sampleFinding();
    const base = { ...readyReport(), plan: plan('done', [finding.fingerprint]) };
    assert.deepEqual(closed({ ...base, findings: [finding] }), { kind: 'still-found', count: 1 });
    assert.deepEqual(closed({ ...base, findings: [{ ...finding, severity: 'info' }] }), { kind: 'nothing-left' });
  });
});
