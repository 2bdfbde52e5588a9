import assert from 'node:assert/strict';
import { rm } from 'node:fs/promises';
import { after, before, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { readPlannerFile } from '../../../src/planner/planner-file';
import { until } from '../until';
import { api, folder, inFolder, problems, readText, reportWhere, ruleOf, run, writeText } from './support';

const POD = 'k8s/pod.yaml';
const PLANNER = 'neuron-migration.yaml';
const MANIFEST = `apiVersion: v1
kind: Pod
metadata: { name: ranker }
spec:
  containers:
    - name: ranker
      image: registry.example.com/ranker:1
      resources:
        limits:
          nvidia.com/gpu: 1
    - name: encoder
      image: registry.example.com/encoder:1
      resources:
        limits:
          aws.amazon.com/neurondevice: 1
`;

/** Where a text first stands in a file of the folder. */
async function placeOf(file: string, text: string): Promise<{ document: vscode.TextDocument; range: vscode.Range }> {
  const document = await vscode.workspace.openTextDocument(inFolder(file));
  const start = document.getText().indexOf(text);
  assert.ok(start >= 0, `${file} holds ${text}`);
  return { document, range: new vscode.Range(document.positionAt(start), document.positionAt(start + text.length)) };
}

async function actionsAt(file: string, text: string, kind?: vscode.CodeActionKind): Promise<vscode.CodeAction[]> {
  const { document, range } = await placeOf(file, text);
  return vscode.commands.executeCommand('vscode.executeCodeActionProvider', document.uri, range, kind?.value);
}

const titled = (actions: readonly vscode.CodeAction[], start: string) =>
  actions.find(({ title }) => title.startsWith(start));

describe('quick fixes', () => {
  before(async () => {
    await writeText(POD, MANIFEST);
    await reportWhere('with the pod', ({ findings }) => findings.filter(({ edit }) => edit !== undefined).length >= 2);
  });
  after(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await rm(inFolder(POD).fsPath);
    await reportWhere('without the pod', ({ artifacts }) => artifacts.every(({ path }) => path !== POD));
  });

  it('replace exactly what the finding speaks of, at once or after a preview', async () => {
    const actions = await actionsAt(POD, 'nvidia.com/gpu');
    const fix = titled(actions, 'Replace nvidia.com/gpu');
    assert.ok(fix?.edit);
    assert.equal(fix.isPreferred, true);
    const [[, edits] = []] = fix.edit.entries();
    assert.deepEqual(
      edits?.map(({ newText }) => newText),
      ['aws.amazon.com/neuron'],
    );
    assert.ok(titled(actions, 'Preview: Replace nvidia.com/gpu'));
    assert.ok(titled(actions, 'Preview 2 Neuron fixes in this file'));
  });

  it('are none where the text has changed since the audit', async () => {
    const { document, range } = await placeOf(POD, 'nvidia.com/gpu');
    const edit = new vscode.WorkspaceEdit();
    edit.replace(document.uri, range, 'nvidia.com/mig');
    await vscode.workspace.applyEdit(edit);
    assert.equal(titled(await actionsAt(POD, 'nvidia.com/mig'), 'Replace'), undefined);
    const back = new vscode.WorkspaceEdit();
    back.replace(document.uri, new vscode.Range(0, 0, document.lineCount, 0), MANIFEST);
    await vscode.workspace.applyEdit(back);
    await document.save();
  });

  it('are all made at once by the fix of the whole file; the next audit finds nothing left', async () => {
    const [all] = await actionsAt(POD, 'nvidia.com/gpu', vscode.CodeActionKind.SourceFixAll);
    assert.equal(all?.title, 'Apply all Neuron fixes that are certain');
    assert.ok(all.edit && (await vscode.workspace.applyEdit(all.edit)));
    const { document } = await placeOf(POD, 'aws.amazon.com/neuron: 1');
    assert.doesNotMatch(document.getText(), /nvidia\.com\/gpu|neurondevice/);
    assert.ok(await document.save());
    await reportWhere('without the GPU', ({ findings }) =>
      findings.every(({ artifact, edit }) => artifact !== POD || edit === undefined),
    );
    await writeText(POD, MANIFEST);
    await reportWhere('with it again', ({ findings }) =>
      findings.some(({ artifact, edit }) => artifact === POD && edit),
    );
  });

  it('write a comment that keeps a rule quiet, with the reason that was asked for', async () => {
    const action = titled(await actionsAt(POD, 'nvidia.com/gpu'), 'Ignore deploy/gpu-resource here');
    assert.ok(action?.command);
    const work = vscode.commands.executeCommand(
      action.command.command,
      ...(action.command.arguments ?? []),
      'a test cluster',
    );
    await work;
    const text = await readText(POD);
    assert.match(
      text,
      /\n {10}# neuron-migration: ignore deploy\/gpu-resource \(a test cluster\)\n {10}nvidia\.com\/gpu: 1\n/,
    );
    await reportWhere('with the comment', ({ findings }) =>
      findings.some(({ artifact, rule, waived }) => artifact === POD && rule === 'deploy/gpu-resource' && waived),
    );
    assert.ok(problems(POD).every((problem) => ruleOf(problem) !== 'deploy/gpu-resource'));
  });

  it('write a waiver into the planner file, and leave the rest of it', async () => {
    const planner = await readText(PLANNER);
    const waive = titled(await actionsAt(POD, 'aws.amazon.com/neurondevice'), 'Waive deploy/neuron-resource-name');
    assert.ok(waive?.command);
    const [given] = waive.command.arguments ?? [];
    const answers = { reason: 'goes with the old cluster', by: 'platform', expires: '2099-12-31' };
    await run('waive', { ...given, paths: ['elsewhere.yaml', ...given.paths], answers });
    const text = await readText(PLANNER);
    assert.ok(text.includes('# The answering model on Trn2.'));
    assert.deepEqual(
      readPlannerFile(text, PLANNER).waivers.slice(-2),
      ['elsewhere.yaml', POD].map((path) => ({ rule: 'deploy/neuron-resource-name', path, ...answers })),
    );
    await reportWhere('with the waiver', ({ findings }) =>
      findings.some(
        ({ artifact, rule, waived }) => artifact === POD && rule === 'deploy/neuron-resource-name' && waived,
      ),
    );
    await writeText(PLANNER, planner);
    await reportWhere('without it', ({ findings }) =>
      findings.every(
        ({ artifact, rule, waived }) => artifact !== POD || rule !== 'deploy/neuron-resource-name' || !waived,
      ),
    );
  });
});

describe('the planner file', () => {
  it('is completed with keys, routes and the names of rules', async () => {
    const document = await vscode.workspace.openTextDocument(inFolder(PLANNER));
    const text = document.getText();
    const complete = async (typed: string): Promise<string[]> => {
      const edit = new vscode.WorkspaceEdit();
      edit.replace(document.uri, new vscode.Range(0, 0, document.lineCount, 0), typed);
      await vscode.workspace.applyEdit(edit);
      const { items } = await vscode.commands.executeCommand<vscode.CompletionList>(
        'vscode.executeCompletionItemProvider',
        document.uri,
        document.positionAt(typed.length),
      );
      return items.map(({ label }) => (typeof label === 'string' ? label : label.label));
    };
    assert.ok((await complete('version: 1\ndeployment:\n  ')).includes('tensorParallel'));
    assert.ok((await complete('deployment:\n  route: ')).includes('vllm-neuron'));
    assert.ok((await complete('waivers:\n  - rule: ')).includes('deploy/gpu-resource'));
    const back = new vscode.WorkspaceEdit();
    back.replace(document.uri, new vscode.Range(0, 0, document.lineCount, 0), text);
    await vscode.workspace.applyEdit(back);
    await document.save();
  });
});

describe('a config of a language model', () => {
  it('has a line for each target with the route and the valid degrees', async () => {
    await reportWhere('of the sample', ({ routes }) => routes.length > 0);
    const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
      'vscode.executeCodeLensProvider',
      inFolder('models/answering/config.json'),
      10,
    );
    const titles = lenses.map(({ command }) => command?.title ?? '');
    assert.equal(titles.length, 2);
    assert.match(titles[0] ?? '', /^Inf2: .+ · tensor parallel 1, 2, 4/);
    assert.match(titles[1] ?? '', /^Trn2: .+ · tensor parallel 1, 2, 4/);
    assert.ok(
      titles.every((title) => !/\b8\b/.test(title)),
      '28 heads do not divide by 8',
    );
  });
});

describe('verdicts by release and route', () => {
  it('are in the report, and a command shows them in the checklist', async () => {
    const { matrix } = await reportWhere('of the sample', () => true);
    assert.ok(matrix && matrix.workspace.length === 2 && matrix.models.length > 0);
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await run('showMatrix', folder());
    await until('the checklist', () =>
      vscode.window.tabGroups.all.some(({ tabs }) => tabs.some(({ label }) => label === 'Migration checklist')),
    );
  });
});

describe('two releases of the SDK', () => {
  it('are compared for the workspace in a document that nobody saves', async () => {
    const uri = await run<vscode.Uri>('compareReleases', folder(), { from: '2.28.1', to: '2.33.1' });
    const document = await vscode.workspace.openTextDocument(uri);
    assert.match(document.getText(), /2\.28\.1.*2\.33\.1/s);
    assert.ok(document.getText().includes('qwen2'), 'the routes of the language model change');
    await until('its preview', () =>
      vscode.window.tabGroups.all.some(({ tabs }) => tabs.some(({ label }) => label.includes('2.28.1'))),
    );
    const { report } = await api();
    assert.equal(report(folder())?.settings.sdk, '2.33.1', 'what is shown elsewhere stays');
  });
});

describe('a hover on what a file names', () => {
  const hover = async (uri: vscode.Uri, position: vscode.Position) => {
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>('vscode.executeHoverProvider', uri, position);
    return hovers
      .flatMap(({ contents }) => contents.map((part) => (part as vscode.MarkdownString).value))
      .join('\n')
      .replace(/\\/g, '');
  };

  it('says what takes its place on Neuron, also in a text that nobody has saved', async () => {
    const document = await vscode.workspace.openTextDocument({
      language: 'dockerfile',
      content: 'FROM ubuntu:24.04\nRUN pip install flash-attn==2.7.4\n',
    });
    const at = document.positionAt(document.getText().indexOf('flash') + 2);
    assert.match(await hover(document.uri, at), /On Neuron its place is taken by scaled_dot_product_attention/);
    assert.equal(await hover(document.uri, new vscode.Position(0, 2)), '');
  });

  it('says of a data type what it is on the targets, with its source', async () => {
    const { document, range } = await placeOf('models/answering/config.json', 'bfloat16');
    assert.match(await hover(document.uri, range.start), /Inf2 and Trn2: Runs as BF16.*https:/s);
  });
});
