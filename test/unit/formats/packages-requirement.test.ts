import assert from 'node:assert/strict';
import { test } from 'node:test';
import { condaSpecAt } from '../../../src/formats/packages/conda-spec';
import { pipInstallOf } from '../../../src/formats/packages/install';
import { requirementOf } from '../../../src/formats/packages/requirement';
import type { TextRange } from '../../../src/model/finding';
import { positionsOf } from '../../../src/text/positions';

function parsed(text: string) {
  const found = requirementOf(text, 0, positionsOf(text));
  if (found === null) return null;
  const of = (range: TextRange | null) =>
    range === null ? null : text.slice(range.start.column - 1, range.end.column - 1);
  const { name, specifier, pinned, extras, marker, source } = found;
  return {
    name,
    specifier,
    pinned,
    extras,
    marker,
    source,
    at: of(found.range),
    nameAt: of(found.nameRange),
    specifierAt: of(found.specifierRange),
  };
}

const PLAIN = { specifier: '', pinned: null, extras: [], marker: null, source: null, specifierAt: null };

test('requirements of PEP 508 give name, extras, specifier and marker with their places', () => {
  assert.deepEqual(parsed('Torch_NeuronX'), {
    ...PLAIN,
    name: 'torch-neuronx',
    at: 'Torch_NeuronX',
    nameAt: 'Torch_NeuronX',
  });
  assert.deepEqual(parsed('optimum[neuronx, Onnx_Runtime] >= 1.2 , <2 ; python_version < "3.12"'), {
    ...PLAIN,
    name: 'optimum',
    extras: ['neuronx', 'onnx-runtime'],
    specifier: '>=1.2,<2',
    marker: 'python_version < "3.12"',
    at: 'optimum[neuronx, Onnx_Runtime] >= 1.2 , <2',
    nameAt: 'optimum',
    specifierAt: '>= 1.2 , <2',
  });
  assert.equal(parsed('torch (>=2.1,<3)')?.specifier, '>=2.1,<3');
  assert.equal(parsed('torch==2.1.2+cu121')?.pinned, '2.1.2+cu121');
  assert.equal(parsed('torch==2.9.*')?.pinned, null);
  assert.equal(parsed('torch==$VERSION')?.specifier, '==$VERSION');
  assert.equal(parsed('torch==$VERSION')?.pinned, null);
  assert.equal(parsed('torch==2.1.0 --hash=sha256:aa')?.pinned, '2.1.0');
});

test('what is no requirement gives null', () => {
  for (const text of ['', '# comment', '-r base.txt', './local', 'torch 2.1', 'a[b', '(torch)', 'a (>=1'])
    assert.equal(parsed(text), null, text);
});

test('direct references name the package where something says it', () => {
  const wheel = parsed('https://download.pytorch.org/whl/cu121/torch-2.1.2%2Bcu121-cp310-cp310-linux_x86_64.whl');
  assert.equal(wheel?.name, 'torch');
  assert.equal(wheel?.pinned, '2.1.2+cu121');
  assert.equal(wheel?.nameAt, 'torch');
  assert.equal(
    parsed('flash-attn @ https://example.org/f.whl ; sys_platform == "linux"')?.source,
    'https://example.org/f.whl',
  );
  assert.equal(parsed('git+https://github.com/Dao-AILab/flash-attention.git@release/2.5')?.nameAt, 'flash-attention');
  assert.equal(parsed('git+ssh://git@github.com/o/apex.git#egg=apex_x&subdirectory=a')?.nameAt, 'apex_x');
  assert.equal(parsed('https://example.org/'), null);
});

test('long hostile requirements take linear time', () => {
  const started = performance.now();
  for (const unit of ['a', '-', '[', ',', '>=1,', 'a-1', 'git+', '(', '@', '.git@', '=1.1'])
    for (const head of ['', 'a', 'a[', 'a>=1,', 'git+https://h/']) parsed(head + unit.repeat(100_000));
  assert.ok(performance.now() - started < 4000);
});

/** The words of a command line; quoted ones keep the quotes in their range, as a shell reader gives them. */
function words(line: string) {
  return [...line.matchAll(/"([^"]*)"|(\S+)/g)].map((found) => ({
    text: found[1] ?? found[2] ?? '',
    range: {
      start: { line: 1, column: found.index + 1 },
      end: { line: 1, column: found.index + 1 + found[0].length },
    },
    literal: true,
  }));
}

function installed(line: string) {
  const { packages, indexes, files, pythons } = pipInstallOf(words(line));
  const of = (range: TextRange) => line.slice(range.start.column - 1, range.end.column - 1);
  return {
    packages: packages.map(({ name, specifier, nameRange, installer }) => {
      assert.ok(of(nameRange).length > 0);
      return `${installer} ${of(nameRange)} ${name}${specifier}`;
    }),
    indexes: indexes.map(({ url }) => url),
    files: files.map(({ text }) => text),
    pythons: pythons.map(({ specifier }) => specifier),
  };
}

test('install commands of pip, uv, conda and the system give what they install', () => {
  assert.deepEqual(
    installed('python3 -m pip install -U "torch>=2.1" -r req.txt --extra-index-url=https://x/simple vllm[a]==0.4 .'),
    {
      packages: ['pip torch torch>=2.1', 'pip vllm vllm==0.4'],
      indexes: ['https://x/simple'],
      files: ['req.txt'],
      pythons: [],
    },
  );
  assert.deepEqual(installed('uv pip install --system -rreq.txt flash-attn').packages, ['pip flash-attn flash-attn']);
  assert.deepEqual(installed('uv add ruff@0.5.0').packages, ['pip ruff ruff==0.5.0']);
  assert.deepEqual(installed('conda install -y -c nvidia python=3.10 pytorch=2.1.0 cudatoolkit'), {
    packages: ['conda pytorch pytorch=2.1.0', 'conda cudatoolkit cudatoolkit'],
    indexes: ['nvidia'],
    files: [],
    pythons: ['=3.10'],
  });
  assert.deepEqual(installed('apt-get install -y --no-install-recommends aws-neuronx-tools=2.* git').packages, [
    'system aws-neuronx-tools aws-neuronx-tools=2.*',
    'system git git',
  ]);
  assert.deepEqual(installed('yum install -y aws-neuronx-runtime-lib-2.20.*').packages, [
    'system aws-neuronx-runtime-lib aws-neuronx-runtime-lib=2.20.*',
  ]);
});

test('other commands install nothing', () => {
  for (const line of [
    '',
    'pip',
    'pip freeze',
    'python train.py install torch',
    'echo pip install torch',
    'apt-get update',
    'conda activate install',
  ])
    assert.deepEqual(installed(line).packages, [], line);
});

test('specifications of Conda', () => {
  const spec = (text: string) => {
    const found = condaSpecAt(text, (start, end) => ({
      start: { line: 1, column: start + 1 },
      end: { line: 1, column: end + 1 },
    }));
    return found && [found.name, found.specifier, found.pinned];
  };
  assert.deepEqual(spec('numpy'), ['numpy', '', null]);
  assert.deepEqual(spec('conda-forge::pytorch=2.1.0=py3.10_cuda12'), ['pytorch', '=2.1.0', '2.1.0']);
  assert.deepEqual(spec('pytorch=2.1'), ['pytorch', '=2.1', null]);
  assert.deepEqual(spec('pytorch 2.1.*'), ['pytorch', '=2.1.*', null]);
  assert.deepEqual(spec('pytorch >=2.1,<3'), ['pytorch', '>=2.1,<3', null]);
  assert.deepEqual(spec("nccl[version='>=2.1']"), ['nccl', '>=2.1', null]);
});
