import assert from 'node:assert/strict';
import { it } from 'node:test';
import { judge } from '../../../src/findings/judge';
import type { Target } from '../../../src/model/target';
import { RULES } from '../../../src/rules';
import { knowledge, node, onnx } from '../../support/rule-fixture';

it('one cause on several targets is one finding, with what holds for one of them at the end of its reason', async () => {
  const reading = onnx({ inputs: ['x: FLOAT 4'], nodes: [node('NonZero(x) -> y')] });
  const rules = RULES.filter(({ id }) => id === 'onnx/data-dependent-shape');
  const found = (targets: readonly Target[]) => {
    const settings = {
      targets,
      sdk: '2.33.1',
      workload: 'inference',
      pins: {},
      deployment: {},
      ignore: [],
      waivers: [],
    };
    return judge(
      reading,
      { rules, settings: { ...settings, workload: 'inference', asOf: '2026-11-22' }, knowledge },
      { breathe: async () => {} },
    );
  };
  const [both, ...rest] = await found(['inf2', 'trn2']);
  assert.deepEqual(rest, []);
  assert.deepEqual(both?.targets, ['inf2', 'trn2']);
  assert.match(both?.why ?? '', /eager mode \(Trn2, Trn3\).*\.$/);
  assert.ok(both?.evidence.some(({ title }) => /TorchNeuron/.test(title)));
  assert.doesNotMatch((await found(['inf2']))[0]?.why ?? '', /eager mode/);
});
