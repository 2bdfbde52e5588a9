import type { WeightGroup } from '../inspect/inspect';
import { groupBy } from '../model/group-by';
import { compareText } from '../model/order';
import type { Settings } from '../model/settings';
import type { Target } from '../model/target';
import type { DtypeStatus, Knowledge } from '../neuron/knowledge';
import { dtypeName } from '../onnx/dtypes';
import type { Inference } from '../onnx/infer/engine';
import { tensorType } from '../onnx/infer/value';
import type { DtypeRow } from './types';

/** Element types of values and weights with what the targets make of them; the type of most values first. */
export function dtypeTable(
  inference: Inference,
  weights: readonly WeightGroup[],
  { targets, sdk }: Settings,
  knowledge: Knowledge,
): DtypeRow[] {
  const counts = countValues(inference);
  const stored = new Map(weights.map((group) => [group.dtype, group]));
  const names = new Set([...counts.keys(), ...stored.keys()]);
  return [...names]
    .map((dtype): DtypeRow => {
      const group = stored.get(dtype);
      const claims = targets.map((target) => ({ target, claim: knowledge.dtype(dtype, target, sdk) }));
      return {
        dtype,
        values: counts.get(dtype) ?? group?.tensors ?? 0,
        weights: group?.tensors ?? 0,
        bytes: group === undefined ? 0 : group.bytes,
        support: grouped(claims, ({ claim }) => claim?.status ?? null).map(
          ([status, own]): { targets: Target[]; status: DtypeStatus | null } => ({ targets: own, status }),
        ),
        says: grouped(claims, ({ claim }) => claim?.consequence ?? '')
          .filter(([words]) => words !== '')
          .map(([words, own]) => ({ targets: own, words })),
      };
    })
    .sort((a, b) => b.values - a.values || compareText(a.dtype, b.dtype));
}

function countValues({ graphs }: Inference): Map<string, number> {
  const counts = new Map<number, number>();
  for (const { values } of graphs.values()) {
    for (const value of values.values()) {
      const dtype = tensorType(value)?.dtype ?? 0;
      if (dtype !== 0) counts.set(dtype, (counts.get(dtype) ?? 0) + 1);
    }
  }
  return new Map([...counts].map(([dtype, count]) => [dtypeName(dtype), count]));
}

function grouped<T extends { readonly target: Target }, K>(items: readonly T[], key: (item: T) => K): [K, Target[]][] {
  return [...groupBy(items, key)].map(([value, group]) => [value, group.map(({ target }) => target)]);
}
