import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fitOf } from '../../../src/fit/fit';
import { subjectsOf } from '../../../src/fit/subject';
import { figureOf, fitFrom, GIB, LLAMA_8B, LLAMA_70B, on, planOf, subjectFrom } from '../../support/fit';
import { knowledge, read } from '../../support/rule-fixture';

const index = (totalSize: number) =>
  JSON.stringify({ metadata: { total_size: totalSize }, weight_map: { a: 'model-00001-of-00002.safetensors' } });

test('the bytes of the checkpoint beside a config decide, not the estimate', async () => {
  const subject = await subjectFrom(LLAMA_8B, { 'llm/model.safetensors.index.json': index(20_000_000_000) });
  const weights = figureOf(fitOf(subject, knowledge, planOf()).figures, 'weights');
  assert.equal(weights.value, 20_000_000_000);
  assert.equal(weights.bound, 'exact');
  assert.equal(weights.inputs[0]?.from, 'llm/model.safetensors.index.json');
});

test('an index of float32 weights is counted as they are cast', async () => {
  const config = { ...LLAMA_8B, torch_dtype: 'float32' };
  const subject = await subjectFrom(config, { 'llm/model.safetensors.index.json': index(32_000_000_000) });
  const weights = (dtype?: string) =>
    figureOf(fitOf(subject, knowledge, planOf(dtype === undefined ? {} : { dtype })).figures, 'weights').value;
  assert.equal(weights(), 16_000_000_000);
  assert.equal(weights('fp8'), 8_000_000_000);
  assert.equal(weights('float32'), 32_000_000_000);
});

test('a checkpoint in another folder is another model', async () => {
  const subject = await subjectFrom(LLAMA_8B, { 'other/model.safetensors.index.json': index(20_000_000_000) });
  assert.equal(subject.stored, null);
});

test('a lower bound of the weights never fits, and can be too large', async () => {
  const family = { ...LLAMA_8B, model_type: 'brand_new', architectures: ['BrandNewForCausalLM'] };
  const small = on(await fitFrom(family), 'trn2');
  assert.equal(small.verdict, 'unknown');
  assert.match(small.answer, /^Cannot be told .*only a lower bound of the weights is known/);
  assert.ok(small.degrees.every(({ verdict }) => verdict !== 'fits'));
  assert.equal(small.instances[0]?.largestBatch.value, null);
  const huge = { ...family, hidden_size: 65_536, num_hidden_layers: 200 };
  assert.equal(on(await fitFrom(huge), 'trn2').verdict, 'does-not-fit');
});

const NEMOTRON = {
  model_type: 'nemotron_h',
  architectures: ['NemotronHForCausalLM'],
  hybrid_override_pattern: 'MEM*EME-',
  hidden_size: 4096,
  intermediate_size: 2688,
  moe_intermediate_size: 2688,
  moe_latent_size: 1024,
  n_routed_experts: 512,
  num_attention_heads: 32,
  num_hidden_layers: 8,
  num_key_value_heads: 2,
  head_dim: 128,
  vocab_size: 131_072,
  max_position_embeddings: 1024,
  torch_dtype: 'bfloat16',
};

test('of layers of several kinds only those with experts count as such, and those with attention keep a cache', async () => {
  const fit = await fitFrom(NEMOTRON);
  const parameters = figureOf(fit.figures, 'parameters');
  assert.equal(parameters.value, 3 * 512 * 2 * 1024 * 2688);
  assert.equal(parameters.bound, 'at-least');
  const { attention } = await subjectFrom(NEMOTRON);
  assert.equal(attention.otherLayers, 7);
});

test('of layers of several kinds without experts the embedding is the lower bound', async () => {
  const { n_routed_experts: _, ...dense } = NEMOTRON;
  const parameters = figureOf((await fitFrom(dense)).figures, 'parameters');
  assert.equal(parameters.value, 131_072 * 4096);
  assert.equal(parameters.formula, 'vocabulary × hidden size');
});

test('weights of padded attention heads and of copied KV heads count on each core', async () => {
  const at24 = on(await fitFrom(LLAMA_70B, { tensorParallel: 24, sequenceLength: 8192 }), 'inf2');
  const weights = figureOf(at24.figures, 'weights-per-core');
  const rows = 72 - 64 + (24 - 8);
  const whole = figureOf((await fitFrom(LLAMA_70B)).figures, 'weights').value;
  assert.equal(weights.value, (whole + 2 * 80 * 8192 * 128 * rows * 2) / 24);
  assert.equal((weights.value / GIB).toFixed(2), '5.79');
  assert.match(weights.formula, /more KV heads/);
  assert.equal(weights.confidence, 'inferred');
  const at8 = on(await fitFrom(LLAMA_70B, { tensorParallel: 8 }), 'trn2');
  assert.equal(figureOf(at8.figures, 'weights-per-core').value, whole / 8);
});

test('weights of heads that the config does not state are a lower bound on more than one core', async () => {
  const { num_attention_heads: _, ...headless } = LLAMA_8B;
  const index16 = { 'llm/model.safetensors.index.json': index(16_000_000_000) };
  const fit = fitOf(await subjectFrom(headless, index16), knowledge, planOf({ tensorParallel: 8 }));
  const { figures, verdict } = on(fit, 'trn2');
  assert.equal(figureOf(figures, 'weights-per-core').bound, 'at-least');
  assert.equal(verdict, 'unknown');
});

test('no cache is counted where key/value heads differ from layer to layer', async () => {
  for (const own of [{ block_configs: [] }, { swa_num_key_value_heads: 4 }, { global_head_dim: 512 }]) {
    const fit = on(await fitFrom({ ...LLAMA_8B, ...own }), 'trn2');
    assert.equal(fit.figures.find(({ id }) => id === 'kv-cache-per-core')?.value, null);
    assert.equal(fit.verdict, 'unknown');
  }
});

test('weights that ModelOpt quantized take half a byte at the least', async () => {
  const subject = await subjectFrom({ ...LLAMA_8B, quantization_config: { quant_method: 'modelopt' } });
  const weights = figureOf(fitOf(subject, knowledge, planOf()).figures, 'weights');
  assert.equal(weights.value, 8_030_261_248 / 2);
  assert.equal(weights.bound, 'at-least');
});

test('a model for images as well is counted by its language model, a lower bound', async () => {
  const fit = await fitFrom({ ...LLAMA_8B, vision_config: { hidden_size: 1024 } });
  const parameters = figureOf(fit.figures, 'parameters');
  assert.equal(parameters.bound, 'at-least');
  assert.match(parameters.note ?? '', /images/);
});

test('Trn3: no instance sizes, no memory of a core, but chips for the weights at the least', async () => {
  const { verdict, answer, instances, figures, blanks } = on(await fitFrom(LLAMA_70B), 'trn3');
  assert.equal(verdict, 'unknown');
  assert.match(answer, /no document gives the sizes of Trn3 instances/);
  assert.deepEqual(instances, []);
  assert.equal(figures.find(({ id }) => id === 'memory-per-core')?.value, null);
  assert.equal(figureOf(figures, 'chips').value, 1);
  assert.ok(blanks.some((blank) => /Instructions .* power/.test(blank)));
});

test('Inf1: nothing splits a language model there', async () => {
  const { verdict, answer, degrees } = on(await fitFrom(LLAMA_8B), 'inf1');
  assert.equal(verdict, 'unknown');
  assert.match(answer, /no document splits a language model over the cores of Inf1/);
  assert.deepEqual(degrees, []);
});

test('latent attention, hybrid layers and encoder-decoders leave the cache a lower bound with the reason', async () => {
  const cases = [
    [{ kv_lora_rank: 512, qk_rope_head_dim: 64 }, /multi-head latent attention/],
    [
      { layer_types: [...Array(24).fill('linear_attention'), ...Array(8).fill('full_attention')] },
      /24 layers without attention/,
    ],
    [{ is_encoder_decoder: true }, /attention to the encoder/],
  ] as const;
  for (const [extra, words] of cases) {
    const { figures, verdict, answer } = on(await fitFrom({ ...LLAMA_8B, ...extra }, { sequenceLength: 1024 }), 'trn2');
    const cache = figureOf(figures, 'kv-cache-per-core');
    assert.equal(cache.bound, 'at-least');
    assert.equal(verdict, 'unknown');
    assert.match(answer, words);
  }
});

test('layers with a sliding window count whole on vLLM Neuron, and as little as the window elsewhere for "does not fit"', async () => {
  const config = { ...LLAMA_8B, model_type: 'mistral', architectures: ['MistralForCausalLM'], sliding_window: 4096 };
  const at = async (route: 'vllm-neuron' | 'nxd-inference') => {
    const { degrees } = on(await fitFrom(config, { route, sequenceLength: 131_072, tensorParallel: 1 }), 'trn2');
    return degrees.find(({ degree }) => degree === 1)?.verdict;
  };
  assert.equal(await at('vllm-neuron'), 'does-not-fit');
  assert.equal(await at('nxd-inference'), 'unknown');
});

test('a planned degree is judged on every instance, with the rule that fails', async () => {
  const { instances, verdict } = on(await fitFrom(LLAMA_8B, { tensorParallel: 8 }), 'inf2');
  assert.equal(verdict, 'fits');
  const [first] = instances;
  assert.equal(first?.verdict, 'does-not-fit');
  assert.equal(first?.reason, 'Degree 8 is planned, and inf2.xlarge has 2 cores.');
  const { degrees } = on(
    await fitFrom(
      { ...LLAMA_8B, num_attention_heads: 20, head_dim: 128, num_key_value_heads: 4 },
      { route: 'vllm-neuron' },
    ),
    'trn2',
  );
  assert.match(degrees.find(({ degree }) => degree === 8)?.reason ?? '', /20 attention heads do not divide by 8/);
  assert.equal(degrees.find(({ degree }) => degree === 8)?.valid, false);
});

test('copies that do not fit on one instance are told', async () => {
  const { instances } = on(
    await fitFrom(LLAMA_8B, { tensorParallel: 2, dataParallel: 2, sequenceLength: 4096 }),
    'trn1',
  );
  assert.equal(instances[0]?.verdict, 'does-not-fit');
  assert.match(instances[0]?.reason ?? '', /2 copies at TP 2 take 4 cores, and trn1.2xlarge has 2/);
});

test('the largest batch and sequence are the last that fit', async () => {
  const deployment = { route: 'nxd-inference', instance: 'trn2.3xlarge', tensorParallel: 4 } as const;
  const first = on(await fitFrom(LLAMA_8B, { ...deployment, sequenceLength: 8192 }), 'trn2').instances[0];
  const most = first?.largestBatch.value ?? 0;
  const at = async (batchSize: number, sequenceLength: number) =>
    on(
      await fitFrom({ ...LLAMA_8B, max_position_embeddings: 10_000_000 }, { ...deployment, batchSize, sequenceLength }),
      'trn2',
    ).instances[0];
  assert.equal((await at(most, 8192))?.verdict, 'fits');
  assert.equal((await at(most + 1, 8192))?.verdict, 'does-not-fit');
  const longest = (await at(8, 8192))?.largestSequence.value ?? 0;
  assert.equal((await at(8, longest))?.verdict, 'fits');
  assert.equal((await at(8, longest + 1))?.verdict, 'does-not-fit');
});

test('numbers that are no counts say nothing', async () => {
  const subject = await subjectFrom(LLAMA_8B);
  const plain = JSON.stringify(fitOf(subject, knowledge, planOf()));
  for (const wrong of [NaN, 0, -4, 1.5, Infinity, 2 ** 60])
    assert.equal(
      JSON.stringify(
        fitOf(
          subject,
          knowledge,
          planOf({ tensorParallel: wrong, dataParallel: wrong, batchSize: wrong, sequenceLength: wrong }),
        ),
      ),
      plain,
      String(wrong),
    );
});

test('hostile configs give no nonsense', async () => {
  const huge = Number.MAX_SAFE_INTEGER;
  for (const extra of [
    { hidden_size: huge, num_hidden_layers: huge },
    { num_attention_heads: huge },
    { num_key_value_heads: 0 },
    { max_position_embeddings: huge },
    { sliding_window: -1, layer_types: ['<script>'] },
    { model_type: '\u001b[31m__proto__', architectures: ['constructor'] },
    { vision_config: [], text_config: 'x' },
  ]) {
    const config = { ...LLAMA_8B, ...extra };
    const readings = [await read('llm/config.json', JSON.stringify(config))];
    for (const subject of subjectsOf(readings, new Map(), knowledge)) {
      const text = JSON.stringify(fitOf(subject, knowledge, planOf()));
      assert.doesNotMatch(text, /NaN|Infinity|"value":-|undefined/);
    }
  }
});

test('the same model gives the same bytes, and fits of a plan that was tried leave the subject as it was', async () => {
  const subject = await subjectFrom(LLAMA_70B);
  const before = JSON.stringify(subject);
  const first = JSON.stringify(fitOf(subject, knowledge, planOf({ batchSize: 4 })));
  fitOf(subject, knowledge, planOf({ batchSize: 8 }));
  assert.equal(JSON.stringify(fitOf(subject, knowledge, planOf({ batchSize: 4 }))), first);
  assert.equal(JSON.stringify(subject), before);
});

test('configs that differ in nothing but their place are one model', async () => {
  const text = JSON.stringify(LLAMA_8B);
  const readings = [await read('b/config.json', text), await read('a/config.json', text)];
  const subjects = subjectsOf(readings, new Map(), knowledge);
  assert.deepEqual(
    subjects.map(({ paths }) => paths),
    [['a/config.json', 'b/config.json']],
  );
});

test('a training set-up beside the model is taken: micro-batch, accumulation, ZeRO, adapters', async () => {
  const deepspeed = JSON.stringify({
    train_micro_batch_size_per_gpu: 2,
    gradient_accumulation_steps: 16,
    zero_optimization: { stage: 1 },
  });
  const subject = await subjectFrom(LLAMA_8B, { 'llm/ds.json': deepspeed });
  const fit = fitOf(subject, knowledge, planOf({ dataParallel: 4 }, { workload: 'training' }));
  assert.equal(figureOf(fit.figures, 'global-batch').value, 2 * 4 * 16);
  assert.ok(
    fit.assumptions.some(({ name, value, from }) => name === 'ZeRO-1' && value === 'on' && from === 'llm/ds.json'),
  );
  const lora = await subjectFrom(LLAMA_8B, {
    'train.yaml': 'base_model: x\nadapter: lora\nmicro_batch_size: 1\nsequence_len: 2048\n',
  });
  const { figures, verdict } = on(fitOf(lora, knowledge, planOf({}, { workload: 'training' })), 'trn1');
  assert.equal(verdict, 'unknown');
  assert.match(figures.flatMap((one) => (one.value === null ? [one.reason] : [])).join(' '), /adapter \(lora\)/);
});
