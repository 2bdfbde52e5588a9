import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { CHECKPOINT_FORMATS } from '../../../src/formats/checkpoints';
import { sourceFile } from '../../../src/formats/source-file';
import { type MemoryFile, memoryHost, noPace } from '../../support/memory-host';

async function tryRead(path: string, file: MemoryFile) {
  const source = sourceFile(memoryHost({ [path]: file }), path, false);
  for (const format of CHECKPOINT_FORMATS) {
    const reading = format.matches(path, false) ? await format.read(source, noPace) : null;
    if (reading !== null) return reading;
  }
  return null;
}

const FILES: readonly (readonly [string, unknown, string, unknown])[] = [
  [
    'generation_config.json',
    { do_sample: true, num_beams: 4, top_p: null, eos_token_id: [1] },
    'generation-config',
    { doSample: true, numBeams: 4 },
  ],
  [
    'nvidia--X_hf_quant_config.json',
    {
      producer: { name: 'modelopt', version: '0.29' },
      quantization: {
        quant_algo: 'MIXED_PRECISION',
        kv_cache_quant_algo: 'FP8',
        exclude_modules: ['lm_head'],
        quantized_layers: { a: { quant_algo: 'FP8' }, b: { quant_algo: 'NVFP4' }, c: { quant_algo: 'FP8' } },
      },
    },
    'hf-quant-config',
    {
      algorithm: 'MIXED_PRECISION',
      kvCacheAlgorithm: 'FP8',
      excludedModules: 1,
      layerAlgorithms: { FP8: 2, NVFP4: 1 },
      producer: 'modelopt 0.29',
    },
  ],
  [
    'adapter_config.json',
    {
      peft_type: 'LORA',
      base_model_name_or_path: 'a/b',
      r: 16,
      lora_alpha: 32,
      target_modules: ['q_proj'],
      bias: 'none',
    },
    'adapter-config',
    { adapter: 'LORA', baseModel: 'a/b', rank: 16, alpha: 32, bias: 'none', targetModules: ['q_proj'] },
  ],
  [
    'tokenizer_config.json',
    { tokenizer_class: 'LlamaTokenizer', model_max_length: 1e30, chat_template: 'x' },
    'tokenizer-config',
    { tokenizer: 'LlamaTokenizer', chatTemplate: true },
  ],
  ['tokenizer_config.json', { model_max_length: 512 }, 'tokenizer-config', { maxLength: 512, chatTemplate: false }],
  [
    'modules.json',
    [
      { idx: 0, type: 'sentence_transformers.models.Transformer' },
      { idx: 1, type: 'sentence_transformers.models.Pooling' },
    ],
    'sentence-transformers',
    { modules: ['sentence_transformers.models.Transformer', 'sentence_transformers.models.Pooling'] },
  ],
  [
    'sentence_bert_config.json',
    { max_seq_length: 256, do_lower_case: false },
    'sentence-transformers',
    { maxSequenceLength: 256, lowerCase: false },
  ],
  [
    'config_sentence_transformers.json',
    { __version__: { sentence_transformers: '3.0' }, similarity_fn_name: 'cosine', prompts: { query: 'q' } },
    'sentence-transformers',
    { similarity: 'cosine', prompts: ['query'], version: '3.0' },
  ],
  [
    'model_index.json',
    {
      _class_name: 'FluxPipeline',
      _diffusers_version: '0.30',
      vae: ['diffusers', 'AutoencoderKL'],
      safety: [null, null],
    },
    'diffusers',
    { class: 'FluxPipeline', diffusersVersion: '0.30', components: { vae: 'diffusers.AutoencoderKL' } },
  ],
  [
    'unet/config.json',
    { _class_name: 'UNet2DConditionModel', sample_size: 64, quantization_config: { quant_method: 'bitsandbytes' } },
    'diffusers',
    { class: 'UNet2DConditionModel', sampleSize: 64, quantMethod: 'bitsandbytes' },
  ],
  [
    'genai_config.json',
    {
      model: {
        type: 'phi3',
        context_length: 128,
        decoder: {
          filename: 'm.onnx',
          hidden_size: 8,
          session_options: { provider_options: [{ cuda: { enable_cuda_graph: '1' } }] },
        },
      },
    },
    'genai-config',
    { modelType: 'phi3', contextLength: 128, hiddenSize: 8, files: ['m.onnx'], providers: ['cuda'] },
  ],
];

describe('configs beside a checkpoint', () => {
  for (const [path, value, kind, facts] of FILES)
    it(`reads ${path} as ${kind}`, async () => {
      const reading = await tryRead(path, JSON.stringify(value));
      assert.equal(reading?.kind, kind);
      assert.equal(reading?.status, 'analyzed');
      assert.deepEqual(reading?.facts, facts);
    });

  it('keeps the places of what rules look at, near the top first', async () => {
    const parts = Array.from({ length: 5000 }, (_, i) => `"l${i}": { "filename": "a.onnx" }`).join(',');
    const reading = await tryRead(
      'genai_config.json',
      `{"model": {"decoder": {"filename": "d.onnx"}, ${parts},\n"type": "phi"}}`,
    );
    assert.ok(reading && 'documents' in reading);
    const [document] = reading.documents;
    assert.deepEqual(document?.keyRangeOf(['model']), {
      start: { line: 1, column: 2 },
      end: { line: 1, column: 9 },
    });
    assert.ok(document?.rangeOf(['model', 'decoder']));
  });

  it('keeps the places of facts that rules across files point at', async () => {
    const reading = await tryRead('hf_quant_config.json', '{"quantization": {\n"quant_algo": "FP8"}}');
    assert.ok(reading && 'documents' in reading);
    assert.deepEqual(reading.ranges, { algorithm: { start: { line: 2, column: 15 }, end: { line: 2, column: 20 } } });
  });

  const broken: readonly (readonly [string, MemoryFile, RegExp])[] = [
    ['cut short', '{"model": {"type": "phi3",', /not valid JSON at line 1/],
    ['a pointer', 'version https://git-lfs.github.com/spec/v1\n', /git lfs pull/],
    ['deeply nested', `{"model": ${'['.repeat(100_000)}`, /not valid JSON/],
    ['binary', '\u0000"model"\u0001', /not valid JSON/],
  ];
  for (const [what, file, says] of broken)
    it(`says what is wrong with a file that is ${what}`, async () => {
      const reading = await tryRead('genai_config.json', file);
      assert.equal(reading?.status, 'unreadable');
      assert.match(String(reading?.reason), says);
    });

  it('leaves a file alone that is too large', async () => {
    assert.equal((await tryRead('genai_config.json', { size: 5_000_000 }))?.status, 'skipped');
    assert.equal(await tryRead('modules.json', { size: 5_000_000 }), null);
  });

  it('is not interested in others of the same name', async () => {
    for (const [path, text] of [
      ['modules.json', '[{"name": "gulp"}]'],
      ['config.json', '{"_class_name": 5}'],
      ['config.json', '{"compilerOptions": {}}'],
      ['generation_config.json', '[]'],
      ['adapter_config.json', '{"adapter": 1}'],
      ['adapter_config.json', '{{{'],
      ['model_index.json', '"_class_name"'],
    ] as const)
      assert.equal(await tryRead(path, text), null, `${path} ${text}`);
  });

  it('reads UTF-16 and notes what is not clean', async () => {
    const text = '\ufeff{"peft_type": "LORA", // c\n "r": 8}';
    const bytes = new Uint8Array([...text].flatMap((c) => [c.charCodeAt(0) & 0xff, c.charCodeAt(0) >> 8]));
    const reading = await tryRead('adapter_config.json', bytes);
    assert.equal(reading?.status, 'partial');
    assert.match(String(reading?.reason), /not clean JSON/);
    assert.deepEqual(reading?.facts, { adapter: 'LORA', rank: 8 });
  });
});
