import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { AuditState } from '../../../src/vscode/audits/state';
import { messagesFor, type PageState } from '../../../src/vscode/checklist/messages';
import { sampleReport } from '../../support/sample-report';

const report = sampleReport();
const page: PageState = { folder: 'search', planFile: 'neuron-migration.plan.yaml', shown: null, running: false };
const types = (state: AuditState, known: Partial<PageState> = {}) =>
  messagesFor(state, { ...page, ...known }).map(({ type }) => type);

describe('the page of the checklist is told', () => {
  it('the report, its folder, and where ticks are kept', () => {
    assert.deepEqual(messagesFor({ status: 'done', report, planProblems: [] }, page), [
      { type: 'report', report, folder: 'search', planFile: 'neuron-migration.plan.yaml' },
    ]);
  });

  it('how far an audit is, and the last report only where the page has it not yet', () => {
    const progress = { done: 3, total: 9, current: 'a.onnx' };
    const running: AuditState = { status: 'running', report, progress };
    assert.deepEqual(types(running), ['report', 'auditing']);
    assert.deepEqual(messagesFor(running, { ...page, shown: report }), [{ type: 'auditing', ...progress }]);
  });

  it('why an audit could not run, with the place of the first mistake in a file', () => {
    const range = { start: { line: 6, column: 19 }, end: { line: 6, column: 23 } };
    const problems = [
      { path: '', range: null, message: 'No target.' },
      { path: 'neuron-migration.yaml', range, message: 'No number.' },
    ];
    const [last, failed] = messagesFor({ status: 'failed', report, failure: { message: 'No.', problems } }, page);
    assert.equal(last?.type, 'report');
    assert.deepEqual(failed, {
      type: 'failed',
      message: 'No.',
      location: { path: 'neuron-migration.yaml', range },
    });
  });

  it('that the first audit was cancelled; nothing where none ran', () => {
    assert.deepEqual(types({ status: 'idle', report: null }), []);
    assert.deepEqual(types({ status: 'idle', report: null }, { running: true }), ['failed']);
  });

  it('the report again after a cancelled audit, so that the progress goes away', () => {
    assert.deepEqual(types({ status: 'done', report, planProblems: [] }, { shown: report, running: true }), ['report']);
  });
});
