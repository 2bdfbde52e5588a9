import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readyModel } from './models';
import { cli, folder } from './run';

const mistakes: [args: string[], says: RegExp][] = [
  [['audit'], /audit wants a file or folder/],
  [['frobnicate'], /no such command: frobnicate/],
  [['audit', '.', '--targets', 'trn2'], /--targets/],
  [['audit', '.', '--target', 'h100'], /--target wants inf1, inf2, trn1, trn2 or trn3, not "h100"/],
  [['audit', '.', '--target', ','], /names no target/],
  [['audit', '.', '--sdk', 'latest-ish'], /latest-ish/],
  [['audit', '.', '--workload', 'both'], /--workload wants inference or training/],
  [['audit', '.', '--pin', 'batch'], /NAME=N/],
  [['audit', '.', '--pin', 'batch=0'], /at least 1/],
  [['audit', '.', '--pin', 'batch=1.5'], /whole number/],
  [['audit', '.', '--format', 'pdf'], /--format wants text, json, markdown, html, sarif or csv, not "pdf"/],
  [['audit', '.', '--fail-on', 'info'], /--fail-on wants blocker, warning or never/],
  [['audit', '.', '--as-of', '2026-02-30'], /YYYY-MM-DD/],
  [['audit', '.', '--baseline', 'no-such.json'], /no-such\.json/],
  [
    ['audit', '.', '--baseline', 'ready.onnx'],
    /--baseline ready\.onnx: it is not a JSON report of this tool \(audit --format json writes one\)$/m,
  ],
  [['audit', '.', '--baseline', '.'], /--baseline \.: it is a folder/],
  [['audit', ''], /a path is empty/],
  [['inspect', '.'], /\. is a folder/],
  [['inspect'], /inspect wants one ONNX file/],
  [['inspect', 'gone.onnx'], /no such file: gone\.onnx/],
  [['inspect', 'a.onnx', '--fail-on', 'never'], /takes no option --fail-on/],
  [['explain', 'onnx/no-such-rule'], /no such rule/],
  [['init', 'no-such-folder'], /no such folder/],
];

for (const [args, says] of mistakes) {
  test(`${args.join(' ')} ends in exit code 2 with one sentence`, (t) => {
    const run = cli(args, folder(t, { 'ready.onnx': readyModel() }));
    assert.equal(run.code, 2);
    assert.equal(run.stdout, '');
    assert.match(run.stderr, says);
    assert.equal(run.stderr.trim().split('\n').length, 1);
  });
}

test('--help and --version', () => {
  assert.match(cli(['--help']).stdout, /^Usage: neuron-migration/);
  assert.match(
    cli(['--help']).stdout,
    /Audits models, checkpoints, configs, packages, container images, manifests and scripts/,
  );
  assert.match(cli(['audit', '--help']).stdout, /--fail-on/);
  assert.match(cli(['--version']).stdout, /^\d+\.\d+\.\d+\n$/);
  assert.equal(cli([]).code, 2);
});
