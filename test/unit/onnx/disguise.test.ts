import assert from 'node:assert/strict';
import test from 'node:test';
import { matchesOnnx } from '../../../src/formats/onnx/match';
import { readOnnx } from '../../../src/formats/onnx/read';
import { Cancelled, HostError } from '../../../src/model/host';
import { memoryHost, noPace } from '../../support/memory-host';
import { bytesOf, modelBytes, node } from '../../support/onnx-builder';
import { readFile } from '../../support/read-model';

const text = (s: string): Uint8Array => new TextEncoder().encode(s);
const latin = (s: string): Uint8Array => Uint8Array.from(s, (c) => c.charCodeAt(0));
const good = modelBytes({ node: [node('Relu', ['x'], ['y'])] });

const DISGUISES: readonly (readonly [string, Uint8Array, RegExp])[] = [
  [
    'a Git LFS pointer',
    text('version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 12345\n'),
    /Git LFS pointer; the model itself \(12345 bytes\) .*run "git lfs pull"/,
  ],
  [
    'a Git LFS pointer without a size',
    text('version https://git-lfs.github.com/spec/v1\n'),
    /Git LFS pointer; the model itself was not fetched/,
  ],
  ['gzip', bytesOf([0x1f, 0x8b, 8, 0], new Uint8Array(40)), /compressed with gzip: unpack it/],
  ['bzip2', latin('BZh91AY&SY'), /compressed with bzip2/],
  ['xz', latin('\xfd7zXZ\0\0'), /compressed with xz/],
  ['zstd', latin('\x28\xb5\x2f\xfd\x04'), /compressed with Zstandard/],
  ['zip', latin('PK\x03\x04\x14\0'), /zip archive/],
  ['an empty zip', latin(`PK\x05\x06${'\0'.repeat(18)}`), /empty zip archive/],
  ['7-Zip', latin('7z\xbc\xaf\x27\x1c\0\x04'), /7-Zip archive/],
  ['tar', bytesOf(text('model.onnx'), new Uint8Array(247), text('ustar'), new Uint8Array(250)), /tar archive/],
  ['an ORT flatbuffer', latin('\x18\0\0\0ORTM\0\0'), /ORT flatbuffer .*audit the ONNX model that it was made from/],
  ['TensorFlow Lite', latin('\x1c\0\0\0TFL3\0'), /TensorFlow Lite/],
  ['GGUF', latin('GGUF\x03\0\0\0'), /GGUF/],
  ['HDF5', latin('\x89HDF\r\n\x1a\n\0'), /HDF5/],
  ['NumPy', latin('\x93NUMPY\x01\0'), /NumPy/],
  ['a pickle', latin('\x80\x02}q\0.'), /Python pickle/],
  ['safetensors', bytesOf([0x10, 0, 0, 0, 0, 0, 0, 0], text('{"a":{"dtype":1}}')), /safetensors/],
  ['HTML', text('\n<!DOCTYPE html><html><head>'), /HTML page/],
  ['XML', text('<?xml version="1.0"?><net name="m"/>'), /XML file/],
  ['JSON', text('{"irVersion": 8}'), /JSON text/],
  ['the text format', text('ir_version: 8\ngraph {\n}\n'), /protobuf text format/],
  ['a script', text('import onnx\nonnx.load("m.onnx")\n'), /text file \(a script/],
  ['other text', text('Not Found — see the manual\n'), /text file/],
  ['zeros', new Uint8Array(5000), /nothing but zeros/],
  ['nothing', new Uint8Array(), /The file is empty/],
  ['a model cut short', good.slice(0, -1), /ends too early/],
  ['noise', Uint8Array.from({ length: 300 }, (_, i) => (i * 151 + 7) % 256), /damaged or not an ONNX model/],
];

for (const [name, bytes, sentence] of DISGUISES) {
  test(`${name} named .onnx is named as what it is`, async () => {
    const reading = await readFile({ 'm.onnx': bytes }, 'm.onnx');
    assert.equal(reading.status, 'unreadable');
    assert.match(String(reading.reason), sentence);
    assert.match(String(reading.reason), /^[A-Z][^\n]*\.$/, 'one line that ends with a full stop');
    assert.deepEqual(reading.facts, {});
  });
}

test('names that may be models, and names that are weights', () => {
  for (const name of ['a.onnx', 'dir/B.ONNX', 'a.onnx.gz', 'a.onnx.zip', 'a.ort', '.onnx'])
    assert.ok(matchesOnnx(name), name);
  for (const name of ['a.onnx.data', 'a.onnx_data', 'onnx', 'a.onnx/b', 'a.onnxx', 'a.sort', 'a.onnx.gz.md']) {
    assert.ok(!matchesOnnx(name), name);
  }
});

test('a model is analyzed, a model that a limit cuts is partial', async () => {
  const reading = await readFile({ 'm.onnx': good }, 'm.onnx');
  assert.deepEqual([reading.kind, reading.status, reading.reason], ['onnx', 'analyzed', null]);
  const cut = await readFile({ 'm.onnx': Uint8Array.of(8, 8) }, 'm.onnx');
  assert.deepEqual([cut.status, cut.reason], ['partial', 'The file holds no graph.']);
});

test('a file that grows, shrinks or is replaced while it is read is not judged', async () => {
  for (const next of [bytesOf(good, [8, 9]), good.slice(0, 5), modelBytes({ node: [node('Tanh', ['x'], ['y'])] })]) {
    const host = memoryHost({ 'm.onnx': good });
    const open = async (path: string) => {
      const source = await host.open(path);
      host.write(path, next);
      return source;
    };
    const reading = await readOnnx({ ...host, open }, 'm.onnx', noPace);
    assert.equal(reading.status, 'unreadable');
    assert.match(String(reading.reason), /while it was read\. Audit it again/);
  }
});

test('what the host cannot open is unreadable in its words; a cancelled reading rejects', async () => {
  const error = new HostError('no-permission', 'No permission to read m.onnx.');
  const reading = await readFile({ 'm.onnx': { error } }, 'm.onnx');
  assert.deepEqual([reading.status, reading.reason], ['unreadable', 'No permission to read m.onnx.']);
  assert.equal((await readFile({}, 'm.onnx')).status, 'unreadable');
  const many = modelBytes({ node: Array.from({ length: 3000 }, () => node('Relu', ['x'], ['y'])) });
  const breathe = () => Promise.reject(new Cancelled());
  await assert.rejects(readOnnx(memoryHost({ 'm.onnx': many }), 'm.onnx', { breathe }), Cancelled);
});
