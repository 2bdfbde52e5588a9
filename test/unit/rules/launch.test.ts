import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Draft } from '../../../src/rules/rule';
import { config, drafts, read, type Situation } from '../../support/rule-fixture';
import { textAt } from '../../support/text-slice';

type Rest = Partial<Situation>;

async function said(rule: string, path: string, text: string, rest: Rest = {}): Promise<Draft[]> {
  return drafts(rule, { reading: await read(path, text), ...rest });
}

/** What each draft says, in short, and the texts at its places. */
async function places(rule: string, path: string, text: string, rest: Rest = {}): Promise<string[][]> {
  return (await said(rule, path, text, rest)).map(({ locations }) =>
    locations.map((location) => ('range' in location && location.path === path ? textAt(text, location.range) : '?')),
  );
}

const TRN2: Rest = { target: 'trn2' };

test('every place covers what the finding speaks of', async () => {
  const script = [
    'export XLA_USE_BF16=1 NCCL_IB_DISABLE=1',
    'vllm serve ./m --device neuron --quantization=awq \\\n  --speculative-model d -pp 2',
    'nvidia-smi',
    'docker run --gpus all image',
    'NEURON_CC_FLAGS="--model-type=transformer-inference" optimum-cli export neuron -m b --auto_cast matmult out',
  ].join('\n');
  assert.deepEqual(await places('launch/vllm-v0', 'a.sh', script, TRN2), [['--device neuron']]);
  assert.deepEqual(await places('launch/vllm-feature', 'a.sh', script, TRN2), [
    ['--quantization=awq'],
    ['--speculative-model d'],
    ['-pp 2'],
  ]);
  assert.deepEqual(await places('launch/environment-variable', 'a.sh', script), [
    ['XLA_USE_BF16=1'],
    ['NCCL_IB_DISABLE=1'],
  ]);
  assert.deepEqual(await places('launch/gpu-program', 'a.sh', script), [['nvidia-smi'], ['--gpus all']]);
  assert.deepEqual(await places('launch/compiler-flag', 'a.sh', script), [
    ['NEURON_CC_FLAGS="--model-type=transformer-inference"'],
  ]);
  assert.deepEqual(await places('launch/optimum-export', 'a.sh', script), [
    ['optimum-cli export neuron'],
    ['--auto_cast matmult'],
  ]);
});

test('code for CUDA is one finding a file, with all its places', async () => {
  const code = [
    'import torch',
    'device = torch.device("cuda:0")',
    'model.to(device="cuda").cuda()',
    'with torch.cuda.amp.autocast(): pass',
    'torch.cuda.empty_cache()',
  ].join('\n');
  const found = await places('code/cuda-device', 'a.py', code);
  assert.deepEqual(found, [['torch.device("cuda:0")', '.cuda()', '.to(device="cuda")', 'torch.cuda.amp.autocast()']]);
});

test('a question for CUDA alone is a note', async () => {
  const code = 'import torch\nd = "cuda" if torch.cuda.is_available() else "cpu"\n';
  const [draft] = await said('code/cuda-device', 'a.py', code);
  assert.equal(draft?.severity, 'info');
});

test('the arguments of vLLM in Python are judged as those of its command line', async () => {
  const code = [
    'from vllm import LLM',
    'TP = 24',
    'llm = LLM("m", tensor_parallel_size=TP, quantization="bitsandbytes",',
    '          speculative_config={"method": "ngram", "num_speculative_tokens": 4},',
    '          additional_config={"neuron_config": {"quantization": "mxfp4", "ep_degree": 4}})',
  ].join('\n');
  assert.deepEqual(
    (await said('launch/vllm-feature', 'a.py', code, TRN2)).map(({ key, severity }) => [key, severity]),
    [
      ['quantization', 'blocker'],
      ['speculation', 'blocker'],
    ],
  );
  assert.deepEqual(
    (await said('launch/vllm-neuron-config', 'a.py', code, TRN2)).map(({ key }) => key),
    ['mxfp4', 'ep-degree'],
  );
  assert.deepEqual(
    (await said('launch/vllm-neuron-config', 'a.py', code, { target: 'trn3' })).map(({ key }) => key),
    ['ep-degree'],
  );
  assert.deepEqual(await places('launch/tensor-parallel', 'a.py', code, TRN2), [['TP']]);
});

test('a variable of the V0 fork alone is a warning, and none beside the settings of V1', async () => {
  const variable = 'export VLLM_NEURON_FRAMEWORK=neuronx-distributed-inference\n';
  assert.deepEqual(
    (await said('launch/vllm-v0', 'a.sh', `${variable}vllm serve m`, TRN2)).map(({ severity }) => severity),
    ['warning'],
  );
  const v1 = `${variable}vllm serve m --additional-config '{"override_neuron_config": {}}'`;
  assert.deepEqual(await said('launch/vllm-v0', 'a.sh', v1, TRN2), []);
  assert.deepEqual(await said('launch/vllm-v0', 'a.sh', 'vllm serve m --device neuron', { sdk: '2.27.0' }), []);
});

test('blocks of the KV cache on NxD Inference', async () => {
  const on: Rest = { target: 'trn2', sdk: '2.31.0', deployment: { route: 'nxd-inference' } };
  const serve = (rest: string) => said('launch/vllm-kv-blocks', 'a.sh', `vllm serve m --max-num-seqs 8 ${rest}`, on);
  assert.deepEqual(
    (await serve('--no-enable-prefix-caching --num-gpu-blocks-override 4')).map(({ key }) => key),
    ['other'],
  );
  assert.deepEqual(await serve('--num-gpu-blocks-override 4096'), []);
  assert.deepEqual(await said('launch/vllm-kv-blocks', 'a.sh', 'vllm serve m --max-num-seqs 8', TRN2), []);
});

test('additional settings that are no JSON, for another library, or in the wrong place', async () => {
  const keys = async (config: string) =>
    (
      await said(
        'launch/vllm-neuron-config',
        'a.sh',
        `vllm serve m --max-model-len 4096 --additional-config '${config}'`,
        {
          ...TRN2,
          deployment: { route: 'vllm-neuron' },
        },
      )
    ).map(({ key }) => key);
  assert.deepEqual(await keys('{"neuron_config": {}'), ['json']);
  assert.deepEqual(await keys('{"override_neuron_config": {}}'), ['override']);
  assert.deepEqual(await keys('{"neuron_config": {"mm_language_model_only": true}}'), ['mm-language-model-only']);
  assert.deepEqual(
    await keys('{"neuron_config": {"decode_context_length_buckets": [1000], "kv_segment_size_buckets": [100]}}'),
    ['decode_context_length_buckets', 'kv_segment_size_buckets'],
  );
  assert.deepEqual(await keys('{"neuron_config": {"num_seqs_buckets": [4, 2]}}'), ['num_seqs_buckets']);
  assert.deepEqual(await keys('{"neuron_config": {"on_device_sampling_config": {}}}'), []);
});

test('compiler flags in variables, on the command line and in calls', async () => {
  const call = 'import torch_neuronx\ntorch_neuronx.trace(m, x, compiler_args=["--lnc", "2", "--fast-math", "none"])\n';
  assert.deepEqual(
    (await said('launch/compiler-flag', 'a.py', call)).map(({ key }) => key),
    ['logical-cores', 'neuron-cc'],
  );
  const line = 'neuronx-cc compile a.hlo --framework XLA --target trn2 --auto-cast some -O1 --unknown 3';
  assert.deepEqual(
    (await said('launch/compiler-flag', 'a.sh', line, TRN2)).map(({ key }) => key),
    ['--auto-cast=some'],
  );
  const sizes = 'NEURON_LOGICAL_NC_CONFIG=1 NEURON_CC_FLAGS=--lnc=2 python a.py';
  assert.deepEqual(
    (await said('launch/compiler-flag', 'a.sh', sizes, TRN2)).map(({ key }) => key),
    ['two-sizes'],
  );
});

test('cores that the planned instance does not have', async () => {
  const on: Rest = { deployment: { instance: 'inf2.xlarge' } };
  assert.deepEqual(
    (await said('launch/environment-variable', 'a.sh', 'NEURON_RT_VISIBLE_CORES=0-3 NEURON_RT_NUM_CORES=2 x', on)).map(
      ({ message }) => message,
    ),
    ['NEURON_RT_VISIBLE_CORES=0-3 needs 4 cores, and inf2.xlarge has 2.'],
  );
  assert.deepEqual(
    (await said('launch/tensor-parallel', 'a.sh', 'vllm serve m --tensor-parallel-size 8', on)).map(({ key }) => key),
    ['cores 8'],
  );
});

test('replicas take cores of their own', async () => {
  const on: Rest = { target: 'trn2', deployment: { instance: 'trn2.48xlarge', tensorParallel: 8 } };
  const serve = (rest: string) =>
    said('launch/tensor-parallel', 'a.sh', `vllm serve m --tensor-parallel-size 8 ${rest}`, on);
  assert.deepEqual(
    (await serve('--data-parallel-size 16')).map(({ key }) => key),
    ['cores 128'],
  );
  assert.deepEqual(await serve('--data-parallel-size 8'), []);
});

test('a model leads to its config by the name of its folder', async () => {
  const small = {
    ...config({ modelType: 'llama', architectures: ['LlamaForCausalLM'], attentionHeads: 12 }),
    path: 'a/small/config.json',
  };
  const large = { ...small, path: 'a/large/config.json', facts: { ...small.facts, attentionHeads: 64 } };
  const serve = (model: string) =>
    said('launch/tensor-parallel', 'serve.sh', `vllm serve ${model} --tensor-parallel-size 16`, {
      ...TRN2,
      others: [small, large],
    });
  assert.equal((await serve('org/small')).length, 1);
  assert.deepEqual(await serve('./a/large/'), []);
  assert.deepEqual(await serve('$MODEL'), []);
});

test('options that the recipe of the model rules out', async () => {
  const model = (path: string, modelType: string) => ({ ...config({ modelType }), path: `${path}/config.json` });
  const others = [model('Qwen3-Embedding-8B', 'qwen3'), model('Qwen3-VL-8B-Instruct', 'qwen3_vl')];
  const of = async (text: string) =>
    (await said('launch/vllm-recipe', 'serve.sh', `vllm serve ${text}`, { ...TRN2, others })).map(
      ({ severity, message }) => `${severity}: ${message}`,
    );
  assert.deepEqual(await of('Qwen/Qwen3-VL-8B-Instruct --enable-prefix-caching'), [
    'warning: --enable-prefix-caching is set, and the recipe of Qwen3-VL does not support prefix caching.',
  ]);
  assert.deepEqual(await of('Qwen/Qwen3-VL-8B-Instruct --no-enable-prefix-caching'), []);
  const pooling = 'Qwen/Qwen3-Embedding-8B --runner pooling --max-model-len 8192 --enable-prefix-caching';
  assert.deepEqual(await of(`${pooling} --max-num-batched-tokens 8192`), [
    'blocker: --enable-prefix-caching needs segmented prefill, and --max-num-batched-tokens 8192 does not give it.',
  ]);
  assert.deepEqual(await of(`${pooling} --max-num-batched-tokens 2048`), []);
  assert.deepEqual(await of('./Qwen3-32B --enable-prefix-caching'), []);
});

test('lengths of a launch against the positions of its model, unless the plan says the same', async () => {
  const small = {
    ...config({ modelType: 'llama', maxPositions: 2048 }, { rope_theta: 1e4 }),
    path: 'small/config.json',
  };
  const of = async (text: string, rest: Partial<Situation> = {}) =>
    (await said('launch/sequence-length', 'serve.sh', text, { ...TRN2, others: [small], ...rest })).map(
      ({ severity, message }) => `${severity}: ${message}`,
    );
  assert.deepEqual(await of('vllm serve ./small --max-model-len 4096'), [
    'warning: --max-model-len 4096 is above max_position_embeddings 2048.',
  ]);
  assert.deepEqual(await of('vllm serve ./small --max-model-len 2048'), []);
  assert.deepEqual(await of('vllm serve ./other --max-model-len 4096'), []);
  assert.deepEqual(await of('vllm serve ./small --max-model-len 4096', { deployment: { sequenceLength: 4096 } }), []);
});

test('arguments that only GPUs can serve, each kind once', async () => {
  const code = [
    'import torch, onnxruntime as ort',
    'from transformers import AutoModel, BitsAndBytesConfig',
    'q = BitsAndBytesConfig(load_in_4bit=True)',
    'm = AutoModel.from_pretrained("m", attn_implementation="flash_attention_2", quantization_config=q)',
    'torch.distributed.init_process_group("nccl")',
    's = ort.InferenceSession("a.onnx", providers=["CUDAExecutionProvider", "CPUExecutionProvider"])',
    'm = torch.compile(m)',
    'a = TrainingArguments(optim="paged_adamw_8bit")',
  ].join('\n');
  assert.deepEqual(
    (await said('code/gpu-choice', 'a.py', code)).map(({ key }) => key),
    ['attention', 'quantization', 'optimizer', 'backend', 'compile', 'providers'],
  );
});

test('example inputs of a trace', async () => {
  const trace = (given: string) =>
    said('code/trace', 'a.py', `import torch_neuronx\nm = torch_neuronx.trace(${given})\n`);
  assert.equal((await trace('m, [x, y]')).length, 1);
  assert.equal((await trace('m')).length, 1);
  assert.deepEqual(await trace('m, example_inputs=(x, y)'), []);
  assert.deepEqual(await trace('m, *inputs'), []);
  const compile = 'import torch, torch_neuronx\nm = torch.compile(m, backend="neuron", dynamic=True)\n';
  assert.deepEqual(
    (await said('code/trace', 'a.py', compile)).map(({ severity }) => severity),
    ['blocker'],
  );
});

test('a model is served with the sizes of its export', async () => {
  const text = [
    'optimum-cli export neuron -m m --batch_size 1 --sequence_length 2048 --tensor_parallel_size 8 models/out',
    'vllm serve models/out --max-model-len 8192 --max-num-seqs 4 --tensor-parallel-size 2',
  ].join('\n');
  assert.deepEqual(await places('launch/compiled-shapes', 'a.sh', text), [
    ['--max-model-len 8192', '--sequence_length 2048'],
    ['--max-num-seqs 4', '--batch_size 1'],
    ['--tensor-parallel-size 2', '--tensor_parallel_size 8'],
  ]);
});

test('vLLM on Inf2 is left alone where Optimum Neuron is at hand, and the compiler for Inf1 is told', async () => {
  const serve = 'vllm serve m --max-model-len 2048\n';
  assert.equal((await said('launch/vllm-target', 'a.sh', serve)).length, 1);
  const others = [await read('requirements.txt', 'optimum-neuron[neuronx,vllm]==0.4.5\n')];
  assert.deepEqual(await said('launch/vllm-target', 'a.sh', serve, { others }), []);
  const compile = 'neuron-cc compile --framework TENSORFLOW model.pb\n';
  const [old] = await said('launch/compiler-flag', 'a.sh', compile);
  assert.equal(old?.severity, 'blocker');
  assert.match(old?.message ?? '', /^neuron-cc is the compiler for Inf1/);
  const branch = 'import os\nif name == "trn2":\n    os.environ["NEURON_RT_VIRTUAL_CORE_SIZE"] = "2"\n';
  assert.equal((await said('launch/compiler-flag', 'a.py', branch))[0]?.severity, 'warning');
});
