import { read } from '../../support/rule-fixture';
import type { Fixture } from './fixtures';

const pip = (...lines: string[]) => read('requirements.txt', `${lines.join('\n')}\n`);
const docker = (...lines: string[]) => read('Dockerfile', `${lines.join('\n')}\n`);

const current = await pip('torch-neuronx==2.9.0.2.15.32035', 'neuronx-cc==2.26.6360.0');
const vllmImage =
  'public.ecr.aws/neuron/pytorch-inference-vllm-neuronx:0.29.0.1.2.0-neuronx-py314-sdk2.33.0-ubuntu26.04';

export const PACKAGE_FIXTURES: Readonly<Record<string, Fixture>> = {
  'package/ended': {
    bad: { reading: await pip('torch==2.8.0', 'torch-neuronx', 'neuronx-cc') },
    severity: 'blocker',
    says: 'torch==2.8.0: PyTorch 2.8 is no longer supported since SDK 2.29',
    good: { reading: await pip('torch==2.9.0', 'torch-neuronx') },
  },
  'package/mixed-releases': {
    bad: { reading: await pip('transformers-neuronx==0.6.*', 'torch-neuronx==2.9.*', 'neuronx-cc==2.8.0.25') },
    severity: 'warning',
    says: 'No SDK release holds all of',
    good: { reading: await pip('torch-neuronx==2.9.0.2.15.32035', 'neuronx-cc==2.27.5334.0') },
  },
  'package/companion-version': {
    bad: { reading: await pip('torch==2.5.1', 'torch-neuronx==2.9.*') },
    severity: 'warning',
    says: 'torch-neuronx==2.9.* is built for torch 2.9, but torch==2.5.1 is asked for beside it',
    good: { reading: await pip('torch==2.9.1', 'torch-neuronx==2.9.*', 'vllm-neuron==0.29.0.1.2.0', 'vllm==0.29.0') },
  },
  'package/driver-runtime': {
    bad: {
      reading: await docker(
        'FROM ubuntu:24.04',
        'RUN apt-get install -y aws-neuronx-dkms=2.26.5.0 aws-neuronx-runtime-lib=2.33.10.0',
      ),
    },
    severity: 'warning',
    says: 'aws-neuronx-runtime-lib 2.33.10.0 does not work with aws-neuronx-dkms 2.26.5.0',
    good: {
      reading: await docker(
        'FROM ubuntu:24.04',
        'RUN apt-get install -y aws-neuronx-dkms=2.29.0.0 aws-neuronx-runtime-lib=2.33.10.0',
      ),
    },
  },
  'package/unknown-version': {
    bad: { reading: await pip('neuronx-cc==2.14') },
    severity: 'warning',
    says: 'neuronx-cc==2.14 is the version of no SDK release',
    good: { reading: await pip('neuronx-cc==2.14.*') },
  },
  'package/wrong-target': {
    bad: { reading: await pip('torch-neuronx==2.14.*') },
    severity: 'blocker',
    says: 'torch-neuronx==2.14.* supports Trn2 and Trn3 only',
    good: { reading: current },
  },
  'package/torch-neuronx-two-products': {
    bad: { reading: await pip('torch-neuronx>=2.5') },
    severity: 'warning',
    says: 'torch-neuronx>=2.5 moves to TorchNeuron',
    good: { reading: await pip('torch-neuronx==2.9.*') },
  },
  'package/framework-version': {
    bad: { reading: await pip('torch==2.4.0') },
    severity: 'warning',
    says: 'torch==2.4.0 admits no version of PyTorch',
    good: { reading: await pip('torch>=2.4.0') },
  },
  'package/python-version': {
    bad: { reading: await docker('FROM python:3.9-slim', 'RUN pip install torch-neuronx') },
    severity: 'warning',
    says: 'Python 3.9 is none that SDK 2.33.1 is built for',
    good: { reading: await docker('FROM python:3.12-slim', 'RUN pip install torch-neuronx') },
  },
  'package/optimum-neuron': {
    bad: { reading: await pip('optimum-neuron==0.4.5', 'torch-neuronx==2.9.*') },
    severity: 'warning',
    says: 'optimum-neuron==0.4.5 is built for SDK 2.26.1 and pins torch-neuronx==2.8.0.2.10.16998',
    good: { reading: await pip('optimum-neuron[neuronx]==0.4.5', 'transformers~=4.57.1') },
  },
  'package/vllm-plugin': {
    bad: { reading: await pip('vllm==0.24.0') },
    severity: 'warning',
    says: 'vllm==0.24.0 is installed without a plugin for Neuron',
    good: { reading: await pip('optimum-neuron[neuronx,vllm]', 'vllm') },
  },
  'package/gpu-only': {
    bad: { reading: await pip('xformers==0.0.23') },
    severity: 'warning',
    says: 'xformers==0.0.23 holds attention kernels for CUDA',
    good: { reading: await pip('numpy', 'bitsandbytes; sys_platform == "win32"') },
  },
  'package/cuda-build': {
    bad: { reading: await pip('--extra-index-url https://download.pytorch.org/whl/cu121', 'torch==2.9.0+cu121') },
    severity: 'warning',
    says: 'torch==2.9.0+cu121 is a build for CUDA, from https://download.pytorch.org/whl/cu121',
    good: { reading: await pip('--extra-index-url https://download.pytorch.org/whl/cpu', 'torch==2.9.0+cpu') },
  },
  'package/older-release': {
    bad: { reading: await pip('neuronx-cc==2.21.33363.0') },
    severity: 'info',
    says: 'neuronx-cc==2.21.33363.0 belongs to SDK 2.26.1; this audit judges SDK 2.33.1',
    good: { reading: await pip('neuronx-cc==2.28.7631.0') },
  },
  'image/gpu': {
    bad: { reading: await docker('FROM nvidia/cuda:12.1.0-devel-ubuntu22.04') },
    severity: 'warning',
    says: 'The image nvidia/cuda:12.1.0-devel-ubuntu22.04 holds CUDA',
    good: { reading: await docker(`FROM ${vllmImage}`, 'COPY --from=python:3.12 /a /b') },
  },
  'image/ended': {
    bad: {
      reading: await docker(
        'FROM public.ecr.aws/neuron/pytorch-training-neuronx:2.9.0-neuronx-py310-sdk2.27.0-ubuntu24.04',
      ),
    },
    severity: 'warning',
    says: 'pytorch-training-neuronx is no longer published since SDK 2.31',
    good: { reading: await docker(`FROM ${vllmImage}`), target: 'trn2' },
  },
  'image/architecture': {
    bad: { reading: await docker('FROM --platform=linux/arm64 ubuntu:24.04') },
    severity: 'warning',
    says: 'The image ubuntu:24.04 is for linux/arm64',
    good: { reading: await docker('FROM --platform=linux/arm64 golang AS build', 'FROM ubuntu:24.04') },
  },
  'image/operating-system': {
    bad: { reading: await docker('FROM ubuntu:20.04', 'RUN apt-get install -y aws-neuronx-runtime-lib') },
    severity: 'warning',
    says: 'ubuntu:20.04 is Ubuntu 20.04, which Neuron no longer supports since SDK 2.23',
    good: { reading: await docker('FROM ubuntu:24.04', 'RUN apt-get install -y aws-neuronx-runtime-lib') },
  },
  'image/neuron-devices': {
    bad: {
      reading: await read('run.sh', `docker run -it --name $NAME -p 8000:8000 ${vllmImage} vllm serve m\n`),
      target: 'trn2',
    },
    severity: 'warning',
    says: 'gets no Neuron device',
    good: { reading: await read('run.sh', `docker run --device=/dev/neuron0 --device /dev/neuron1 ${vllmImage}\n`) },
  },
  'image/compose-gpu': {
    bad: { reading: await read('compose.yaml', 'services:\n  a:\n    image: x\n    runtime: nvidia\n') },
    severity: 'warning',
    says: 'The service asks for GPUs (runtime: nvidia)',
    good: { reading: await read('compose.yaml', 'services:\n  a:\n    image: x\n    devices: ["/dev/neuron0"]\n') },
  },
  'package/mixed-files': {
    bad: {
      reading: await docker(
        'FROM 763104351884.dkr.ecr.us-west-2.amazonaws.com/pytorch-inference-neuronx:2.1.2-neuronx-py310-sdk2.20.0-ubuntu20.04',
        'RUN pip install -r /opt/requirements.txt',
      ),
      others: [current],
    },
    severity: 'warning',
    says: 'is installed together with torch-neuronx==2.9.0.2.15.32035',
    good: { reading: await docker('FROM ubuntu:24.04', 'RUN pip install -r requirements.txt'), others: [current] },
  },
  'image/release-lacks-route': {
    bad: {
      reading: await docker(
        'FROM public.ecr.aws/neuron/pytorch-inference-vllm-neuronx:0.9.1-neuronx-py310-sdk2.25.1-ubuntu22.04',
      ),
      target: 'trn2',
      deployment: { route: 'torchneuron' },
    },
    severity: 'warning',
    says: 'holds SDK 2.25.1, which does not have the planned route',
    good: { reading: await docker(`FROM ${vllmImage}`), target: 'trn2', deployment: { route: 'torchneuron' } },
  },
  'package/neuron-index': {
    bad: { reading: current },
    severity: 'info',
    says: 'torch-neuronx and neuronx-cc are published on pip.repos.neuron.amazonaws.com',
    good: { reading: await pip('--extra-index-url https://pip.repos.neuron.amazonaws.com', 'neuronx-cc') },
  },
};
