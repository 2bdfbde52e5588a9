import assert from 'node:assert/strict';
import test from 'node:test';
import { pathBelow } from '../../../src/formats/onnx/external';
import { readOnnx } from '../../../src/formats/onnx/read';
import { HostError } from '../../../src/model/host';
import { type MemoryFile, memoryHost, noPace } from '../../support/memory-host';
import { attribute, externalTensor, modelBytes, node } from '../../support/onnx-builder';

/** The state of each location for a model at `models/m.onnx`. */
async function states(locations: readonly (string | null)[], files: Readonly<Record<string, MemoryFile>> = {}) {
  const initializer = locations.map((location, i) => externalTensor(`w${i}`, location));
  const host = memoryHost({ ...files, 'models/m.onnx': modelBytes({ initializer }) });
  const reading = await readOnnx(host, 'models/m.onnx', noPace);
  assert.deepEqual(host.opened, ['models/m.onnx'], 'external data is never opened');
  if (!('external' in reading)) throw new Error(String(reading.reason));
  return Object.fromEntries(reading.external.map(({ location, state }) => [location, state]));
}

test('files below the model’s folder are looked at', async () => {
  const files = {
    'models/w.bin': new Uint8Array(16),
    'models/sub/v.bin': new Uint8Array(16),
    'models/link.bin': { link: 'elsewhere/w.bin' },
    'elsewhere/w.bin': new Uint8Array(16),
    'models/broken.bin': { link: 'nowhere' },
    'models/out.bin': { outside: '/srv/w.bin', size: 16 },
    'models/cached.bin': { outside: '/cache/blobs/abc', huggingFaceBlob: true, size: 16 },
    'models/locked.bin': { error: new HostError('no-permission', 'No permission to read models/locked.bin.') },
  };
  const expected = {
    './sub//v.bin': 'present',
    'broken.bin': 'missing',
    'cached.bin': 'present',
    'link.bin': 'present',
    'locked.bin': 'unreadable',
    'missing.bin': 'missing',
    'out.bin': 'link-leaves-root',
    sub: 'not-a-file',
    'sub/v.bin': 'present',
    'w.bin': 'present',
  };
  assert.deepEqual(await states(Object.keys(expected), files), expected);
});

test('locations that ONNX does not allow are not looked at', async () => {
  const expected = {
    '': 'unnamed',
    '.': 'unnamed',
    '/etc/passwd': 'absolute',
    '\\share\\w.bin': 'absolute',
    'C:\\w.bin': 'absolute',
    'c:w.bin': 'absolute',
    'file:///w.bin': 'absolute',
    '../w.bin': 'through-parent',
    'sub/../w.bin': 'through-parent',
    '..\\w.bin': 'through-parent',
    '../../w.bin': 'leaves-root',
    'a/../../../models/w.bin': 'leaves-root',
    '..\\..\\w.bin': 'leaves-root',
    'sub\\w.bin': 'backslash',
    'nul\0.bin': 'missing',
  };
  assert.deepEqual(await states(Object.keys(expected)), expected);
  assert.deepEqual(await states([null]), { '': 'unnamed' });
});

test('only a path below the root is ever handed to the host', () => {
  for (const location of ['/x', '..', 'a/../..', '..\\..', '\\\\host\\share', 'x\\..\\..\\..', 'http://host/x']) {
    assert.equal(typeof pathBelow(['models'], location), 'object', location);
  }
  assert.equal(pathBelow(['a', 'b'], './c//d.bin'), 'a/b/c/d.bin');
  assert.equal(pathBelow([], '...'), '...');
});

test('the highest byte that tensors claim is offset and length, or what type and dimensions take', async () => {
  const inAttribute = attribute.tensor('value', externalTensor('c', 'w.bin', { offset: '4096', length: '8' }));
  const bytes = modelBytes({
    initializer: [
      externalTensor('a', 'w.bin', { length: '16' }),
      externalTensor('b', 'w.bin', { offset: '64' }),
      externalTensor('d', 'v.bin', { offset: 'x', length: '-1', dims: [3, 5] }),
      {
        name: 'inline',
        dataType: 1,
        dims: [1],
        floatData: [1],
        externalData: [{ key: 'location', value: 'unused.bin' }],
      },
    ],
    node: [node('Constant', [], ['c'], [inAttribute])],
  });
  const reading = await readOnnx(memoryHost({ 'm.onnx': bytes, 'w.bin': { size: 5000 } }), 'm.onnx', noPace);
  assert.ok('external' in reading);
  assert.deepEqual(reading.external, [
    { location: 'v.bin', state: 'missing', size: null, claimed: 60, tensors: 1 },
    { location: 'w.bin', state: 'present', size: 5000, claimed: 4104, tensors: 3 },
  ]);
  assert.deepEqual(reading.facts.externalFiles, ['v.bin', 'w.bin']);
});
