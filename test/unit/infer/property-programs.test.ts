import assert from 'node:assert/strict';
import test from 'node:test';
import { agrees, inferred } from '../../support/operator-case';
import { random } from '../../support/random';
import { compute } from '../../support/runtime';
import { shapeProgram } from '../../support/shape-program';

const PROGRAMS = 60;
const STEPS = 40;

test('computed shapes and their elements are what the runtime computes, with sizes, pins and symbols', async () => {
  const seen = { values: 0, unknown: 0, unknownSymbolic: 0 };
  for (let seed = 0; seed < PROGRAMS; seed++) {
    const program = shapeProgram(random(seed), STEPS);
    const actual = await compute(program.encode(null));
    const symbols = program.dims.map((_, axis) => `s${axis}`);
    const sizes = new Map(symbols.map((name, axis) => [name, program.dims[axis] ?? 0]));
    const symbolic = program.encode(symbols);
    const runs = {
      static: await inferred(program.encode(program.dims), {}),
      pinned: await inferred(symbolic, Object.fromEntries(sizes)),
      symbolic: await inferred(symbolic, {}),
    };
    for (const [style, { main, contradictions }] of Object.entries(runs)) {
      assert.deepEqual(contradictions, [], `program ${seed}, ${style}`);
      for (const [name, expected] of actual) {
        const known = agrees(main.values.get(name) ?? null, expected, sizes, `${name} of program ${seed}, ${style}`);
        seen.values++;
        if (!known && style === 'symbolic') seen.unknownSymbolic++;
        else if (!known) seen.unknown++;
      }
    }
  }
  assert.ok(seen.values > 3000, `${seen.values} values`);
  assert.equal(seen.unknown, 0);
  // What is left is a size times a fraction, rounded down.
  assert.ok(seen.unknownSymbolic < seen.values / 200, `${seen.unknownSymbolic} of ${seen.values}`);
});
