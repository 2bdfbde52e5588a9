import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FORMATS } from '../../../src/formats';
import type { OtherReading, Reading } from '../../../src/formats/reading';
import { sourceFile } from '../../../src/formats/source-file';
import type { TextRange } from '../../../src/model/finding';
import { memoryHost, noPace } from '../../support/memory-host';
import { read } from '../../support/rule-fixture';

async function reading(path: string, text: string): Promise<OtherReading> {
  const found = await read(path, text);
  assert.ok('mentions' in found, `${path}: ${found.status}`);
  return found;
}

function textAt(text: string, { start, end }: TextRange): string {
  const lines = text.split('\n');
  if (start.line === end.line) return (lines[start.line - 1] ?? '').slice(start.column - 1, end.column - 1);
  return lines.slice(start.line - 1, end.line).join('\n');
}

/** "name specifier" of every package; each place must show what it is of. */
function packagesOf({ mentions }: OtherReading, text: string): string[] {
  return mentions.packages.map(({ name, written, specifier, nameRange, specifierRange, scope }) => {
    assert.equal(textAt(text, nameRange), written);
    if (specifierRange !== null)
      assert.equal(
        textAt(text, specifierRange)
          .replace(/[\s()]/g, '')
          .slice(-1),
        specifier.slice(-1),
      );
    return `${scope === undefined ? '' : `${scope}: `}${name}${specifier}`;
  });
}

test('requirements with options, continued lines, comments and hashes', async () => {
  const text = [
    '# comment',
    '-r base.txt',
    '--extra-index-url=https://pip.repos.neuron.amazonaws.com --trusted-host x',
    'torch==2.9.0  # why',
    'neuronx-cc \\',
    '  ==2.27.* \\',
    '  --hash=sha256:aa',
    '-e git+https://github.com/o/apex.git#egg=apex',
    '-e .',
    './local',
    'numpy<2; python_version < "3.12"',
    '',
  ].join('\n');
  const found = await reading('sub/requirements-gpu.txt', text);
  assert.deepEqual(packagesOf(found, text), ['torch==2.9.0', 'neuronx-cc==2.27.*', 'apex', 'numpy<2']);
  assert.deepEqual(found.facts, {
    packages: 4,
    pinned: 1,
    indexes: ['https://pip.repos.neuron.amazonaws.com'],
    includes: ['base.txt'],
    neuron: { 'neuronx-cc': '==2.27.*' },
  });
  assert.equal(found.status, 'analyzed');
});

test('a line that pip would refuse is named, prose is no requirements file', async () => {
  const found = await reading('requirements.txt', 'torch==2.9.0\nthis is prose\nnumpy\n');
  assert.equal(found.status, 'partial');
  assert.equal(found.reason, 'pip would not understand line 2.');
  await assert.rejects(read('docs/system-requirements.txt', 'You need Ubuntu 24.04.\nAnd some disk space, too.\n'));
});

test('passwords of indexes do not reach the facts', async () => {
  const found = await reading('requirements.txt', '-i https://user:secret@pypi.example.org/simple\nnumpy\n');
  assert.doesNotMatch(JSON.stringify(found.facts), /secret/);
});

test('pyproject.toml of PEP 621, Poetry, uv and Pixi', async () => {
  const text = `[build-system]
requires = ["setuptools>=68"]
[project]
requires-python = ">=3.11"
dependencies = ["torch>=2.9", 'neuronx-cc==2.*']
[project.optional-dependencies]
gpu = ["flash-attn==2.5"]
[tool.poetry.dependencies]
python = "^3.10"
torch = "^2.1"
vllm = { version = "0.4.0", extras = ["a"] }
apex = { git = "https://github.com/NVIDIA/apex" }
[[tool.uv.index]]
url = "https://pip.repos.neuron.amazonaws.com"
`;
  const found = await reading('pyproject.toml', text);
  assert.deepEqual(packagesOf(found, text), [
    'torch>=2.9',
    'neuronx-cc==2.*',
    'optional-dependencies gpu: flash-attn==2.5',
    'build-system: setuptools>=68',
    'torch^2.1',
    'vllm0.4.0',
    'apex',
  ]);
  assert.deepEqual(
    found.mentions.pythons.map(({ specifier }) => specifier),
    ['>=3.11', '^3.10'],
  );
  assert.equal(found.mentions.indexes[0]?.url, 'https://pip.repos.neuron.amazonaws.com');
  assert.equal(found.mentions.packages.find(({ name }) => name === 'vllm')?.pinned, '0.4.0');
});

test('setup.cfg, Conda environments and lock files', async () => {
  const cfg =
    '[metadata]\nname = x\n[options]\npython_requires = >=3.8\ninstall_requires =\n    torch>=1.13\n    numpy\n[options.extras_require]\ngpu =\n    cupy-cuda12x\n';
  assert.deepEqual(packagesOf(await reading('setup.cfg', cfg), cfg), [
    'torch>=1.13',
    'numpy',
    'extra gpu: cupy-cuda12x',
  ]);
  await assert.rejects(read('setup.cfg', '[flake8]\nmax-line-length = 100\n'));

  const env =
    'name: x\nchannels: [nvidia]\ndependencies:\n  - python=3.10\n  - "pytorch::pytorch=2.1.0=py3_cuda"\n  - pip:\n    - flash-attn==2.5.6\n';
  const conda = await reading('environment.yml', env);
  assert.deepEqual(packagesOf(conda, env), ['pytorch=2.1.0', 'flash-attn==2.5.6']);
  assert.equal(conda.mentions.pythons[0]?.specifier, '=3.10');

  const uv =
    'version = 1\n\n[[package]]\nname = "torch"\nversion = "2.9.0"\ndependencies = [\n    { name = "numpy" },\n]\n\n[[package]]\nname = "numpy"\nversion = "2.2.1"\n';
  const lock = await reading('uv.lock', uv);
  assert.deepEqual(packagesOf(lock, uv), ['torch==2.9.0', 'numpy==2.2.1']);
  assert.ok(lock.mentions.packages.every(({ locked }) => locked));

  const pipfile = '{"_meta": {}, "default": {"torch": {"version": "==2.9.0"}}, "develop": {}}';
  assert.deepEqual(packagesOf(await reading('Pipfile.lock', pipfile), pipfile), ['torch==2.9.0']);
  const condaLock = 'version: 1\npackage:\n- name: pytorch\n  version: 2.1.0\n  manager: conda\n';
  assert.deepEqual(packagesOf(await reading('conda-lock.yml', condaLock), condaLock), ['pytorch==2.1.0']);
});

test('a Dockerfile with stages, arguments and both forms of commands', async () => {
  const text = `ARG CUDA=12.1
FROM --platform=linux/arm64 nvidia/cuda:\${CUDA}-devel AS base
ENV V=2.1.2
RUN apt-get update && apt-get install -y git \\
    # a comment
 && pip install torch==\${V} "flash-attn>=2" -r requirements.txt
FROM scratch AS other
FROM base
RUN --mount=type=cache,target=/root <<EOT
pip install vllm
EOT
COPY --from=ghcr.io/astral-sh/uv:0.5 /uv /bin
ENTRYPOINT ["python", "-m", "vllm.entrypoints.openai.api_server"]
CMD ["--model", "x"]
`;
  const { mentions, facts } = await reading('docker/Dockerfile.gpu', text);
  assert.deepEqual(
    mentions.images.map(({ reference, platform, role, shipped, range }) => [
      reference,
      platform,
      role,
      shipped,
      textAt(text, range),
    ]),
    [
      ['nvidia/cuda:12.1-devel', 'linux/arm64', 'base', true, `nvidia/cuda:\${CUDA}-devel`],
      ['ghcr.io/astral-sh/uv:0.5', null, 'container', true, 'ghcr.io/astral-sh/uv:0.5'],
    ],
  );
  assert.deepEqual(
    mentions.packages.map(({ name, pinned, scope }) => [name, pinned, scope]),
    [
      ['git', null, 'stage base'],
      ['torch', '2.1.2', 'stage base'],
      ['flash-attn', null, 'stage base'],
      ['vllm', null, 'stage base'],
    ],
  );
  assert.equal(
    mentions.commands
      .at(-1)
      ?.words.map((word) => word.text)
      .join(' '),
    'python -m vllm.entrypoints.openai.api_server --model x',
  );
  assert.equal(facts.finalImage, 'nvidia/cuda:12.1-devel');
});

test('a Compose file with devices, variables and a command', async () => {
  const text = `services:
  a:
    image: vllm/vllm-openai:\${TAG:-latest}
    runtime: nvidia
    environment: [NVIDIA_VISIBLE_DEVICES=all]
    command: --model "x y" --tensor-parallel-size 4
    devices: ["/dev/neuron0:/dev/neuron0"]
    deploy: { resources: { reservations: { devices: [{ driver: nvidia, count: 2 }] } } }
`;
  const { mentions } = await reading('docker-compose.gpu.yml', text);
  assert.equal(mentions.images[0]?.reference, 'vllm/vllm-openai:latest');
  assert.deepEqual(
    mentions.resources.map(({ name, list, quantity, nameRange }) => [name, list, quantity, textAt(text, nameRange)]),
    [
      ['nvidia', 'runtime', null, 'nvidia'],
      ['nvidia', 'devices', 2, 'nvidia'],
      ['/dev/neuron0', 'devices', null, '/dev/neuron0'],
    ],
  );
  assert.equal(mentions.variables[0]?.value, 'all');
  assert.deepEqual(
    mentions.commands[0]?.words.map((word) => word.text),
    ['--model', 'x y', '--tensor-parallel-size', '4'],
  );
});

const NAMES = [
  'requirements.txt',
  'pyproject.toml',
  'setup.cfg',
  'environment.yml',
  'uv.lock',
  'Pipfile.lock',
  'conda-lock.yml',
  'Dockerfile',
  'docker-compose.yml',
];

async function readOrNull(path: string, content: string | Uint8Array): Promise<Reading | null> {
  const file = sourceFile(memoryHost({ [path]: content }), path, true);
  for (const format of FORMATS) {
    const found = format.matches(path, true) ? await format.read(file, noPace) : null;
    if (found !== null) return found;
  }
  return null;
}

test('broken, binary, deep, repeated and foreign content neither throws nor takes long', async () => {
  const started = performance.now();
  const nests = [
    '[',
    '{',
    'a:\n',
    '- ',
    '"',
    "'",
    '\\\n',
    'a=',
    '[[a]]\n',
    '$',
    '#',
    '<<E ',
    'FROM ',
    'RUN pip install ',
    ',',
    'ENV a=',
  ];
  for (const path of NAMES) {
    for (const unit of nests)
      for (const head of [
        '',
        'services:\n',
        'dependencies:\nname: ',
        'FROM x\nRUN ',
        'a = ',
        '[options]\ninstall_requires = ',
        '{"default": ',
      ])
        await readOrNull(path, head + unit.repeat(20_000));
    await readOrNull(
      path,
      Uint8Array.from({ length: 5000 }, (_, at) => (at * 7919) % 256),
    );
    await readOrNull(path, new Uint8Array());
    await readOrNull(path, Uint8Array.of(0xff, 0xfe, 0x61, 0));
    const bomb = `name: x\nchannels: []\nservices: {}\ndependencies:\na0: &a0 [x]\n${Array.from({ length: 30 }, (_, at) => `a${at + 1}: &a${at + 1} [*a${at}, *a${at}, *a${at}]`).join('\n')}\n`;
    await readOrNull(path, bomb);
  }
  assert.ok(performance.now() - started < 60_000, `${performance.now() - started} ms`);
});

test('broken syntax is told with its place, where the file is of the kind', async () => {
  const toml = await readOrNull('pyproject.toml', '[project]\nname = \n');
  assert.equal(toml?.status, 'unreadable');
  assert.match(toml?.reason ?? '', /^The file is not valid TOML at line 3/);
  const yaml = await readOrNull('environment.yml', 'name: x\nchannels: [a\ndependencies:\n - b: [\n');
  assert.equal(yaml?.status, 'unreadable');
  assert.equal((await readOrNull('requirements.txt', 'a\0b'))?.status, 'unreadable');
  assert.equal(await readOrNull('prod-env.yml', 'just: data\n'), null);
});

test('huge files are left alone, large ones are fast', async () => {
  const huge = await readOrNull('requirements.txt', 'numpy==1.0\n'.repeat(500_000));
  assert.equal(huge?.status, 'skipped');
  const started = performance.now();
  const lock = Array.from({ length: 20_000 }, (_, at) => `[[package]]\nname = "p${at}"\nversion = "1.0"\n`).join('\n');
  const found = await readOrNull('poetry.lock', lock);
  assert.ok(found !== null && 'mentions' in found);
  assert.equal(found.mentions.packages.length, 20_000);
  assert.ok(performance.now() - started < 2000);
});
