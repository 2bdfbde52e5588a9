import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Reading } from '../../../src/formats/reading';
import { tensorsFile } from '../../support/checkpoint-builder';
import { config, drafts, read, type Situation } from '../../support/rule-fixture';

const json = (path: string, value: unknown) => read(path, JSON.stringify(value));
const said = (id: string, situation: Situation) =>
  drafts(id, situation).map(({ severity, message }) => [severity, message]);

const modelopt = config(
  { modelType: 'llama', architectures: ['LlamaForCausalLM'], quantMethod: 'modelopt' },
  { quantization_config: { quant_method: 'modelopt', quant_algo: 'FP8' } },
);

describe('checkpoint/weight-dtypes', async () => {
  const float8 = await read('model.safetensors', tensorsFile({ a: 'F8_E4M3 2 2', b: 'BF16 2' }));

  it('is a note where the route documents the quantization', () => {
    const [draft] = drafts('checkpoint/weight-dtypes', {
      reading: float8,
      others: [modelopt],
      target: 'trn2',
      deployment: { route: 'vllm-neuron' },
    });
    assert.equal(draft?.severity, 'info');
    assert.match(draft?.message ?? '', /which the route loads as documented/);
  });

  it('is a warning on a route that does not', () => {
    const [draft] = drafts('checkpoint/weight-dtypes', {
      reading: float8,
      others: [modelopt],
      target: 'trn2',
      deployment: { route: 'torchneuron' },
    });
    assert.equal(draft?.severity, 'warning');
  });

  it('speaks once of a type for all shards of a folder', async () => {
    const second = await read('model-2.safetensors', tensorsFile({ c: 'F8_E4M3 2' }));
    const found = drafts('checkpoint/weight-dtypes', { reading: float8, others: [second], target: 'inf2' });
    assert.equal(found.length, 1);
    assert.equal(found[0]?.occurrences, 2);
    assert.match(found[0]?.message ?? '', /^2 tensors of the checkpoint are F8_E4M3/);
  });

  it('leaves whole numbers and 16-bit floats alone', async () => {
    const reading = await read('model.safetensors', tensorsFile({ a: 'I64 2', b: 'F16 2', c: 'F32 2', d: 'U8 2' }));
    for (const target of ['inf2', 'trn1', 'trn2', 'trn3'] as const)
      assert.deepEqual(drafts('checkpoint/weight-dtypes', { reading, target }), []);
  });
});

describe('checkpoint/missing-shards', () => {
  it('points at the shard that is named', async () => {
    const text = JSON.stringify({ weight_map: { a: 'a.safetensors', b: 'b.safetensors' } });
    const reading: Reading = await read('model.safetensors.index.json', text);
    const [draft] = drafts('checkpoint/missing-shards', { reading });
    const [location] = draft?.locations ?? [];
    assert.ok(location && 'range' in location);
    assert.equal(text.slice(location.range.start.column - 1, location.range.end.column - 1), '"a.safetensors"');
  });
});

describe('checkpoint/config-contradiction', () => {
  it('notes a type that the weights do not have, and leaves padded vocabularies alone', async () => {
    const reading = config({ torchDtype: 'float32', hiddenSize: 16, vocabSize: 9 });
    const weights = await read('model.safetensors', tensorsFile({ 'model.embed_tokens.weight': 'BF16 10 16' }));
    assert.deepEqual(said('checkpoint/config-contradiction', { reading, others: [weights] }), [
      ['info', 'The config states dtype float32, but most weights beside it are BF16.'],
    ]);
  });
});

describe('checkpoint/config-contradiction, layers', () => {
  it('counts them only where all tensors are known', async () => {
    const reading = config({ layers: 4 });
    const shard = await read('model-00001-of-00002.safetensors', tensorsFile({ 'model.layers.0.w': 'BF16 2' }));
    const index = (names: readonly string[]) =>
      json('model.safetensors.index.json', {
        weight_map: Object.fromEntries(names.map((name) => [name, 'a.safetensors'])),
      });
    const about = (others: readonly Reading[]) => said('checkpoint/config-contradiction', { reading, others });
    assert.deepEqual(about([shard, await index(['model.layers.3.w'])]), []);
    assert.deepEqual(about([shard, await index(['lm_head.weight'])]), []);
    assert.match(about([shard, await index(['model.layers.1.w'])])[0]?.[1] ?? '', /4 layers where the tensors have 2/);
    assert.match(about([shard])[0]?.[1] ?? '', /4 layers where the tensors have 1/);
  });
});

describe('checkpoint/generation-settings', () => {
  it('notes what on-device sampling does not name', async () => {
    const reading = await json('generation_config.json', { temperature: 0.6, repetition_penalty: 1.05, min_p: 0 });
    assert.deepEqual(
      said('checkpoint/generation-settings', { reading, target: 'trn2', deployment: { route: 'vllm-neuron' } }),
      [['info', 'The on-device sampling of vLLM Neuron is not documented for repetition_penalty.']],
    );
    assert.deepEqual(said('checkpoint/generation-settings', { reading, target: 'trn2' }), []);
  });
});

describe('checkpoint/adapter', () => {
  it('leaves open what no document mentions', async () => {
    const reading = await json('adapter_config.json', { peft_type: 'LORA', use_dora: true });
    assert.deepEqual(said('checkpoint/adapter', { reading, deployment: { route: 'nxd-inference' }, target: 'trn2' }), [
      ['warning', 'No Neuron document mentions serving DoRA adapters.'],
    ]);
    assert.deepEqual(drafts('checkpoint/adapter', { reading, workload: 'training' }), []);
  });
});

describe('files of other tools', () => {
  it('speak once for a folder, and of a blocker only where a document decides', async () => {
    const first = await read('a/x.tflite', new Uint8Array([0, 0, 0, 0, 0x54, 0x46, 0x4c, 0x33]));
    const second = { ...first, path: 'a/y.tflite' };
    const found = said('checkpoint/tensorflow', { reading: first, others: [second], target: 'inf2' });
    assert.deepEqual(found, [
      ['warning', '2 TensorFlow Lite models (x.tflite, …) need TensorFlow, for which Neuron has no current route.'],
    ]);
    const saved = await read('saved_model.pb', new Uint8Array([8]));
    const on = (target: 'inf2' | 'trn2', sdk: string) =>
      said('checkpoint/tensorflow', { reading: saved, target, sdk })[0]?.[0];
    assert.deepEqual(
      [on('inf2', '2.28.0'), on('inf2', '2.29.0'), on('trn2', '2.33.1')],
      ['info', 'blocker', 'warning'],
    );
  });
});
