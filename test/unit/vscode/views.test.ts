import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { coverageSummary, coverageTree } from '../../../src/vscode/views/coverage';
import { countModels, modelsTree } from '../../../src/vscode/views/models';
import type { RootReport } from '../../../src/vscode/views/node';
import { overallStatus } from '../../../src/vscode/views/overall';
import { judgedFor, knowledgeAge, standings, statusLines, statusText } from '../../../src/vscode/views/status-text';
import { emptyReport, readyReport, sampleReport } from '../../support/sample-report';
import { withOutlook } from '../../webview/outlook';

const source = (report = sampleReport(), name = 'search'): RootReport => ({ root: { key: name, name }, report });

/** The sample judged for one target. */
function forTarget(target: 'inf2' | 'trn2' | 'trn3'): RootReport {
  const { settings } = sampleReport();
  return source(sampleReport({ settings: { ...settings, targets: [target] } }));
}

describe('the status bar', () => {
  it('says the verdict of the one target, and how many causes block it', () => {
    assert.equal(statusText([forTarget('trn2')]), 'Trn2: blocked by 1');
    assert.equal(statusText([forTarget('inf2')]), 'Inf2: blocked by 2');
  });

  it('says of a verdict that is not blocked how many files it does not cover', () => {
    assert.equal(statusText([forTarget('trn3')]), 'Trn3: unknown, 1 unread');
    assert.equal(statusText([{ ...forTarget('trn3'), report: readyReport() }]), 'Inf2: ready (nearest of 3)');
  });

  it('says of several targets the one nearest to ready, and lists all in its tooltip', () => {
    assert.equal(statusText([source()]), 'Trn3: unknown, 1 unread (nearest of 3)');
    assert.deepEqual(statusLines([source()]), ['Inf2: blocked by 2', 'Trn2: blocked by 1', 'Trn3: unknown, 1 unread']);
  });

  it('takes the worst of several folders, and leaves out one without models', () => {
    const all = standings([source(readyReport(), 'a'), source(sampleReport(), 'b'), source(emptyReport(), 'c')]);
    assert.deepEqual(
      all.map(({ target, verdict, blockers }) => [target, verdict, blockers]),
      [
        ['inf2', 'blocked', 2],
        ['trn2', 'blocked', 1],
        ['trn3', 'unknown', 0],
      ],
    );
  });

  it('is hidden where nothing was judged: an empty folder is not ready', () => {
    assert.equal(statusText([source(emptyReport())]), null);
    assert.equal(statusText([]), null);
  });
});

it('the findings view is titled with targets and release', () => {
  assert.deepEqual(judgedFor([source()]), { targets: 'Inf2, Trn2, Trn3', sdk: 'SDK 2.33.1' });
  const older = sampleReport({ settings: { ...sampleReport().settings, targets: ['trn1'], sdk: '2.30.0' } });
  assert.deepEqual(judgedFor([source(), source(older)]), {
    targets: 'Inf2, Trn1, Trn2, Trn3',
    sdk: 'SDK 2.30.0 · SDK 2.33.1',
  });
});

it('the findings view says how old the knowledge is, and when it is stale', () => {
  const { knowledge } = sampleReport();
  assert.deepEqual(knowledgeAge([source()]), { day: `knowledge verified ${knowledge.verified}`, stale: null });
  const old = sampleReport({ knowledge: { ...knowledge, stale: 'A release is probably missing.' } });
  assert.equal(knowledgeAge([source(old)]).stale, 'A release is probably missing.');
  assert.deepEqual(knowledgeAge([]), { day: '', stale: null });
});

describe('the models view', () => {
  it('lists what was read, the worst first, with one row for each target', () => {
    const rows = modelsTree([source()]);
    assert.deepEqual(
      rows.map(({ label, description }) => [label, description]),
      [
        ['llm/config.json', 'blocked: Inf2 · unknown: Trn3 · ready: Trn2'],
        ['encoder.onnx', 'blocked: Inf2, Trn2 · attention: Trn3'],
        ['reranker.onnx', 'blocked: Inf2, Trn2 · attention: Trn3'],
      ],
    );
    assert.deepEqual(
      rows[0]?.children.map(({ label, description }) => [label, description]),
      [
        ['Inf2', 'blocked · Choose a target with a documented route for qwen3'],
        ['Trn2', 'ready'],
        ['Trn3', 'unknown · Test the checkpoint on Trn3 before relying on it'],
      ],
    );
  });

  it('needs no second level for a single target', () => {
    assert.deepEqual(
      modelsTree([forTarget('trn2')]).map(({ label, description, icon, children }) => [
        label,
        description,
        icon?.id,
        children,
      ]),
      [
        ['encoder.onnx', 'blocked', 'error', []],
        ['reranker.onnx', 'blocked', 'error', []],
        ['llm/config.json', 'ready', 'pass', []],
      ],
    );
  });
});

describe('routes and other files in the models view', () => {
  const withRoutes = (report = sampleReport()) => source(withOutlook(report));

  it('name the route to take for each target, and under it every other with the reason', () => {
    const { deployment: _planned, ...settings } = sampleReport().settings;
    const rows = modelsTree([withRoutes(sampleReport({ settings: { ...settings, deployment: {} } }))]);
    const config = rows.find(({ label }) => label === 'llm/config.json');
    assert.deepEqual(
      config?.children.map(({ description }) => description),
      [
        'blocked · no route known · Choose a target with a documented route for qwen3',
        'ready · vLLM Neuron (beta)',
        'unknown · vLLM Neuron (beta) · Test the checkpoint on Trn3 before relying on it',
      ],
    );
    const [, trn2] = config?.children ?? [];
    assert.deepEqual(
      trn2?.children.map(({ label, description, icon }) => [label, description, icon?.id]),
      [
        ['vLLM Neuron', 'beta · the one to take', 'check'],
        ['NxD Inference', 'maintenance · not documented for it', 'question'],
      ],
    );
    assert.match(trn2?.children[1]?.tooltip ?? '', /does not list qwen3/);
    const encoder = rows.find(({ label }) => label === 'encoder.onnx');
    assert.match(encoder?.description ?? '', / · TorchNeuron \(beta\)$/);
  });

  it('stand under the file itself for a single target; a planned route is said', () => {
    const { settings } = sampleReport();
    const rows = modelsTree([withRoutes(sampleReport({ settings: { ...settings, targets: ['trn2'] } }))]);
    const config = rows.find(({ label }) => label === 'llm/config.json');
    assert.equal(config?.description, 'ready · planned: vLLM Neuron');
    assert.deepEqual(
      config.children.map(({ label }) => label),
      ['vLLM Neuron', 'NxD Inference'],
    );
  });

  it('put what is no model into a group at the end', () => {
    const [, , encoder] = sampleReport().artifacts;
    assert.ok(encoder);
    const dockerfile = { ...encoder, path: 'Dockerfile', kind: 'dockerfile', facts: {} } as const;
    const report = sampleReport({ artifacts: [dockerfile, encoder] });
    const rows = modelsTree([source(report)]);
    assert.deepEqual(
      rows.map(({ label, children }) => [label, children.length]),
      [
        ['encoder.onnx', 3],
        ['Other files', 1],
      ],
    );
    assert.equal(countModels([source(report)]), 1);
  });
});

describe('the coverage view', () => {
  it('names each file that was not read in full with its reason, then what was left out', () => {
    assert.deepEqual(
      coverageTree([source()]).map(({ label, description }) => [label, description]),
      [
        ['legacy/ner.onnx', 'unreadable: It is a Git LFS pointer; the model of 418 MB was not fetched.'],
        ['third_party/** (planner file) leaves out 2 files.', undefined],
      ],
    );
    assert.equal(coverageSummary([source()]), '4 files looked at · 2 ignored');
  });

  it('puts first that an audit was cut short', () => {
    const coverage = { ...readyReport().coverage, cutShort: ['More than 10,000 files.'] };
    const [row] = coverageTree([source(sampleReport({ artifacts: [], coverage }))]);
    assert.deepEqual([row?.label, row?.icon?.id], ['More than 10,000 files.', 'warning']);
  });
});

describe('the welcome view', () => {
  const failure = { message: 'broken', problems: [] };
  const done = (report = sampleReport()) => ({ state: { status: 'done', report, planProblems: [] } as const });

  it('tells nothing found from nothing wrong, and both from not audited', () => {
    assert.equal(overallStatus([]), 'idle');
    assert.equal(overallStatus([{ state: { status: 'running', report: null, progress: null } }]), 'running');
    assert.equal(overallStatus([{ state: { status: 'failed', report: null, failure } }]), 'failed');
    assert.equal(overallStatus([done(emptyReport())]), 'empty');
    assert.equal(overallStatus([done(sampleReport({ findings: [] }))]), 'clean');
    assert.equal(overallStatus([done()]), 'done');
    assert.equal(overallStatus([done(emptyReport()), done()]), 'done');
  });

  it('keeps the last good report while a newer audit runs or fails', () => {
    const report = sampleReport();
    assert.equal(overallStatus([{ state: { status: 'running', report, progress: null } }]), 'done');
    assert.equal(overallStatus([{ state: { status: 'failed', report, failure } }]), 'done');
  });
});
