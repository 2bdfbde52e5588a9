import assert from 'node:assert/strict';
import { access, rm } from 'node:fs/promises';
import path from 'node:path';
import { after, afterEach, before, describe, it } from 'mocha';
import * as vscode from 'vscode';
import type { StarterOutcome } from '../../../src/vscode/commands/create-starter-files';
import { frozenFolder } from './frozen';
import { folder, inFolder, readText, reportWhere, run, writeText } from './support';

const MODEL = 'models/ch_PP-OCRv4_det_infer.onnx';
const CONFIG = 'models/answering/config.json';
const FOLDER = 'neuron-starters/ch-pp-ocrv4-det-infer-inf2';

const gone = async (file: string): Promise<boolean> =>
  access(path.join(folder().fsPath, file)).then(
    () => false,
    () => true,
  );

describe('starter files', () => {
  before(() => reportWhere('of the sample', () => true));
  afterEach(() => rm(path.join(folder().fsPath, 'neuron-starters'), { recursive: true, force: true }));
  after(() =>
    reportWhere('of the sample as it came', ({ artifacts }) =>
      artifacts.every(({ path: at }) => !at.startsWith('neuron-starters')),
    ),
  );

  it('are written for a model, with its inputs and pins', async () => {
    const outcome = await run<StarterOutcome>('createStarterFiles', inFolder(MODEL), { target: 'inf2' });
    assert.equal(outcome.folder, FOLDER);
    assert.deepEqual(outcome.written, ['trace_model.py', 'compare.py', 'kubernetes.yaml', 'Dockerfile']);
    assert.deepEqual(outcome.kept, []);
    assert.deepEqual(
      outcome.skipped.map(({ kind }) => kind),
      ['serve'],
    );
    const script = await readText(`${FOLDER}/trace_model.py`);
    assert.match(script, /torch_neuronx\.trace\(/);
    assert.ok(script.includes(`MODEL = HERE / "../../${MODEL}"`));
  });

  it('never replace a file that is there', async () => {
    const asked = { target: 'inf2', kinds: ['trace'] };
    await run('createStarterFiles', inFolder(MODEL), asked);
    await writeText(`${FOLDER}/trace_model.py`, '# mine\n');
    const again = await run<StarterOutcome>('createStarterFiles', inFolder(MODEL), {
      ...asked,
      kinds: ['trace', 'compare'],
    });
    assert.deepEqual([again.written, again.kept], [['compare.py'], ['trace_model.py']]);
    assert.equal(await readText(`${FOLDER}/trace_model.py`), '# mine\n');
  });

  it('are made from a row of the models view, on the target that is asked for', async () => {
    const row = { place: { root: folder().toString(), location: { path: CONFIG } } };
    const outcome = await run<StarterOutcome>('createStarterFiles', row, { target: 'trn2', kinds: ['serve'] });
    assert.deepEqual(outcome.written, ['generate.sh']);
    const script = await readText('neuron-starters/answering-trn2/generate.sh');
    assert.match(script, /--model-path \.\.\/\.\.\/models\/answering/);
    assert.match(script, /--seq-len 8192/);
  });

  it('are none for a file that is no model', async () => {
    assert.equal(await run('createStarterFiles', inFolder('requirements.txt'), {}), undefined);
    assert.ok(await gone('neuron-starters'));
  });

  it('say that a folder cannot be written', async () => {
    const { uri, dispose } = frozenFolder({ 'm/config.json': new TextEncoder().encode(await readText(CONFIG)) });
    const outcome = await run('createStarterFiles', vscode.Uri.joinPath(uri, 'm/config.json'), { target: 'trn2' });
    assert.equal(outcome, undefined);
    dispose();
  });
});
