import assert from 'node:assert/strict';
import { copyFile, readFile, rm, writeFile } from 'node:fs/promises';
import { afterEach, before, describe, it } from 'mocha';
import * as vscode from 'vscode';
import type { Judgement } from '../../../src/overview/types';
import { until } from '../until';
import { frozenFolder } from './frozen';
import { api, folder, inFolder, readText, reportWhere, run, writeText } from './support';

const MODEL = 'models/ranking-head.onnx';
const PLANNER = 'neuron-migration.yaml';
const VIEW = 'neuronMigration.overview';

describe('the overview of a model', () => {
  let planner: string;
  before(async () => {
    planner = await readText(PLANNER);
    await reportWhere('of the sample', () => true);
  });
  afterEach(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await writeText(PLANNER, planner);
    await reportWhere('of the sample as it came', ({ settings }) => !('overview_test' in settings.pins));
  });

  async function judged(file: vscode.Uri, wanted: (judgement: Judgement) => boolean = () => true): Promise<Judgement> {
    const { overview } = await api();
    return until('the overview', () => {
      const now = overview(file);
      return now !== null && wanted(now) ? now : undefined;
    });
  }

  function activeViewType(): string | undefined {
    const input: unknown = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
    return input instanceof vscode.TabInputCustom ? input.viewType : undefined;
  }

  it('opens with the file, and says what the audit says', async () => {
    const file = inFolder(MODEL);
    await vscode.commands.executeCommand('vscode.open', file);
    await until('the tab', () => (activeViewType() === VIEW ? true : undefined));
    const { targets, findings, operators, sdk } = await judged(file);
    const report = await reportWhere('of the sample', () => true);
    const artifact = report.artifacts.find(({ path }) => path === MODEL);
    assert.deepEqual(Object.fromEntries(targets.map(({ target, verdict }) => [target, verdict])), artifact?.verdicts);
    assert.equal(sdk, report.settings.sdk);
    assert.deepEqual(
      findings.map(({ key }) => key).sort(),
      report.findings.flatMap((finding) => (finding.artifact === MODEL ? [finding.fingerprint] : [])).sort(),
    );
    assert.equal(operators[0]?.op, 'ai.onnx::TopK');
  });

  it('follows pins that are written into the planner file', async () => {
    const file = inFolder(MODEL);
    await run('openOverview', file);
    await judged(file);
    await writeText(PLANNER, `${planner.replace(/^pins:.*(\n\s+.*)*\n/m, '')}\npins: { overview_test: 7 }\n`);
    assert.equal((await judged(file, ({ pins }) => pins.overview_test === 7)).pins.overview_test, 7);
  });

  it('follows the settings, although nothing is audited by itself', async () => {
    const settings = vscode.workspace.getConfiguration('neuronMigration', folder());
    const file = inFolder(MODEL);
    await settings.update('auditOnChange', false, vscode.ConfigurationTarget.Workspace);
    try {
      await run('openOverview', file);
      await judged(file);
      await settings.update('pins', { overview_settings_test: 7 }, vscode.ConfigurationTarget.Workspace);
      await judged(file, ({ pins }) => pins.overview_settings_test === 7);
    } finally {
      await settings.update('pins', undefined, vscode.ConfigurationTarget.Workspace);
      await settings.update('auditOnChange', undefined, vscode.ConfigurationTarget.Workspace);
    }
  });

  it('opens from the row of a place in the model', async () => {
    const report = await reportWhere('of the sample', () => true);
    const location = report.findings.flatMap(({ locations }) => locations).find(({ path }) => path === MODEL);
    assert.ok(location);
    await run('openPlace', { root: folder().toString(), location });
    await until('the tab', () => (activeViewType() === VIEW ? true : undefined));
    await judged(inFolder(MODEL));
  });

  it('follows the file, and says nothing of one that is no model any more', async () => {
    const file = inFolder('models/overview-copy.onnx');
    await copyFile(inFolder(MODEL).fsPath, file.fsPath);
    await run('openOverview', file);
    const { dynamic } = await judged(file);
    assert.ok(dynamic.values > 0);
    await writeFile(file.fsPath, 'version https://git-lfs.github.com/spec/v1\n');
    const { overview } = await api();
    await until('the overview to end', () => (overview(file) === null ? true : undefined));
    await rm(file.fsPath);
    await reportWhere('without the copy', ({ artifacts }) =>
      artifacts.every(({ path }) => !path.endsWith('copy.onnx')),
    );
  });

  it('opens a model that no disk holds', async () => {
    const model = await readFile(inFolder(MODEL).fsPath);
    const { uri, dispose } = frozenFolder({ 'models/head.onnx': model });
    const file = vscode.Uri.joinPath(uri, 'models/head.onnx');
    await run('openOverview', file);
    assert.ok((await judged(file)).operators.some(({ op }) => op === 'ai.onnx::TopK'));
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    dispose();
  });
});
