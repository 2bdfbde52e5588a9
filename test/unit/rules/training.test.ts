import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { drafts, read, type Situation } from '../../support/rule-fixture';

const yaml = (text: string) => read('config.yaml', text);
const said = (id: string, situation: Situation) =>
  drafts(id, situation).map(({ severity, message }) => [severity, message]);
const IDS = [
  'training/trainer',
  'training/deepspeed',
  'training/bitsandbytes',
  'training/gpu-kernels',
  'training/fp16',
];

const QLORA =
  'base_model: a/b\nmicro_batch_size: 1\nsequence_len: 2048\nadapter: qlora\nload_in_4bit: true\nfp16: true\nflash_attention: true\ndeepspeed: deepspeed_configs/zero3.json\n';

describe('training configs', async () => {
  const reading = await yaml(QLORA);

  it('are one note on Inf2, and a warning where training is planned', () => {
    const on = (workload: 'inference' | 'training') =>
      IDS.flatMap((id) => drafts(id, { reading, target: 'inf2', workload })).map(({ severity, key }) => [
        severity,
        key,
      ]);
    assert.deepEqual(on('inference'), [['info', 'not-for-training']]);
    assert.deepEqual(on('training'), [['warning', 'not-for-training']]);
  });

  it('are judged on Trainium setting by setting', () => {
    const all = IDS.flatMap((id) => said(id, { reading, target: 'trn2' }));
    assert.deepEqual(all, [
      ['warning', 'No Neuron document mentions axolotl, the trainer that this file (base_model) is for.'],
      ['warning', 'DeepSpeed (deepspeed_configs/zero3.json) is set up, and no Neuron document names DeepSpeed.'],
      ['warning', 'load_in_4bit and adapter qlora need bitsandbytes (QLoRA), which has no counterpart on Neuron.'],
      ['info', 'flash_attention selects a kernel for GPUs that Neuron does not run.'],
      ['info', 'The config trains in FP16 (fp16), which needs a scaled loss; on Neuron BF16 is the documented choice.'],
    ]);
  });

  it('say that they are judged as training where inference is planned', () => {
    const [draft] = drafts('training/deepspeed', { reading, target: 'trn2' });
    assert.match(draft?.why ?? '', /sets up training, and is judged as such/);
    const [planned] = drafts('training/deepspeed', { reading, target: 'trn2', workload: 'training' });
    assert.doesNotMatch(planned?.why ?? '', /judged as such/);
  });

  it('point at the text that they speak of', () => {
    const lines = QLORA.split('\n');
    for (const id of IDS)
      for (const { locations } of drafts(id, { reading, target: 'trn2' }))
        for (const location of locations) {
          assert.ok('range' in location, id);
          const { start, end } = location.range;
          assert.match((lines[start.line - 1] ?? '').slice(start.column - 1, end.column - 1), /^\w+: \S+$/, id);
        }
  });
});

describe('DeepSpeed', () => {
  it('names what has no counterpart', async () => {
    const reading = await read(
      'ds.json',
      JSON.stringify({
        zero_optimization: { stage: 3, offload_param: { device: 'nvme' } },
        sparse_attention: { mode: 'fixed' },
        optimizer: { type: 'OneBitAdam' },
      }),
    );
    const [draft] = drafts('training/deepspeed', { reading, target: 'trn3' });
    assert.match(
      draft?.remedy ?? '',
      /FSDP2 .*no counterpart for offloading of parameters \(nvme\) and sparse attention kernels/,
    );
    assert.deepEqual(said('training/gpu-kernels', { reading, target: 'trn3' }), [
      ['warning', 'optimizer.type OneBitAdam selects a kernel for GPUs that Neuron does not run.'],
    ]);
  });

  it('is found through Accelerate', async () => {
    const reading = await yaml(
      'compute_environment: X\ndistributed_type: DEEPSPEED\nnum_processes: 8\ndeepspeed_config:\n  zero_stage: 2\n',
    );
    assert.match(said('training/deepspeed', { reading, target: 'trn2' })[0]?.[1] ?? '', /^DeepSpeed with ZeRO stage 2/);
  });
});

describe('trainers', () => {
  it('are documented as ended where they are', async () => {
    const nemo = await yaml(
      'trainer: { devices: 8, accelerator: gpu, precision: bf16 }\nexp_manager: {}\nmodel: { tensor_model_parallel_size: 2 }\n',
    );
    const [draft] = drafts('training/trainer', { reading: nemo, target: 'trn2' });
    assert.deepEqual([draft?.severity, draft?.confidence], ['warning', 'documented']);
    assert.match(draft?.message ?? '', /NeMo has no current Neuron port/);
  });

  it('leave files of a launcher alone that train nothing', async () => {
    const data = await yaml(
      'run:\n  name: download\n  results_dir: x\n  time_limit: "1:00"\n  dependency: singleton\n',
    );
    assert.deepEqual(drafts('training/trainer', { reading: data, target: 'trn2' }), []);
  });
});

describe('serving/triton-backend', () => {
  it('speaks of instances on GPUs of any backend, and leaves Python on the CPU alone', async () => {
    const gpu = await read(
      'config.pbtxt',
      'backend: "python"\ninstance_group [ { kind: KIND_CPU }, { kind: KIND_GPU } ]',
    );
    const [draft] = drafts('serving/triton-backend', { reading: gpu });
    assert.match(draft?.message ?? '', /asks for instances on a GPU \(KIND_GPU\)/);
    assert.equal(draft?.locations.length, 1);
    const cpu = await read('config.pbtxt', 'backend: "python"\ninstance_group [ { kind: KIND_CPU } ]');
    assert.deepEqual(drafts('serving/triton-backend', { reading: cpu }), []);
    const ensemble = await read(
      'config.pbtxt',
      'platform: "ensemble"\nensemble_scheduling { step [ { model_name: "a" } ] }',
    );
    assert.deepEqual(drafts('serving/triton-backend', { reading: ensemble }), []);
  });
});
