import { config, read, type Situation } from '../../support/rule-fixture';
import type { Fixture } from './fixtures';

const shell = async (text: string, rest: Partial<Situation> = {}): Promise<Situation> => ({
  reading: await read('serve.sh', `${text}\n`),
  ...rest,
});
const python = async (text: string, rest: Partial<Situation> = {}): Promise<Situation> => ({
  reading: await read('run.py', `${text}\n`),
  ...rest,
});
const trn2 = { target: 'trn2' } as const;
const onNxd = { target: 'trn2', sdk: '2.31.0', deployment: { route: 'nxd-inference' } } as const;
const llama = {
  ...config({ modelType: 'llama', architectures: ['LlamaForCausalLM'], attentionHeads: 40, keyValueHeads: 40 }),
  path: 'llama/config.json',
};

const bert = {
  ...config({ modelType: 'bert', architectures: ['BertModel'], maxPositions: 512 }),
  path: 'm/config.json',
};
const large = {
  ...config({
    modelType: 'llama',
    architectures: ['LlamaForCausalLM'],
    torchDtype: 'bfloat16',
    parameters: 70_553_706_496,
  }),
  path: 'large/config.json',
};

const embedding = {
  ...config({ modelType: 'qwen3', architectures: ['Qwen3ForCausalLM'] }),
  path: 'Qwen3-Embedding-8B/config.json',
};
const EXPORT = 'optimum-cli export neuron -m m --batch_size 1 --sequence_length 2048 --num_cores 2 ./out/';

export const LAUNCH_FIXTURES: Readonly<Record<string, Fixture>> = {
  'launch/vllm-v0': {
    bad: await shell("VLLM_NEURON_FRAMEWORK=x vllm serve m --device neuron --override-neuron-config '{}'", trn2),
    severity: 'blocker',
    says: '--override-neuron-config',
    good: await shell('vllm serve m --tensor-parallel-size 8', trn2),
  },
  'launch/vllm-kv-blocks': {
    bad: await shell('vllm serve m --max-num-seqs 8', onNxd),
    severity: 'warning',
    says: '--num-gpu-blocks-override',
    good: await shell('vllm serve m --max-num-seqs 8 --no-enable-prefix-caching --num-gpu-blocks-override 8', onNxd),
  },
  'launch/vllm-feature': {
    bad: await shell('vllm serve m --quantization awq', trn2),
    severity: 'blocker',
    says: '--quantization awq',
    good: await shell(
      `vllm serve m --speculative-config '{"method": "eagle3", "model": "d", "num_speculative_tokens": 3}'`,
      trn2,
    ),
  },
  'launch/vllm-neuron-config': {
    bad: await shell(
      `vllm serve m --max-num-seqs 8 --additional-config '{"neuron_config": {"num_seqs_buckets": [1, 2, 4]}}'`,
      trn2,
    ),
    severity: 'warning',
    says: 'num_seqs_buckets ends at 4',
    good: await shell(
      `vllm serve m --max-num-seqs 4 --additional-config '{"neuron_config": {"num_seqs_buckets": [1, 2, 4]}}'`,
      trn2,
    ),
  },
  'launch/vllm-target': {
    bad: await shell('vllm serve m'),
    severity: 'warning',
    says: 'vLLM Neuron needs Trn2 or Trn3',
    good: await shell('vllm serve m', { deployment: { route: 'optimum-neuron' } }),
  },
  'launch/optimum-export': {
    bad: await shell('optimum-cli export neuron --model bert-base-uncased out/'),
    severity: 'warning',
    says: 'batch_size',
    good: await shell(
      'optimum-cli export neuron --model b --batch_size 1 --sequence_length 128 --auto_cast matmul out/',
    ),
  },
  'launch/compiler-flag': {
    bad: await shell('NEURON_CC_FLAGS="--lnc 2" python trace.py'),
    severity: 'blocker',
    says: '--lnc=2',
    good: await shell('export NEURON_CC_FLAGS="--model-type=transformer -O1 --cache_dir=/c --lnc=2"', trn2),
  },
  'launch/environment-variable': {
    bad: await shell('export XLA_USE_BF16=1'),
    severity: 'warning',
    says: 'XLA_USE_BF16 is not supported any more',
    good: await shell('NEURON_RT_VISIBLE_CORES=0-1,3 NEURON_RT_NUM_CORES=2 NCCL_DEBUG=WARN CUDA_VISIBLE_DEVICES= x'),
  },
  'launch/gpu-program': {
    bad: await shell('trtexec --onnx=a.onnx'),
    severity: 'warning',
    says: 'trtexec',
    good: await shell('torchrun --nproc_per_node=2 a.py; docker run --device=/dev/neuron0 image'),
  },
  'launch/process-count': {
    bad: await shell('torchrun --nproc_per_node=8 train.py', {
      target: 'trn1',
      deployment: { instance: 'trn1.2xlarge' },
    }),
    severity: 'warning',
    says: '8 processes',
    good: await shell('torchrun --nproc_per_node=32 train.py', {
      target: 'trn1',
      deployment: { instance: 'trn1.32xlarge' },
    }),
  },
  'launch/compiled-shapes': {
    bad: await shell(`${EXPORT}\nvllm serve ./out --max-model-len 4096 --tensor-parallel-size 2`),
    severity: 'warning',
    says: '--max-model-len 4096',
    good: await shell(`${EXPORT}\nvllm serve ./out --max-model-len 1024 --tensor-parallel-size 2`),
  },
  'launch/vllm-recipe': {
    bad: await shell('vllm serve ./Qwen3-Embedding-8B --tensor-parallel-size 8', { ...trn2, others: [embedding] }),
    severity: 'warning',
    says: 'without --runner pooling',
    good: await shell('vllm serve ./Qwen3-Embedding-8B --runner pooling', { ...trn2, others: [embedding] }),
  },
  'launch/sequence-length': {
    bad: await shell(EXPORT, { others: [bert] }),
    severity: 'blocker',
    says: '--sequence_length 2048 is above max_position_embeddings 512',
    good: await shell(EXPORT.replace('2048', '512'), { others: [bert] }),
  },
  'launch/tensor-parallel': {
    bad: await shell('vllm serve ./llama --tensor-parallel-size 16', { ...trn2, others: [llama] }),
    severity: 'warning',
    says: '40 attention heads',
    good: await shell('vllm serve ./llama --tensor-parallel-size 8', { ...trn2, others: [llama] }),
  },
  'launch/device-memory': {
    bad: await shell('vllm serve ./large --tensor-parallel-size 4', { ...trn2, others: [large] }),
    severity: 'warning',
    says: 'With --tensor-parallel-size 4 the weights of llama',
    good: await shell('vllm serve ./large --tensor-parallel-size 32', { ...trn2, others: [large] }),
  },
  'code/cuda-device': {
    bad: await python('import torch\nmodel.to("cuda").half()\ny.cuda()'),
    severity: 'warning',
    says: '.to("cuda")',
    good: await python('import torch, torch_neuronx\nx.cuda()\nm = torch_neuronx.trace(m, x)'),
  },
  'code/custom-kernel': {
    bad: await python('from flash_attn import flash_attn_func\nimport triton'),
    severity: 'warning',
    says: 'flash_attn',
    good: await python('try:\n    import flash_attn\nexcept ImportError:\n    pass\nx.cuda()'),
  },
  'code/gpu-choice': {
    bad: await python('from transformers import AutoModel\nAutoModel.from_pretrained("m", load_in_4bit=True)'),
    severity: 'warning',
    says: 'load_in_4bit=True',
    good: await python(
      'import torch\nAutoModel.from_pretrained("m", attn_implementation="sdpa")\nm = torch.compile(m, backend="neuron")',
    ),
  },
  'code/trace': {
    bad: await python('import torch, torch_neuron\nm = torch.neuron.trace(m, x)'),
    severity: 'blocker',
    says: 'Inf1 only',
    good: await python('import torch_neuronx\nm = torch_neuronx.trace(m, (x, y))'),
  },
};
