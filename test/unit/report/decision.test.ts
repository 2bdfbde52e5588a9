import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Finding } from '../../../src/model/finding';
import type { Report } from '../../../src/model/report';
import type { Verdict } from '../../../src/model/target';
import { decide, headline, summary } from '../../../src/report/decision';
import { emptyReport, readyReport, sampleFinding, sampleReport } from '../../support/sample-report';

/** Of Trn2 alone, everything read. */
function report(verdict: Verdict, findings: readonly Finding[]): Report {
  const { settings, coverage } = sampleReport();
  return sampleReport({
    settings: { ...settings, targets: ['trn2'] },
    verdicts: { trn2: verdict },
    findings,
    coverage: { ...coverage, unreadable: 0 },
  });
}

function only(of: Report) {
  const [decision] = decide(of);
  assert.ok(decision !== undefined);
  return decision;
}

test('ready is go, attention is conditional, unknown is undecided', () => {
  assert.equal(only(report('ready', [])).decision, 'go');
  assert.equal(only(report('attention', [sampleFinding({ severity: 'warning' })])).decision, 'conditional');
  assert.equal(only(report('unknown', [])).decision, 'undecided');
});

test('blocked is conditional where every blocker has a documented fix', () => {
  const decision = only(report('blocked', [sampleFinding(), sampleFinding({ rule: 'onnx/other' })]));
  assert.equal(decision.decision, 'conditional');
  assert.equal(decision.reason, '2 blockers, each with a documented fix.');
});

test('blocked is a no-go where one blocker has no remedy or no document', () => {
  for (const lacking of [{ remedy: ' ' }, { confidence: 'inferred' as const }]) {
    const decision = only(report('blocked', [sampleFinding(), sampleFinding({ rule: 'onnx/other', ...lacking })]));
    assert.equal(decision.decision, 'no-go');
    assert.equal(decision.reason, '2 blockers, 1 without a documented fix.');
  }
});

test('waived blockers and those of other targets do not decide', () => {
  const waived = { reason: 'never runs', by: 'team', expires: '2027-01-01' };
  const decision = only(
    report('blocked', [
      sampleFinding(),
      sampleFinding({ rule: 'a/waived', remedy: '', waived }),
      sampleFinding({ rule: 'a/elsewhere', remedy: '', targets: ['inf2'] }),
    ]),
  );
  assert.equal(decision.decision, 'conditional');
  assert.equal(decision.reason, '1 blocker, with a documented fix.');
});

test('blockers are counted by root cause, not by finding', () => {
  const findings = [sampleFinding({ fingerprint: '1' }), sampleFinding({ fingerprint: '2', artifact: 'other.onnx' })];
  assert.match(only(report('blocked', findings)).reason, /^1 blocker,/);
});

test('every reason says that files were not read or that the audit was cut short', () => {
  const sample = readyReport();
  const coverage = { ...sample.coverage, partial: 2, cutShort: ['The search stopped after 10 files.'] };
  for (const { reason } of decide({ ...sample, coverage })) {
    assert.equal(reason, 'No blocker and no warning; 2 files not read in full and the audit was cut short.');
  }
});

test('a target without a verdict is unknown, never ready', () => {
  assert.deepEqual(
    decide(sampleReport({ verdicts: {} })).map(({ verdict, decision }) => [verdict, decision]),
    [
      ['unknown', 'undecided'],
      ['unknown', 'undecided'],
      ['unknown', 'undecided'],
    ],
  );
});

test('headline and summary say the decision in a sentence', () => {
  assert.equal(
    headline(sampleReport()),
    'Trn2 can be reached under conditions; Trn3 is undecided; Inf2 stays blocked.',
  );
  assert.equal(headline(readyReport()), 'Inf2, Trn2 and Trn3 are ready.');
  assert.equal(headline(emptyReport()), 'There is nothing to audit here.');
  assert.equal(summary(readyReport()), 'No blocker was found, 0 warnings and 1 note.');
  assert.equal(
    summary(sampleReport()),
    '2 root causes block at least one target, 1 without a documented fix; beside them 2 warnings and 2 notes. 1 file could not be read in full, so every verdict speaks of the rest.',
  );
});
