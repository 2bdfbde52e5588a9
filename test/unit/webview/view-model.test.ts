import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Finding } from '../../../src/model/finding';
import type { Step } from '../../../src/model/plan';
import type { Report } from '../../../src/model/report';
import type { Target } from '../../../src/model/target';
import { planOf } from '../../../src/plan/progress';
import { recordOf } from '../../../src/plan/record';
import { type Filters, filterRows, NO_FILTERS, ownersOf } from '../../../src/webview/row-filters';
import {
  countKinds,
  daysLeft,
  progress,
  rowsWithRecord,
  type StepRow,
  stepRows,
  withRecord,
} from '../../../src/webview/view-model';
import { sampleFinding, samplePlan, sampleReport, sampleStep } from '../../support/sample-report';

/** A report whose plan has one step for these findings, seen from Trn2 unless told. */
function row(findings: readonly Finding[], step: Partial<Step> = {}, target: Target = 'trn2'): StepRow {
  const [only] = stepRows(reportOf(findings, step), target);
  assert.ok(only);
  return only;
}

function reportOf(findings: readonly Finding[], step: Partial<Step> = {}): Report {
  const steps = [sampleStep({ findings: findings.map(({ fingerprint }) => fingerprint), ...step })];
  return sampleReport({ findings, plan: samplePlan([{ id: 'validation', title: 'Validation', steps }]) });
}

describe('a step as seen from a target', () => {
  it('applies where one of its findings holds, and a task everywhere', () => {
    const finding = sampleFinding({ targets: ['inf2'] });
    assert.equal(row([finding]).applies, false);
    assert.equal(row([finding], {}, 'inf2').applies, true);
    assert.equal(row([]).applies, true);
  });

  it('shows only what holds for the target', () => {
    const both = sampleFinding({ fingerprint: 'a', severity: 'warning', targets: ['inf2', 'trn2'] });
    const other = sampleFinding({ fingerprint: 'b', severity: 'blocker', targets: ['inf2'] });
    assert.deepEqual(row([both, other]).findings, [both]);
    assert.equal(row([both, other]).kind, 'warning');
    assert.equal(row([both, other], {}, 'inf2').kind, 'blocker');
    assert.deepEqual(row([both, other]).targets, ['inf2', 'trn2']);
  });

  it('has the effect of its fix on the target, and the marks of runs', () => {
    const finding = sampleFinding({ targets: ['trn2'] });
    const seen = row([finding]);
    assert.deepEqual(seen.effect && [seen.effect.n, seen.effect.of, seen.effect.before], [11, 11, 'blocked']);
    assert.equal(seen.effect?.after, reportOf([finding]).causes[0]?.verdictsAfter.trn2);
    assert.equal(row([sampleFinding({ targets: ['inf2'] })]).effect, null);
    assert.equal(row([sampleFinding({ severity: 'info' })]).effect, null);
    const observed = { state: 'confirmed', path: 'a.log', words: 'It failed.' } as const;
    const marked = [finding, sampleFinding({ fingerprint: 'b', targets: ['trn2'] })].map((one) => ({
      ...one,
      observed,
    }));
    assert.deepEqual(row(marked).observed, [observed]);
    assert.equal(row([{ ...finding, edit: { title: 't', changes: [] } }]).certain, true);
  });

  it('changes alone with a tick, but for those that wait for it; all others stay the same', () => {
    const sample = sampleReport();
    const report = { ...sample, plan: planOf(sample.plan.phases) };
    const rows = stepRows(report, 'trn2');
    const [first, ...others] = rows;
    assert.ok(first);
    const record = recordOf(first.step, { state: 'done' });
    const ticked = withRecord(report, record);
    const [changed, ...same] = rowsWithRecord(rows, ticked, record.id);
    const [expected, ...anew] = stepRows(ticked, 'trn2');
    assert.deepEqual(changed, expected);
    for (const [at, each] of same.entries()) {
      if (each.step.after.includes(record.id)) assert.deepEqual(each, anew[at]);
      else assert.equal(each, others[at]);
    }
  });

  const kinds: readonly (readonly [string, readonly Finding[], StepRow['kind']])[] = [
    ['no finding', [], 'task'],
    ['a note', [sampleFinding({ severity: 'info', confidence: 'undocumented' })], 'info'],
    ['a warning', [sampleFinding({ severity: 'warning', confidence: 'inferred' })], 'warning'],
    ['an undocumented warning', [sampleFinding({ severity: 'warning', confidence: 'undocumented' })], 'unknown'],
    [
      'a documented blocker beside an undocumented warning',
      [
        sampleFinding({ fingerprint: 'a' }),
        sampleFinding({ fingerprint: 'b', severity: 'warning', confidence: 'undocumented' }),
      ],
      'blocker',
    ],
  ];
  for (const [what, findings, kind] of kinds) {
    it(`is "${kind}" for ${what}`, () => assert.equal(row(findings).kind, kind));
  }

  it('leaves waived findings out while others stand, and shows the waiver once none does', () => {
    const waived = { reason: 'ids stay small', by: 'ml', expires: '2027-01-01' };
    const standing = sampleFinding({ fingerprint: 'a', severity: 'warning' });
    const gone = sampleFinding({ fingerprint: 'b', waived });
    assert.deepEqual(row([standing, gone]).findings, [standing]);
    assert.equal(row([standing, gone]).waiver, null);
    assert.deepEqual(row([gone]).waiver, waived);
  });

  it('is still found when it is ticked and a finding stands', () => {
    assert.equal(row([sampleFinding()], { state: 'done' }).stillFound, true);
    assert.equal(row([sampleFinding()], { state: 'open' }).stillFound, false);
    assert.equal(row([sampleFinding({ targets: ['inf2'] })], { state: 'done' }).stillFound, false);
    assert.equal(row([], { state: 'done' }).stillFound, false);
  });

  it('counts places, a finding without any as one, and names the worst one first', () => {
    const warning = sampleFinding({ fingerprint: 'a', severity: 'warning', occurrences: 7 });
    const blocker = sampleFinding({ fingerprint: 'b', artifact: 'b.onnx', locations: [], occurrences: 0 });
    const { places, files, place } = row([warning, blocker]);
    assert.equal(places, 8);
    assert.deepEqual(files, ['b.onnx', 'models/reranker.onnx']);
    assert.deepEqual(place, { path: 'b.onnx' });
  });

  it('survives a plan that names a finding the report lacks', () => {
    assert.equal(row([], { findings: ['gone'] }).kind, 'task');
  });
});

describe('filters of the steps', () => {
  const rows = stepRows(
    sampleReport({
      findings: [
        sampleFinding({ fingerprint: 'a' }),
        sampleFinding({
          fingerprint: 'b',
          severity: 'warning',
          targets: ['inf2'],
          artifact: 'llm/config.json',
          locations: [],
        }),
      ],
      plan: samplePlan([
        {
          id: 'cost',
          title: 'Cost',
          steps: [
            sampleStep({ id: '1', title: 'Fix TopK', findings: ['a'], owner: 'Mira' }),
            sampleStep({ id: '2', title: 'Only Inf2', findings: ['b'] }),
            sampleStep({ id: '3', title: 'Compare', state: 'done', note: 'see run 118' }),
            sampleStep({ id: '4', title: 'Not needed', state: 'obsolete' }),
          ],
        },
      ]),
    }),
    'trn2',
  );
  const passing = (filters: Partial<Filters>): string[] =>
    filterRows(rows, { ...NO_FILTERS, ...filters }).map(({ step }) => step.id);

  const table: readonly (readonly [string, Partial<Filters>, readonly string[]])[] = [
    ['none: what applies and is needed', {}, ['1', '3']],
    ['steps of other targets', { others: true }, ['1', '2', '3']],
    ['a hidden kind', { hidden: ['task'] }, ['1']],
    ['a state', { state: 'done' }, ['3']],
    ['the state obsolete', { state: 'obsolete' }, ['4']],
    ['a file', { file: 'models/reranker.onnx' }, ['1']],
    ['a title in other letters', { text: ' fix TOPK ' }, ['1']],
    ['an owner', { text: 'mira' }, ['1']],
    ['a note', { text: 'run 118' }, ['3']],
    ['a rule', { text: 'topk-integer' }, ['1']],
    ['a compiler error', { text: 'evrf013' }, ['1']],
    ['a node', { text: '/select/topk_1' }, ['1']],
    ['a text that nothing holds', { text: 'zzz' }, []],
    ['several at once', { text: 'a', others: true, file: 'llm/config.json' }, ['2']],
  ];
  for (const [what, filters, ids] of table) it(what, () => assert.deepEqual(passing(filters), ids));

  it('count what is on the screen by default', () => {
    assert.deepEqual(countKinds(rows), { blocker: 1, warning: 0, unknown: 0, info: 0, task: 1 });
    assert.deepEqual(progress(rows), { total: 2, done: 1, doing: 0, waived: 0 });
  });
});

describe('what is kept of a step', () => {
  const step = sampleStep({ owner: 'mira', note: 'n', evidence: 'https://example.org/1' });

  it('holds what was there beside what changes', () => {
    assert.deepEqual(recordOf(step, { state: 'done' }), {
      id: step.id,
      title: step.title,
      state: 'done',
      owner: 'mira',
      note: 'n',
      evidence: 'https://example.org/1',
    });
  });

  it('leaves out what was emptied', () => {
    assert.deepEqual(recordOf(step, { owner: '', note: '' }), {
      id: step.id,
      title: step.title,
      state: 'open',
      evidence: 'https://example.org/1',
    });
  });

  it('shows in the report at once and changes no other step', () => {
    const report = sampleReport();
    const [first, second] = report.plan.phases[0]?.steps ?? [];
    assert.ok(first && second);
    const changed = withRecord(report, recordOf(first, { state: 'done', owner: 'ana' })).plan.phases[0]?.steps;
    assert.deepEqual(changed?.[0], { ...first, state: 'done', ticked: 'done', owner: 'ana' });
    assert.deepEqual(changed?.[1], second);
  });
});

describe('the days of a plan', () => {
  const days = (minDays: number, maxDays: number) => ({ minDays, maxDays, drivers: [], by: 'tool' as const });
  const rowsOf = (...steps: Partial<Step>[]) =>
    steps.flatMap((step, n) => {
      const [only] = stepRows(reportOf([], { id: `common/${n}`, ...step }), 'trn2');
      return only ?? [];
    });

  it('left are those of steps that are neither done, waived nor obsolete', () => {
    const rows = rowsOf(
      { effort: days(0.5, 1) },
      { effort: days(1, 2.5), state: 'doing' },
      { effort: days(8, 9), state: 'done' },
      { effort: days(8, 9), state: 'waived' },
      { effort: days(8, 9), state: 'obsolete' },
    );
    assert.deepEqual(daysLeft(rows), { minDays: 1.5, maxDays: 3.5 });
    assert.deepEqual(daysLeft([]), { minDays: 0, maxDays: 0 });
  });

  it('and owners are offered once each, and found by', () => {
    const rows = rowsOf({ owner: 'mira' }, { owner: null }, { owner: 'ana' }, { owner: 'mira' });
    assert.deepEqual(ownersOf(rows), ['ana', 'mira']);
    const owned = (owner: string | null) => filterRows(rows, { ...NO_FILTERS, owner }).map(({ step }) => step.id);
    assert.deepEqual(owned('mira'), ['common/0', 'common/3']);
    assert.deepEqual(owned(''), ['common/1']);
    assert.equal(owned(null).length, 4);
  });
});
