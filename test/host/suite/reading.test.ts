import assert from 'node:assert/strict';
import { readFile, rm } from 'node:fs/promises';
import { before, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { pageFile } from '../../../src/rules/page';
import { until } from '../until';
import { api, folder, inFolder, problems, reportWhere, ruleOf, run } from './support';

const CONFIG = 'models/answering/config.json';

/** Tabs that are on screen, by their titles. */
const tabs = () => vscode.window.tabGroups.all.flatMap((group) => group.tabs.map(({ label }) => label));

describe('reading the findings', () => {
  before(() => reportWhere('of the sample', () => true));

  it("a problem's code opens the page of its rule", async () => {
    const [problem] = problems(CONFIG);
    assert.ok(problem && typeof problem.code === 'object');
    const { target } = problem.code as { target: vscode.Uri };
    assert.deepEqual([target.scheme, target.path], ['command', 'neuronMigration.openRule']);
    await vscode.commands.executeCommand(target.path, ...JSON.parse(decodeURIComponent(target.query)));
    const page = pageFile(ruleOf(problem) ?? '');
    await until(`a preview of ${page}`, () => tabs().some((label) => label.includes(page)));
    const text = await vscode.workspace.openTextDocument(vscode.Uri.from({ scheme: 'neuron-rule', path: `/${page}` }));
    assert.ok(text.getText().includes(`\`${ruleOf(problem)}\``));
  });

  it('a hover says why, what to do and where it is written', async () => {
    const [problem] = problems(CONFIG);
    assert.ok(problem);
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
      'vscode.executeHoverProvider',
      inFolder(CONFIG),
      problem.range.start,
    );
    const text = hovers
      .flatMap(({ contents }) => contents.map((part) => (part as vscode.MarkdownString).value))
      .join('\n');
    const { report } = await api();
    const finding = report(folder())?.findings.find(
      ({ rule, artifact }) => rule === ruleOf(problem) && artifact === CONFIG,
    );
    const shown = text.replace(/\\/g, '');
    assert.ok(finding && shown.includes(finding.why) && shown.includes(finding.remedy));
    assert.ok(finding.evidence.every(({ title }) => shown.includes(title)));
    assert.match(text, /\(command:neuronMigration\.openChecklist/);
  });

  it('a hover says nothing elsewhere', async () => {
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
      'vscode.executeHoverProvider',
      inFolder(CONFIG),
      new vscode.Position(0, 0),
    );
    assert.deepEqual(hovers, []);
  });

  it('the tree groups by file, cause and severity', async () => {
    const { findings } = await api();
    await run('groupByFile');
    await until('files', () => findings()[0]?.context === 'file');
    await run('groupByCause');
    await until('causes', () => findings()[0]?.context === 'cause');
    await run('groupBySeverity');
    await until('groups', () => findings()[0]?.context === 'group');
  });

  it('the report is exported in every format, and opened', async () => {
    for (const [format, name] of [
      ['json', 'r.json'],
      ['markdown', 'r.md'],
      ['html', 'r.html'],
      ['text', 'r.txt'],
    ]) {
      const file = inFolder(name ?? '');
      await run('exportReport', folder(), { format, file });
      const text = await readFile(file.fsPath, 'utf8');
      assert.ok(text.includes('ranking-head.onnx'), format);
      await until(`an editor with ${name}`, () => tabs().includes(name ?? ''));
      await rm(file.fsPath);
    }
  });

  it('choosing targets keeps the choice in the planner file, comments and all', async () => {
    const file = inFolder('neuron-migration.yaml').fsPath;
    const before = await readFile(file, 'utf8');
    const work = run('chooseTargets');
    await until('the choice to be accepted', async () => {
      await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
      return Promise.race([work.then(() => true), new Promise<false>((resolve) => setTimeout(resolve, 200, false))]);
    });
    assert.equal(await readFile(file, 'utf8'), before);
  });

  it('the checklist opens', async () => {
    await run('openChecklist');
    await until('its tab', () => tabs().includes('Migration checklist'));
  });
});
