import assert from 'node:assert/strict';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, before, describe, it } from 'mocha';
import * as vscode from 'vscode';
import type { Report } from '../../../src/model/report';
import { plannerTemplate } from '../../../src/planner/template';
import { until } from '../until';
import {
  api,
  EXTENSION,
  folder,
  inFolder,
  problems,
  readText,
  reportWhere,
  ruleOf,
  run,
  unfolded,
  writeText,
} from './support';

const CONFIG = 'models/answering/config.json';
const PLANNER = 'neuron-migration.yaml';
const always = () => true;

describe('audits', () => {
  let planner: string;
  let config: string;

  before(async () => {
    planner = await readText(PLANNER);
    config = await readText(CONFIG);
    await reportWhere('of the folder that was opened', always);
  });

  afterEach(async () => {
    await writeText(PLANNER, planner);
    await writeText(CONFIG, config);
    const same = JSON.stringify(['inf2', 'trn2']);
    await reportWhere('of the sample as it came', ({ settings }) => JSON.stringify(settings.targets) === same);
  });

  it('activate the extension where such files are', () => {
    assert.equal(vscode.extensions.getExtension(EXTENSION)?.isActive, true);
  });

  it('judge the folder for the targets of its planner file', async () => {
    const report = await reportWhere('of the sample', always);
    assert.deepEqual(report.settings.targets, ['inf2', 'trn2']);
    assert.deepEqual(
      report.artifacts.map((artifact) => [artifact.path, artifact.status]),
      [
        ['Dockerfile', 'analyzed'],
        ['docker-compose.yml', 'analyzed'],
        ['k8s/deployment.yaml', 'analyzed'],
        ['models/answering/config.json', 'analyzed'],
        ['models/answering/generation_config.json', 'analyzed'],
        ['models/ch_PP-OCRv4_det_infer.onnx', 'analyzed'],
        ['models/ch_PP-OCRv4_rec_infer.onnx', 'analyzed'],
        ['models/ch_ppocr_mobile_v2.0_cls_infer.onnx', 'analyzed'],
        ['models/ranking-head.onnx', 'analyzed'],
        ['requirements.txt', 'analyzed'],
        ['service/app.py', 'analyzed'],
        ['training/ds_config.json', 'analyzed'],
        ['training/finetune.py', 'analyzed'],
      ],
    );
    assert.equal(report.verdicts.trn2, 'blocked');
  });

  it('show in the tree what the report says, and the verdict in the status bar', async () => {
    const { findings, verdict } = await api();
    const [blockers] = findings();
    assert.equal(blockers?.label, 'Blockers');
    assert.ok(unfolded(findings()).some(({ label }) => label === '/rank/TopK'));
    assert.match(verdict() ?? '', /^(Inf2|Trn2): blocked by \d+ \(nearest of 2\)$/);
  });

  it('run again when a file changes on disk', async () => {
    const heads = ({ findings }: Report) => findings.some(({ message }) => message.startsWith('28 attention heads'));
    await reportWhere('with the heads that do not divide', heads);
    await writeText(CONFIG, config.replace('"num_attention_heads": 28', '"num_attention_heads": 32'));
    await reportWhere('without them', (report) => !heads(report));
  });

  it('run again when a file of any kind that they read changes', async () => {
    const manifest = await readText('k8s/deployment.yaml');
    const gpus = ({ findings }: Report) => findings.some(({ message }) => message.includes('nvidia.com/gpu: 4'));
    await reportWhere('with four GPUs', gpus);
    await writeText('k8s/deployment.yaml', manifest.replace('nvidia.com/gpu: 4', 'aws.amazon.com/neuron: 2'));
    await reportWhere('without them', (report) => !gpus(report));
    await writeText('k8s/deployment.yaml', manifest);
    await reportWhere('with them again', gpus);
  });

  it('run again when an editor saves', async () => {
    const document = await vscode.workspace.openTextDocument(inFolder(PLANNER));
    const edit = new vscode.WorkspaceEdit();
    const start = document.getText().indexOf('[inf2, trn2]');
    edit.replace(
      document.uri,
      new vscode.Range(document.positionAt(start), document.positionAt(start + '[inf2, trn2]'.length)),
      '[trn3]',
    );
    assert.ok(await vscode.workspace.applyEdit(edit));
    assert.ok(await document.save());
    await reportWhere('for Trn3', ({ settings }) => settings.targets.join() === 'trn3');
  });

  it('stop at a broken planner file: its place in Problems, the last good audit stays', async () => {
    const { state, report } = await api();
    const good = report(folder());
    await writeText(PLANNER, planner.replace('tensorParallel: 8', 'tensorParallel: four'));
    const failed = await until('the audit to fail', () => {
      const now = state(folder());
      return now.status === 'failed' ? now : undefined;
    });
    assert.match(failed.failure.message, /tensorParallel/);
    assert.equal(failed.report, good);
    const [mistake] = problems(PLANNER);
    const line = planner.split('\n').findIndex((text) => text.includes('tensorParallel'));
    assert.deepEqual(mistake?.range, new vscode.Range(line, 18, line, 22));
    assert.equal(mistake?.severity, vscode.DiagnosticSeverity.Error);
    assert.ok(problems(CONFIG).length > 0);

    await writeText(PLANNER, planner);
    await reportWhere('after the mistake was mended', always);
    assert.deepEqual(problems(PLANNER), []);
  });

  it('are cancelled by a command, and the last good audit stays', async () => {
    const { state, report } = await api();
    const good = report(folder());
    const work = run('auditWorkspace');
    await until('an audit that runs', () => state(folder()).status === 'running');
    await run('cancelAudit');
    await work;
    assert.deepEqual([state(folder()).status, report(folder()) === good], ['done', true]);
  });

  it('of which a newer one overtakes an older one end with the newer', async () => {
    const { onDidAudit } = await api();
    let ended = 0;
    const listener = onDidAudit(() => ended++);
    await Promise.all(Array.from({ length: 5 }, () => run('auditWorkspace')));
    await until('an end', () => ended > 0);
    listener.dispose();
    assert.ok(ended < 5, `${ended} of 5 ran to their end`);
  });

  it('take the targets from the settings where there is no planner file', async () => {
    await rm(path.join(folder().fsPath, PLANNER));
    await reportWhere('for the targets by default', ({ settings }) => settings.targets.length === 4);
    const settings = vscode.workspace.getConfiguration('neuronMigration', folder());
    await settings.update('targets', ['trn1'], vscode.ConfigurationTarget.Workspace);
    await reportWhere('for Trn1', ({ settings: { targets } }) => targets.join() === 'trn1');
    await settings.update('deployment.tensorParallel', 3, vscode.ConfigurationTarget.Workspace);
    await reportWhere('with the degree', ({ settings: { deployment } }) => deployment.tensorParallel === 3);
    await settings.update('targets', undefined, vscode.ConfigurationTarget.Workspace);
    await settings.update('deployment.tensorParallel', undefined, vscode.ConfigurationTarget.Workspace);
  });

  it('leave out what files.exclude names, and say so', async () => {
    const settings = vscode.workspace.getConfiguration('files', folder());
    await settings.update('exclude', { '**/answering': true }, vscode.ConfigurationTarget.Workspace);
    const answering = ({ artifacts }: Report) => artifacts.some(({ path: file }) => file.includes('answering'));
    const report = await reportWhere('without the answering model', (one) => !answering(one));
    assert.ok(report.coverage.notes.some((note) => note.includes('files.exclude')));
    await settings.update('exclude', undefined, vscode.ConfigurationTarget.Workspace);
    await reportWhere('with it', answering);
  });

  it('start from a planner file that a command writes', async () => {
    await rm(path.join(folder().fsPath, PLANNER));
    await run('createPlannerFile');
    assert.equal(await readText(PLANNER), plannerTemplate());
    assert.equal(vscode.window.activeTextEditor?.document.uri.toString(), inFolder(PLANNER).toString());
    await writeText(PLANNER, planner);
    await run('createPlannerFile');
    assert.equal(await readText(PLANNER), planner);
  });

  it('leave node_modules out until a file there is asked for', async () => {
    const hidden = path.join(folder().fsPath, 'node_modules/pkg');
    await mkdir(hidden, { recursive: true });
    await writeFile(
      path.join(hidden, 'broken.onnx'),
      'version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 9\n',
    );
    await run('auditWorkspace');
    const without = await reportWhere('without it', always);
    assert.ok(without.artifacts.every((artifact) => !artifact.path.startsWith('node_modules')));
    await run('auditFile', inFolder('node_modules/pkg/broken.onnx'));
    const report = await reportWhere('with it', ({ artifacts }) =>
      artifacts.some((artifact) => artifact.path === 'node_modules/pkg/broken.onnx'),
    );
    const pointer = report.artifacts.find((artifact) => artifact.path.startsWith('node_modules'));
    assert.equal(pointer?.status, 'unreadable');
    assert.match(pointer?.reason ?? '', /Git LFS/);
    await rm(path.join(folder().fsPath, 'node_modules'), { recursive: true });
    await run('auditWorkspace');
    await reportWhere('after it is gone', ({ artifacts }) =>
      artifacts.every((artifact) => !artifact.path.startsWith('node_modules')),
    );
  });

  it('place each problem exactly: in text at the value, in a model at the file with the node named', async () => {
    const document = await vscode.workspace.openTextDocument(inFolder(CONFIG));
    const heads = problems(CONFIG).find(({ range }) =>
      document.lineAt(range.start.line).text.includes('attention_heads'),
    );
    assert.equal(heads && document.getText(heads.range), '28');
    const topk = problems('models/ranking-head.onnx').find(({ message }) => message.includes('/rank/TopK'));
    assert.deepEqual(topk?.range, new vscode.Range(0, 0, 0, 0));
    assert.equal(topk?.severity, vscode.DiagnosticSeverity.Error);
  });

  it('do not list what is waived', async () => {
    const report = await reportWhere('with a waiver', ({ findings }) => findings.some(({ waived }) => waived !== null));
    const waived = report.findings.filter(({ waived: mark }) => mark !== null).map(({ rule }) => rule);
    assert.ok(problems('models/ranking-head.onnx').every((problem) => !waived.includes(ruleOf(problem) ?? '')));
  });
});
