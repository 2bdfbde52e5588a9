import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { compareFiles, type FileFacts, readFileFacts } from '../../../src/compare/files';
import { ShapeError } from '../../../src/compare/shape';
import type { FactChange } from '../../../src/model/comparison';
import { type MemoryFile, memoryHost, noPace } from '../../support/memory-host';
import { modelBytes, node, tensorValue } from '../../support/onnx-builder';

async function facts(name: string, file: MemoryFile): Promise<FileFacts> {
  const found = await readFileFacts(memoryHost({ [name]: file }), name, name, noPace);
  assert.ok(found, `${name} is known`);
  return found;
}

const FLOAT = 1;
const FLOAT16 = 10;

const model = (op: string, dtype: number, width: number) =>
  modelBytes({
    name: 'm',
    node: [node(op, ['x', 'w'], ['y'])],
    initializer: [
      { name: 'w', dataType: dtype, dims: [width, 4], rawData: new Uint8Array(width * (dtype === FLOAT ? 16 : 8)) },
    ],
    input: [tensorValue('x', dtype, ['batch', width])],
    output: [tensorValue('y', dtype, ['batch', 4])],
  });

const changed = (changes: readonly FactChange[], field: string) =>
  changes.filter((change) => change.field === field).map(({ key, before, after }) => [key, before, after]);

describe('two models', () => {
  it('differ in operators, types, shapes, parameters, bytes and initializers', async () => {
    const comparison = compareFiles(
      await facts('old.onnx', model('MatMul', FLOAT, 8)),
      await facts('new.onnx', model('Gemm', FLOAT16, 16)),
    );
    assert.equal(comparison.after.kind, 'onnx');
    const of = (field: string) => changed(comparison.facts, field);
    assert.deepEqual(of('opCounts'), [
      ['ai.onnx::Gemm', null, 1],
      ['ai.onnx::MatMul', 1, null],
    ]);
    assert.deepEqual(of('inputs'), [['x', 'FLOAT [batch, 8]', 'FLOAT16 [batch, 16]']]);
    assert.deepEqual(of('outputs'), [['y', 'FLOAT [batch, 4]', 'FLOAT16 [batch, 4]']]);
    assert.deepEqual(of('parameters'), [[null, 32, 64]]);
    assert.deepEqual(of('weightBytes'), [
      ['FLOAT', 128, null],
      ['FLOAT16', null, 128],
    ]);
    assert.deepEqual(of('initializers'), [['w', 'FLOAT [8, 4]', 'FLOAT16 [16, 4]']]);
    assert.deepEqual(of('nodeCount'), [], 'what is the same is not told');
  });

  it('that are equal differ in nothing', async () => {
    const one = await facts('a.onnx', model('MatMul', FLOAT, 8));
    const { facts: changes, same } = compareFiles(one, await facts('b.onnx', model('MatMul', FLOAT, 8)));
    assert.deepEqual(changes, []);
    assert.equal(same, one.facts.length);
  });

  it('must be of one kind and readable', async () => {
    const onnx = await facts('a.onnx', model('MatMul', FLOAT, 8));
    const config = await facts('config.json', '{"model_type": "llama", "architectures": ["LlamaForCausalLM"]}');
    assert.throws(() => compareFiles(onnx, config), /ONNX model.*Hugging Face config/);
    await assert.rejects(
      readFileFacts(
        memoryHost({ 'x.onnx': 'version https://git-lfs.github.com/spec/v1\n' }),
        'x.onnx',
        'x.onnx',
        noPace,
      ),
      (error) => error instanceof ShapeError && /Git LFS pointer/.test(error.message),
    );
    assert.equal(await readFileFacts(memoryHost({ 'notes.md': '#' }), 'notes.md', 'notes.md', noPace), null);
  });
});

describe('two configs', () => {
  it('differ setting by setting, however deep', async () => {
    const config = (more: object) =>
      JSON.stringify({ model_type: 'llama', architectures: ['LlamaForCausalLM'], num_hidden_layers: 2, ...more });
    const comparison = compareFiles(
      await facts('config.json', config({ rope_scaling: { factor: 8, list: [1, 2] }, __proto__x: 1 })),
      await facts('config.json', config({ rope_scaling: { factor: 32, list: [1, 3] }, torch_dtype: 'bfloat16' })),
    );
    assert.deepEqual(changed(comparison.facts, 'settings'), [
      ['__proto__x', 1, null],
      ['rope_scaling.factor', 8, 32],
      ['rope_scaling.list', '1, 2', '1, 3'],
      ['torch_dtype', null, 'bfloat16'],
    ]);
  });
});
