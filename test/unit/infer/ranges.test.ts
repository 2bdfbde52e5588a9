import assert from 'node:assert/strict';
import test, { describe, it } from 'node:test';
import type proto from 'onnx-proto';
import { inference } from '../../../src/onnx/infer/engine';
import {
  in32Bits,
  interval,
  isWithin,
  ofType,
  remainder,
  times,
  within,
} from '../../../src/onnx/infer/ranges/interval';
import { atOnce } from '../../../src/onnx/infer/walk';
import { modelIndex } from '../../../src/rules/graph/model-index';
import { attribute, modelBytes, node, tensorValue } from '../../support/onnx-builder';
import { type Random, random } from '../../support/random';
import { readBytes } from '../../support/read-model';
import { compute } from '../../support/runtime';

const INT64 = 7;
/** Longer than what the inference keeps as constants, so that only ranges can tell. */
const LENGTH = 600;

/** A program over long lists of INT64: what the values are is known to the runtime alone, their ranges to both. */
function program(seed: number): { graph: proto.onnx.IGraphProto; names: string[] } {
  const r = random(seed);
  const nodes: proto.onnx.INodeProto[] = [];
  const initializers: proto.onnx.ITensorProto[] = [];
  const names: string[] = [];
  const ends: string[] = [];
  const constant = (values: number[], dims: number[]): string => {
    const name = `c${initializers.length}`;
    initializers.push({ name, dataType: INT64, dims, int64Data: values });
    return name;
  };
  const number = (value: number) => constant([value], []);
  const add = (op: string, inputs: string[], attributes: proto.onnx.IAttributeProto[] = []): void => {
    const name = `${op}${nodes.length}`;
    nodes.push(node(op, inputs, [name], attributes));
    names.push(name);
  };
  const some = (): string => names[r.below(names.length)] ?? '';
  add('Range', [number(r.below(20) - 10), number(LENGTH - 10), number(1)]);
  const pads = constant([0, 0], [2]);
  const steps: [() => void, ...(() => void)[]] = [
    () => add('Add', [some(), number(between(r, -50, 50))]),
    () => add('Mul', [some(), number(between(r, -5, 5))]),
    () => add('Sub', [number(between(r, -50, 50)), some()]),
    () => add('Neg', [some()]),
    () => add('Abs', [some()]),
    () => add('Mod', [some(), number(between(r, 2, 40))]),
    () => add('Mod', [some(), number(between(r, 2, 40))], [attribute.int('fmod', 1)]),
    () => add('Div', [some(), number(between(r, 1, 9))]),
    () => add('Clip', [some(), number(between(r, -30, 0)), number(between(r, 1, 30))]),
    () => add('Relu', [some()]),
    () => {
      const one = some();
      add('Equal', [one, number(3)]);
      const condition = names.pop() ?? '';
      add('Where', [condition, one, number(between(r, -9, 9))]);
    },
    () => {
      const one = some();
      add('Less', [one, number(3)]);
      add('Cast', [names.pop() ?? ''], [attribute.int('to', INT64)]);
    },
    () => {
      const one = some();
      add('Min', [one, one, number(between(r, -20, 20))]);
    },
    () => add('Max', [some(), number(between(r, -20, 20))]),
    () => add('CumSum', [some(), number(0)]),
    () => add('Pad', [some(), pads]),
    () => add('Slice', [some(), constant([0], [1]), constant([between(r, 520, 580)], [1])]),
    () => add('ReduceSum', [some()], [attribute.int('keepdims', 1)]),
    () => add('ArgMax', [some()]),
    () => add('Unsqueeze', [some(), constant([0], [1])]),
  ];
  for (let i = 0; i < 12; i++) {
    r.pick(steps)();
    // What is no list of that length any more is an output, and nothing goes on from it.
    if (/^(Slice|ReduceSum|ArgMax|Unsqueeze)/.test(names.at(-1) ?? '')) ends.push(names.pop() ?? '');
  }
  const outputs = [...names, ...ends];
  return {
    graph: { node: nodes, initializer: initializers, output: outputs.map((name) => tensorValue(name, INT64, null)) },
    names: outputs,
  };
}

function between(r: Random, low: number, high: number): number {
  return low + r.below(high - low + 1);
}

test('ranges hold what ONNX Runtime computes, and exact ones are met at both ends', async () => {
  let exact = 0;
  let compared = 0;
  for (let seed = 1; seed <= 60; seed++) {
    const { graph, names } = program(seed);
    const bytes = modelBytes(graph, { opsetImport: [{ domain: '', version: 17 }] });
    const model = await readBytes(bytes);
    const index = modelIndex(model, atOnce(inference(model, {})));
    const [main] = index.scopes;
    assert.ok(main);
    const actual = await compute(bytes).catch(() => null);
    if (actual === null) continue;
    for (const name of names) {
      const elements: readonly number[] = actual.get(name)?.elements ?? [];
      const range = index.rangeOf(main, name);
      if (range === null || elements.length === 0) continue;
      const [low, high] = [Math.min(...elements), Math.max(...elements)];
      assert.ok(
        range.low <= low && range.high >= high,
        `seed ${seed}, ${name}: ${low}..${high} in ${JSON.stringify(range)}`,
      );
      compared++;
      if (range.reach !== 'exact') continue;
      exact++;
      assert.deepEqual([range.low, range.high], [low, high], `seed ${seed}, ${name} is not exact`);
    }
  }
  assert.ok(compared > 300, `${compared} values compared`);
  assert.ok(exact > 60, `${exact} exact ranges compared`);
});

describe('ranges', () => {
  it('know what types hold', () => {
    assert.deepEqual(ofType('INT8'), interval(-128, 127));
    assert.deepEqual(ofType('UINT16'), interval(0, 65535));
    assert.equal(ofType('FLOAT'), null);
    assert.deepEqual(in32Bits('INT64'), interval(-2147483648, 2147483647));
    assert.deepEqual(in32Bits('UINT64'), interval(0, 4294967295));
  });

  it('multiply by their corners and forget what is not sure', () => {
    assert.deepEqual(times(interval(-2, 3, 'exact'), interval(4, 4, 'exact')), interval(-8, 12, 'exact'));
    assert.deepEqual(times(interval(-2, 3, 'exact'), interval(-5, 4, 'exact')), interval(-15, 12));
    assert.deepEqual(
      times(interval(0, 0), interval(Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY)),
      interval(0, 0),
    );
  });

  it('divide by nothing that may be zero', () => {
    assert.equal(remainder(interval(0, 9), interval(-1, 5), false), null);
    assert.deepEqual(remainder(interval(-9, 9), interval(5, 5), false), interval(0, 4));
    assert.deepEqual(remainder(interval(-9, 9), interval(5, 5), true), interval(-4, 4));
  });

  it('meet, and keep the first where they exclude each other', () => {
    assert.deepEqual(within(interval(0, 9), interval(5, 20)), interval(5, 9));
    assert.deepEqual(within(interval(0, 1), interval(5, 20)), interval(0, 1));
    assert.equal(isWithin(interval(0, 9), interval(0, 9)), true);
    assert.equal(isWithin(interval(0, 10), interval(0, 9)), false);
  });
});
