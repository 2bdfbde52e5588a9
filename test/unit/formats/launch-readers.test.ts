import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LAUNCH_FORMATS } from '../../../src/formats/launch';
import type { Mentions } from '../../../src/formats/mentions';
import { sourceFile } from '../../../src/formats/source-file';
import { memoryHost, noPace } from '../../support/memory-host';
import { textAt } from '../../support/text-slice';

async function read(path: string, text: string | Uint8Array, named = false) {
  const file = sourceFile(memoryHost({ [path]: text }), path, named);
  for (const format of LAUNCH_FORMATS) {
    const reading = format.matches(path, named) ? await format.read(file, noPace) : null;
    if (reading !== null) return reading;
  }
  return null;
}

async function mentions(path: string, text: string): Promise<Mentions> {
  const reading = await read(path, text);
  assert.ok(reading !== null && 'mentions' in reading);
  return reading.mentions;
}

const words = ({ commands }: Mentions) => commands.map((command) => command.words.map(({ text }) => text).join(' '));
const set = ({ variables }: Mentions) => variables.map(({ name, value }) => `${name}=${value ?? '?'}`);
const calls = (found: Mentions) => found.calls.map(({ kind, name }) => `${kind} ${name}`);

const cell = (...source: string[]) => ({ cell_type: 'code', source: source.map((line) => `${line}\n`) });
const notebook = (...cells: unknown[]) =>
  JSON.stringify({ cells, metadata: { language_info: { name: 'python' } }, nbformat: 4 }, null, 1);

test('a shell script with its facts', async () => {
  const text =
    '#!/bin/bash\npip install vllm==0.9\nexport NEURON_CC_FLAGS=-O1\nexec vllm serve ./m --tensor-parallel-size 8\n';
  const reading = await read('serve.sh', text);
  assert.equal(reading?.kind, 'shell');
  assert.deepEqual(reading?.facts, {
    programs: ['pip install', 'vllm serve'],
    variables: ['NEURON_CC_FLAGS'],
    packages: 1,
  });
  const found = await mentions('serve.sh', text);
  assert.equal(found.packages[0]?.name, 'vllm');
  assert.equal(found.packages[0] && textAt(text, found.packages[0].range), 'vllm==0.9');
});

test('scripts of other matters are left out, and so are comments', async () => {
  assert.equal(await read('build.sh', 'npm ci && npm run build'), null);
  assert.equal(await read('build.sh', '# for vllm on neuron\nmake'), null);
  assert.equal(await read('run', 'vllm serve m'), null);
  assert.equal((await read('run', '#!/usr/bin/env bash\nvllm serve m'))?.kind, 'shell');
});

test('imports, calls and attributes of Python with resolved names', async () => {
  const text = [
    'import torch, torch_neuronx as tnx',
    'from vllm import LLM as Engine, SamplingParams',
    'from . import vllm_helpers',
    'TP = 8',
    'model.to("cuda:0").eval().cuda()',
    'x = torch.cuda.is_available()',
    'failed = torch.cuda.OutOfMemoryError',
    'trace = tnx.trace(model, (a, b), compiler_args=["--lnc", "2"])',
    'llm = Engine(model="m", tensor_parallel_size=TP, **rest)',
    'print(x)',
  ].join('\n');
  const found = await mentions('a.py', text);
  assert.deepEqual(calls(found), [
    'import torch_neuronx',
    'import vllm.LLM',
    'import vllm.SamplingParams',
    'call .cuda',
    'call .to',
    'call torch.cuda.is_available',
    'attribute torch.cuda.OutOfMemoryError',
    'call torch_neuronx.trace',
    'call vllm.LLM',
  ]);
  const trace = found.calls.find(({ name }) => name === 'torch_neuronx.trace');
  assert.deepEqual(
    trace?.arguments.map(({ name, text: written, value }) => [name, written, value]),
    [
      [null, 'model', undefined],
      [null, '(a, b)', undefined],
      ['compiler_args', '["--lnc", "2"]', ['--lnc', '2']],
    ],
  );
  const llm = found.calls.find(({ name, kind }) => name === 'vllm.LLM' && kind === 'call');
  assert.deepEqual(
    llm?.arguments.map(({ name, value }) => [name, value]),
    [
      ['model', 'm'],
      ['tensor_parallel_size', 8],
      ['**', undefined],
    ],
  );
  const places = found.calls.map(({ range }) => textAt(text, range));
  assert.deepEqual(places.slice(3, 7), [
    '.cuda()',
    '.to("cuda:0")',
    'torch.cuda.is_available()',
    'torch.cuda.OutOfMemoryError',
  ]);
});

test('decorators, variables of the environment and command lines in Python', async () => {
  const text = [
    'import os, subprocess, triton',
    '@triton.jit',
    'def kernel(x): pass',
    'os.environ["NEURON_RT_NUM_CORES"] = "2"',
    'os.environ.setdefault("XLA_USE_BF16", "1")',
    'subprocess.run(["vllm", "serve", "m", "--tensor-parallel-size", str(8)])',
    'os.system("neuronx-cc compile \\"a b\\" --lnc 2")',
  ].join('\n');
  const found = await mentions('a.py', text);
  assert.deepEqual(calls(found), ['import triton', 'attribute triton.jit']);
  assert.deepEqual(set(found), ['NEURON_RT_NUM_CORES=2', 'XLA_USE_BF16=1']);
  assert.deepEqual(words(found), ['vllm serve m --tensor-parallel-size str(8)', 'neuronx-cc compile a b --lnc 2']);
  const last = found.commands[1]?.words.at(-2);
  assert.equal(last && textAt(text, last.range), '--lnc');
});

test('containers that a script starts, and hardware that a call chooses', async () => {
  const script =
    'docker run --rm -it --gpus all -e NVIDIA_VISIBLE_DEVICES=0 -v a:b vllm/vllm-openai:v0.9 --model m -tp 2\n';
  const started = await mentions('run.sh', script);
  assert.deepEqual(
    started.images.map(({ name, tag, range }) => [name, tag, textAt(script, range)]),
    [['vllm/vllm-openai', 'v0.9', 'vllm/vllm-openai:v0.9']],
  );
  assert.deepEqual(set(started), ['NVIDIA_VISIBLE_DEVICES=0']);
  assert.equal(words(started)[1], '--model m -tp 2');
  const code =
    'from sagemaker.pytorch import PyTorchModel\nm.deploy(instance_type="ml.g5.xlarge", image_uri="a/b:1")\n';
  const chosen = await mentions('a.py', code);
  assert.deepEqual(
    chosen.instances.map(({ type, range }) => [type, textAt(code, range)]),
    [['g5.xlarge', '"ml.g5.xlarge"']],
  );
  assert.deepEqual(
    chosen.images.map(({ reference }) => reference),
    ['a/b:1'],
  );
});

test('Python without anything telling is left out', async () => {
  assert.equal(await read('a.py', 'import torch\nprint(torch.zeros(1))'), null);
  assert.equal(await read('a.py', '# cuda\n"""neuron"""\n'), null);
});

test('a notebook: Python, shell lines, magics, and their places in the JSON', async () => {
  const text = notebook(
    cell('import torch', 'model = model.to("cuda")', '%time x = 1', '!pip install "vllm==0.9" \\', '  flash-attn'),
    cell('%env NEURON_CC_FLAGS=--lnc 2', '%set_env A 1', 'torch.cuda.empty_cache()'),
    cell('%%bash', 'export B="c d"', 'torchrun --nproc_per_node 2 a.py'),
    cell('%%writefile x.py', 'import vllm'),
    { cell_type: 'markdown', source: ['vllm'] },
  );
  const reading = await read('a.ipynb', text);
  assert.equal(reading?.kind, 'notebook');
  const found = await mentions('a.ipynb', text);
  assert.deepEqual(calls(found), ['call .to', 'call torch.cuda.empty_cache']);
  assert.deepEqual(
    found.packages.map(({ name }) => name),
    ['vllm', 'flash-attn'],
  );
  assert.deepEqual(set(found), ['NEURON_CC_FLAGS=--lnc 2', 'A=1', 'B=c d']);
  assert.deepEqual(words(found).slice(1), ['torchrun --nproc_per_node 2 a.py']);
  assert.equal(found.calls[0] && textAt(text, found.calls[0].range), '.to(\\"cuda\\")');
  assert.equal(found.variables[0] && textAt(text, found.variables[0].range), 'NEURON_CC_FLAGS=--lnc 2');
  const torchrun = found.commands.at(-1)?.words[0];
  assert.equal(torchrun && textAt(text, torchrun.range), 'torchrun');
});

test('a notebook that is broken is told, one of another language is not', async () => {
  const broken = await read('a.ipynb', '{"cells": [{"cell_type": "code", "source": ["import vllm');
  assert.equal(broken?.status, 'unreadable');
  const other = JSON.stringify({ cells: [cell('cuda')], metadata: { language_info: { name: 'julia' } } });
  assert.equal(await read('a.ipynb', other), null);
  assert.equal(await read('a.ipynb', '["cuda"]'), null);
});

test('hostile sources end soon', async () => {
  const hostile: [string, string][] = [
    ['a.py', `import torch.cuda\n${'('.repeat(50_000)}`],
    ['a.py', `import torch.cuda\n${'a.'.repeat(50_000)}cuda()`],
    ['a.py', `import torch.cuda\n${'f('.repeat(20_000)}`],
    ['a.py', `import torch.cuda\nx = ${'['.repeat(30_000)}`],
    ['a.py', `import torch.cuda\n${'x.cuda()\n'.repeat(50_000)}`],
    ['a.py', `import torch.cuda\n${' '.repeat(100_000)}\n${'\t x\n'.repeat(50_000)}`],
    ['a.py', `import torch.cuda\n"""${'\\'.repeat(300_000)}`],
    ['a.ipynb', notebook(cell(...Array.from({ length: 30_000 }, () => '!vllm \\')))],
    ['a.ipynb', notebook(...Array.from({ length: 10_000 }, () => cell('x.cuda()')))],
    ['a.sh', `vllm ${'"$('.repeat(100_000)}`],
    ['a.sh', `vllm\u0000${'x'.repeat(1000)}`],
  ];
  for (const [path, text] of hostile) {
    const start = performance.now();
    await read(path, text);
    const took = performance.now() - start;
    assert.ok(took < 4000, `${path} ${text.slice(0, 40)} took ${took} ms`);
  }
});

test('bytes that are no text, and files that are too large', async () => {
  assert.equal(await read('a.py', new Uint8Array([0xff, 0x00, 0xc0, 0x63])), null);
  const large = new TextEncoder().encode(`import vllm\n${'#'.repeat(5 * 1024 * 1024)}`);
  assert.equal(await read('a.py', large), null);
  assert.equal((await read('a.py', large, true))?.status, 'skipped');
});
