import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { Settings } from '../../../src/model/settings';
import { unmatchedPins, unusedNotes } from '../../../src/planner/unused';

const inputs = [{ name: 'x', dtype: 'FLOAT', dims: ['batch', 3, 'past + sequence', null] }];

it('knows a pin by symbol, by a symbol of an expression, and by INPUT:AXIS', () => {
  assert.deepEqual(unmatchedPins({ batch: 1, sequence: 2, past: 3, 'x:3': 4, 'past + sequence': 5 }, inputs), []);
  assert.deepEqual(unmatchedPins({ bacth: 1, 'x:4': 2, 'y:0': 3 }, inputs), ['bacth', 'x:4', 'y:0']);
});

it('tells of slips in pins and waivers, and of pins only where a model was read', () => {
  const waiver = { rule: 'onnx/no-such-rule', reason: 'r', by: 'b', expires: '2027-01-01' };
  const settings: Settings = {
    targets: ['trn2'],
    sdk: '2.33.1',
    workload: 'inference',
    pins: { bacth: 1 },
    deployment: {},
    ignore: [],
    waivers: [waiver, { ...waiver, rule: 'onnx/control-flow' }],
    asOf: '2026-11-22',
  };
  assert.deepEqual(unusedNotes(settings, inputs, ['onnx/control-flow']), [
    'The pin bacth names no dimension of any model that was read.',
    'The waiver of onnx/no-such-rule waives nothing: there is no such rule.',
  ]);
  assert.equal(unusedNotes(settings, [], ['onnx/control-flow']).length, 1);
});
