import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { before, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { WHOLE_FILE_LIMIT, workspaceHost } from '../../../src/vscode/audits/workspace-host';
import { frozenFolder } from './frozen';
import { api, inFolder, reportWhere, run } from './support';

describe('a folder that no disk holds', () => {
  let model: Uint8Array;
  before(async () => {
    await reportWhere('of the sample', () => true);
    model = await readFile(inFolder('models/ranking-head.onnx').fsPath);
  });

  it('is audited through VS Code, file by file', async () => {
    const { report } = await api();
    const { uri, dispose } = frozenFolder({ 'models/head.onnx': model, 'models/other.txt': new Uint8Array(3) });
    const file = vscode.Uri.joinPath(uri, 'models/head.onnx');
    await run('auditFile', file);
    const found = report(file);
    assert.deepEqual(
      found?.artifacts.map(({ path, status }) => [path, status]),
      [['head.onnx', 'analyzed']],
    );
    assert.ok(
      found?.findings.some(({ locations }) =>
        locations.some((place) => 'node' in place && place.node === '/rank/TopK'),
      ),
    );
    dispose();
  });

  it('lists folders sorted, and tells what is there from what is not', async () => {
    const { uri, dispose } = frozenFolder({ 'b/x.onnx': model, 'a.txt': new Uint8Array(3) });
    const host = workspaceHost(uri);
    assert.deepEqual(await host.list(''), [
      { name: 'a.txt', type: 'file', isSymbolicLink: false },
      { name: 'b', type: 'directory', isSymbolicLink: false },
    ]);
    assert.deepEqual(await host.stat('nothing'), null);
    assert.deepEqual(await host.resolve('b/x.onnx'), { inside: true, path: 'b/x.onnx' });
    const source = await host.open('b/x.onnx');
    assert.deepEqual(await source.read(4, 8), model.subarray(4, 12));
    assert.equal((await source.read(model.length - 2, 100)).length, 2);
    dispose();
  });

  it('names a file that is too large to be read whole', async () => {
    const large = { length: WHOLE_FILE_LIMIT + 1 } as Uint8Array;
    const { uri, dispose } = frozenFolder({ 'x.onnx': large });
    await assert.rejects(workspaceHost(uri).open('x.onnx'), /up to 64 MB; this one has 65 MB/);
    dispose();
  });
});
