import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Finding } from '../../../src/model/finding';
import type { Plan, Step, StepRecord } from '../../../src/model/plan';
import { causesOf } from '../../../src/outlook/causes';
import { buildPlan, orderNotes, stepId } from '../../../src/plan/build-plan';
import { planRequest } from '../../support/plan-request';
import { sampleFinding } from '../../support/sample-report';

const TOPK = stepId('onnx/topk-integer-input', 'Give TopK floating-point scores');

function stepsOf(plan: Plan): readonly Step[] {
  return plan.phases.flatMap(({ steps }) => steps);
}

function stepOf(plan: Plan, id: string): Step {
  const step = stepsOf(plan).find((candidate) => candidate.id === id);
  assert.ok(step, `no step ${id}`);
  return step;
}

function without(rule: string): readonly Finding[] {
  return planRequest().findings.filter((finding) => finding.rule !== rule);
}

describe('steps from findings', () => {
  it('are one a root cause, over all files and severities', () => {
    const findings = [
      sampleFinding({ fingerprint: 'a', artifact: 'a.onnx' }),
      sampleFinding({ fingerprint: 'b', artifact: 'b.onnx', severity: 'warning' }),
      sampleFinding({ fingerprint: 'c', artifact: 'b.onnx', action: 'Another fix' }),
    ];
    const steps = stepsOf(buildPlan(planRequest({ findings }))).filter((step) => step.findings.length > 0);
    assert.deepEqual(
      steps.map((step) => [step.findings, step.files]),
      [
        [
          ['a', 'b'],
          ['a.onnx', 'b.onnx'],
        ],
        [['c'], ['b.onnx']],
      ],
    );
  });

  it('have an id that hangs on rule and action alone', () => {
    assert.equal(stepId('onnx/topk-integer-input', 'Give TopK floating-point scores'), TOPK);
    assert.match(TOPK, /^onnx\/topk-integer-input\/[0-9a-f]{8}$/);
    assert.notEqual(stepId('onnx/topk-integer-input', 'Give TopK scores'), TOPK);
  });

  it('are open for the tool while an audit reports them, waived until the first waiver ends', () => {
    const waived = { reason: 'r', by: 'b', expires: '2027-03-31' };
    const findings = [
      sampleFinding({ fingerprint: 'a', waived }),
      sampleFinding({ fingerprint: 'b', waived: { ...waived, expires: '2027-01-15' } }),
    ];
    const settled = stepOf(buildPlan(planRequest({ findings })), TOPK);
    assert.equal(settled.state, 'waived');
    assert.equal(settled.waivedUntil, '2027-01-15');
    assert.equal(settled.check?.state, 'done');
    const half = stepOf(buildPlan(planRequest({ findings: [...findings, sampleFinding({ fingerprint: 'c' })] })), TOPK);
    assert.deepEqual([half.state, half.waivedUntil, half.check?.state], ['open', null, 'open']);
  });

  it('are done where a run on a real installation refutes them', () => {
    const observed = { state: 'refuted', path: 'compile.log', words: 'It compiled.' } as const;
    const step = stepOf(buildPlan(planRequest({ findings: [sampleFinding({ observed })] })), TOPK);
    assert.equal(step.state, 'done');
    assert.equal(step.ticked, null);
  });
});

describe('what people noted', () => {
  const record: StepRecord = {
    id: TOPK,
    title: 'Give TopK floating-point scores',
    state: 'doing',
    owner: 'mira',
    note: 'n',
    evidence: 'https://example.org/1',
    effort: { minDays: 2, maxDays: 3 },
    spentDays: 1,
  };

  it('shows in the step, and its effort takes the place of the estimate', () => {
    const step = stepOf(buildPlan(planRequest({ records: [record] })), TOPK);
    assert.deepEqual(
      [step.state, step.owner, step.note, step.evidence],
      ['doing', 'mira', 'n', 'https://example.org/1'],
    );
    assert.deepEqual([step.effort.minDays, step.effort.maxDays, step.effort.by, step.spentDays], [2, 3, 'team', 1]);
  });

  it('stays while the finding is gone, and is there when it comes back', () => {
    const gone = stepOf(
      buildPlan(planRequest({ findings: without('onnx/topk-integer-input'), records: [record] })),
      TOPK,
    );
    assert.equal(gone.state, 'obsolete');
    assert.deepEqual([gone.title, gone.owner, gone.note, gone.spentDays], [record.title, 'mira', 'n', 1]);
    const back = stepOf(buildPlan(planRequest({ records: [record] })), TOPK);
    assert.deepEqual([back.state, back.owner], ['doing', 'mira']);
    const ended = stepOf(buildPlan(planRequest({ records: [{ ...record, state: 'obsolete' }] })), TOPK);
    assert.equal(ended.state, 'open', 'what is needed again is open again');
  });

  it('of a fix that is called otherwise now stays beside the new step', () => {
    const findings = planRequest().findings.map((finding) =>
      finding.rule === 'onnx/topk-integer-input' ? { ...finding, action: 'Cast scores before TopK' } : finding,
    );
    const plan = buildPlan(planRequest({ findings, records: [{ ...record, state: 'done' }] }));
    assert.deepEqual([stepOf(plan, TOPK).state, stepOf(plan, TOPK).owner], ['done', 'mira']);
    assert.equal(stepOf(plan, stepId('onnx/topk-integer-input', 'Cast scores before TopK')).state, 'open');
  });

  it('of a step that follows from the workspace stays likewise, in its phase', () => {
    const plan = buildPlan(
      planRequest({ records: [{ id: 'common/sagemaker', title: 'Deploy', state: 'doing', owner: 'jo' }] }),
    );
    const phase = plan.phases.find(({ steps }) => steps.some(({ id }) => id === 'common/sagemaker'));
    assert.equal(phase?.id, 'integration');
    assert.equal(stepOf(plan, 'common/sagemaker').owner, 'jo');
  });

  it('"open" is no tick: an owner alone leaves the state to the tool', () => {
    const waived = { reason: 'r', by: 'b', expires: '2027-03-31' };
    const request = planRequest({
      findings: [sampleFinding({ waived })],
      records: [{ id: TOPK, state: 'open', owner: 'mira' }],
    });
    assert.deepEqual(
      [stepOf(buildPlan(request), TOPK).state, stepOf(buildPlan(request), TOPK).owner],
      ['waived', 'mira'],
    );
  });

  it('keeps hostile words as they are, and every record once', () => {
    const evil = '"><script>\u001b[31m\u202e=cmd|';
    const records = [
      { id: evil, title: evil, state: 'done', owner: evil, note: evil },
      { id: '__proto__', state: 'doing' },
      { id: 'constructor/x/y', state: 'open' },
    ] as const;
    const plan = buildPlan(planRequest({ records }));
    assert.equal(stepOf(plan, evil).owner, evil);
    for (const { id } of records) assert.equal(stepsOf(plan).filter((step) => step.id === id).length, 1);
  });
});

describe('steps of the team', () => {
  it('stand in the phase and the order that the plan file says', () => {
    const records: readonly StepRecord[] = [
      { id: 'team/load-test', title: 'Load test', state: 'open', phase: 'validation', after: ['team/data'] },
      { id: 'team/data', state: 'doing', phase: 'validation', effort: { minDays: 1, maxDays: 2 } },
    ];
    const plan = buildPlan(planRequest({ records }));
    const validation = plan.phases.find(({ id }) => id === 'validation')?.steps.map(({ id }) => id) ?? [];
    assert.ok(validation.indexOf('team/data') < validation.indexOf('team/load-test'));
    const step = stepOf(plan, 'team/load-test');
    assert.deepEqual([step.title, step.state, step.blockedBy], ['Load test', 'open', ['team/data']]);
    assert.deepEqual(orderNotes(records, plan), []);
  });

  it('that form a circle, or follow what is no step, are told and shown all the same', () => {
    const records: readonly StepRecord[] = [
      { id: 'team/a', state: 'open', after: ['team/b'] },
      { id: 'team/b', state: 'open', after: ['team/a', 'team/nobody'] },
    ];
    const plan = buildPlan(planRequest({ records }));
    assert.deepEqual(stepOf(plan, 'team/a').after, []);
    assert.deepEqual(stepOf(plan, 'team/b').after, []);
    assert.deepEqual(orderNotes(records, plan), [
      '"team/a" cannot come after "team/b": that closes a circle.',
      '"team/b" cannot come after "team/a": that closes a circle.',
      'The plan has no step "team/nobody", which "team/b" is to come after.',
    ]);
  });
});

describe('the order of a plan', () => {
  it('is not turned round by the plan file', () => {
    const records: readonly StepRecord[] = [
      { id: 'common/compile-once', state: 'open', after: ['common/profile', 'common/prices'] },
      { id: 'common/choose-target', state: 'open', after: ['common/choose-target'] },
    ];
    const plain = buildPlan(planRequest());
    const plan = buildPlan(planRequest({ records }));
    for (const { id, after } of stepsOf(plain)) assert.deepEqual(stepOf(plan, id).after, after, id);
    assert.equal(orderNotes(records, plan).length, 3);
  });

  it('puts blockers before the compile, and the compile before what is measured', () => {
    const plan = buildPlan(planRequest());
    assert.ok(stepOf(plan, 'common/compile-once').after.includes(TOPK));
    assert.ok(stepOf(plan, 'common/compare-outputs').after.includes('common/compile-once'));
    assert.deepEqual(stepOf(plan, 'common/profile').blockedBy, ['common/compare-outputs']);
  });

  it('has each step behind those that it comes after, in this phase or an earlier one', () => {
    const plan = buildPlan(planRequest());
    const at = new Map(stepsOf(plan).map(({ id }, i) => [id, i]));
    for (const { id, after } of stepsOf(plan))
      for (const before of after) assert.ok((at.get(before) ?? 1e9) < (at.get(id) ?? -1), `${before} before ${id}`);
  });

  it('of nothing is no plan, but for what is recorded', () => {
    assert.deepEqual(buildPlan(planRequest({ artifacts: [], findings: [] })).phases, []);
    const [phase] = buildPlan(
      planRequest({ artifacts: [], findings: [], records: [{ id: 'x/y/z', state: 'done' }] }),
    ).phases;
    assert.equal(phase?.steps.length, 1);
  });
});

describe('a plan of 5,000 findings', () => {
  const findings = Array.from({ length: 5000 }, (_, i) =>
    sampleFinding({
      fingerprint: i.toString(16).padStart(16, '0'),
      artifact: `models/m${i % 500}.onnx`,
      action: `Fix ${i % 2500}`,
    }),
  );
  const artifacts = [...new Set(findings.map(({ artifact }) => artifact))].map((path) => ({
    path,
    kind: 'onnx' as const,
    status: 'analyzed' as const,
    reason: null,
    facts: {},
    verdicts: { trn2: 'blocked' as const },
  }));
  const { causes } = causesOf({
    artifacts,
    findings,
    pinned: new Map(),
    rules: [],
    targets: ['trn2'],
    cutShort: false,
  });
  const request = planRequest({ artifacts, findings, causes });

  it('is built in less than 100 ms', () => {
    buildPlan(request);
    const times = Array.from({ length: 3 }, () => {
      const start = performance.now();
      buildPlan(request);
      return performance.now() - start;
    });
    assert.ok(Math.min(...times) < 100, `${times.join(', ')} ms`);
    assert.equal(stepsOf(buildPlan(request)).filter((step) => step.findings.length > 0).length, 2500);
  });

  it('is the same each time', () => {
    assert.equal(JSON.stringify(buildPlan(request)), JSON.stringify(buildPlan(request)));
  });
});
