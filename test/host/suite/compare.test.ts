import assert from 'node:assert/strict';
import { rm } from 'node:fs/promises';
import { after, before, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { NO_GIT, type Repository, repositoryAt } from '../../support/git-repository';
import { until } from '../until';
import { api, folder, inFolder, readText, reportWhere, run, writeText } from './support';

const REQUIREMENTS = 'requirements.txt';
const SAVED = 'saved-audit.json';

/** The text of the document that a command shows, once its preview is open. */
async function shown(uri: vscode.Uri | undefined, label: string): Promise<string> {
  assert.ok(uri, 'the command gives its document');
  await until('its preview', () =>
    vscode.window.tabGroups.all.some(({ tabs }) => tabs.some((tab) => tab.label.includes(label))),
  );
  return (await vscode.workspace.openTextDocument(uri)).getText();
}

describe('a comparison', () => {
  let requirements: string;
  before(async () => {
    requirements = await readText(REQUIREMENTS);
    await reportWhere('of the sample', () => true);
  });
  after(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await writeText(REQUIREMENTS, requirements);
    await rm(inFolder(SAVED).fsPath, { force: true });
    await rm(inFolder('.git').fsPath, { recursive: true, force: true });
  });

  it('with a saved report shows what is new since', async () => {
    const { report } = await api();
    await writeText(SAVED, JSON.stringify({ ...report(folder()), findings: [] }));
    const uri = await run<vscode.Uri | undefined>('compareWithReport', folder(), inFolder(SAVED));
    const text = await shown(uri, SAVED);
    assert.match(text, /New findings: \d+/);
    assert.match(text, /findings are new/);
  });

  it('with a file that is no report shows nothing', async () => {
    assert.equal(await run('compareWithReport', folder(), inFolder(REQUIREMENTS)), undefined);
  });

  it('with a git revision audits what the commit holds, and leaves the last audit as it is', async function () {
    if (NO_GIT !== false) return this.skip();
    const repo: Repository = repositoryAt(folder().fsPath);
    repo.commit();
    await writeText(REQUIREMENTS, `${requirements}xformers==0.0.28\n`);
    const now = await reportWhere('with another package', ({ findings }) =>
      findings.some(({ message }) => message.includes('xformers')),
    );
    const text = await shown(await run<vscode.Uri | undefined>('compareWithRevision', folder(), 'HEAD'), 'HEAD');
    assert.match(text, /revision HEAD \([0-9a-f]{12}\)/);
    assert.match(text, /xformers/);
    const { report } = await api();
    assert.equal(report(folder())?.findings.length, now.findings.length);
    assert.equal(await run('compareWithRevision', folder(), 'no-such-branch'), undefined);
  });
});
