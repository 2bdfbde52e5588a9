import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { inference } from '../../../src/onnx/infer/engine';
import { atOnce } from '../../../src/onnx/infer/walk';
import { config, drafts, graph, node, onnx, type Situation, tensor } from '../../support/rule-fixture';

const severities = (id: string, situation: Situation) => drafts(id, situation).map(({ severity }) => severity);
const messages = (id: string, situation: Situation) => drafts(id, situation).map(({ message }) => message);

describe('operators', () => {
  const reshapeBy = (nodes: ReturnType<typeof node>[], weights: string[] = []) => ({
    reading: onnx({ inputs: ['x: FLOAT 2 3', 'n: INT64 1'], weights, nodes: [...nodes, node('Reshape(x, s) -> y')] }),
  });

  it('take a shape from an initializer, a constant or a shape for granted', () => {
    const constant = node('Constant() -> s', { value: tensor('c: INT64 2') });
    assert.deepEqual(drafts('onnx/data-dependent-shape', reshapeBy([], ['s: INT64 2'])), []);
    assert.deepEqual(drafts('onnx/data-dependent-shape', reshapeBy([constant])), []);
    assert.deepEqual(drafts('onnx/data-dependent-shape', reshapeBy([node('Shape(x) -> s')])), []);
  });

  it('do not fire on what cannot be told: an unknown operator, a function of the model', () => {
    assert.deepEqual(drafts('onnx/data-dependent-shape', reshapeBy([node('com.example::Sizes(n) -> s')])), []);
    const reading = onnx({
      inputs: ['n: INT64 1', 'x: FLOAT 4'],
      nodes: [node('my::Sizes(n) -> s'), node('Reshape(x, s) -> y')],
      functions: [
        {
          name: 'Sizes',
          domain: 'my',
          overload: '',
          inputs: ['a'],
          outputs: ['b'],
          attributes: [],
          attributeDefaults: [],
          nodes: [node('NonZero(a) -> b')],
          valueInfo: [],
          opsets: new Map([['', 13]]),
        },
      ],
    });
    const [found, ...rest] = drafts('onnx/data-dependent-shape', { reading });
    assert.equal(found?.message, 'NonZero on INT64 gives an output whose shape depends on the data.');
    assert.deepEqual(found?.locations, [
      { path: 'model.onnx', graph: 'my::Sizes', op: 'ai.onnx::NonZero', tensor: 'b' },
    ]);
    assert.deepEqual(rest, []);
    assert.deepEqual(drafts('onnx/foreign-domain', { reading }), []);
  });

  it('report a shape that is a graph input, or computed from one', () => {
    for (const nodes of [[node('Identity(n) -> s')], [node('Cast(n) -> m', { to: 7 }), node('Concat(m, m) -> s')]])
      assert.deepEqual(severities('onnx/data-dependent-shape', reshapeBy(nodes)), ['blocker']);
  });

  it('see a graph input with an initializer as the constant that it is', () => {
    assert.deepEqual(drafts('onnx/data-dependent-shape', reshapeBy([node('Identity(n) -> s')], ['n: INT64 1'])), []);
  });

  it('follow the values of the outer graph into subgraphs', () => {
    const body = graph({ nodes: [node('Reshape(x, n) -> z')] });
    const reading = onnx({
      inputs: ['flag: BOOL', 'x: FLOAT 4', 'n: INT64 1'],
      nodes: [node('If(flag) -> y', { then_branch: body, else_branch: graph({}) })],
    });
    const [found] = drafts('onnx/data-dependent-shape', { reading });
    assert.equal(found?.locations[0] && 'graph' in found.locations[0] && found.locations[0].graph, '#0.then_branch');
  });

  it('name a graph within a graph by its path, as the inference does', () => {
    const choice = (flag: string, within: ReturnType<typeof graph>) =>
      node(`If(${flag}) -> y`, { then_branch: within, else_branch: graph({}) });
    const inner = graph({ inputs: [], outputs: ['z: FLOAT 1'], nodes: [node('Reshape(x, n) -> z')] });
    const reading = onnx({
      inputs: ['flag: BOOL', 'x: FLOAT 4', 'n: INT64 1'],
      nodes: [choice('flag', graph({ nodes: [choice('flag', inner)] }))],
    });
    const [found] = drafts('onnx/data-dependent-shape', { reading });
    const paths = [...atOnce(inference(reading.model, {})).graphs.values()].map(({ path }) => path);
    const [at] = found?.locations ?? [];
    assert.equal(at && 'graph' in at && at.graph, '#0.then_branch/#0.then_branch');
    assert.ok(paths.includes('#0.then_branch/#0.then_branch'));
  });

  it('say what folds away as a note', () => {
    const reading = onnx({
      inputs: ['x: FLOAT 2 3'],
      nodes: [node('Shape(x) -> s'), node('ConstantOfShape(s) -> c'), node('NonZero(c) -> y')],
    });
    assert.deepEqual(severities('onnx/data-dependent-shape', { reading }), ['info']);
  });

  it('group nodes by operator and condition, and count all', () => {
    const nodes = Array.from({ length: 30 }, (_, i) => node(`GridSample(x, g) -> y${i}`));
    const [found, ...rest] = drafts('onnx/operator-unsupported', {
      reading: onnx({ inputs: ['x: FLOAT 1 1 4 4', 'g: FLOAT 1 4 4 2'], nodes }),
    });
    assert.equal(found?.occurrences, 30);
    assert.equal(found?.locations.length, 20);
    assert.deepEqual(rest, []);
  });

  it('find the element type behind nodes that keep it', () => {
    const reading = onnx({
      inputs: ['x: FLOAT 4 4'],
      weights: ['k: INT64 1', 'axes: INT64 1'],
      nodes: [
        node('Cast(x) -> a', { to: 6 }),
        node('Unsqueeze(a, axes) -> b'),
        node('Transpose(b) -> c'),
        node('TopK(c, k) -> v, i'),
      ],
    });
    assert.deepEqual(messages('onnx/topk-integer-input', { reading }), [
      'TopK works on INT32 values, which the compiler refuses.',
    ]);
  });

  it('judge integer products by target and flag', () => {
    const of = (dtype: string, rest: Omit<Situation, 'reading'>) =>
      drafts('onnx/integer-matmul', {
        reading: onnx({ inputs: [`a: ${dtype} 2 2`, `b: ${dtype} 2 2`], nodes: [node('MatMul(a, b) -> y')] }),
        ...rest,
      }).map(({ severity, neuronError }) => [severity, neuronError]);
    const flags = (value: string) => ({ deployment: { compilerFlags: [`--implicit-integer-downcast=${value}`] } });
    assert.deepEqual(of('INT32', { target: 'trn2' }), [['warning', 'NCC_EVRF035']]);
    assert.deepEqual(of('INT32', { target: 'inf2' }), [['warning', undefined]]);
    assert.deepEqual(of('INT64', { target: 'inf2' }), [['warning', 'NCC_EVRF035']]);
    assert.deepEqual(of('INT32', { target: 'trn2', ...flags('none') }), [['blocker', 'NCC_EVRF035']]);
    assert.deepEqual(of('INT32', { target: 'trn2', ...flags('pow,dot') }), [['info', undefined]]);
  });
});

describe('dynamic dimensions', () => {
  it('count -1 and an empty symbol as left open, and skip inputs that an initializer gives', () => {
    const reading = onnx({ inputs: ['x: FLOAT -1 3', 'w: FLOAT n 3'], weights: ['w: FLOAT 3 3'] });
    assert.deepEqual(messages('onnx/dynamic-dimension', { reading }), ['x:0 leaves 1 of 2 values dynamic: x [?, 3].']);
    assert.deepEqual(
      drafts('onnx/dynamic-dimension', { reading }).map(({ pins }) => pins),
      [['x:0']],
    );
  });

  it('report an unknown rank', () => {
    assert.deepEqual(messages('onnx/dynamic-dimension', { reading: onnx({ inputs: ['x: FLOAT'] }) }), [
      'Inputs without a shape leave 1 of 1 value dynamic: x (rank unknown).',
    ]);
    assert.ok(
      drafts('onnx/dynamic-dimension', { reading: onnx({ inputs: ['x: FLOAT'] }) }).every(
        (draft) => !('pins' in draft),
      ),
    );
  });

  it('let a pin of the symbol win, whatever characters it has', () => {
    const reading = onnx({ inputs: ['x: FLOAT N*2 3'] });
    assert.equal(drafts('onnx/dynamic-dimension', { reading }).length, 1);
    assert.deepEqual(drafts('onnx/dynamic-dimension', { reading, pins: { 'N*2': 4 } }), []);
    assert.deepEqual(drafts('onnx/dynamic-dimension', { reading, pins: { 'x:0': 4 } }), []);
  });
});

describe('types', () => {
  it('only note scalar 64-bit constants', () => {
    const reading = onnx({ nodes: [node('Constant() -> c', { value: tensor('v: DOUBLE') })] });
    assert.deepEqual(severities('onnx/dtype-float64', { reading }), ['info']);
  });

  it('state no default of 64-bit integers on Trn2 from SDK 2.33 on', () => {
    const reading = onnx({ inputs: ['ids: INT64 1 8'] });
    const say = (sdk: string, flags: string[] = []) =>
      messages('onnx/int64-narrowing', { reading, target: 'trn2', sdk, deployment: { compilerFlags: flags } });
    assert.match(say('2.31.1', ['--native-int64=enabled'])[0] ?? '', /is cut to 32 bits/);
    assert.match(say('2.32.0')[0] ?? '', /is cut to 32 bits/);
    assert.match(say('2.33.1')[0] ?? '', /no document states/);
    assert.match(say('2.33.1', ['--native-int64', 'disabled'])[0] ?? '', /is cut to 32 bits/);
    assert.deepEqual(say('2.33.1', ['--native-int64=enabled']), []);
  });

  it('refuse FNUZ variants everywhere and take E5M2', () => {
    const of = (dtype: string, target: 'inf2' | 'trn3') =>
      severities('onnx/dtype-float8', { reading: onnx({ weights: [`w: ${dtype} 4`] }), target });
    assert.deepEqual(of('FLOAT8E4M3FNUZ', 'trn3'), ['blocker']);
    assert.deepEqual(of('FLOAT8E5M2', 'inf2'), []);
  });

  it('judge complex64 by release', () => {
    const reading = onnx({ inputs: ['x: COMPLEX64 4'] });
    assert.deepEqual(severities('onnx/dtype-complex', { reading, sdk: '2.31.0' }), ['warning']);
    assert.deepEqual(severities('onnx/dtype-complex', { reading, sdk: '2.33.1', target: 'trn2' }), ['warning']);
    assert.deepEqual(severities('onnx/dtype-complex', { reading: onnx({ inputs: ['x: COMPLEX128 4'] }) }), ['blocker']);
  });
});

describe('external data', () => {
  const of = (location: string, state: 'present' | 'missing' | 'absolute' | 'leaves-root' | 'link-leaves-root') =>
    drafts('onnx/external-data', {
      reading: onnx({ external: [{ location, state, size: 8, claimed: 8, tensors: 1 }] }),
    }).map(({ key, severity }) => `${key}: ${severity}`);

  it('may be absent, but not lie outside or be reached through ".."', () => {
    assert.deepEqual(of('w.bin', 'missing'), ['missing: info']);
    assert.deepEqual(of('/w.bin', 'absolute'), ['absolute: warning']);
    assert.deepEqual(of('../../w.bin', 'leaves-root'), ['leaves-root: warning']);
    assert.deepEqual(of('w.bin', 'link-leaves-root'), ['link-leaves-root: warning']);
    assert.deepEqual(of('sub/../w.bin', 'present'), ['upwards: warning']);
    assert.deepEqual(of('sub/w..bin', 'present'), []);
  });
});

describe('configs', () => {
  const llama = { modelType: 'llama', architectures: ['LlamaForCausalLM'], attentionHeads: 64, keyValueHeads: 8 };
  const parallel = (tensorParallel: number, route: 'vllm-neuron' | 'nxd-inference' | 'optimum-neuron', facts = llama) =>
    drafts('config/heads-tensor-parallel', {
      reading: config(facts),
      target: 'trn2',
      deployment: { tensorParallel, route },
    }).map(({ key, severity }) => `${key}: ${severity}`);

  it('note copied key/value heads, and warn of those that fit no core', () => {
    assert.deepEqual(parallel(8, 'vllm-neuron'), []);
    assert.deepEqual(parallel(32, 'vllm-neuron'), ['key-value-heads: info']);
    assert.deepEqual(parallel(16, 'vllm-neuron', { ...llama, keyValueHeads: 12 }), ['key-value-heads: warning']);
  });

  it('warn of heads that do not divide, though the library of NxD Inference pads them', () => {
    const facts = { ...llama, attentionHeads: 40, keyValueHeads: 40 };
    assert.deepEqual(parallel(16, 'vllm-neuron', facts), ['heads: warning']);
    assert.deepEqual(parallel(16, 'nxd-inference', facts), ['heads: warning']);
  });

  it('leave encoders alone', () => {
    const reading = config({ modelType: 'bert', architectures: ['BertModel'], attentionHeads: 12 });
    assert.deepEqual(drafts('config/heads-tensor-parallel', { reading, deployment: { tensorParallel: 8 } }), []);
  });

  it('say where a model is documented instead', () => {
    const reading = config({ modelType: 'mistral', architectures: ['MistralForCausalLM'] });
    const [found] = drafts('config/model-type-without-route', { reading, deployment: { route: 'optimum-neuron' } });
    assert.match(found?.message ?? '', /^Optimum Neuron does not document mistral \(MistralForCausalLM\)/);
    assert.match(found?.why ?? '', /with NxD Inference on Trn2, Trn3, Inf2 up to SDK 2\.28/);
    assert.equal(found?.confidence, 'undocumented');
  });

  it('leave it to one finding that the planned route does not cover the target', () => {
    const situation: Situation = {
      reading: config(llama),
      target: 'inf2',
      deployment: { route: 'vllm-neuron' },
    };
    assert.deepEqual(drafts('config/model-type-without-route', situation), []);
    assert.match(messages('config/route-unavailable', situation)[0] ?? '', /vLLM Neuron does not cover Inf2/);
  });

  it('warn, not block, of a sequence beyond rotary positions', () => {
    const of = (document: Record<string, unknown>) =>
      severities('config/sequence-length', {
        reading: config({ modelType: 'qwen2', maxPositions: 4096 }, document),
        deployment: { sequenceLength: 8192 },
      });
    assert.deepEqual(of({ rope_theta: 10000 }), ['warning']);
    assert.deepEqual(of({}), ['warning']);
  });
});

describe('a target whose support has ended', () => {
  it('gets no other finding', () => {
    const situation: Situation = { reading: onnx({ inputs: ['x: DOUBLE n'] }), target: 'inf1' };
    assert.deepEqual(severities('target/ended', situation), ['blocker']);
    for (const id of ['onnx/dtype-float64', 'onnx/dynamic-dimension', 'onnx/not-compiled-directly'])
      assert.deepEqual(drafts(id, situation), []);
    assert.equal(drafts('target/ended', { ...situation, sdk: '2.26.1' }).length, 0);
  });
});

describe('names out of a model', () => {
  it('are shown on one line, without control characters, and cut when long', () => {
    const reading = onnx({ inputs: [`a\nb\u202e${'x'.repeat(500)}: FLOAT n`] });
    const [message = ''] = messages('onnx/dynamic-dimension', { reading });
    assert.doesNotMatch(message, /[\n\u202e]/);
    assert.ok(message.length < 200, String(message.length));
  });
});

describe('graphs that cannot run', () => {
  const found = (reading: ReturnType<typeof onnx>, id: string) =>
    drafts(id, { reading }).map(({ severity, confidence, key }) => [key, severity, confidence]);

  it('are no clean bill: cycles and missing values are warnings, a mere order is a note', () => {
    const cycle = onnx({ inputs: ['x: FLOAT 2'], nodes: [node('Add(x, b) -> a'), node('Relu(a) -> b')] });
    const missing = onnx({ inputs: ['x: FLOAT 2'], nodes: [node('Add(x, gone) -> y')] });
    const order = onnx({ inputs: ['x: FLOAT 2'], nodes: [node('Relu(a) -> y'), node('Relu(x) -> a')] });
    assert.deepEqual(found(cycle, 'onnx/inference-notes'), [['cycle', 'warning', 'inferred']]);
    assert.deepEqual(found(missing, 'onnx/inference-notes'), [['missing', 'warning', 'inferred']]);
    assert.deepEqual(found(order, 'onnx/inference-notes'), [['order', 'info', 'inferred']]);
  });

  it('warn of inputs that do not fit, and note a declaration that is wrong', () => {
    const misfit = onnx({ inputs: ['a: FLOAT 3 4', 'b: FLOAT 5 6'], nodes: [node('MatMul(a, b) -> y')] });
    assert.deepEqual(found(misfit, 'onnx/contradiction'), [['contradictions', 'warning', 'inferred']]);
  });
});
