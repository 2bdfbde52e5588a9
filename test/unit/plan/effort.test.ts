import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { estimate, fixEffort } from '../../../src/plan/effort';

const cause = { rule: 'onnx/topk-integer-input', kind: 'export', severity: 'blocker', files: 1, places: 1 } as const;

describe('the effort of a root cause', () => {
  it('is a range with what makes it so', () => {
    assert.deepEqual(fixEffort(cause), {
      minDays: 1,
      maxDays: 3,
      drivers: ['a change of the model or its export'],
      by: 'tool',
    });
  });

  it('is not that of a place times the places', () => {
    const one = fixEffort(cause).maxDays;
    const many = fixEffort({ ...cause, places: 5000 });
    assert.ok(many.maxDays > one && many.maxDays < 2 * one, String(many.maxDays));
    assert.deepEqual(many.drivers, ['a change of the model or its export', '5000 places']);
    assert.equal(many.minDays, 1, 'one change may settle them all');
  });

  it('grows ever more slowly with the files', () => {
    const days = [1, 2, 4, 64, 1024].map((files) => fixEffort({ ...cause, files, places: files }).maxDays);
    // 3 × (1 + log2(files) ÷ 4), to halves.
    assert.deepEqual(days, [3, 4, 4.5, 7.5, 10.5]);
  });

  it('of a note and of what is waived is to read it', () => {
    assert.deepEqual(fixEffort({ ...cause, kind: 'config', severity: 'info' }).maxDays, 0.5);
    assert.deepEqual(fixEffort({ ...cause, kind: null, severity: 'blocker' }).minDays, 0);
  });

  it('of an ONNX model to be rebuilt is more than a note, though no verdict depends on it', () => {
    assert.equal(fixEffort({ ...cause, rule: 'onnx/not-compiled-directly', severity: 'info' }).minDays, 2);
  });

  it('stays a number whatever the counts are', () => {
    for (const [alike, each] of [
      [0, 0],
      [-1, -1],
      [1e9, 1e9],
    ] as const) {
      const { minDays, maxDays } = estimate([1, 2], [], { alike, each });
      assert.ok(minDays === 1 && maxDays >= 2 && maxDays < 30, String(maxDays));
    }
  });
});
