import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type AuditOptions, audit } from '../../../src/audit';
import type { BucketPlan, StartingBatch } from '../../../src/model/batching';
import type { Figure, FigureOrBlank } from '../../../src/model/figure';
import { HostError } from '../../../src/model/host';
import { SettingsError } from '../../../src/model/problem';
import { type MemoryFile, memoryHost, noPace } from '../../support/memory-host';
import { modelBytes, node, tensorValue } from '../../support/onnx-builder';

const FLOAT = 1;
const INT64 = 7;

/** A table of 1,000 words looked up, then one product of 64 × 32 weights for each word. */
const encoder = modelBytes({
  node: [node('Gather', ['words', 'ids'], ['looked_up']), node('MatMul', ['looked_up', 'weights'], ['out'])],
  input: [tensorValue('ids', INT64, ['batch', 'sequence'])],
  output: [tensorValue('out', FLOAT, ['batch', 'sequence', 32])],
  initializer: [
    { name: 'words', dataType: FLOAT, dims: [1000, 64], rawData: new Uint8Array(1000 * 64 * 4) },
    { name: 'weights', dataType: FLOAT, dims: [64, 32], rawData: new Uint8Array(64 * 32 * 4) },
  ],
});

const LLAMA = {
  model_type: 'llama',
  architectures: ['LlamaForCausalLM'],
  hidden_size: 4096,
  num_hidden_layers: 32,
  num_attention_heads: 32,
  num_key_value_heads: 8,
  intermediate_size: 14336,
  vocab_size: 128256,
  max_position_embeddings: 8192,
  torch_dtype: 'bfloat16',
  tie_word_embeddings: false,
};
const BERT = {
  model_type: 'bert',
  architectures: ['BertForSequenceClassification'],
  hidden_size: 1024,
  num_hidden_layers: 24,
  num_attention_heads: 16,
  intermediate_size: 4096,
  vocab_size: 30522,
  max_position_embeddings: 512,
};

function run(files: Readonly<Record<string, MemoryFile>>, options: Partial<AuditOptions> = {}) {
  return audit({
    host: memoryHost(files),
    paths: [''],
    options: { asOf: '2026-11-22', targets: ['trn2'], ...options },
    matrix: 'never',
    pace: noPace,
  });
}

const planner = (text: string) => ({ 'neuron-migration.yaml': text });

function only<T>(items: readonly T[]): T {
  const [first, ...others] = items;
  assert.ok(first !== undefined && others.length === 0, `${items.length} items`);
  return first;
}

function full(figure: FigureOrBlank | undefined): Figure {
  assert.ok(figure !== undefined && figure.value !== null, figure === undefined ? 'none' : 'a blank');
  return figure;
}

async function startOf(
  files: Readonly<Record<string, MemoryFile>>,
  options: Partial<AuditOptions> = {},
): Promise<StartingBatch> {
  const { batching } = await run(files, options);
  return only(only(batching.starting).starts);
}

async function planOf(
  files: Readonly<Record<string, MemoryFile>>,
  options: Partial<AuditOptions> = {},
): Promise<BucketPlan> {
  return only((await run(files, options)).batching.plans);
}

async function problemsOf(files: Readonly<Record<string, MemoryFile>>): Promise<string[]> {
  try {
    await run(files);
  } catch (error) {
    assert.ok(error instanceof SettingsError, String(error));
    return error.problems.map(({ path, range, message }) => `${path}:${range?.start.line ?? '-'} ${message}`);
  }
  return [];
}

test('a graph: operations of one sample under the pins, weights without the table that is looked up', async () => {
  const { phase, batch } = await startOf({ 'm.onnx': encoder }, { pins: { batch: 4, sequence: 10 } });
  assert.equal(phase, 'pass');
  const figure = full(batch);
  const value = (name: string) => figure.inputs.find((input) => input.name === name)?.value;
  assert.equal(value('FLOPs'), 2 * 10 * 64 * 32);
  assert.equal(value('dense parameters'), 64 * 32);
  assert.equal(value('dtype size'), 4);
  assert.equal(value('peak'), 181e12);
  // 0.5 × (181 / 2.9) × 4 bytes ÷ 20 operations for each weight.
  assert.equal(figure.value, Math.ceil((0.5 * (181e12 / 2.9e12) * 4) / 20));
  assert.match(
    figure.inputs[2]?.from ?? '',
    /81920 multiply-accumulates of a run under batch = 4, sequence = 10 of 4 samples/,
  );
});

test('open sizes are counted under usual ones, and the report says so', async () => {
  const { batching } = await run({ 'm.onnx': encoder });
  const { starts, notes } = only(batching.starting);
  assert.equal(full(only(starts).batch).inputs[2]?.value, 2 * 128 * 64 * 32);
  assert.ok(
    notes.some((note) => note.includes('under batch = 1, sequence = 128')),
    notes.join('\n'),
  );
});

test('the planned type decides bytes and peak', async () => {
  const { batch } = await startOf({ 'm.onnx': encoder }, { deployment: { dtype: 'bfloat16' } });
  assert.deepEqual(
    full(batch)
      .inputs.filter(({ name }) => name === 'dtype size' || name === 'peak')
      .map(({ value, from }) => [value, from]),
    [
      [667e12, 'Trainium2 chip, bfloat16'],
      [2, 'deployment.dtype'],
    ],
  );
  const odd = await startOf({ 'm.onnx': encoder }, { deployment: { dtype: 'int4' } });
  assert.equal(odd.batch.value, null);
});

test('what cannot be counted stays blank with its reason', async () => {
  const reasonOf = async (bytes: Uint8Array) => {
    const { batch } = await startOf({ 'm.onnx': bytes });
    return batch.value === null ? batch.reason : `has ${batch.value}`;
  };
  const relu = modelBytes({
    node: [node('Relu', ['x'], ['y'])],
    input: [tensorValue('x', FLOAT, [1, 8])],
    output: [tensorValue('y', FLOAT, [1, 8])],
  });
  assert.equal(await reasonOf(relu), 'The graph holds no weights: they come in as inputs, or there are none.');
  const dynamic = modelBytes({
    node: [
      node('NonZero', ['x'], ['at']),
      node('Cast', ['at'], ['f'], [{ name: 'to', type: 2, i: 1 }]),
      node('MatMul', ['f', 'w'], ['y']),
    ],
    input: [tensorValue('x', FLOAT, [1, 8])],
    output: [tensorValue('y', FLOAT, null)],
    initializer: [{ name: 'w', dataType: FLOAT, dims: [8, 8], rawData: new Uint8Array(256) }],
  });
  assert.match(await reasonOf(dynamic), /^One operator has work that is not known/);
  // Weights that are filled in or transposed count as if they were stored.
  const made = modelBytes({
    node: [
      node('ConstantOfShape', ['shape'], ['filled']),
      node('Transpose', ['filled'], ['turned']),
      node('MatMul', ['x', 'turned'], ['y']),
    ],
    input: [tensorValue('x', FLOAT, [2, 8])],
    output: [tensorValue('y', FLOAT, [2, 16])],
    initializer: [{ name: 'shape', dataType: INT64, dims: [2], int64Data: [16, 8] }],
  });
  const { batch } = await startOf({ 'm.onnx': made });
  assert.equal(full(batch).inputs.find(({ name }) => name === 'dense parameters')?.value, 128);
  assert.equal(full(batch).inputs.find(({ name }) => name === 'FLOPs')?.value, 2 * 8 * 16);
  const quantized = modelBytes({
    node: [node('MatMulInteger', ['x', 'w'], ['y'])],
    input: [tensorValue('x', 3, [1, 8])],
    output: [tensorValue('y', 6, [1, 8])],
    initializer: [{ name: 'w', dataType: 3, dims: [8, 8], rawData: new Uint8Array(64) }],
  });
  assert.match(await reasonOf(quantized), /no documented peak for weights in INT8/);
});

test('a decoder: prompts and token generation; inferred, whatever the target', async () => {
  const { batching } = await run({ 'llm/config.json': JSON.stringify(LLAMA) }, { targets: ['trn1', 'trn2'] });
  const { starts, dtype } = only(batching.starting);
  assert.equal(dtype, 'bfloat16');
  assert.deepEqual(
    starts.map(({ target, phase, batch }) => [
      target,
      phase,
      batch.value,
      batch.value === null ? '' : batch.confidence,
    ]),
    [
      ['trn1', 'context', 1, 'inferred'],
      ['trn1', 'generation', 116, 'inferred'],
      ['trn2', 'context', 1, 'inferred'],
      ['trn2', 'generation', 115, 'inferred'],
    ],
  );
});

test('an encoder passes once; experts, quantized and unknown configs stay blank', async () => {
  const startsOf = async (document: object, options: Partial<AuditOptions> = {}) =>
    only((await run({ 'config.json': JSON.stringify(document) }, options)).batching.starting).starts;
  const bert = only(await startsOf(BERT, { deployment: { sequenceLength: 16, dtype: 'bf16' } }));
  assert.equal(bert.phase, 'pass');
  assert.equal(bert.batch.value, Math.ceil(115 / 16));
  const reason = async (document: object) => {
    const [start] = await startsOf(document);
    return start?.batch.value === null ? start.batch.reason : 'has a value';
  };
  assert.match(await reason({ ...LLAMA, model_type: 'mixtral', num_local_experts: 8 }), /mixture of experts/);
  assert.match(await reason({ ...LLAMA, quantization_config: { quant_method: 'awq', bits: 4 } }), /quantized/);
  assert.match(await reason({ ...LLAMA, torch_dtype: 'int8' }), /no documented peak/);
});

test('training takes the formula of training, from the weights that are multiplied by', async () => {
  const { batching } = await run(
    { 'config.json': JSON.stringify(LLAMA) },
    { workload: 'training', targets: ['trn1'], sdk: '2.29', deployment: { tensorParallel: 32 } },
  );
  const start = only(only(batching.starting).starts);
  assert.equal(start.phase, 'training');
  const figure = full(start.batch);
  const parameters = Number(figure.inputs.find(({ name }) => name === 'dense parameters')?.value);
  // 8.03 G parameters with the table of 128,256 × 4,096, which is only looked up.
  assert.equal(parameters, 8_030_261_248 - 128_256 * 4096);
  assert.equal(figure.value, Math.floor((0.6 * 32 * 16e9) / (parameters * 4)));
});

test('models with the same answers stand together', async () => {
  const { batching } = await run({
    'b/config.json': JSON.stringify(LLAMA),
    'a/config.json': JSON.stringify(LLAMA),
    'm.onnx': encoder,
  });
  assert.deepEqual(
    batching.starting.map(({ paths }) => paths),
    [['a/config.json', 'b/config.json'], ['m.onnx']],
  );
});

test('lengths of the planner file become buckets, with padding and compilations', async () => {
  const files = { 'm.onnx': encoder, ...planner('lengths:\n  sequence: [12, 40, 80]\npins: { batch: 1 }\n') };
  const { lengths, sets, suggested, models, settings } = await planOf(files);
  assert.deepEqual(lengths, {
    dimension: 'sequence',
    from: 'list of 3 lengths',
    requests: 3,
    distinct: 3,
    shortest: 12,
    longest: 80,
    mean: 44,
  });
  assert.deepEqual(
    sets.map(({ buckets, padding }) => [
      buckets.map(({ length, requests }) => [length, requests]),
      full(padding).value,
    ]),
    [
      [[[80, 3]], (240 - 132) / 240],
      [
        [
          [40, 2],
          [80, 1],
        ],
        (160 - 132) / 160,
      ],
      [
        [
          [12, 1],
          [40, 1],
          [80, 1],
        ],
        0,
      ],
    ],
  );
  assert.equal(suggested, 2);
  const model = only(models);
  assert.deepEqual(model.paths, ['m.onnx']);
  assert.deepEqual(
    model.compilations.map((figure) => full(figure).value),
    [1, 2, 3],
  );
  const trace = settings.find(({ route }) => route === 'torchneuron');
  assert.match(trace?.text ?? '', /^buckets = \[40, 80\]\n/);
  assert.equal(settings.at(-1)?.text, 'pins:\n  sequence: 80\n');
});

test('batch sizes and other open dimensions multiply the compilations', async () => {
  const files = { 'm.onnx': encoder, ...planner('lengths:\n  sequence: 1-100\n  batch: [1, 8]\n') };
  const { batching } = await run(files, { maxBuckets: 3 });
  const [sequence, batch] = batching.plans;
  // Of the batch its own plan suggests two buckets: one of 8 would pad 7 of 16 elements.
  assert.equal(batch?.suggested, 2);
  assert.deepEqual(
    only(sequence?.models ?? []).compilations.map((figure) => full(figure).value),
    [2, 4, 6],
  );
  const asked = await run(
    { 'm.onnx': encoder, ...planner('lengths:\n  ids:1: 1-100\n') },
    { batches: [1, 4, 8], maxBuckets: 2 },
  );
  const plan = only(asked.batching.plans);
  assert.deepEqual(
    only(plan.models).compilations.map((figure) => full(figure).value),
    [3, 6],
  );
  assert.match(plan.settings.at(-1)?.text ?? '', /^pins:\n {2}"ids:1": \d+\n$/);
});

test('a decoder: prompts by bucket and token generation by batch size, and what each route reads', async () => {
  const files = {
    'config.json': JSON.stringify(LLAMA),
    ...planner('lengths: { sequence: "1-9000" }\ndeployment: { route: vllm-neuron, tensorParallel: 8 }\n'),
  };
  const plan = await planOf(files, { batches: [1, 4], maxBuckets: 4 });
  const model = only(plan.models);
  assert.deepEqual(
    model.compilations.map((figure) => [full(figure).value, full(figure).confidence]),
    [
      [3, 'documented'],
      [4, 'documented'],
      [5, 'documented'],
      [6, 'documented'],
    ],
  );
  assert.equal(model.beyond, 8192);
  const vllm = plan.settings.find(({ route }) => route === 'vllm-neuron');
  const buckets =
    /"num_batched_tokens_buckets":\[([\d,]+)\]/
      .exec(vllm?.text ?? '')?.[1]
      ?.split(',')
      .map(Number) ?? [];
  assert.equal(buckets.length, plan.suggested);
  assert.ok(
    buckets.every((length) => length % 8 === 0),
    `${buckets}`,
  );
  assert.match(vllm?.text ?? '', new RegExp(`--max-num-batched-tokens ${buckets.at(-1)} \\\\\\n--max-num-seqs 4\\n`));
  const nxd = plan.settings.find(({ route }) => route === 'nxd-inference');
  assert.match(nxd?.text ?? '', /enable_bucketing=True,\n {4}context_encoding_buckets=\[\d+(, \d+)*\],\n/);
  assert.ok(plan.settings.every(({ evidence, route }) => route === null || evidence.length > 0));
});

test('a CSV file is read through the host; its mistakes are problems of the planner file and of its lines', async () => {
  const text = 'lengths:\n  sequence: data/lengths.csv\n';
  const plan = await planOf({
    'm.onnx': encoder,
    ...planner(text),
    'data/lengths.csv': 'length,count\n12,30\n300,1\n',
  });
  assert.equal(plan.lengths.from, 'data/lengths.csv');
  assert.equal(plan.lengths.requests, 31);
  const problems = (csv: MemoryFile | null) =>
    problemsOf({ 'm.onnx': encoder, ...planner(text), ...(csv !== null && { 'data/lengths.csv': csv }) });
  assert.deepEqual(await problems('12\nx\n'), [
    'data/lengths.csv:2 A length must be a whole number of at least 1, not "x".',
  ]);
  assert.deepEqual(await problems(null), [
    'neuron-migration.yaml:2 There is no file "data/lengths.csv" below the audited folder.',
  ]);
  assert.match((await problems({ size: 2 ** 30 }))[0] ?? '', /^neuron-migration.yaml:2 .* is larger than 64 MB/);
  assert.match((await problems({ outside: '/etc/passwd' }))[0] ?? '', /leads out of the audited folder/);
  assert.match((await problems(new Uint8Array([0x31, 0xff, 0x0a])))[0] ?? '', /no UTF-8 text/);
  assert.match(
    (await problems({ error: new HostError('no-permission', 'It may not be read.') }))[0] ?? '',
    /^neuron-migration.yaml:2 It may not be read/,
  );
});

test('a path that leaves the folder is refused before it is opened', async () => {
  for (const path of ['../lengths.csv', '/etc/lengths.csv', 'a/../../b.csv', './l.csv', 'C:/l.csv', 'a\\\\b.csv']) {
    const problems = await problemsOf({ 'm.onnx': encoder, ...planner(`lengths:\n  sequence: "${path}"\n`) });
    assert.match(problems[0] ?? '', /^neuron-migration.yaml:2 .* must be a path below the audited folder/, path);
  }
});

test('mistakes in the planner file have their places', async () => {
  const first = async (value: string) => (await problemsOf(planner(`lengths:\n  sequence: ${value}\n`)))[0] ?? 'none';
  for (const [value, problem] of [
    ['512-1', /must be a range that grows from at least 1/],
    ['0-5', /must be a range that grows/],
    ['1-99999999999', /lengths up to 2147483647/],
    ['[]', /empty list/],
    ['[12, x]', /must be a whole number of at least 1, not "x"/],
    ['[-1]', /must be a whole number of at least 1, not -1/],
    ['[1.5]', /must be a whole number/],
    ['"12,,4"', /whole numbers of at least 1, not ""/],
    ['"12,-4"', /whole numbers of at least 1, not "-4"/],
    ['-3', /whole numbers of at least 1, not "-3"/],
    ['{ a: 1 }', /must be a file, a range/],
    ['""', /is empty/],
    ['', /has no lengths/],
    ['1-2147483647', /more than 2\^53/],
  ] as const) {
    assert.match(await first(value), problem, value);
    assert.match(await first(value), /^neuron-migration.yaml:2 /, value);
  }
  assert.deepEqual(await problemsOf(planner('lengths:\n  sequence: 128\n')), []);
});

test('batch sizes that nobody named are left to vLLM Neuron', async () => {
  const files = { 'config.json': JSON.stringify(LLAMA), ...planner('lengths: { sequence: 1-512 }\n') };
  const { settings } = await planOf(files, { maxBuckets: 2 });
  const vllm = settings.find(({ route }) => route === 'vllm-neuron');
  assert.equal(
    vllm?.text,
    `--additional-config '{"neuron_config":{"num_batched_tokens_buckets":[256,512]}}' \\\n--max-num-batched-tokens 512\n`,
  );
});

test('a planner file with more dimensions than models have is refused', async () => {
  const lines = Array.from({ length: 33 }, (_, at) => `  d${at}: 1-2\n`).join('');
  assert.deepEqual(await problemsOf(planner(`lengths:\n${lines}`)), [
    'neuron-migration.yaml:2 lengths are read of at most 32 dimensions.',
  ]);
});

test('lengths of a dimension that no model has keep their buckets, and no model', async () => {
  const report = await run({ 'm.onnx': encoder, ...planner('lengths: { width: 1-64 }\n') });
  const plan = only(report.batching.plans);
  assert.ok(
    report.coverage.notes.includes('The lengths of width are for no open dimension of any model that was read.'),
  );
  assert.equal(plan.models.length, 0);
  assert.equal(plan.sets.length, 8);
  assert.deepEqual(plan.settings, []);
});

test('the same input gives the same bytes', async () => {
  const files = {
    'm.onnx': encoder,
    'config.json': JSON.stringify(LLAMA),
    ...planner('lengths: { sequence: "1-4096" }\n'),
  };
  const once = JSON.stringify((await run(files)).batching);
  assert.equal(JSON.stringify((await run(files)).batching), once);
});
