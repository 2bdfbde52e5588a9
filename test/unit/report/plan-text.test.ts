import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { planOf } from '../../../src/plan/progress';
import { PLAN_FORMATS, writePlan } from '../../../src/report/plan-text';
import { emptyReport, sampleReport, sampleStep } from '../../support/sample-report';

describe('the plan on its own', () => {
  it('says in text what each step is, waits for and was seen as', () => {
    const text = writePlan(sampleReport(), 'text');
    for (const part of [
      'Migration plan:',
      'PROOF OF CONCEPT',
      'in progress, 1 to 4 days, owner mira',
      'Seen: This audit reports it in 2 files.',
      'Waits for onnx/topk-integer-input/5d1c9a20.',
      'done, 0.5 to 1 days (by the team), 1 day spent, owner jonas',
      'Evidence: https://example.org/runs/118',
      'no document gives them',
    ])
      assert.ok(text.replace(/\s+/g, ' ').includes(part), `${part} in\n${text}`);
  });

  it('of nothing says so', () => {
    assert.match(writePlan(emptyReport(), 'text'), /nothing to plan/);
    assert.deepEqual(JSON.parse(writePlan(emptyReport(), 'json')).plan.phases, []);
  });

  it('names three of many steps that it waits for, and counts the others', () => {
    const first = Array.from({ length: 5 }, (_, i) => sampleStep({ id: `s${i}` }));
    const last = sampleStep({ id: 'last', after: first.map(({ id }) => id) });
    const plan = planOf([{ id: 'cost', title: 'Cost', steps: [...first, last] }]);
    assert.match(writePlan({ ...sampleReport(), plan }, 'text'), /Waits for s0, s1, s2 and 2 more\./);
  });

  it('lets no name act in any format', () => {
    const evil = '<script>|\u001b[31m\u202e@all#1\n- x';
    const step = sampleStep({
      id: evil,
      title: evil,
      owner: evil,
      note: evil,
      evidence: evil,
      check: { state: 'open', says: evil },
    });
    const plan = planOf([{ id: 'cost', title: 'Cost', steps: [step] }]);
    for (const format of PLAN_FORMATS) {
      const page = writePlan({ ...sampleReport(), plan }, format);
      assert.ok(!page.includes('\u001b') && !page.includes('\u202e'), format);
      if (format === 'markdown') assert.ok(!page.includes('<script>') && !/@all/.test(page), page);
      if (format !== 'json') assert.ok(!page.includes('\n- x'), format);
    }
  });

  it('of 5,000 steps fits a comment and is written at once', () => {
    const steps = Array.from({ length: 5000 }, (_, i) => sampleStep({ id: `onnx/rule/${i}`, title: `Fix ${i}` }));
    const report = { ...sampleReport(), plan: planOf([{ id: 'cost', title: 'Cost', steps }]) };
    assert.ok(writePlan(report, 'markdown').length < 65_536);
    assert.match(writePlan(report, 'text'), /and 4,940 more/);
  });
});
