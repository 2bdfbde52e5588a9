import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hfConfig } from '../../../src/formats/hf-config';
import type { FailedReading, HfConfigReading } from '../../../src/formats/reading';
import { sourceFile } from '../../../src/formats/source-file';
import type { HfConfigFacts } from '../../../src/model/facts';
import type { TextRange } from '../../../src/model/finding';
import { HostError } from '../../../src/model/host';
import { type MemoryFile, memoryHost, noPace } from '../../support/memory-host';

const LLAMA = {
  architectures: ['LlamaForCausalLM'],
  model_type: 'llama',
  hidden_size: 4096,
  intermediate_size: 14336,
  num_attention_heads: 32,
  num_hidden_layers: 32,
  num_key_value_heads: 8,
  vocab_size: 128256,
  max_position_embeddings: 131072,
  rope_scaling: { factor: 8, rope_type: 'llama3', list: [1, [2, 'x']] },
  tie_word_embeddings: false,
  torch_dtype: 'bfloat16',
};

async function readFile(file: MemoryFile, name = 'config.json') {
  return hfConfig.read(sourceFile(memoryHost({ [name]: file }), name, false), noPace);
}

async function readConfig(config: unknown, name = 'config.json'): Promise<HfConfigReading> {
  const reading = await readFile(typeof config === 'string' ? config : JSON.stringify(config, null, 2), name);
  assert.ok(reading?.kind === 'hf-config' && 'ranges' in reading, JSON.stringify(reading));
  return reading;
}

async function readFailed(file: MemoryFile, name = 'config.json'): Promise<FailedReading> {
  const reading = await readFile(file, name);
  assert.ok(reading !== null && 'range' in reading, JSON.stringify(reading));
  return reading;
}

/** The part of a text that a range covers. */
function textAt(text: string, { start, end }: TextRange): string {
  const lines = text.split('\n');
  const offset = ({ line, column }: TextRange['start']) =>
    lines.slice(0, line - 1).reduce((sum, { length }) => sum + length + 1, 0) + column - 1;
  return text.slice(offset(start), offset(end));
}

test('facts, ranges and the document of a plain config', async () => {
  const text = JSON.stringify(LLAMA, null, 2);
  const reading = await readConfig(text);
  assert.equal(reading.status, 'analyzed');
  assert.equal(reading.reason, null);
  assert.deepEqual(reading.facts, {
    modelType: 'llama',
    architectures: ['LlamaForCausalLM'],
    torchDtype: 'bfloat16',
    hiddenSize: 4096,
    layers: 32,
    attentionHeads: 32,
    keyValueHeads: 8,
    intermediateSize: 14336,
    vocabSize: 128256,
    maxPositions: 131072,
    parameters: 8_030_261_248,
  });
  const facts: Readonly<Record<string, unknown>> = { ...reading.facts };
  for (const [name, range] of Object.entries(reading.ranges)) {
    assert.deepEqual(JSON.parse(textAt(text, range)), facts[name], name);
  }
  assert.deepEqual(
    Object.keys(reading.ranges).sort(),
    Object.keys(reading.facts)
      .filter((name) => name !== 'parameters')
      .sort(),
  );
  assert.deepEqual(reading.document, LLAMA);
  const range = reading.rangeOf(['rope_scaling', 'list', 1, 1]);
  assert.equal(range && textAt(text, range), '"x"');
  assert.deepEqual(reading.rangeOf(['hidden_size']), reading.ranges.hiddenSize);
  assert.equal(reading.rangeOf(['rope_scaling', 'none']), null);
  assert.equal(reading.rangeOf(['hidden_size', 'deeper']), null);
});

/** Configs of families that name their dimensions otherwise, as published; the facts that are expected of them. */
const FAMILIES: Readonly<Record<string, readonly [Record<string, unknown>, HfConfigFacts]>> = {
  'GPT-2': [
    {
      model_type: 'gpt2',
      n_ctx: 1024,
      n_embd: 768,
      n_head: 12,
      n_layer: 12,
      n_positions: 1024,
      n_inner: null,
      vocab_size: 50257,
    },
    { modelType: 'gpt2', hiddenSize: 768, layers: 12, attentionHeads: 12, vocabSize: 50257, maxPositions: 1024 },
  ],
  T5: [
    {
      architectures: ['T5ForConditionalGeneration'],
      model_type: 't5',
      d_ff: 2048,
      d_kv: 64,
      d_model: 512,
      num_heads: 8,
      num_layers: 6,
      n_positions: 512,
      vocab_size: 32128,
    },
    {
      modelType: 't5',
      architectures: ['T5ForConditionalGeneration'],
      hiddenSize: 512,
      layers: 6,
      attentionHeads: 8,
      headDim: 64,
      intermediateSize: 2048,
      vocabSize: 32128,
      maxPositions: 512,
    },
  ],
  Whisper: [
    {
      model_type: 'whisper',
      d_model: 768,
      decoder_attention_heads: 12,
      decoder_ffn_dim: 3072,
      decoder_layers: 12,
      num_hidden_layers: 12,
      max_target_positions: 448,
      vocab_size: 51865,
      torch_dtype: 'float32',
    },
    {
      modelType: 'whisper',
      torchDtype: 'float32',
      hiddenSize: 768,
      layers: 12,
      attentionHeads: 12,
      intermediateSize: 3072,
      vocabSize: 51865,
      maxPositions: 448,
    },
  ],
  DistilBERT: [
    {
      model_type: 'distilbert',
      dim: 768,
      hidden_dim: 3072,
      n_heads: 12,
      n_layers: 6,
      max_position_embeddings: 512,
      vocab_size: 30522,
    },
    {
      modelType: 'distilbert',
      hiddenSize: 768,
      layers: 6,
      attentionHeads: 12,
      intermediateSize: 3072,
      vocabSize: 30522,
      maxPositions: 512,
    },
  ],
  Falcon: [
    {
      model_type: 'falcon',
      hidden_size: 8192,
      num_attention_heads: 128,
      num_hidden_layers: 60,
      num_kv_heads: 8,
      vocab_size: 65024,
    },
    { modelType: 'falcon', hiddenSize: 8192, layers: 60, attentionHeads: 128, keyValueHeads: 8, vocabSize: 65024 },
  ],
  ChatGLM: [
    {
      model_type: 'chatglm',
      hidden_size: 4096,
      num_layers: 28,
      num_attention_heads: 32,
      multi_query_group_num: 2,
      kv_channels: 128,
      ffn_hidden_size: 13696,
      padded_vocab_size: 65024,
      seq_length: 32768,
    },
    {
      modelType: 'chatglm',
      hiddenSize: 4096,
      layers: 28,
      attentionHeads: 32,
      keyValueHeads: 2,
      headDim: 128,
      intermediateSize: 13696,
      vocabSize: 65024,
      maxPositions: 32768,
    },
  ],
  DBRX: [
    {
      model_type: 'dbrx',
      d_model: 6144,
      n_heads: 48,
      n_layers: 40,
      max_seq_len: 32768,
      vocab_size: 100352,
      attn_config: { kv_n_heads: 8 },
      ffn_config: { ffn_hidden_size: 10752, moe_num_experts: 16 },
    },
    {
      modelType: 'dbrx',
      hiddenSize: 6144,
      layers: 40,
      attentionHeads: 48,
      keyValueHeads: 8,
      intermediateSize: 10752,
      vocabSize: 100352,
      maxPositions: 32768,
      experts: 16,
    },
  ],
  'DeepSeek-V3': [
    {
      model_type: 'deepseek_v3',
      hidden_size: 7168,
      n_routed_experts: 256,
      num_attention_heads: 128,
      num_hidden_layers: 61,
      quantization_config: { quant_method: 'fp8', fmt: 'e4m3' },
    },
    { modelType: 'deepseek_v3', hiddenSize: 7168, layers: 61, attentionHeads: 128, experts: 256, quantMethod: 'fp8' },
  ],
  ViT: [
    {
      model_type: 'vit',
      hidden_size: 1024,
      image_size: 224,
      intermediate_size: 4096,
      num_attention_heads: 16,
      num_hidden_layers: 24,
    },
    { modelType: 'vit', hiddenSize: 1024, layers: 24, attentionHeads: 16, intermediateSize: 4096 },
  ],
  ResNet: [{ model_type: 'resnet', depths: [3, 4, 6, 3], hidden_sizes: [256, 512] }, { modelType: 'resnet' }],
};

for (const [family, [config, facts]] of Object.entries(FAMILIES)) {
  test(`facts of ${family}`, async () => {
    const reading = await readConfig(config);
    assert.deepEqual(reading.facts, facts);
    assert.equal(reading.status, 'analyzed');
  });
}

test('of nested configs the facts are the text model’s, the type is that of the whole', async () => {
  const vision = { hidden_size: 1152, num_hidden_layers: 27, num_attention_heads: 16 };
  const text = {
    model_type: 'qwen3',
    hidden_size: 2560,
    num_hidden_layers: 36,
    num_attention_heads: 32,
    vocab_size: 151936,
  };
  for (const key of ['text_config', 'llm_config', 'language_config']) {
    const source = JSON.stringify(
      {
        model_type: 'x_vl',
        architectures: ['X'],
        dtype: 'bfloat16',
        vocab_size: 1,
        vision_config: vision,
        [key]: text,
      },
      null,
      1,
    );
    const reading = await readConfig(source);
    assert.deepEqual(reading.facts, {
      modelType: 'x_vl',
      architectures: ['X'],
      torchDtype: 'bfloat16',
      hiddenSize: 2560,
      layers: 36,
      attentionHeads: 32,
      vocabSize: 151936,
    });
    assert.deepEqual(reading.ranges.hiddenSize, reading.rangeOf([key, 'hidden_size']));
    assert.deepEqual(reading.ranges.modelType, reading.rangeOf(['model_type']));
  }
  const omni = await readConfig({ model_type: 'omni', thinker_config: { vision_config: vision, text_config: text } });
  assert.equal(omni.facts.hiddenSize, 2560);
  const fallback = await readConfig({
    model_type: 'x',
    text_config: { model_type: 'llama' },
    hidden_size: 5,
    num_hidden_layers: null,
  });
  assert.deepEqual(fallback.facts, { modelType: 'x', hiddenSize: 5 });
});

/** Weights of published checkpoints, as their safetensors indexes count them. */
const WEIGHTS: readonly [string, Record<string, unknown>, number | undefined][] = [
  ['Mistral-7B-v0.1', { ...LLAMA, model_type: 'mistral', vocab_size: 32000 }, 7_241_732_096],
  ['Mixtral-8x7B-v0.1', { ...LLAMA, model_type: 'mixtral', vocab_size: 32000, num_local_experts: 8 }, 46_702_792_704],
  [
    'Qwen2-7B',
    {
      ...LLAMA,
      model_type: 'qwen2',
      hidden_size: 3584,
      intermediate_size: 18944,
      num_attention_heads: 28,
      num_hidden_layers: 28,
      num_key_value_heads: 4,
      vocab_size: 152064,
    },
    7_615_616_512,
  ],
  [
    'Qwen3-0.6B',
    {
      ...LLAMA,
      model_type: 'qwen3',
      head_dim: 128,
      hidden_size: 1024,
      intermediate_size: 3072,
      num_attention_heads: 16,
      num_hidden_layers: 28,
      vocab_size: 151936,
      tie_word_embeddings: true,
    },
    596_049_920,
  ],
  [
    'Llama-2-7b without num_key_value_heads',
    { ...LLAMA, intermediate_size: 11008, vocab_size: 32000, num_key_value_heads: undefined },
    6_738_415_616,
  ],
  ['a family that is no plain decoder', { ...LLAMA, model_type: 'bert' }, undefined],
  ['a dimension that is not stated', { ...LLAMA, vocab_size: null }, undefined],
  ['heads that do not divide the hidden size', { ...LLAMA, num_attention_heads: 31 }, undefined],
  ['a mixture without experts', { ...LLAMA, model_type: 'mixtral' }, undefined],
  ['biases', { ...LLAMA, attention_bias: true }, undefined],
];

for (const [name, config, parameters] of WEIGHTS) {
  test(`parameters of ${name}`, async () => {
    assert.equal((await readConfig(config)).facts.parameters, parameters);
  });
}

test('values of a wrong type are left out and told', async () => {
  const reading = await readConfig({
    ...LLAMA,
    model_type: 7,
    hidden_size: '4096',
    num_hidden_layers: 32.5,
    num_attention_heads: -1,
    vocab_size: 1e300,
    torch_dtype: ['bfloat16'],
    max_position_embeddings: null,
    intermediate_size: [1, 2],
    quantization_config: { quant_method: {} },
  });
  assert.deepEqual(reading.facts, { architectures: ['LlamaForCausalLM'], keyValueHeads: 8 });
  assert.equal(reading.status, 'partial');
  assert.equal(
    reading.reason,
    'A value was left out: "model_type" is no text, "torch_dtype" is no text, "hidden_size" is no whole number, ' +
      '"num_hidden_layers" is no whole number, "num_attention_heads" is no whole number, more like this.',
  );
});

test('names that mean something to JavaScript do no harm', async () => {
  const reading = await readConfig('{"model_type": "llama", "hidden_size": 8, "__proto__": {"num_hidden_layers": 3}}');
  assert.deepEqual(reading.facts, { modelType: 'llama', hiddenSize: 8 });
});

const ODD: readonly [string, string | Uint8Array, RegExp][] = [
  ['comments', `// x\n${JSON.stringify(LLAMA)}`, /^The config is not clean JSON: it holds comments\.$/],
  ['a trailing comma', JSON.stringify(LLAMA).replace(/}$/, ',}'), /commas before a closing bracket/],
  [
    'a repeated key',
    JSON.stringify(LLAMA).replace('{', '{"hidden_size": 1,'),
    /the key "hidden_size" stands in it twice/,
  ],
  [
    'a byte order mark',
    new Uint8Array([0xef, 0xbb, 0xbf, ...new TextEncoder().encode(JSON.stringify(LLAMA))]),
    /byte order mark/,
  ],
  [
    'UTF-16',
    new Uint8Array([0xff, 0xfe, ...[...JSON.stringify(LLAMA)].flatMap((c) => [c.charCodeAt(0), 0])]),
    /is UTF-16 text/,
  ],
  [
    'bytes that are no text',
    new Uint8Array([...new TextEncoder().encode(`${JSON.stringify(LLAMA).slice(0, -1)},"x":"`), 0xff, 0x22, 0x7d]),
    /no UTF-8/,
  ],
];

for (const [what, content, reason] of ODD) {
  test(`reads a config with ${what} and says so`, async () => {
    const reading = await readFile(content);
    assert.equal(reading?.status, 'partial');
    assert.match(reading?.reason ?? '', reason);
    assert.equal((reading as HfConfigReading).facts.hiddenSize, 4096);
  });
}

test('NaN and Infinity, which Python writes, are nothing odd', async () => {
  const reading = await readConfig('{"model_type": "x", "hidden_size": 8, "limit": [0.0, Infinity, NaN]}');
  assert.equal(reading.status, 'analyzed');
});

test('a truncated config is unreadable, with the place', async () => {
  const text = JSON.stringify(LLAMA, null, 2);
  const reading = await readFailed(text.slice(0, text.indexOf('"hidden_size"') + 20));
  assert.equal(reading.status, 'unreadable');
  assert.equal(
    reading.reason,
    'The config is not valid JSON at line 6, column 23: the file ends before the JSON is complete.',
  );
  assert.deepEqual(reading.range, { start: { line: 6, column: 23 }, end: { line: 6, column: 23 } });
});

test('nested too deeply, too large, not there, a Git LFS pointer', async () => {
  const deep = await readFailed(`{"model_type": "x", "hidden_size": 1, "x": ${'['.repeat(10_000)}`);
  assert.match(deep.reason, /nested deeper than 200 levels/);
  const large = await readFailed(`{"model_type": "x", "hidden_size": 1, "x": "${'x'.repeat(5 << 20)}"}`);
  assert.deepEqual([large.status, large.reason], ['skipped', 'The file is larger than 4 MB and was left alone.']);
  const denied = new HostError('no-permission', 'There is no permission to read "config.json".');
  assert.equal((await readFailed({ error: denied })).reason, denied.message);
  const pointer = await readFailed('version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 1\n');
  assert.match(pointer.reason, /Git LFS pointer/);
});

test('a file that changes while it is read is unreadable', async () => {
  const host = memoryHost({ 'config.json': JSON.stringify(LLAMA) });
  const shrinking = {
    ...host,
    open: async (path: string) => {
      const source = await host.open(path);
      host.write(path, '{');
      return source;
    },
  };
  const reading = await hfConfig.read(sourceFile(shrinking, 'config.json', false), noPace);
  assert.equal(reading?.reason, '"config.json" changed while it was read.');
});

/** Files that are something else, by content or because nothing in them says otherwise. */
const OTHERS: Readonly<Record<string, readonly [string, MemoryFile]>> = {
  'a diffusers component': [
    'config.json',
    '{"_class_name": "UNet2DConditionModel", "model_type": "x", "hidden_size": 1}',
  ],
  'a broken diffusers component': ['config.json', '{"_class_name": "UNet2DConditionModel", "num_attention_heads": 1'],
  'a pooling layer': ['1_Pooling/config.json', '{"word_embedding_dimension": 384, "pooling_mode_cls_token": false}'],
  'sentence-transformers': [
    'config_x.json',
    '{"__version__": {"pytorch": "2"}, "model_type": "SentenceTransformer", "dim": 3}',
  ],
  'an adapter': ['config.json', '{"peft_type": "LORA", "model_type": "llama", "dim": 1}'],
  'an application': ['config.json', '{"port": 8080, "model_type": "llama"}'],
  'a broken application': ['config.json', '{"port": 8080,'],
  'a broken config by another name that hardly looks like one': ['app_config.json', '{"model_type": "x",'],
  'a list': ['config.json', '[{"model_type": "llama", "hidden_size": 1}]'],
  'a text': ['config.json', '"model_type"'],
  nothing: ['config.json', ''],
  bytes: ['config.json', new Uint8Array([0, 1, 2, 255])],
  'a large other file': ['config.json', { size: 5 << 20 }],
  'a file by another name that may not be read': ['x_config.json', { error: new HostError('no-permission', 'No.') }],
};

for (const [what, [name, content]] of Object.entries(OTHERS)) {
  test(`${what} is none of ours`, async () => assert.equal(await readFile(content, name), null));
}

test('names: whatever holds "config", what was asked for, not the other files of a checkpoint', () => {
  const matches = (path: string, named = false) => hfConfig.matches(path, named);
  for (const path of [
    'config.json',
    'a/Config.JSON',
    'x_config.json',
    'config_4layer.json',
    'configs/7b.json',
    'model_configs/7b.json',
  ]) {
    assert.equal(matches(path), true, path);
  }
  for (const path of [
    'model.json',
    'config.yaml',
    'configs/a/7b.json',
    'tokenizer_config.json',
    'a/generation_config.json',
    'tsconfig.json',
    'hf_quant_config.json',
    'genai_config.json',
  ]) {
    assert.equal(matches(path), false, path);
  }
  assert.equal(matches('llama.json', true), true);
  assert.equal(matches('llama.yaml', true), false);
});
