/** The worked examples of the Neuron documents, by formula. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fitOf } from '../../../src/fit/fit';
import { figureOf, fitFrom, GIB, LLAMA_8B, LLAMA_70B, on, planOf, subjectFrom } from '../../support/fit';
import { knowledge } from '../../support/rule-fixture';

const OPT_66B = {
  architectures: ['OPTForCausalLM'],
  model_type: 'opt',
  hidden_size: 9216,
  ffn_dim: 4 * 9216,
  num_hidden_layers: 64,
  num_attention_heads: 72,
  vocab_size: 50_272,
  max_position_embeddings: 2048,
  torch_dtype: 'bfloat16',
};

test('Llama 3.1 8B takes about 16 GB at batch 1 in bfloat16, and trn1.2xlarge is sufficient', async () => {
  // NxD Inference features guide, tensor parallelism, first example.
  const fit = await fitFrom(LLAMA_8B, { instance: 'trn1.2xlarge', batchSize: 1 });
  assert.equal(Math.round(figureOf(fit.figures, 'weights').value / 1e9), 16);
  const { verdict, instances, answer, degree } = on(fit, 'trn1');
  assert.equal(verdict, 'fits', answer);
  assert.equal(degree, 2);
  const small = instances.find(({ instance }) => instance === 'trn1.2xlarge');
  assert.equal(small?.cores, 2);
  assert.equal(small?.coreMemory, 16);
  assert.match(small?.host.reason ?? '', /32 GiB/);
  assert.equal(small?.host.verdict, 'unknown', 'no document says what compiling takes');
});

test('Llama 3.1 70B takes about 148 GB with its cache and runs on 16 cores of trn1.32xlarge, not on 8', async () => {
  // The same guide, second example: 64 heads, batch 1, bfloat16, 256 GB of device memory.
  const fit = await fitFrom(LLAMA_70B, { batchSize: 1, sequenceLength: 8192 });
  const { degrees, smallest } = on(fit, 'trn1');
  const at = (degree: number) => degrees.find((one) => one.degree === degree);
  assert.equal(at(8)?.verdict, 'does-not-fit');
  assert.equal(at(16)?.verdict, 'fits');
  assert.equal(smallest, 'trn1.32xlarge');
  const sum = ((at(16)?.weights ?? 0) + (at(16)?.kvCache ?? 0)) * 16;
  assert.ok(Math.abs(sum / 1e9 - 148) < 3, `${sum / 1e9} GB`);
  assert.ok(sum < 16 * 16 * GIB);
});

test('OPT-66B at batch 16: 121.5 GiB of weights and 72 GiB of cache take 24 cores of Inf2', async () => {
  // Generative LLM inference with Neuron, "How many NeuronCores do I need?"; the embedding is left out there.
  const fit = await fitFrom(OPT_66B, { batchSize: 16, sequenceLength: 2048 });
  const embedding = OPT_66B.vocab_size * OPT_66B.hidden_size * 2;
  const weights = figureOf(fit.figures, 'weights');
  assert.equal(((weights.value - embedding) / GIB).toFixed(1), '121.5');
  const { degrees, smallest } = on(fit, 'inf2');
  const cache = degrees.find(({ degree }) => degree === 24)?.kvCache ?? 0;
  assert.equal(cache * 24, 72 * GIB);
  assert.deepEqual(
    degrees.filter(({ verdict }) => verdict === 'fits').map(({ degree }) => degree),
    [24],
  );
  assert.equal(smallest, 'inf2.48xlarge');
  assert.match(figureOf(fit.figures, 'parameters').formula, /^12 × layers × hidden size²/);
});

test('a sequence of 131k tokens of GPT-OSS 120B takes 9.66 GB of cache in BF16 and 4.83 GB in FP8', async () => {
  // vLLM Neuron, KV cache quantization: 36 layers, 8 KV heads, head size 64.
  const subject = await subjectFrom({
    architectures: ['GptOssForCausalLM'],
    model_type: 'gpt_oss',
    hidden_size: 2880,
    intermediate_size: 2880,
    num_hidden_layers: 36,
    num_attention_heads: 64,
    num_key_value_heads: 8,
    head_dim: 64,
    num_local_experts: 128,
    vocab_size: 201_088,
    max_position_embeddings: 131_072,
    torch_dtype: 'bfloat16',
  });
  const cache = (cacheDtype?: string) => {
    const plan = planOf({ tensorParallel: 8, batchSize: 1 }, cacheDtype === undefined ? {} : { cacheDtype });
    const found = on(fitOf(subject, knowledge, plan), 'trn2').figures;
    return figureOf(found, 'kv-cache-per-core').value * 8;
  };
  assert.equal((cache() / 1e9).toFixed(2), '9.66');
  assert.equal((cache('fp8') / 1e9).toFixed(2), '4.83');
  assert.equal(Math.round((subject.parameters.value ?? 0) / 1e9), 117, 'as published');
});

test('eight KV heads are shared out over 2 cores and copied for 16', async () => {
  // vLLM Neuron, KV caching (8 heads at degree 2: 4 a core) and NxD Inference features, grouped-query attention.
  const { degrees } = on(await fitFrom(LLAMA_70B, { sequenceLength: 4096 }), 'trn2');
  const total = (degree: number) => (degrees.find((one) => one.degree === degree)?.kvCache ?? 0) * degree;
  assert.equal(total(2), 2 * 80 * 8 * 128 * 4096 * 2);
  assert.equal(total(16), 2 * total(8));
  assert.match(degrees.find(({ degree }) => degree === 16)?.reason ?? '', /copied, 2 of each/);
});

test('vLLM Neuron plans with 0.9 of the memory and gives the cache at most 0.3 of that', async () => {
  // vLLM Neuron features guide, memory management.
  const fit = await fitFrom(LLAMA_8B, { route: 'vllm-neuron', tensorParallel: 4, sequenceLength: 8192 });
  const { figures, instances } = on(fit, 'trn2');
  const budget = figureOf(figures, 'cache-budget-per-core').value;
  assert.equal(budget, 0.3 * 0.9 * 24 * GIB);
  const each = figureOf(figures, 'kv-cache-per-core').value;
  assert.equal(instances[0]?.largestBatch.value, Math.floor(budget / each));
});

test('the global batch is micro-batch × data parallel × accumulation', async () => {
  // Neuron batching, batch-size naming.
  const fit = await fitFrom(
    LLAMA_8B,
    { tensorParallel: 8, dataParallel: 16, batchSize: 1, sequenceLength: 8192 },
    { workload: 'training', accumulation: 32 },
  );
  assert.equal(figureOf(fit.figures, 'global-batch').value, 1 * 16 * 32);
});

test('training: 2 bytes for weights and gradients each, up to 12 for AdamW, which ZeRO-1 splits over the copies', async () => {
  // Neuron batching (footprint) and the ZeRO-1 tutorial. 4 nodes of 32 workers at degree 8 are 16 copies.
  const deployment = { tensorParallel: 8, dataParallel: 16, batchSize: 1, sequenceLength: 8192 };
  const at = async (zero1: boolean) => {
    const fit = await fitFrom(LLAMA_8B, deployment, { workload: 'training', zero1 });
    return { figures: on(fit, 'trn1').figures, parameters: figureOf(fit.figures, 'parameters').value };
  };
  const [whole, sharded] = [await at(false), await at(true)];
  assert.equal(figureOf(whole.figures, 'weights-per-core').value, (whole.parameters * 2) / 8);
  assert.equal(figureOf(whole.figures, 'gradients-per-core').value, (whole.parameters * 2) / 8);
  assert.equal(figureOf(whole.figures, 'optimizer-per-core').value, (whole.parameters * 12) / 8);
  assert.equal(figureOf(sharded.figures, 'optimizer-per-core').value, (whole.parameters * 12) / 8 / 16);
});

test('activations in training: 34 s·b·h ÷ t a layer with selective recomputation', async () => {
  // NxD, activation memory reduction.
  const deployment = { tensorParallel: 8, batchSize: 2, sequenceLength: 4096 };
  const fit = await fitFrom(LLAMA_8B, deployment, { workload: 'training' });
  assert.equal(figureOf(on(fit, 'trn1').figures, 'activations-per-core').value, (34 * 4096 * 2 * 4096 * 32) / 8);
});

test('micro-code takes 96 MiB for each physical core, two of which make a core of Trn2', async () => {
  // Neuron device memory.
  const fit = await fitFrom(LLAMA_8B);
  assert.equal(figureOf(on(fit, 'trn1').figures, 'code-per-core').value, 96 * 1024 ** 2);
  assert.equal(figureOf(on(fit, 'trn2').figures, 'code-per-core').value, 2 * 96 * 1024 ** 2);
});
