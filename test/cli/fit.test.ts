import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cli, folder } from './run';

const CONFIG = JSON.stringify({
  architectures: ['LlamaForCausalLM'],
  model_type: 'llama',
  hidden_size: 4096,
  intermediate_size: 14_336,
  num_hidden_layers: 32,
  num_attention_heads: 32,
  num_key_value_heads: 8,
  vocab_size: 128_256,
  max_position_embeddings: 131_072,
  torch_dtype: 'bfloat16',
});
const AS_OF = ['--as-of', '2026-11-22'];

test('the answer for each target comes first, then instances, degrees and formulas', (t) => {
  const root = folder(t, { 'llm/config.json': CONFIG });
  const run = cli(['fit', root, '--target', 'trn1,trn2', '--sequence', '8192', ...AS_OF]);
  assert.equal(run.code, 0, run.stderr);
  const [name, first, second] = run.stdout.split('\n');
  assert.equal(name, 'llama (LlamaForCausalLM), inference: llm/config.json');
  assert.match(first ?? '', /^ {2}Trn1 {2}Fits on trn1\.2xlarge: .* of 16 GiB per core at TP 1\.|at TP 2\.$/);
  assert.match(second ?? '', /^ {2}Trn2 {2}Fits on trn2\.3xlarge: /);
  assert.match(run.stdout, /TRN1: INSTANCES[\s\S]*TRN1: TENSOR PARALLEL DEGREES[\s\S]*= 2 × layers × KV heads/);
  assert.match(run.stdout, /sequence 8,192 tokens \(planned\)/);
});

test('options win over the planner file, and an instance decides the target', (t) => {
  const planner = 'targets: [trn2]\ndeployment: { tensorParallel: 8, batchSize: 2, sequenceLength: 4096 }\n';
  const root = folder(t, { 'llm/config.json': CONFIG, 'neuron-migration.yaml': planner });
  const asked = [
    'fit',
    root,
    '--format',
    'json',
    '--instance',
    'TRN1.2xlarge',
    '--tensor-parallel',
    '2',
    '--batch',
    '4',
  ];
  const { fit } = JSON.parse(cli([...asked, ...AS_OF]).stdout);
  assert.deepEqual(
    fit[0].targets.map(({ target }: { target: string }) => target),
    ['trn1'],
  );
  assert.match(fit[0].targets[0].answer, /^Fits on the planned trn1\.2xlarge: .* at TP 2\.$/);
  const stated = fit[0].assumptions.map(({ name, value }: { name: string; value: number }) => `${name} ${value}`);
  assert.deepEqual(stated.slice(0, 2), ['batch 4', 'sequence 4096']);
  assert.equal(cli([...asked, ...AS_OF]).stdout, cli([...asked, ...AS_OF]).stdout);
});

test('mistakes are one line and exit code 2', (t) => {
  const root = folder(t, { 'llm/config.json': CONFIG });
  for (const [options, words] of [
    [['--batch', '0'], /--batch wants a whole number of at least 1, not "0"/],
    [['--sequence', '1e9'], /--sequence wants a whole number/],
    [['--tensor-parallel', '2.5'], /--tensor-parallel wants a whole number/],
    [['--data-parallel', 'NaN'], /--data-parallel wants a whole number/],
    [['--instance', 'p5.48xlarge'], /--instance wants an instance type that the Neuron documents name.*"p5\.48xlarge"/],
    [['--dtype', 'int4'], /--dtype wants bfloat16, float16, float32, fp8 or int8, not "int4"/],
    [['--format', 'html'], /--format wants text or json/],
    [['--fail-on', 'never'], /fit takes no option --fail-on/],
  ] as const) {
    const run = cli(['fit', root, ...options]);
    assert.equal(run.code, 2, options.join(' '));
    assert.match(run.stderr, words);
    assert.equal(run.stdout, '');
  }
  assert.equal(cli(['fit']).code, 2);
});

test('a folder without a model says so', (t) => {
  const run = cli(['fit', folder(t, { 'requirements.txt': 'torch\n' }), ...AS_OF]);
  assert.equal(run.code, 0);
  assert.match(run.stdout, /^No model here states its size/);
});
