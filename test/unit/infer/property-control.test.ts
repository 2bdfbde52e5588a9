import assert from 'node:assert/strict';
import test from 'node:test';
import type proto from 'onnx-proto';
import { attribute, modelBytes, node, tensorValue } from '../../support/onnx-builder';
import { BOOL, between, chance, count, FLOAT, INT64, shape } from '../../support/operands';
import { agrees, inferred } from '../../support/operator-case';
import { type Random, random } from '../../support/random';
import { compute } from '../../support/runtime';

/** A graph around one node with subgraphs, whose input is x of that shape. */
interface Control {
  readonly dims: readonly number[];
  readonly node: proto.onnx.INodeProto;
  readonly constants: readonly proto.onnx.ITensorProto[];
  readonly outputs: readonly string[];
}

const flag = (name: string, value: boolean): proto.onnx.ITensorProto => ({
  name,
  dataType: BOOL,
  dims: [],
  int32Data: [value ? 1 : 0],
});

const value = (name: string): proto.onnx.IValueInfoProto => ({ name });

/** Steps on a tensor whose result has a shape of its own: kept, doubled along the first axis, cut to one row. */
function step(r: Random, input: string, output: string): proto.onnx.INodeProto[] {
  switch (r.below(3)) {
    case 0:
      return [node('Neg', [input], [output])];
    case 1:
      return [node('Concat', [input, input], [output], [attribute.int('axis', 0)])];
    default: {
      const bounds = [0, 1].map((at) =>
        node(
          'Constant',
          [],
          [`${output}/${at}`],
          [attribute.tensor('value', { dataType: INT64, dims: [1], int64Data: [at] })],
        ),
      );
      return [...bounds, node('Slice', [input, `${output}/0`, `${output}/1`], [output])];
    }
  }
}

function conditional(r: Random): Control {
  const dims = shape(r, 1, 3);
  const branches = ['then_branch', 'else_branch'].map((name) =>
    attribute.graph(name, { name, node: step(r, 'x', name), output: [value(name)] }),
  );
  return { dims, node: node('If', ['c'], ['y'], branches), constants: [flag('c', chance(r, 2))], outputs: ['y'] };
}

/** Carries x, and collects a tensor in every turn. */
function loop(r: Random): Control {
  const dims = shape(r, 1, 3);
  const body: proto.onnx.IGraphProto = {
    name: 'body',
    input: [tensorValue('i', INT64, []), tensorValue('go', BOOL, []), tensorValue('v', FLOAT, null)],
    node: [node('Identity', ['go'], ['on']), ...step(r, 'v', 'w'), ...step(r, 'x', 'each')],
    output: ['on', 'w', 'each'].map(value),
  };
  const trips = { name: 'm', dataType: INT64, dims: [], int64Data: [between(r, 1, 4)] };
  const outputs = ['last', 'all'];
  return {
    dims,
    node: node('Loop', ['m', 'c', 'x'], outputs, [attribute.graph('body', body)]),
    constants: [trips, flag('c', true)],
    outputs,
  };
}

/** Sums the slices of x along an axis, and collects what a step makes of each. */
function scan(r: Random): Control {
  // Of size 1 a symbol might be broadcast, and the state would not keep its shape.
  const dims = shape(r, 2, 3).map((size) => size + 1);
  const axis = r.below(dims.length);
  const slice = dims.filter((_, at) => at !== axis);
  const body: proto.onnx.IGraphProto = {
    name: 'body',
    input: [tensorValue('s', FLOAT, null), tensorValue('e', FLOAT, null)],
    node: [node('Add', ['s', 'e'], ['t']), ...step(r, 'e', 'each')],
    output: ['t', 'each'].map(value),
  };
  const zeros = { name: 'z', dataType: FLOAT, dims: slice, floatData: new Array<number>(count(slice)).fill(0) };
  const settings = [attribute.int('num_scan_inputs', 1), attribute.ints('scan_input_axes', [axis])];
  const outputs = ['sum', 'all'];
  return {
    dims,
    node: node('Scan', ['z', 'x'], outputs, [attribute.graph('body', body), ...settings]),
    constants: [zeros],
    outputs,
  };
}

function encode(
  { dims, node: only, constants, outputs }: Control,
  given: readonly (number | string)[] | null,
): Uint8Array {
  const x = { name: 'x', dataType: FLOAT, dims: [...dims], floatData: new Array<number>(count(dims)).fill(1) };
  return modelBytes({
    node: [only],
    input: given === null ? [] : [tensorValue('x', FLOAT, given)],
    initializer: given === null ? [...constants, x] : [...constants],
    output: outputs.map(value),
  });
}

const GRAPHS = 40;

for (const [name, make] of Object.entries({ conditional, loop, scan })) {
  test(`types and shapes of a ${name} are what the runtime computes`, async () => {
    let known = 0;
    let values = 0;
    for (let seed = 0; seed < GRAPHS; seed++) {
      const control = make(random(seed));
      const actual = await compute(encode(control, null));
      const symbols = control.dims.map((_, axis) => `s${axis}`);
      const sizes = new Map(symbols.map((symbol, axis) => [symbol, control.dims[axis] ?? 0]));
      for (const dims of [control.dims, symbols]) {
        const { main, contradictions } = await inferred(encode(control, dims), {});
        assert.deepEqual(contradictions, [], `graph ${seed}`);
        for (const [output, expected] of actual) {
          values++;
          if (agrees(main.values.get(output) ?? null, expected, sizes, `${output} of graph ${seed}`)) known++;
        }
      }
    }
    // What grows in each turn of a loop is not followed.
    assert.ok(known >= values * (name === 'loop' ? 0.5 : 1), `${known} of ${values} known`);
  });
}
