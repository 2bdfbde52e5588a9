import assert from 'node:assert/strict';
import { rm } from 'node:fs/promises';
import { afterEach, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { SettingsError } from '../../../src/model/problem';
import { createPlanMemory, type PlanMemory } from '../../../src/vscode/audits/plan-memory';
import { createStepWriter } from '../../../src/vscode/checklist/set-step';
import { sampleReport } from '../../support/sample-report';
import { until } from '../until';
import { frozenFolder } from './frozen';
import { api, folder, inFolder, problems, readText, reportWhere, run, writeText } from './support';

const PLAN = 'neuron-migration.plan.yaml';

/** A workspace state that lasts as long as the test. */
function memory(): PlanMemory {
  const values = new Map<string, unknown>();
  return createPlanMemory({
    keys: () => [...values.keys()],
    get: <T>(key: string, fallback?: T) => (values.get(key) as T | undefined) ?? fallback,
    update: (key: string, value: unknown) => Promise.resolve(void values.set(key, value)),
  } as vscode.Memento);
}

describe('a tick in the checklist', () => {
  const root = () => ({ uri: folder(), name: 'sample' });
  afterEach(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await rm(inFolder(PLAN).fsPath, { force: true });
  });

  it('is written into a new plan file, and the next audit knows it', async () => {
    const id = 'common/compile-once';
    assert.equal(await createStepWriter(memory()).set(root(), { id, state: 'done', owner: 'mira' }, null), 'file');
    assert.match(await readText(PLAN), /common\/compile-once:\n\s+state: done\n\s+owner: mira\n/);
    await reportWhere('with the tick', ({ plan }) =>
      plan.phases.some(({ steps }) => steps.some((step) => step.id === id && step.state === 'done')),
    );
  });

  it('leaves comments and other steps as they are', async () => {
    await writeText(PLAN, '# ours\nversion: 1\nsteps:\n  a/b: # agreed\n    state: doing\n');
    await createStepWriter(memory()).set(root(), { id: 'c/d', state: 'done' }, null);
    assert.equal(
      await readText(PLAN),
      '# ours\nversion: 1\nsteps:\n  a/b:\n    # agreed\n    state: doing\n  c/d:\n    state: done\n',
    );
  });

  it('goes through the editor that has the file open, and loses nothing typed there', async () => {
    await writeText(PLAN, 'version: 1\nsteps:\n  a/b:\n    state: doing\n');
    const document = await vscode.workspace.openTextDocument(inFolder(PLAN));
    await vscode.window.showTextDocument(document);
    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, new vscode.Position(0, 0), '# typed, not saved\n');
    await vscode.workspace.applyEdit(edit);
    assert.ok(document.isDirty);
    await createStepWriter(memory()).set(root(), { id: 'c/d', state: 'done' }, null);
    const text = await readText(PLAN);
    assert.ok(text.startsWith('# typed, not saved\n') && text.includes('c/d:'));
    assert.equal(document.getText(), text);
  });

  it('comes with others at once, and none is lost', async () => {
    const writer = createStepWriter(memory());
    const ids = Array.from({ length: 20 }, (_, n) => `x/${n}`);
    await Promise.all(ids.map((id) => writer.set(root(), { id, state: 'done' }, null)));
    const text = await readText(PLAN);
    assert.ok(ids.every((id) => text.includes(`${id}:`)));
  });

  it('is not written into a broken plan file', async () => {
    const broken = 'version: 1\nsteps: [\n';
    await writeText(PLAN, broken);
    await assert.rejects(createStepWriter(memory()).set(root(), { id: 'c/d', state: 'done' }, null), SettingsError);
    assert.equal(await readText(PLAN), broken);
  });

  it('that the plan file spells wrongly is placed in Problems, and the others count', async () => {
    await writeText(
      PLAN,
      'version: 1\nsteps:\n  common/prices:\n    state: finished\n  common/profile:\n    state: done\n',
    );
    await reportWhere('with the other tick', ({ plan }) =>
      plan.phases.some(({ steps }) => steps.some((step) => step.id === 'common/profile' && step.state === 'done')),
    );
    const [mistake, ...rest] = problems(PLAN);
    assert.deepEqual(rest, []);
    assert.deepEqual(mistake?.range, new vscode.Range(3, 11, 3, 19));
    assert.equal(mistake?.severity, vscode.DiagnosticSeverity.Warning);
    const { state } = await api();
    const work = run('auditWorkspace');
    await until('an audit that runs', () => state(folder()).status === 'running');
    await run('cancelAudit');
    await work;
    assert.equal(state(folder()).status, 'done');
    assert.deepEqual(
      problems(PLAN).map(({ range }) => range),
      [mistake?.range],
      'a cancelled audit leaves the mistake where it is',
    );
  });

  it('is kept by the editor where the folder cannot be written, with what stands in the plan', async () => {
    const frozen = frozenFolder({});
    const kept = memory();
    const where = { uri: frozen.uri, name: 'frozen' };
    assert.equal(await createStepWriter(kept).set(where, { id: 'c/d', state: 'done' }, sampleReport()), 'editor');
    const records = kept.records(where) ?? [];
    assert.deepEqual(
      records.map(({ id, state, owner }) => [id, state, owner]),
      [
        ['onnx/topk-integer-input/5d1c9a20', 'doing', 'mira'],
        ['onnx/dynamic-dimension/77aa01bc', 'done', 'jonas'],
        ['c/d', 'done', undefined],
      ],
    );
    frozen.dispose();
  });

  it('takes into the file what the editor kept, once the folder can be written', async () => {
    const kept = memory();
    await kept.keep(root(), { id: 'e/f', state: 'doing' }, []);
    assert.equal(await createStepWriter(kept).set(root(), { id: 'c/d', state: 'done' }, null), 'file');
    const text = await readText(PLAN);
    assert.ok(text.includes('c/d:') && text.includes('e/f:'));
    assert.equal(kept.records(root()), null);
  });
});
