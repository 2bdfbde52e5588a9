import assert from 'node:assert/strict';
import { test } from 'node:test';
import type proto from 'onnx-proto';
import { attribute, node, tensorType, tensorValue } from '../../support/onnx-builder';
import { inferGraph, show } from './support';

const FLOAT = 1;
const INT64 = 7;
const BOOL = 9;

async function shown(
  graph: proto.onnx.IGraphProto,
  names: readonly string[],
  rest: proto.onnx.IModelProto = {},
  pins: Readonly<Record<string, number>> = {},
): Promise<string[]> {
  const { main } = await inferGraph(graph, rest, pins);
  return names.map((name) => show(main.values.get(name)));
}

test('shape computations of exporters keep their symbols', async () => {
  const graph = {
    node: [
      node('Shape', ['x'], ['shape']),
      node('Gather', ['shape', 'one'], ['length']),
      node('Unsqueeze', ['length', 'first'], ['row']),
      node('Concat', ['first', 'row', 'heads', 'rest'], ['wanted'], [attribute.int('axis', 0)]),
      node('Reshape', ['x', 'wanted'], ['y']),
      node('Cast', ['length'], ['real'], [attribute.int('to', FLOAT)]),
      node('Cast', ['real'], ['whole'], [attribute.int('to', INT64)]),
      node('Range', ['zero', 'whole', 'one'], ['positions']),
      node('Equal', ['row', 'rest'], ['open']),
      node('Where', ['open', 'rest', 'row'], ['chosen']),
      node('ConstantOfShape', ['chosen'], ['z']),
    ],
    input: [tensorValue('x', FLOAT, ['batch', 'sequence', 12])],
    initializer: [
      { name: 'zero', dataType: INT64, int64Data: [0] },
      { name: 'one', dataType: INT64, int64Data: [1] },
      { name: 'first', dataType: INT64, dims: [1], int64Data: [0] },
      { name: 'heads', dataType: INT64, dims: [1], int64Data: [3] },
      { name: 'rest', dataType: INT64, dims: [1], int64Data: [-1] },
    ],
  };
  const names = ['wanted', 'y', 'positions', 'z'];
  assert.deepEqual(await shown(graph, names), [
    'INT64[4] = 0, sequence, 3, -1',
    'FLOAT[batch, sequence, 3, 4]',
    'INT64[sequence]',
    'FLOAT[sequence]',
  ]);
  assert.deepEqual(await shown(graph, names, {}, { sequence: 2 }), [
    'INT64[4] = 0, 2, 3, -1',
    'FLOAT[batch, 2, 3, 4]',
    'INT64[2] = 0, 1',
    'FLOAT[2] = 0, 0',
  ]);
});

test('an input whose size is written as a sum follows its parts', async () => {
  const graph = {
    node: [node('Concat', ['past', 'x'], ['all'], [attribute.int('axis', 1)]), node('Add', ['all', 'mask'], ['y'])],
    input: [
      tensorValue('past', FLOAT, ['n', 'p']),
      tensorValue('x', FLOAT, ['n', 's']),
      tensorValue('mask', FLOAT, ['n', 'p + s']),
    ],
  };
  assert.deepEqual(await shown(graph, ['y']), ['FLOAT[n, p + s]']);
  assert.deepEqual(await shown(graph, ['mask'], {}, { p: 3, s: 4 }), ['FLOAT[n, 7]']);
  assert.deepEqual(await shown(graph, ['mask'], {}, { 'p + s': 9 }), ['FLOAT[n, 9]']);
});

test('a pin names a symbol, or an axis of an input', async () => {
  const graph = {
    node: [node('Concat', ['x', 'y'], ['z'], [attribute.int('axis', 1)])],
    input: [tensorValue('x', FLOAT, ['n', null]), tensorValue('y', FLOAT, ['n', 3])],
  };
  assert.deepEqual(await shown(graph, ['z']), ['FLOAT[n, x:1 + 3]']);
  assert.deepEqual(await shown(graph, ['z', 'y'], {}, { n: 2, 'x:1': 4 }), ['FLOAT[2, 7]', 'FLOAT[2, 3]']);
  assert.deepEqual(await shown(graph, ['y'], {}, { 'x:0': 5 }), ['FLOAT[5, 3]']);
});

test('nodes that are stored in no order that runs are ordered, and it is said', async () => {
  const { main, notes } = await inferGraph({
    node: [node('Relu', ['b'], ['c']), node('Relu', ['a'], ['b'])],
    input: [tensorValue('a', FLOAT, [2])],
  });
  assert.equal(show(main.values.get('c')), 'FLOAT[2]');
  assert.deepEqual(
    notes.map(({ text }) => text),
    ['The nodes of the main graph are not stored in an order that runs; they were ordered first.'],
  );
});

test('what a subgraph takes from around it counts for the order', async () => {
  const branch = { name: 'b', node: [node('Relu', ['late'], ['r'])], output: [tensorValue('r', FLOAT, null)] };
  const graphs = [attribute.graph('then_branch', branch), attribute.graph('else_branch', branch)];
  const names = await shown(
    {
      node: [node('If', ['c'], ['y'], graphs), node('Relu', ['x'], ['late'])],
      input: [tensorValue('c', BOOL, []), tensorValue('x', FLOAT, ['n'])],
    },
    ['y'],
  );
  assert.deepEqual(names, ['FLOAT[n]']);
});

test('nodes of a cycle are named, and their values unknown', async () => {
  const { main, notes } = await inferGraph({
    node: [
      node('Add', ['x', 'b'], ['a'], [], { name: 'first' }),
      node('Relu', ['a'], ['b']),
      node('Relu', ['x'], ['y']),
    ],
    input: [tensorValue('x', FLOAT, [2])],
  });
  assert.equal(show(main.values.get('y')), 'FLOAT[2]');
  assert.match(show(main.values.get('b')), /^(FLOAT|\?)$/);
  assert.match(notes.map(({ text }) => text).join(), /wait for each other and cannot run: first, Relu \(b\)/);
});

function branch(name: string, dims: (number | string)[], output = 'r'): proto.onnx.IGraphProto {
  const value = { name: `${name}_v`, dataType: FLOAT, dims: dims.map(Number) };
  return {
    name,
    node: [node('ConstantOfShape', [`${name}_s`], [output])],
    initializer: [{ name: `${name}_s`, dataType: INT64, dims: [dims.length], int64Data: value.dims }],
    output: [tensorValue(output, FLOAT, null)],
  };
}

test('If takes the branch of a constant condition, or what both agree on', async () => {
  const choose = (first: number[], second: number[], condition: string) => ({
    node: [
      node(
        'If',
        [condition],
        ['y'],
        [attribute.graph('then_branch', branch('t', first)), attribute.graph('else_branch', branch('e', second))],
        { name: 'if' },
      ),
    ],
    input: [tensorValue('c', BOOL, [])],
    initializer: [{ name: 'yes', dataType: BOOL, int32Data: [1] }],
  });
  assert.deepEqual(await shown(choose([2, 3], [2, 4], 'c'), ['y']), ['FLOAT[2, y:1]']);
  assert.deepEqual(await shown(choose([2], [2, 4], 'c'), ['y']), ['FLOAT']);
  assert.deepEqual(await shown(choose([2, 3], [5], 'yes'), ['y']), ['FLOAT[2, 3] = 0, 0, 0, 0, 0, 0']);
  const { graphs } = await inferGraph(choose([2, 3], [5], 'yes'));
  assert.deepEqual(
    [...graphs.values()].map(({ path }) => path),
    ['main', 'if.then_branch'],
  );
});

function loopBody(nodes: proto.onnx.INodeProto[], outputs: string[]): proto.onnx.IGraphProto {
  return {
    name: 'body',
    node: nodes,
    input: [tensorValue('i', INT64, []), tensorValue('go', BOOL, []), { name: 'x' }],
    output: outputs.map((name) => ({ name })),
  };
}

test('what a loop carries keeps the sizes that no iteration changes', async () => {
  const body = loopBody(
    [
      node('Concat', ['x', 'row'], ['grown'], [attribute.int('axis', 0)]),
      node('Identity', ['go'], ['on']),
      node('Relu', ['row'], ['each']),
    ],
    ['on', 'grown', 'each'],
  );
  const graph = (count: string) => ({
    node: [node('Loop', [count, '', 'start'], ['end', 'all'], [attribute.graph('body', body)])],
    input: [tensorValue('start', FLOAT, ['n', 4]), tensorValue('row', FLOAT, [1, 4]), tensorValue('m', INT64, [])],
    initializer: [{ name: 'three', dataType: INT64, int64Data: [3] }],
  });
  assert.deepEqual(await shown(graph('three'), ['all']), ['FLOAT[3, 1, 4]']);
  const [end = '', all] = await shown(graph('m'), ['end', 'all']);
  assert.match(end, /^FLOAT\[end:0#\d, 4\]$/);
  assert.equal(all, 'FLOAT[all:0, 1, 4]');
});

test('a loop that adds an axis in each iteration ends with an unknown rank', async () => {
  const body = loopBody(
    [node('Unsqueeze', ['x', 'zero'], ['deeper']), node('Identity', ['go'], ['on'])],
    ['on', 'deeper'],
  );
  const graph = {
    node: [node('Loop', ['', 'c', 'start'], ['end'], [attribute.graph('body', body)])],
    input: [tensorValue('start', FLOAT, [4]), tensorValue('c', BOOL, [])],
    initializer: [{ name: 'zero', dataType: INT64, dims: [1], int64Data: [0] }],
  };
  assert.deepEqual(await shown(graph, ['end']), ['FLOAT']);
});

test('Scan cuts its inputs and stacks its outputs', async () => {
  const body = {
    name: 'body',
    node: [node('Add', ['state', 'part'], ['next']), node('Identity', ['next'], ['out'])],
    input: [{ name: 'state' }, { name: 'part' }],
    output: [{ name: 'next' }, { name: 'out' }],
  };
  const graph = (attributes: proto.onnx.IAttributeProto[]) => ({
    node: [
      node(
        'Scan',
        ['init', 'parts'],
        ['last', 'all'],
        [attribute.graph('body', body), attribute.int('num_scan_inputs', 1), ...attributes],
      ),
    ],
    input: [tensorValue('init', FLOAT, [2]), tensorValue('parts', FLOAT, ['t', 2])],
  });
  assert.deepEqual(await shown(graph([]), ['last', 'all']), ['FLOAT[2]', 'FLOAT[t, 2]']);
  assert.deepEqual(await shown(graph([attribute.ints('scan_output_axes', [-1])]), ['all']), ['FLOAT[2, t]']);
});

test('a local function is inferred for each call with its attributes', async () => {
  const functions = [
    {
      name: 'Top',
      domain: 'own',
      input: ['a', 'b'],
      output: ['r', 's'],
      attribute: ['where'],
      opsetImport: [{ domain: '', version: 17 }],
      node: [
        node('Concat', ['a', 'a'], ['r'], [{ name: 'axis', type: 2, refAttrName: 'where' }]),
        node('Clip', ['a', 'b'], ['s']),
      ],
    },
  ];
  const call = (x: string, y: string, s: string, axis: number) =>
    node('Top', [x], [y, s], [attribute.int('where', axis)], { domain: 'own' });
  const found = await shown(
    {
      node: [call('x', 'y', 's', 0), call('y', 'z', 't', 1)],
      input: [tensorValue('x', FLOAT, ['n', 3])],
    },
    ['y', 'z', 's'],
    {
      functions,
      opsetImport: [
        { domain: '', version: 17 },
        { domain: 'own', version: 1 },
      ],
    },
  );
  assert.deepEqual(found, ['FLOAT[2*n, 3]', 'FLOAT[2*n, 6]', 'FLOAT[n, 3]']);
});

test('declarations fill what is unknown, and contradictions are kept apart', async () => {
  const { main, contradictions } = await inferGraph({
    node: [
      node('NoSuch', ['x'], ['a'], [], { domain: 'own' }),
      node('NonZero', ['x'], ['b']),
      node('Relu', ['x'], ['c']),
      node('Relu', ['x'], ['d']),
    ],
    input: [tensorValue('x', FLOAT, ['n', 3])],
    output: [tensorValue('c', FLOAT, [5, 4])],
    valueInfo: [
      tensorValue('a', FLOAT, ['n', 'other']),
      tensorValue('b', INT64, [2, 7]),
      tensorValue('d', INT64, null),
    ],
  });
  assert.equal(show(main.values.get('a')), 'FLOAT[n, a:1]');
  assert.equal(show(main.values.get('b')), 'INT64[2, 7]');
  assert.equal(show(main.values.get('c')), 'FLOAT[5, 3]');
  assert.equal(show(main.values.get('d')), 'FLOAT[n, 3]');
  assert.deepEqual(
    contradictions.map(({ tensor, message }) => `${tensor}: ${message}`),
    ['c: size 3 of axis 1 is inferred, 4 declared', 'd: FLOAT is inferred, INT64 declared'],
  );
});

test('sequences hand on what their elements share', async () => {
  const graph = {
    node: [
      node('SequenceConstruct', ['x', 'y'], ['s']),
      node('SequenceAt', ['s', 'i'], ['e']),
      node('SequenceAt', ['s', 'i'], ['f']),
      node('SequenceInsert', ['s', 'x'], ['t']),
      node('ConcatFromSequence', ['t'], ['joined'], [attribute.int('axis', 0)]),
      node('SequenceLength', ['t'], ['length']),
    ],
    input: [tensorValue('x', FLOAT, ['n', 2]), tensorValue('y', FLOAT, [3, 2]), tensorValue('i', INT64, [])],
  };
  assert.deepEqual(await shown(graph, ['e', 'f', 'joined', 'length']), [
    'FLOAT[e:0, 2]',
    'FLOAT[f:0, 2]',
    'FLOAT[joined:0, 2]',
    'INT64[]',
  ]);
});

test('an optional that a loop carries may be empty in its first round', async () => {
  const optional = { optionalType: { elemType: tensorType(FLOAT, [2]) } };
  const body = {
    name: 'body',
    node: [node('OptionalHasElement', ['held'], ['full']), node('Identity', ['x'], ['next'])],
    input: [tensorValue('i', INT64, []), tensorValue('go', BOOL, []), { name: 'held', type: optional }],
    output: [tensorValue('go', BOOL, []), tensorValue('next', FLOAT, [2])],
  };
  const inference = await inferGraph({
    node: [node('Loop', ['rounds', '', 'maybe'], ['y'], [attribute.graph('body', body)])],
    input: [tensorValue('x', FLOAT, [2]), tensorValue('rounds', INT64, []), { name: 'maybe', type: optional }],
    output: [tensorValue('y', FLOAT, [2])],
  });
  const inside = [...inference.graphs.values()].find(({ path }) => path !== 'main');
  assert.equal(show(inside?.values.get('full')), 'BOOL[]');
  assert.equal(show(inference.main.values.get('y')), 'FLOAT[2]');
  assert.deepEqual(inference.contradictions, []);
});
