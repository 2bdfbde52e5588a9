import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { planOf } from '../../../src/plan/progress';
import { recordOf } from '../../../src/plan/record';
import { sampleStep } from '../../support/sample-report';

const days = (minDays: number, maxDays: number) => ({ minDays, maxDays, drivers: [], by: 'tool' }) as const;

describe('the sums of a plan', () => {
  const plan = planOf([
    {
      id: 'proof-of-concept',
      title: 'Proof of concept',
      steps: [
        sampleStep({ id: 'a', state: 'done', effort: days(1, 2), spentDays: 1.5 }),
        sampleStep({ id: 'b', state: 'open', effort: days(2, 4), after: ['a'] }),
        sampleStep({ id: 'c', state: 'doing', effort: days(1, 1), after: ['b'], spentDays: 0.5 }),
        sampleStep({ id: 'd', state: 'waived', effort: days(5, 9) }),
      ],
    },
    {
      id: 'cost',
      title: 'Cost',
      steps: [
        sampleStep({ id: 'e', state: 'open', effort: days(0.5, 1), after: ['c', 'd', 'a'] }),
        sampleStep({ id: 'f', state: 'obsolete', effort: days(3, 3) }),
      ],
    },
  ]);
  const steps = new Map(plan.phases.flatMap((phase) => phase.steps.map((step) => [step.id, step])));

  it('leave out what is waived or obsolete, and of what is left what is done', () => {
    assert.deepEqual(plan.totals, {
      steps: 6,
      settled: 3,
      ready: 1,
      effort: { minDays: 4.5, maxDays: 8 },
      left: { minDays: 3.5, maxDays: 6 },
      spentDays: 2,
    });
    assert.deepEqual(
      plan.phases.map(({ totals }) => totals.left),
      [
        { minDays: 3, maxDays: 5 },
        { minDays: 0.5, maxDays: 1 },
      ],
    );
  });

  it('name what a step still waits for', () => {
    assert.deepEqual(steps.get('b')?.blockedBy, []);
    assert.deepEqual(steps.get('c')?.blockedBy, ['b']);
    assert.deepEqual(steps.get('e')?.blockedBy, ['c'], 'what is waived or done holds nothing up');
  });

  it('say that the efforts are estimates', () => {
    assert.match(plan.effortNote, /inferred/);
  });
});

describe('what the plan file keeps of a step', () => {
  it('is what people said, not what the tool estimates or sees', () => {
    const seen = { ...sampleStep({ state: 'done', owner: 'mira' }), ticked: null };
    assert.deepEqual(recordOf(seen), { id: seen.id, title: seen.title, state: 'open', owner: 'mira' });
  });

  it("holds the team's effort and days spent on", () => {
    const own = sampleStep({ effort: { ...days(2, 3), by: 'team' }, spentDays: 1 });
    assert.deepEqual(recordOf(own, { note: 'n' }), {
      id: own.id,
      title: own.title,
      state: 'open',
      note: 'n',
      effort: { minDays: 2, maxDays: 3 },
      spentDays: 1,
    });
    assert.deepEqual(recordOf(own, { effort: null, spentDays: null }), { id: own.id, title: own.title, state: 'open' });
  });
});
