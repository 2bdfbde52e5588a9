import assert from 'node:assert/strict';
import { it } from 'node:test';
import { HostError } from '../../../src/model/host';
import { dropMissing } from '../../../src/vscode/audits/included';
import { discover } from '../../../src/workspace/discover';
import { memoryHost, noPace } from '../../support/memory-host';

it('of the files that were asked for, those that are gone leave; one that cannot be looked at is named by the search', async () => {
  const message = 'No permission to read "locked/m.onnx".';
  const host = memoryHost({
    'here.onnx': { size: 1 },
    'locked/m.onnx': { error: new HostError('no-permission', message) },
  });
  const included = new Set(['here.onnx', 'gone.onnx', 'locked/m.onnx']);
  await dropMissing(host, included);
  assert.deepEqual([...included], ['here.onnx', 'locked/m.onnx']);
  const found = await discover(host, [...included], { ignore: [], exclude: [], pace: noPace });
  assert.deepEqual(found.cutShort, [message]);
  assert.deepEqual(
    found.candidates.map(({ path }) => path),
    ['here.onnx'],
  );
});
