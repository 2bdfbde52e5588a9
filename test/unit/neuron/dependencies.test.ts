import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loadKnowledge } from '../../../src/neuron/load';

const knowledge = loadKnowledge();

test('versions of Neuron packages tell their releases, old ones too', () => {
  const of = (name: string, version: string) => {
    const found = knowledge.neuronVersions(name).find((entry) => entry.version === version);
    return found && `${found.first} ${found.last}`;
  };
  assert.equal(of('neuronx-cc', '2.8.0.25'), '2.12.0 2.12.2');
  assert.equal(of('neuronx-cc', '2.27.5334.0'), '2.32.0 2.32.0');
  // Built for 2.31, shown with the compiler of 2.32, listed at 2.33 and so in its patches.
  assert.equal(of('torch-neuronx', '2.9.0.2.15.32035'), '2.31.0 2.33.1');
  assert.equal(of('torch-neuron', '1.13.1.2.9.1.0'), '2.13.0 2.14.1');
  assert.deepEqual(knowledge.neuronVersions('torch'), []);
  assert.deepEqual(knowledge.neuronVersions('__proto__'), []);
});

test('support ends for what a specifier admits and nothing else', () => {
  const ended = (name: string, specifier: string, sdk = '2.33.1', workload: 'inference' | 'training' = 'inference') =>
    knowledge.packageSupport({ name, specifier }, 'trn1', sdk, workload)?.id ?? null;
  assert.equal(ended('torch', '==2.8.0'), 'torch-2.8');
  assert.equal(ended('torch', '==2.8.0', '2.28.1'), null);
  assert.equal(ended('torch', '>=2.8'), null);
  assert.equal(ended('torch', '>=2.7,<2.8'), 'torch-2.7');
  assert.equal(ended('torch', '~=2.8.0'), 'torch-2.8');
  assert.equal(ended('torch', '^2.8'), null);
  assert.equal(ended('torch', ''), null);
  assert.equal(ended('torch-neuronx', '==1.13.1.1.9.0'), 'torch-neuronx-1.13');
  assert.equal(ended('torch-xla', ''), null);
  assert.equal(ended('torch-xla', '', '2.33.1', 'training'), 'torch-xla-trains');
  assert.equal(ended('neuronx-distributed-training', '', '2.30.0'), 'neuronx-distributed-training-maintenance');
  assert.equal(ended('neuronx-distributed-training', '', '2.32.0'), 'neuronx-distributed-training');
});

test('packages for GPUs are known by name, pattern and extra', () => {
  const claim = (name: string, extras: string[] = []) => knowledge.gpuPackage(name, extras, '2.33.1')?.id ?? null;
  assert.equal(claim('nvidia-cublas-cu12'), 'nvidia-libraries');
  assert.equal(claim('cupy-cuda12x'), 'cupy');
  assert.equal(claim('jax'), null);
  assert.equal(claim('jax', ['cuda12']), 'jax-cuda');
  assert.equal(claim('optimum', ['onnxruntime']), 'onnxruntime');
  assert.equal(claim('optimum', ['onnxruntime-gpu']), 'onnxruntime-gpu');
  for (const name of [
    'torch',
    'transformers',
    'numpy',
    'faiss-cpu',
    'onnx',
    'accelerate',
    'peft',
    'vllm',
    'tensorboard',
    'mamba',
  ])
    assert.equal(claim(name), null, name);
});

test('images for GPUs are known by name and tag, those for Neuron and the CPU are not among them', () => {
  const claim = (name: string, tag: string | null = null) => knowledge.gpuImage(name, tag)?.id ?? null;
  assert.equal(claim('nvidia/cuda', '12.1.0-base'), 'cuda');
  assert.equal(claim('nvcr.io/nvidia/pytorch', '24.01-py3'), 'nvcr');
  assert.equal(claim('ghcr.io/huggingface/text-generation-inference', '3.0'), 'tgi');
  assert.equal(claim('ghcr.io/huggingface/text-generation-inference', '3.0-neuron'), null);
  assert.equal(claim('tensorflow/tensorflow', '2.15.0-gpu'), 'tensorflow');
  assert.equal(claim('tensorflow/tensorflow', '2.15.0'), null);
  assert.equal(claim('example.com/app', '1.0-cuda12.1'), 'words');
  assert.equal(claim('763104351884.dkr.ecr.us-east-1.amazonaws.com/pytorch-inference', '2.1.0-cpu-py310'), null);
  assert.equal(claim('python', '3.12-slim'), null);
  const image = (name: string, sdk: string) => knowledge.neuronImage(name, 'trn1', sdk)?.state ?? null;
  assert.equal(image('public.ecr.aws/neuron/pytorch-inference-neuronx', '2.31.0'), 'current');
  assert.equal(image('public.ecr.aws/neuron/pytorch-inference-neuronx', '2.32.0'), 'ended');
  assert.equal(knowledge.imageFor('vllm', 'trn2', '2.33.1')?.id, 'pytorch-inference-vllm-neuronx-2.33');
  assert.equal(knowledge.imageFor('vllm', 'inf2', '2.33.1'), null);
});

test('Optimum Neuron has its own pins', () => {
  assert.equal(knowledge.optimumPins('==0.0.24')?.sdk, '2.19.1');
  assert.equal(knowledge.optimumPins('')?.id, '0.4.5');
  assert.equal(knowledge.optimumPins('>=0.1,<0.3')?.id, '0.2.2');
  assert.equal(knowledge.optimumPins('==9.9'), null);
});
