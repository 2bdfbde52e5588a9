import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { sourceFile } from '../../../src/formats/source-file';
import { TRAINING_FORMATS } from '../../../src/formats/training';
import { pbtxtData } from '../../../src/formats/training/pbtxt';
import type { TextRange } from '../../../src/model/finding';
import { DataFault } from '../../../src/text/data';
import { type MemoryFile, memoryHost, noPace } from '../../support/memory-host';

async function tryRead(path: string, file: MemoryFile) {
  const source = sourceFile(memoryHost({ [path]: file }), path, false);
  for (const format of TRAINING_FORMATS) {
    const reading = format.matches(path, false) ? await format.read(source, noPace) : null;
    if (reading !== null) return reading;
  }
  return null;
}

/** The part of a text of one line. */
function part(text: string, range: TextRange | null | undefined): string {
  return text.slice((range?.start.column ?? 1) - 1, (range?.end.column ?? 1) - 1);
}

describe('pbtxt', () => {
  const value = (text: string) => pbtxtData(text).value;

  it('reads fields, lists, messages and comments', () => {
    assert.deepEqual(
      value('name: "a" # c\nmax_batch_size: 8\ndims: [ -1, 0x10, 1.5f ]\nkind: KIND_GPU, x < y: true; >'),
      {
        name: ['a'],
        max_batch_size: [8],
        dims: [-1, 16, 1.5],
        kind: ['KIND_GPU'],
        x: [{ y: ['true'] }],
      },
    );
  });

  it('reads lists of messages, repeated fields and texts in parts', () => {
    assert.deepEqual(value(`input [ { name: 'a' }, { name: "b" "c" } ] input { name: "d\\n" } empty []`), {
      input: [{ name: ['a'] }, { name: ['bc'] }, { name: ['d\n'] }],
    });
  });

  it('keeps the places of names and values', () => {
    const text = 'instance_group [ { kind: KIND_CPU }, { kind: KIND_GPU } ]';
    const document = pbtxtData(text);
    assert.equal(part(text, document.rangeOf(['instance_group', 1, 'kind', 0])), 'KIND_GPU');
    assert.equal(part(text, document.keyRangeOf(['instance_group', 0])), 'instance_group');
    assert.equal(part(text, document.rangeOf(['instance_group', 0])), '{ kind: KIND_CPU }');
    assert.equal(document.rangeOf(['instance_group', 2]), null);
  });

  for (const [text, says] of [
    ['a {', /not closed/],
    ['a: "x', /text is not closed/],
    ['a: }', /has no value/],
    ['a: [1', /has no value/],
    ['a: 1 }', /a field is expected/],
    ['@', /no place for/],
    ['a {'.repeat(100_000), /nested too deeply/],
    [`a: ${'['.repeat(1000)}`, /has no value/],
  ] as const)
    it(`refuses ${text.slice(0, 12)}`, () => {
      assert.throws(
        () => pbtxtData(text),
        (error) => error instanceof DataFault && says.test(error.message),
      );
    });

  it('takes linear time', () => {
    const started = performance.now();
    pbtxtData('a: [ 1, 2 ] # x\n'.repeat(50_000));
    assert.ok(performance.now() - started < 3000);
  });
});

describe('Triton', () => {
  it('tells backend, batch sizes, instances and tensors', async () => {
    const reading = await tryRead(
      'm/config.pbtxt',
      `name: "bert" platform: "tensorrt_plan" max_batch_size: 8
       input [ { name: "ids" data_type: TYPE_INT64 dims: [ -1 ] } ]
       instance_group [ { kind: KIND_GPU count: 2 } ]
       dynamic_batching { preferred_batch_size: [ 4, 8 ] }
       optimization { execution_accelerators { gpu_execution_accelerator : [ { name : "tensorrt" } ] } }`,
    );
    assert.equal(reading?.kind, 'triton');
    assert.deepEqual(reading?.facts, {
      name: 'bert',
      backend: 'tensorrt_plan',
      maxBatchSize: 8,
      instanceKinds: ['KIND_GPU'],
      instances: 2,
      inputs: [{ name: 'ids', dtype: 'TYPE_INT64', dims: [-1] }],
      dynamicBatching: true,
      preferredBatchSizes: [4, 8],
      accelerators: ['tensorrt'],
    });
  });

  it('knows an empty config by its name, and other text protos as none', async () => {
    assert.deepEqual((await tryRead('config.pbtxt', '# nothing\n'))?.facts, {});
    assert.equal(await tryRead('labels.pbtxt', 'item { id: 1 name: "a" }'), null);
    assert.equal(await tryRead('graph.pbtxt', 'node { name: "x" }'), null);
    assert.equal(
      (await tryRead('partial.pbtxt', 'parameters { key: "a" value { string_value: "b" } }'))?.kind,
      'triton',
    );
  });

  it('says what is wrong', async () => {
    const broken = await tryRead('config.pbtxt', 'name: "a"\ninput [ {');
    assert.equal(broken?.status, 'unreadable');
    assert.match(String(broken?.reason), /not valid protobuf text at line 2/);
    assert.equal((await tryRead('config.pbtxt', { size: 5_000_000 }))?.status, 'skipped');
    assert.equal(await tryRead('other.pbtxt', '{{{'), null);
  });
});

describe('DeepSpeed', () => {
  it('tells stage, precision, optimizer and offload under any name', async () => {
    const reading = await tryRead(
      'conf/zero3.json',
      JSON.stringify({
        zero_optimization: { stage: 3, offload_optimizer: { device: 'cpu' }, offload_param: { device: 'none' } },
        bf16: { enabled: 'auto' },
        optimizer: { type: 'OneBitAdam' },
        train_micro_batch_size_per_gpu: 'auto',
        activation_checkpointing: { cpu_checkpointing: true },
        compression_training: { enabled: false },
      }),
    );
    assert.equal(reading?.kind, 'deepspeed');
    assert.deepEqual(reading?.facts, {
      zeroStage: 3,
      precision: 'auto',
      optimizer: 'OneBitAdam',
      offload: ['optimizer (cpu)'],
      microBatchSize: 'auto',
      features: ['activation_checkpointing'],
    });
  });

  it('is not interested in other JSON', async () => {
    for (const text of ['{"train_batch_size": 8}', '{"a": "zero_optimization"}', '[]', '{{{', '{"zero_": 1}'])
      assert.equal(await tryRead('x.json', text), null);
  });

  it('says what is wrong with a file that is one', async () => {
    const text = '{"zero_optimization": {"stage": 2}, "train_micro_batch_size_per_gpu": GB}';
    assert.match(String((await tryRead('x.json', text))?.reason), /not valid JSON at line 1/);
  });
});

describe('trainers', () => {
  const files: readonly (readonly [string, string, Record<string, unknown>])[] = [
    [
      'axolotl',
      'base_model: a/b\nload_in_4bit: true\nadapter: qlora\nmicro_batch_size: 2\nsequence_len: 2048\noptimizer: paged_adamw_8bit\nbf16: auto\n',
      {
        model: 'a/b',
        load4bit: true,
        adapter: 'qlora',
        optimizer: 'paged_adamw_8bit',
        bf16: 'auto',
        sequenceLength: 2048,
      },
    ],
    [
      'LLaMA-Factory',
      'model_name_or_path: a/b\nstage: sft\nfinetuning_type: lora\nflash_attn: fa2\nquantization_bit: 4\n',
      { attention: 'fa2', quantization: 4, adapter: 'lora' },
    ],
    [
      'torchtune',
      'model:\n  _component_: torchtune.models.llama3.llama3_8b\noptimizer:\n  _component_: bitsandbytes.optim.PagedAdamW8bit\ndevice: cuda\ndtype: bf16\n',
      { optimizer: 'bitsandbytes.optim.PagedAdamW8bit', device: 'cuda', precision: 'bf16' },
    ],
    [
      'GPT-NeoX',
      '{ "pipe_parallel_size": 1, "model_parallel_size": 2, "fp16": {"enabled": true}, "distributed_backend": "nccl", }',
      { fp16: true, backend: 'nccl', tensorParallel: 2, pipelineParallel: 1 },
    ],
    [
      'NeMo',
      'trainer:\n  devices: 8\n  accelerator: gpu\n  precision: bf16\nexp_manager: {}\nmodel:\n  tensor_model_parallel_size: 4\n  megatron_amp_O2: true\n',
      { device: 'gpu', precision: 'bf16', tensorParallel: 4 },
    ],
    [
      'Accelerate',
      'compute_environment: LOCAL_MACHINE\ndistributed_type: DEEPSPEED\nnum_processes: 8\nmixed_precision: fp16\ndeepspeed_config:\n  zero_stage: 3\n',
      { distributed: 'DEEPSPEED', precision: 'fp16', deepspeed: 3 },
    ],
  ];
  for (const [name, text, facts] of files)
    it(`knows ${name}`, async () => {
      const reading = await tryRead('x.yaml', text);
      assert.equal(reading?.kind, 'trainer');
      assert.deepEqual({ ...reading?.facts, trainer: name, ...facts }, reading?.facts);
    });

  it('is not interested in other YAML, broken or not', async () => {
    const bomb = `base_model: x\na: &a [x,x]\n${Array.from({ length: 30 }, (_, i) => `b${i}: [*a,*a,*a,*a,*a,*a,*a]`).join('\n')}`;
    for (const text of [
      'base_model: x\n',
      'apiVersion: v1\nkind: Pod\nbase_model: x\nmicro_batch_size: 1\nadapter: lora\n',
      'services:\n  a: { image: nemo }\n',
      'base_model: [',
      '---\nbase_model: a\n---\nbase_model: b\n',
      bomb,
      `base_model: ${'['.repeat(100_000)}`,
      '\u0000\u0001base_model',
    ])
      assert.equal(await tryRead('x.yaml', text), null);
  });
});
