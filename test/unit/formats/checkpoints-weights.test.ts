import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { CHECKPOINT_FORMATS } from '../../../src/formats/checkpoints';
import type { Reading } from '../../../src/formats/reading';
import { sourceFile } from '../../../src/formats/source-file';
import { Cancelled } from '../../../src/model/host';
import { type ReadingCache, readThrough } from '../../../src/reading-cache';
import {
  entry,
  ggufFile,
  ggufText,
  joined,
  safetensorsFile,
  tensorsFile,
  u32,
  u64,
  zipOf,
} from '../../support/checkpoint-builder';
import { type MemoryFile, memoryHost, noPace } from '../../support/memory-host';

async function readIn(files: Readonly<Record<string, MemoryFile>>, path: string, pace = noPace) {
  const host = memoryHost(files);
  const file = sourceFile(host, path, false);
  for (const format of CHECKPOINT_FORMATS) {
    const reading = format.matches(path, false) ? await format.read(file, pace) : null;
    if (reading !== null) return { reading, host };
  }
  return { reading: null, host };
}

async function read(path: string, file: MemoryFile): Promise<Reading> {
  const { reading } = await readIn({ [path]: file }, path);
  assert.ok(reading, `${path} was not recognised`);
  return reading;
}

describe('safetensors', () => {
  it('tells tensors, types, parameters and bytes from the header alone', async () => {
    const file = tensorsFile(
      { 'model.embed_tokens.weight': 'BF16 100 8', 'model.layers.1.mlp.up_proj.weight': 'F8_E4M3 4 8', ids: 'I64 2' },
      { format: 'pt' },
    );
    const { reading, host } = await readIn({ 'm.safetensors': file }, 'm.safetensors');
    assert.equal(reading?.status, 'analyzed');
    assert.deepEqual(reading?.facts, {
      tensors: 3,
      dtypes: { BF16: 1, F8_E4M3: 1, I64: 1 },
      parameters: 834,
      bytes: file.length,
      bytesByDtype: { BF16: 1600, F8_E4M3: 32, I64: 16 },
      layers: 2,
      embedding: [100, 8],
      format: 'pt',
    });
    assert.ok(host.bytesRead() < file.length - 1000);
  });

  it('counts more parameters than a number holds exactly as a text', async () => {
    const header = {
      w: { dtype: 'F4', shape: [3_000_000_000, 6_000_000_001], data_offsets: [0, 9_000_000_001_500_000] },
    };
    const reading = await read('m.safetensors', safetensorsFile(header, 0));
    assert.equal((reading.facts as Record<string, unknown>).parameters, '18000000003000000000');
  });

  const damaged: readonly (readonly [string, unknown, number, RegExp])[] = [
    ['cut short', { a: { dtype: 'F32', shape: [4], data_offsets: [0, 16] } }, 10, /ends 6 bytes too early/],
    ['a surplus', { a: { dtype: 'F32', shape: [4], data_offsets: [0, 16] } }, 20, /4 bytes behind the tensors/],
    [
      'an overlap',
      { a: { dtype: 'U8', shape: [4], data_offsets: [0, 4] }, b: { dtype: 'U8', shape: [4], data_offsets: [2, 6] } },
      6,
      /"b" overlaps another/,
    ],
    ['a hole', { a: { dtype: 'U8', shape: [4], data_offsets: [2, 6] } }, 6, /hole in front of tensor "a"/],
    ['a wrong size', { a: { dtype: 'F32', shape: [4], data_offsets: [0, 8] } }, 8, /bytes of tensor "a" do not fit/],
    ['half an entry', { a: { dtype: 'U8', shape: [4], data_offsets: [0, 4] }, b: 5 }, 4, /entry of tensor "b"/],
  ];
  for (const [what, header, payload, says] of damaged)
    it(`says what is wrong with ${what}`, async () => {
      const reading = await read('m.safetensors', safetensorsFile(header, payload));
      assert.equal(reading.status, 'partial');
      assert.match(String(reading.reason), says);
    });

  const unreadable: readonly (readonly [string, MemoryFile, RegExp])[] = [
    ['an empty file', '', /empty/],
    ['a pointer', 'version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 5\n', /git lfs pull/],
    ['text', 'this is no checkpoint at all', /no safetensors file/],
    ['three bytes', new Uint8Array(3), /too short/],
    ['a header that is cut', joined(u64(100), '{"a":'), /ends within its header/],
    ['a header that is no JSON', safetensorsFile('{"a":,}', 0), /not valid JSON/],
    ['a header in another encoding', joined(u64(4), new Uint8Array([0x7b, 0xff, 0xfe, 0x7d])), /not valid JSON/],
    ['a list', safetensorsFile('[1, 2]', 0), /no safetensors file/],
    ['a header without tensors that are any', safetensorsFile({ a: 1, b: [] }, 0), /describes no tensors/],
    ['a monstrous length', joined(u64(2n ** 63n), '{}'), /no safetensors file/],
    [
      'deep nesting',
      safetensorsFile(`{"a":${'['.repeat(200_000)}${']'.repeat(200_000)}}`, 0),
      /describes no tensors|not valid/,
    ],
  ];
  for (const [what, file, says] of unreadable)
    it(`names ${what}`, async () => {
      const reading = await read('m.safetensors', file);
      assert.equal(reading.status, 'unreadable');
      assert.match(String(reading.reason), says);
    });

  it('leaves a header alone that is longer than what is read', async () => {
    const file = new Uint8Array(20 * 1024 * 1024);
    file.set(joined(u64(18 * 1024 * 1024), '{'));
    const { reading, host } = await readIn({ 'm.safetensors': file }, 'm.safetensors');
    assert.equal(reading?.status, 'skipped');
    assert.ok(host.bytesRead() < 1000);
  });

  it('reads a header of many tensors in linear time', async () => {
    const tensors = Object.fromEntries(Array.from({ length: 50_000 }, (_, i) => [`layer.${i}.w`, 'F16 1']));
    const started = performance.now();
    const reading = await read('m.safetensors', tensorsFile(tensors));
    assert.equal((reading.facts as Record<string, unknown>).tensors, 50_000);
    assert.ok(performance.now() - started < 3000);
  });
});

describe('the index of a checkpoint', () => {
  const index = JSON.stringify({
    metadata: { total_size: 70 },
    weight_map: { 'model.layers.0.a': 'a.safetensors', 'model.layers.3.b': 'b.safetensors', c: '../c.safetensors' },
  });

  it('looks at the shards, but not outside its folder', async () => {
    const files = {
      'm/model.safetensors.index.json': index,
      'm/a.safetensors': new Uint8Array(60),
      'c.safetensors': '',
    };
    const { reading, host } = await readIn(files, 'm/model.safetensors.index.json');
    assert.deepEqual(reading?.facts, {
      tensors: 3,
      shards: 3,
      missing: ['b.safetensors'],
      missingShards: 1,
      presentBytes: 60,
      totalSize: 70,
      layers: 4,
    });
    assert.deepEqual(host.opened, ['m/model.safetensors.index.json']);
    assert.ok(reading && 'documents' in reading);
    assert.equal(reading.looksAtOthers, true);
    const range = reading.documents[0]?.rangeOf(['weight_map', 'model.layers.3.b']);
    assert.equal(index.slice((range?.start.column ?? 0) - 1, (range?.end.column ?? 0) - 1), '"b.safetensors"');
  });

  it('is told from its name for PyTorch', async () => {
    assert.equal((await read('pytorch_model.bin.index.json', index)).kind, 'pytorch-index');
  });

  it('is unreadable where it is broken, and nothing where it is something else', async () => {
    assert.equal((await read('a.safetensors.index.json', '{"weight_map": {')).status, 'unreadable');
    assert.equal((await readIn({ 'a.safetensors.index.json': '{}' }, 'a.safetensors.index.json')).reading, null);
  });
});

describe('GGUF', () => {
  const metadata = [
    entry.text('general.architecture', 'llama'),
    entry.text('general.name', 'Tiny'),
    entry.texts('tokenizer.ggml.tokens', ['<s>', 'a', 'b']),
    entry.u32('llama.context_length', 4096),
    entry.u32('llama.block_count', 2),
  ];
  const tensors = [
    { name: 'token_embd.weight', shape: [256, 2], type: 12, offset: 0 },
    { name: 'norm.weight', shape: [4], type: 0, offset: 288 },
  ];

  it('tells architecture, types, parameters and context length', async () => {
    const file = ggufFile({ metadata, tensors, payload: 304 });
    const reading = await read('m.gguf', file);
    assert.equal(reading.status, 'analyzed');
    assert.deepEqual(reading.facts, {
      version: 3,
      architecture: 'llama',
      name: 'Tiny',
      tensors: 2,
      dtypes: { F32: 1, Q4_K: 1 },
      parameters: 516,
      bytes: file.length,
      contextLength: 4096,
      layers: 2,
    });
  });

  it('says that a file was cut', async () => {
    const reading = await read('m.gguf', ggufFile({ metadata, tensors, payload: 300 }));
    assert.equal(reading.status, 'partial');
    assert.match(String(reading.reason), /ends 4 bytes too early/);
  });

  it('passes over a large vocabulary without keeping it', async () => {
    const tokens = Array.from({ length: 100_000 }, (_, i) => `token ${i}`);
    const { reading } = await readIn(
      { 'm.gguf': ggufFile({ metadata: [entry.texts('t', tokens), ...metadata] }) },
      'm.gguf',
    );
    assert.ok(reading);
    assert.equal((reading.facts as Record<string, unknown>).contextLength, 4096);
  });

  const list = (count: number | bigint, type: number) => joined(ggufText('k'), u32(9), u32(type), u64(count));
  let nested = joined(ggufText('k'), u32(9));
  for (let i = 0; i < 50; i += 1) nested = joined(nested, u32(9), u64(1));
  const broken: readonly (readonly [string, MemoryFile, RegExp])[] = [
    ['a pointer', 'version https://git-lfs.github.com/spec/v1\n', /git lfs pull/],
    ['another file', 'PK\x03\x04', /no GGUF file/],
    ['an unknown version', ggufFile({ version: 9 }), /version 9/],
    ['big-endian', joined('GGUF', new Uint8Array([0, 0, 0, 3]), new Uint8Array(40)), /big-endian/],
    ['a header that ends', ggufFile({ metadata }).slice(0, 60), /ends within its header/],
    ['a list without end', ggufFile({ metadata: [list(2n ** 60n, 4)] }), /ends within its header/],
    ['texts without end', ggufFile({ metadata: [list(2n ** 50n, 8)] }), /ends within its header/],
    ['an unknown type', ggufFile({ metadata: [list(1, 77)] }), /unknown type 77/],
    ['lists in lists', ggufFile({ metadata: [nested] }), /nests lists/],
    ['too many entries', joined('GGUF', u32(3), u64(2n ** 40n), u64(0)), /more entries/],
  ];
  for (const [what, file, says] of broken)
    it(`names ${what}`, async () => {
      const reading = await read('m.gguf', file);
      assert.equal(reading.status, 'unreadable');
      assert.match(String(reading.reason), says);
    });

  it('can be cancelled', async () => {
    const pace = { breathe: () => Promise.reject(new Cancelled()) };
    await assert.rejects(readIn({ 'm.gguf': ggufFile({ metadata }) }, 'm.gguf', pace), Cancelled);
  });
});

describe('files of other tools', () => {
  const bytes = (...codes: number[]) => new Uint8Array(codes);
  const told: readonly (readonly [string, MemoryFile, string, Record<string, unknown>])[] = [
    ['model.engine', joined('ftrt', new Uint8Array(8)), 'tensorrt-engine', { bytes: 12 }],
    ['model.plan', joined('ftrt', new Uint8Array(8)), 'tensorrt-engine', { bytes: 12 }],
    ['traced.pt', zipOf('m/data.pkl', 'm/code/__torch__.py'), 'torchscript', {}],
    [
      'neuron.pt',
      zipOf('m/data.pkl', 'm/code/__torch__/torch_neuronx/xla_impl/trace.py'),
      'torchscript',
      { compiledBy: 'torch_neuronx' },
    ],
    ['pytorch_model.bin', zipOf('archive/data.pkl', 'archive/data/0'), 'pytorch', { format: 'zip' }],
    ['last.ckpt', bytes(0x80, 2, 0x8a, 10), 'pytorch', { format: 'pickle' }],
    ['m.pt2', zipOf('m/models/model.json', 'm/data/weights'), 'pytorch', { format: 'torch.export' }],
    ['best_model.pkl', bytes(0x80, 4, 0x95), 'pickle', { bytes: 3 }],
    ['m/saved_model.pb', bytes(8, 1, 18), 'savedmodel', { bytes: 3 }],
    ['tf_model.h5', joined('', bytes(0x89, 0x48, 0x44, 0x46, 13, 10, 26, 10)), 'keras', {}],
    ['m.tflite', joined(bytes(28, 0, 0, 0), 'TFL3'), 'tflite', { bytes: 8 }],
    ['m.xml', '<?xml version="1.0"?>\n<net name="m" version="11">', 'openvino', { irVersion: 11 }],
    ['m.nemo', joined(new Uint8Array(257), 'ustar'), 'nemo', { bytes: 262 }],
    [
      'm.engine',
      'version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 12345\n',
      'tensorrt-engine',
      { pointer: true, bytes: 12345 },
    ],
  ];
  for (const [path, file, kind, facts] of told)
    it(`knows ${path} as ${kind}`, async () => {
      const reading = await read(path, file);
      assert.equal(reading.kind, kind);
      assert.deepEqual({ ...reading.facts, ...facts }, reading.facts);
    });

  const others: readonly (readonly [string, MemoryFile])[] = [
    ['tfplan.plan', zipOf('tfplan')],
    ['notes.engine', 'a text'],
    ['weights.bin', new Uint8Array(64)],
    ['empty.pt', ''],
    ['data.pt', zipOf('data.csv')],
    ['train.pkl', bytes(0x80, 4, 0x95)],
    ['layout.xml', '<?xml version="1.0"?><LinearLayout/>'],
    ['model.h5', 'text'],
    ['gone.bin', { link: 'nowhere' }],
  ];
  for (const [path, file] of others)
    it(`leaves ${path} alone`, async () => {
      assert.equal((await readIn({ [path]: file }, path)).reading, null);
    });

  it('reads little of a large archive', async () => {
    const file = joined(zipOf('a/data.pkl'), new Uint8Array(3_000_000), zipOf('a/data/0'));
    const { reading, host } = await readIn({ 'big.pt': file }, 'big.pt');
    assert.equal(reading?.kind, 'pytorch');
    assert.ok(host.bytesRead() <= 66 * 1024);
  });
});

describe('a cache of readings', () => {
  it('reads an index again whose shards may have come, and no file that stands alone', async () => {
    const files = { 'm.safetensors.index.json': '{"weight_map": {"a": "a.bin"}}', 'm.gguf': ggufFile({}) };
    const host = memoryHost(files);
    const cache: ReadingCache = new Map();
    const times = async (path: string) => {
      let read = 0;
      for (let i = 0; i < 2; i += 1)
        await readThrough(cache, host, path, async () => {
          read += 1;
          return (await readIn(files, path)).reading;
        });
      return read;
    };
    assert.equal(await times('m.safetensors.index.json'), 2);
    assert.equal(await times('m.gguf'), 1);
  });
});
