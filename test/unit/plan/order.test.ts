import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { circlesOf } from '../../../src/plan/circles';
import { inOrder, withAsked } from '../../../src/plan/order';
import { random } from '../../support/random';

const step = (id: string, ...after: string[]) => ({ id, after });
const idsOf = (steps: readonly { readonly id: string }[]) => steps.map(({ id }) => id).join(' ');

describe('the order of steps', () => {
  it('stays as it is where nothing asks for another', () => {
    assert.equal(idsOf(inOrder([step('a'), step('b', 'a'), step('c')])), 'a b c');
  });

  it('puts a step behind those that it comes after', () => {
    assert.equal(idsOf(inOrder([step('a', 'c'), step('b'), step('c', 'd'), step('d')])), 'd c a b');
  });

  it('drops ids that are no steps and says each once', () => {
    assert.deepEqual(inOrder([step('a', 'x', 'b', 'b'), step('b')]), [step('b'), step('a', 'b')]);
  });

  it('leaves out what would close a circle', () => {
    assert.deepEqual(inOrder([step('a', 'a')]), [step('a')]);
    assert.deepEqual(inOrder([step('a', 'b'), step('b', 'c'), step('c', 'a')]), [
      step('c'),
      step('b', 'c'),
      step('a', 'b'),
    ]);
  });

  it('has no circle and no step before its own, whatever the plan file says', () => {
    const { below: next } = random(7);
    for (let round = 0; round < 50; round += 1) {
      const ids = Array.from({ length: 20 }, (_, i) => `s${i}`);
      const steps = ids.map((id) => step(id, ...Array.from({ length: next(4) }, () => `s${next(20)}`)));
      const placed = inOrder(steps);
      assert.deepEqual(placed.map(({ id }) => id).sort(), [...ids].sort());
      const at = new Map(placed.map(({ id }, i) => [id, i]));
      for (const { id, after } of placed)
        for (const before of after) assert.ok((at.get(before) ?? 99) < (at.get(id) ?? -1), `${before} before ${id}`);
    }
  });

  it('takes a chain that is too long to recurse along', () => {
    const chain = Array.from({ length: 100_000 }, (_, i) => step(`s${i}`, `s${i + 1}`));
    assert.equal(inOrder(chain)[0]?.id, 's99999');
  });
});

describe('what people ask for', () => {
  const tool = [step('a'), step('b', 'a'), step('c', 'b'), step('d')];

  it('is added where it closes no circle', () => {
    assert.deepEqual(withAsked(tool, new Map([['d', ['c', 'x']]]))[3], step('d', 'c', 'x'));
  });

  it('is left out where it does, and what the tool says stays', () => {
    assert.deepEqual(withAsked(tool, new Map([['a', ['c', 'd']]])), [step('a', 'd'), ...tool.slice(1)]);
    assert.deepEqual(withAsked(tool, new Map([['d', ['d']]])), tool);
  });

  it('leaves no circle behind, on whatever graph', () => {
    const { below: next } = random(11);
    for (let round = 0; round < 50; round += 1) {
      const steps = Array.from({ length: 20 }, (_, i) => step(`s${i}`, ...(i > 0 ? [`s${next(i)}`] : [])));
      const asked = new Map(steps.map(({ id }) => [id, [`s${next(20)}`]] as const));
      const kept = withAsked(steps, asked);
      for (const [i, { after }] of kept.entries()) assert.equal(after[0], steps[i]?.after[0] ?? after[0]);
      assert.equal(new Set(circlesOf(kept).values()).size, 20, 'each step is a circle of its own');
    }
  });

  it('takes long chains and circles', () => {
    const ring = Array.from({ length: 50_000 }, (_, i) => step(`s${i}`, `s${(i + 1) % 50_000}`));
    assert.equal(new Set(circlesOf(ring).values()).size, 1);
  });
});
