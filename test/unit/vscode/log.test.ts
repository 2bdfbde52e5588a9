import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { LogOutputChannel } from 'vscode';
import { logFailure, logReport } from '../../../src/vscode/audits/log';
import { sampleReport } from '../../support/sample-report';

/** What is written, with its level. */
function record(write: (log: LogOutputChannel) => void): string[] {
  const lines: string[] = [];
  const at = (level: string) => (line: string | Error) => void lines.push(`${level} ${line}`);
  const levels = { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
  write(levels as Partial<LogOutputChannel> as LogOutputChannel);
  return lines;
}

it('the output names what was read, how long it took, and what could not be read', () => {
  assert.deepEqual(
    record((log) => logReport(log, 'search', sampleReport(), 41.7)),
    [
      'info search: 4 files read and 10 findings in 42 ms',
      'info search: judged for Inf2, Trn2, Trn3, Neuron SDK 2.33.1, inference',
      'warn legacy/ner.onnx: It is a Git LFS pointer; the model of 418 MB was not fetched.',
      'debug llm/config.json: hf-config',
      'debug models/encoder.onnx: onnx',
      'debug models/reranker.onnx: onnx',
      'info third_party/** (planner file) leaves out 2 files.',
    ],
  );
});

it('a mistake of the user is told without a stack, a fault of ours with it', () => {
  const problem = { path: 'neuron-migration.yaml', range: null, message: 'No.' };
  const mistake = record((log) => logFailure(log, 'a', { message: 'No.', problems: [problem] }, new Error('No.')));
  assert.deepEqual(mistake, ['error a: No.']);
  const fault = record((log) => logFailure(log, 'a', { message: 'Oh.', problems: [] }, new Error('Oh.')));
  assert.equal(fault.length, 2);
  assert.match(fault[1] ?? '', /log\.test/);
});
