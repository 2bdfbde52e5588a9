/** Reports for the page's tests, built on the shared sample with the product's own plan. */
import type { Finding } from '../../src/model/finding';
import type { StepRecord } from '../../src/model/plan';
import type { Report } from '../../src/model/report';
import { loadKnowledge } from '../../src/neuron/load';
import { buildPlan, stepId } from '../../src/plan/build-plan';
import type { ToWebview } from '../../src/protocol';
import { sampleFinding, sampleReport } from '../support/sample-report';

/** The plan of a report's findings; rules on files of the serving side go to the third phase. */
export function withPlan(report: Report, records: readonly StepRecord[] = []): Report {
  const plan = buildPlan({
    artifacts: report.artifacts,
    findings: report.findings,
    causes: report.causes,
    readings: [],
    routes: report.routes,
    fit: report.fit,
    settings: { ...report.settings, ignore: [], waivers: [] },
    knowledge: loadKnowledge(),
    cost: null,
    phaseOf: (rule) =>
      rule.startsWith('hf/') ? 'integration' : rule === 'onnx/dynamic-dimension' ? 'validation' : 'proof-of-concept',
    records,
  });
  return { ...report, plan };
}

/** The sample with every kind of step: open, in progress, done and still found, waived, obsolete, for other targets only. */
export function planned(overrides: Partial<Report> = {}): Report {
  return withPlan(sampleReport(overrides), [
    {
      id: stepId('onnx/topk-integer-input', 'Give TopK floating-point scores'),
      state: 'doing',
      owner: 'mira',
      note: 'new export on Monday',
    },
    { id: stepId('onnx/dynamic-dimension', 'Pin or bucket the dimension sequence'), state: 'done', owner: 'jonas' },
    { id: 'common/monitor', state: 'done', owner: 'jonas' },
    { id: 'onnx/removed/00000000', title: 'Replace an operator that is gone', state: 'open' },
  ]);
}

/** So many findings, each with a cause of its own, spread over so many files. */
export function large(count: number, files: number): Report {
  const findings = Array.from({ length: count }, (_, i): Finding => {
    const path = `models/group-${i % 7}/model-${i % files}.onnx`;
    return sampleFinding({
      fingerprint: i.toString(16).padStart(16, '0'),
      rule: `onnx/rule-${i % 23}`,
      severity: i % 3 === 0 ? 'blocker' : i % 3 === 1 ? 'warning' : 'info',
      targets: i % 5 === 0 ? ['inf2'] : ['inf2', 'trn2'],
      artifact: path,
      action: `Replace operator number ${i}`,
      message: `Operator number ${i} is refused by the compiler.`,
      locations: Array.from({ length: 5 }, (_, j) => ({
        path,
        graph: 'main',
        node: `/layer.${j}/op_${i}`,
        op: 'ai.onnx::TopK',
      })),
      occurrences: 5,
    });
  });
  const [artifact] = sampleReport().artifacts.filter(({ path }) => path === 'models/encoder.onnx');
  if (artifact === undefined) throw new Error('the sample has lost its encoder');
  const artifacts = [...new Set(findings.map((finding) => finding.artifact))].map((path) => ({ ...artifact, path }));
  return withPlan(sampleReport({ findings, artifacts }));
}

/** Everything was read, nothing stands against Trn2, and every step is done. */
export function finished(): Report {
  const sample = sampleReport();
  const report = sampleReport({
    verdicts: { inf2: 'ready', trn2: 'ready', trn3: 'ready' },
    artifacts: sample.artifacts
      .filter(({ status }) => status === 'analyzed')
      .map((artifact) => ({ ...artifact, verdicts: { inf2: 'ready', trn2: 'ready', trn3: 'ready' } })),
    findings: [],
    coverage: { ...sample.coverage, files: 3, unreadable: 0 },
  });
  const steps = withPlan(report).plan.phases.flatMap((phase) => phase.steps);
  return withPlan(
    report,
    steps.map(({ id }) => ({ id, state: 'done' })),
  );
}

export function message(report: Report): ToWebview {
  return { type: 'report', report, folder: 'semantic-search', planFile: 'neuron-migration.plan.yaml' };
}
