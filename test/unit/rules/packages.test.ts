import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Reading } from '../../../src/formats/reading';
import { PACKAGE_RULES } from '../../../src/rules/packages';
import { neuronReleaseOf, releaseWords } from '../../../src/rules/packages/release-of';
import { drafts, knowledge, read, type Situation } from '../../support/rule-fixture';

const pip = (...lines: string[]) => read('requirements.txt', `${lines.join('\n')}\n`);

/** "id severity" of everything that the rules over one file say. */
function said(reading: Reading, situation: Partial<Situation> = {}): string[] {
  return PACKAGE_RULES.flatMap(({ id }) =>
    drafts(id, { reading, ...situation }).map((draft) => `${id.replace('package/', '')} ${draft.severity}`),
  );
}

test('combinations that the documents give are left alone', async () => {
  const cases: readonly [Reading, Partial<Situation>][] = [
    [await pip('torch-neuronx==2.9.0.2.15.32035', 'neuronx-cc==2.27.5334.0'), { sdk: '2.32.0' }],
    [await pip('torch-neuronx==2.9.*', 'neuronx-cc==2.26.6360.0', 'torch==2.9.*'), { target: 'inf2' }],
    [await pip('torch-neuronx==2.14.3.0', 'torch==2.14.0'), { target: 'trn2', deployment: { route: 'torchneuron' } }],
    [await pip('vllm-neuron==0.29.0.1.2.0'), { target: 'trn3' }],
    [await pip('jax==0.10.0', 'jax-neuronx[stable]'), {}],
    [await pip('optimum-neuron[neuronx]==0.4.5', 'transformers==4.57.1'), {}],
    [
      await pip(
        'neuronx-distributed-inference==0.8.16251',
        'torch-neuronx==2.9.0.2.12.22436',
        'neuronx-cc==2.23.6484.0',
      ),
      { sdk: '2.28.1', deployment: { route: 'nxd-inference' } },
    ],
    [await pip('torch>=2.1', 'transformers', 'accelerate', 'onnx', 'numpy'), {}],
  ];
  for (const [reading, situation] of cases) assert.deepEqual(said(reading, situation), []);
});

test('a version of PyTorch stops a Neuron environment, and warns elsewhere', async () => {
  assert.deepEqual(said(await pip('torch==2.7.1', 'neuronx-cc')), ['ended blocker']);
  assert.deepEqual(said(await pip('torch==2.7.1')), ['ended warning']);
  assert.deepEqual(said(await pip('torch==2.7.1'), { sdk: '2.28.1' }), []);
});

test('what makes a version of PyTorch a blocker stands in the why', async () => {
  const why = async (...lines: string[]) => drafts('package/ended', { reading: await pip(...lines) })[0]?.why ?? '';
  assert.match(await why('torch==2.7.1', 'neuronx-cc'), /It blocks because the same environment holds Neuron packages/);
  assert.match(await why('torch==2.7.1'), /It is only a warning because the environment holds no Neuron package yet/);
});

test('packages for NVIDIA GPUs are one fix, with advice that names each', async () => {
  const found = drafts('package/gpu-only', { reading: await pip('xformers', 'faiss-gpu', 'horovod') });
  assert.deepEqual(
    found.map(({ action }) => action),
    [
      'Take out packages that are made for NVIDIA GPUs',
      'Take out packages that are made for NVIDIA GPUs',
      'Do without horovod',
    ],
  );
  assert.match(found[1]?.remedy ?? '', /^For faiss-gpu: use faiss-cpu/);
});

test('an extra that can be left out is a note, what builds the package is nothing', async () => {
  const project = (table: string) => read('pyproject.toml', table);
  assert.deepEqual(said(await project('[project.optional-dependencies]\ngpu = ["flash-attn"]\n')), ['gpu-only info']);
  assert.deepEqual(said(await project('[build-system]\nrequires = ["torch==2.1.0", "triton"]\n')), []);
});

test('the CUDA libraries of a lock are one note, other packages for GPUs one warning', async () => {
  const lock = (...names: string[]) =>
    read('uv.lock', names.map((name) => `[[package]]\nname = "${name}"\nversion = "1.0"\n`).join('\n'));
  assert.deepEqual(said(await lock('nvidia-cublas-cu12', 'nvidia-nccl-cu12', 'triton')), ['gpu-only info']);
  assert.deepEqual(said(await lock('nvidia-cublas-cu12', 'flash-attn', 'xformers')), ['gpu-only warning']);
});

test('of several stages each is an environment of its own', async () => {
  const text = (second: string) =>
    `FROM ubuntu AS a\nRUN pip install neuronx-cc==2.26.6360.0\nFROM ${second} AS b\nRUN pip install torch-neuronx==2.9.0.2.12.22436\n`;
  assert.ok(!said(await read('Dockerfile', text('ubuntu'))).includes('mixed-releases warning'));
  assert.ok(said(await read('Dockerfile', text('a'))).includes('mixed-releases warning'));
});

test('systems, names and versions that have ended are told', async () => {
  const on = async (from: string) => {
    const reading = await read('Dockerfile', `FROM ${from}\nRUN pip install "torch-neuronx==2.9.*"\n`);
    return drafts('image/operating-system', { reading }).map(({ key }) => key);
  };
  assert.deepEqual(await on('public.ecr.aws/amazonlinux/amazonlinux:2'), ['Amazon Linux 2']);
  assert.deepEqual(await on('amazonlinux:2.0.20240131.0'), ['Amazon Linux 2']);
  assert.deepEqual(await on('ubuntu:focal-20240216'), ['Ubuntu 20.04']);
  for (const from of ['amazonlinux:2023', 'ubuntu:22.04', 'ubuntu:24.04', 'debian:12'])
    assert.deepEqual(await on(from), []);
  const install = await read('setup.sh', 'sudo apt-get install -y aws-neuron-dkms aws-neuronx-tools\n');
  assert.deepEqual(said(install), ['ended warning']);
  assert.deepEqual(said(await pip('jax==0.4.35')), ['ended warning']);
  assert.deepEqual(said(await pip('jax>=0.4.30', 'flax')), []);
  assert.deepEqual(said(await pip('transformers-neuronx==0.12.313')), ['ended blocker']);
});

test('an image is for the targets of its release', async () => {
  const image = 'public.ecr.aws/neuron/pytorch-inference-vllm-neuronx';
  const about = async (tag: string, target: 'inf2' | 'trn2') =>
    drafts('image/ended', { reading: await read('Dockerfile', `FROM ${image}:${tag}\n`), target }).map(
      ({ message }) => message,
    );
  const [said] = await about('0.29.0.1.2.0-neuronx-py314-sdk2.33.0-ubuntu26.04', 'inf2');
  assert.match(said ?? '', /pytorch-inference-vllm-neuronx:\S+ is for Trn2 and Trn3, and the target is Inf2/);
  assert.deepEqual(await about('0.29.0.1.2.0-neuronx-py314-sdk2.33.0-ubuntu26.04', 'trn2'), []);
  assert.deepEqual(await about('0.13.0-neuronx-py312-sdk2.28.0-ubuntu24.04', 'inf2'), []);
});

test('containers of Neuron get devices that lie next to each other', async () => {
  const image = 'public.ecr.aws/neuron/pytorch-inference-vllm-neuronx:0.29.0.1.2.0-neuronx-py314-sdk2.33.0-ubuntu26.04';
  const devices = (reading: Reading) =>
    drafts('image/neuron-devices', { reading, target: 'trn2' }).map(({ key }) => key);
  const run = async (options: string, command = '') =>
    devices(await read('run.sh', `docker run ${options} ${image} ${command}\n`));
  assert.deepEqual(await run('-p $PORT:80 -e A=$B'), ['none']);
  assert.deepEqual(await run('--device=/dev/neuron0 --device /dev/neuron2'), ['gap']);
  for (const options of ['--device=/dev/neuron3 --device=/dev/neuron2', '--privileged', '-v /dev:/dev', '$DEVICES'])
    assert.deepEqual(await run(options), []);
  assert.deepEqual(await run('-e AWS_NEURON_VISIBLE_DEVICES=ALL'), []);
  assert.deepEqual(await run('-it', 'optimum-cli export neuron -m m out'), []);
  const service = async (rest: string, name = image) =>
    devices(await read('compose.yaml', `services:\n  a:\n    image: ${name}\n${rest}`));
  assert.deepEqual(await service('    ports: ["80:80"]\n'), ['none']);
  assert.deepEqual(await service('    devices: [/dev/neuron0, "/dev/neuron2:/dev/neuron2"]\n'), ['gap']);
  for (const rest of ['    devices: [/dev/neuron0]\n', '    privileged: true\n', '    volumes: ["/dev:/dev"]\n'])
    assert.deepEqual(await service(rest), []);
  assert.deepEqual(await service('', 'redis:7'), []);
});

test('the release of an environment is what all pins have in common', async () => {
  const release = async (...lines: string[]) => {
    const reading = await pip(...lines);
    assert.ok('mentions' in reading);
    return releaseWords(neuronReleaseOf(reading.mentions, knowledge).releases);
  };
  assert.equal(await release('torch-neuronx==2.1.2.2.2.0', 'neuronx-cc==2.14.227.0'), 'SDK 2.19.1');
  assert.equal(await release('torch-neuronx==2.1.2.2.2.0'), 'SDK 2.19.0 to 2.19.1');
  const contradiction = await pip('torch-neuronx==2.1.2.2.2.0', 'neuronx-cc==2.8.0.25', 'numpy');
  assert.ok('mentions' in contradiction);
  const { pins, releases } = neuronReleaseOf(contradiction.mentions, knowledge);
  assert.equal(pins.length, 2);
  assert.deepEqual(releases, []);
});

test('the places of findings show what they speak of', async () => {
  const text = 'torch==2.8.0  # a\nflash_attn\nneuronx-cc==2.14\nxformers>=0.0.2 ; python_version > "3"\n';
  const reading = await read('requirements.txt', text);
  const lines = text.split('\n');
  let places = 0;
  for (const { id } of PACKAGE_RULES)
    for (const draft of drafts(id, { reading }))
      for (const location of draft.locations) {
        assert.ok('range' in location);
        const { start, end } = location.range;
        const shown = (lines[start.line - 1] ?? '').slice(start.column - 1, end.column - 1);
        assert.ok(draft.message.includes(shown), `${id}: "${shown}" in ${draft.message}`);
        places += 1;
      }
  assert.ok(places >= 4);
});

test('long files and many stages are judged quickly', async () => {
  const pins = Array.from({ length: 20_000 }, (_, at) => `neuronx-cc==2.${at}.1`);
  const stages = Array.from(
    { length: 3000 },
    (_, at) => `FROM nvidia/cuda:${at} AS s${at}\nRUN pip install torch==2.${at % 9}.0`,
  );
  const started = performance.now();
  for (const reading of [await pip(...pins), await read('Dockerfile', stages.join('\n'))])
    for (const { id } of PACKAGE_RULES) drafts(id, { reading });
  assert.ok(performance.now() - started < 8000, `${performance.now() - started} ms`);
});
