import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { drafts, node, onnx } from '../../support/rule-fixture';

describe('a contradiction under pins', () => {
  const reading = onnx({ inputs: ['x: FLOAT 1 n', 'y: FLOAT 1 2'], nodes: [node('Add(x, y) -> z')] });
  const found = (pins: Readonly<Record<string, number>>) => drafts('onnx/contradiction', { reading, pins });

  it('names the sizes that may be its cause', () => {
    const [draft] = found({ n: 3, other: 7 });
    assert.equal(
      draft?.message,
      'With n=3 the model contradicts itself in 1 place: z (sizes 3 and 2 of axis 1 cannot be broadcast together).',
    );
    assert.match(
      draft?.remedy ?? '',
      /^Check the pinned sizes: the model, or one branch of it, may be made for others\. /,
    );
    assert.equal(draft?.severity, 'warning');
    assert.match(draft?.why ?? '', /the model has no graph of these sizes/);
    assert.equal(found({ 'x:1': 3 })[0]?.message, draft?.message);
  });

  it('is none where the sizes fit', () => {
    assert.deepEqual(found({ n: 2 }), []);
    assert.deepEqual(found({}), []);
  });
});
