import { dtypeName } from '../../onnx/dtypes';
import { type Interval, in32Bits, isWithin, within } from '../../onnx/infer/ranges/interval';
import { rangeOf } from '../../onnx/infer/ranges/operators';
import { tensorType } from '../../onnx/infer/value';
import { type OnnxContext, onnxRule } from '../define';
import { onlySizes } from '../graph/compile-time';
import { type ModelIndex, modelIndex, type Place } from '../graph/model-index';
import { oncePerModel } from '../graph/once';
import { rangeNode } from '../graph/ranges';
import { nodeLocations } from '../locations';
import type { Draft } from '../rule';
import { listed, sentences, show } from '../words';
import { type Int64Fate, int64Fate, NATIVE_FLAG } from './int64-fate';

/** Operators whose result may be larger than what they read. Pow and MatMul on integers have rules of their own. */
const GROWING: readonly string[] = [
  'Mul',
  'Add',
  'Sub',
  'Sum',
  'ReduceSum',
  'ReduceSumSquare',
  'ReduceL1',
  'ReduceProd',
  'CumSum',
  'BitShift',
];

/** Arithmetic on 64-bit integers whose result may need more than 32 bits. */
export const int64Overflow = onnxRule(
  {
    id: 'onnx/int64-overflow',
    phase: 'validation',
    page: {
      title: '64-bit arithmetic that may exceed 32 bits',
      what: 'Reports products, sums and shifts of 64-bit integers whose result may lie outside the 32-bit range, one finding for each type in a file. The range of every value is worked out from constants, shapes, indices and the operators between: what provably fits is not reported, nor are shape computations, which fold away or end in sizes alone. Inputs named as masks count as 0 and 1, and inputs that index a table stay below its length.',
      why: 'Where 64-bit integers become 32-bit ones, a result outside that range wraps around without an error. Hashes, time stamps, large ids and sums over them are the usual victims.',
      fix: 'Compute such values on the CPU and pass the result, split them into two 32-bit parts, or use float32 where 24 bits are enough. On Trn2 and Trn3 --native-int64=enabled keeps 64 bits at a cost in speed.',
      example: {
        before: 'bucket = (ids * 2654435761) % 50000   # int64 on the device',
        after: 'bucket = torch.from_numpy(hash_on_cpu(ids))  # int32 input of the model',
        language: 'python',
      },
      sources: ['compiler-cli', 'data-types'],
      since: '0.1.0',
    },
  },
  function* (context) {
    const { reading, inference } = context;
    const index = modelIndex(reading.model, inference);
    for (const dtype of ['INT64', 'UINT64']) {
      const fate = int64Fate(dtype, context);
      if (fate === null || fate.fate === 'kept') continue;
      const places = overflowing(index).get(dtype) ?? [];
      if (places.length > 0) yield draftOf(dtype, fate, places, context);
    }
  },
);

const overflowing = oncePerModel((index): ReadonlyMap<string, readonly Place[]> => {
  const found = new Map<string, Place[]>([
    ['INT64', []],
    ['UINT64', []],
  ]);
  for (const op of GROWING)
    for (const place of index.operators.get(`ai.onnx::${op}`) ?? []) {
      const dtype = dtypeName(tensorType(index.valueOf(place.scope, place.node.outputs[0] ?? ''))?.dtype ?? 0);
      const own = found.get(dtype);
      if (own !== undefined && mayOverflow(place, dtype, index)) own.push(place);
    }
  return found;
});

/** Whether the node takes values that fit into 32 bits to one that need not; adding a small number to any counts as no growth. */
function mayOverflow(place: Place, dtype: string, index: ModelIndex): boolean {
  const { scope, node } = place;
  const output = node.outputs[0] ?? '';
  if (index.isFolded(place)) return false;
  if (['constant', 'static'].includes(index.natureOf(scope, output))) return false;
  const limits = in32Bits(dtype);
  const inputs = node.inputs.map((name) => index.rangeOf(scope, name));
  if (['Add', 'Sub'].includes(node.op) && inputs.some((a, i) => isFree(a, limits) && !isFree(inputs[1 - i], limits)))
    return false;
  // Inputs that do not fit are another finding's business: here they count as if they did.
  const cut = (name: string): Interval | null => {
    const range = index.rangeOf(scope, name);
    return range === null ? null : within(range, limits);
  };
  const result = rangeOf(
    rangeNode(node, scope, 0, dtype, { inferred: index.valueOf, typeOf: index.typeOf }, (_, name) => cut(name)),
  );
  return result !== null && !isWithin(result, limits) && !onlySizes(index, scope, output);
}

/** Whether nothing bounds the value below what its type holds. */
function isFree(range: Interval | null | undefined, limits: Interval): boolean {
  return range !== null && range !== undefined && !isWithin(range, limits);
}

function draftOf(
  dtype: string,
  { fate, hasFlag, claim, confidence }: Int64Fate,
  places: readonly Place[],
  context: OnnxContext,
): Draft {
  const named = listed(
    places.map(({ node }) => `${node.op} (${show(node.outputs[0] ?? '')})`),
    3,
  );
  const becomes =
    fate === 'cut'
      ? `${dtype} is cut to 32 bits${hasFlag ? ` unless ${NATIVE_FLAG}=enabled is set` : ''}`
      : `${NATIVE_FLAG} decides whether ${dtype} keeps 64 bits`;
  return {
    key: dtype,
    severity: 'warning',
    confidence,
    action: 'Keep 64-bit arithmetic off the device',
    message: `${named} on ${dtype} may exceed 32 bits, and ${becomes}.`,
    why: sentences(
      'The file sets no bound that keeps these results within 32 bits, and one outside wraps around without an error',
      claim.consequence,
    ),
    remedy: sentences(
      'Compute these values on the CPU, or show that they stay small, for example by a Clip before',
      hasFlag ? `Or set ${NATIVE_FLAG}=enabled in deployment.compilerFlags` : '',
    ),
    sources: claim.sources,
    ...nodeLocations(context.reading.path, places),
  };
}
