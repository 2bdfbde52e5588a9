/** Tables of single nodes with what is inferred for them. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { outputsOf } from './support';

type Options = Parameters<typeof outputsOf>[3];

/** Operator, inputs, outputs as `outputsOf` writes them, attributes and the rest. */
export type Case = readonly [op: string, inputs: readonly string[], outputs: readonly string[], options?: Options];

export function testCases(title: string, cases: readonly Case[]): void {
  test(title, async () => {
    for (const [op, inputs, expected, options] of cases) {
      const found = await outputsOf(op, inputs, expected.length, options);
      assert.deepEqual(found, expected, `${op}(${inputs.join('; ')}) ${JSON.stringify(options ?? {})}`);
    }
  });
}
