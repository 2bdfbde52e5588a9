import { in32Bits } from '../../onnx/infer/ranges/interval';
import { tensorType, type Value } from '../../onnx/infer/value';
import { type OnnxContext, onnxRule } from '../define';
import { isCompileTime } from '../graph/compile-time';
import { modelIndex, type Place } from '../graph/model-index';
import { oncePerModel } from '../graph/once';
import { nodeLocations } from '../locations';
import type { Draft } from '../rule';
import { listed, sentences, show } from '../words';
import { type Int64Fate, int64Fate, NATIVE_FLAG } from './int64-fate';

/** Operators that only put elements together; what reads their result decides. */
const PASSING: ReadonlySet<string> = new Set(['Concat', 'Unsqueeze', 'Squeeze', 'Identity', 'Reshape']);

/** TensorProto.DataType numbers of the types that are looked at. */
const TYPES: Readonly<Record<string, number>> = { INT64: 7, UINT64: 13 };

/** One constant element of a node's input that needs more than 32 bits. */
interface Large {
  readonly place: Place;
  readonly value: number;
  readonly tensor: string;
}

/** Constants of 64-bit integer types that no 32-bit integer holds. */
export const int64Constant = onnxRule(
  {
    id: 'onnx/int64-constant',
    phase: 'proof-of-concept',
    page: {
      title: '64-bit constant that does not fit into 32 bits',
      what: 'Reports constants of type UINT64 and INT64 outside the 32-bit range that an operator computes with, one finding for each type in a file. Ends of slices, shapes and axes are read when the graph is built and are not reported, nor is what folds to a constant. For UINT64 it is a blocker, as the page of the error says; for INT64 a warning.',
      why: 'Where 64-bit integers become 32-bit ones, a constant that does not fit stops the compilation (NCC_ESFH002) or changes its value. Sentinels such as -9223372036854775808 in masks and hash multipliers are typical.',
      fix: 'Use a sentinel within 32 bits, -2147483648 for example, or compute that part on the CPU. On Trn2 and Trn3 --native-int64=enabled keeps INT64.',
      example: {
        before: 'x = x.masked_fill(mask, torch.iinfo(torch.int64).min)',
        after: 'x = x.masked_fill(mask, torch.iinfo(torch.int32).min)',
        language: 'python',
      },
      sources: ['ncc-esfh002', 'compiler-cli'],
      since: '0.1.0',
    },
  },
  function* (context) {
    const index = modelIndex(context.reading.model, context.inference);
    for (const [dtype, found] of largeConstants(index)) {
      const fate = found.length === 0 ? null : int64Fate(dtype, context);
      if (fate !== null && fate.fate !== 'kept') yield draftOf(dtype, fate, found, context);
    }
  },
);

const largeConstants = oncePerModel((index): ReadonlyMap<string, readonly Large[]> => {
  const found = new Map<string, Large[]>(Object.keys(TYPES).map((dtype) => [dtype, []]));
  for (const [op, places] of index.operators) {
    if (!op.startsWith('ai.onnx::') || PASSING.has(op.slice('ai.onnx::'.length))) continue;
    for (const place of places)
      for (const [at, tensor] of place.node.inputs.entries()) {
        if (tensor === '' || isCompileTime(place.node.op, at)) continue;
        const large = largeIn(index.valueOf(place.scope, tensor));
        if (large === null || index.isFolded(place)) continue;
        if (index.natureOf(place.scope, place.node.outputs[0] ?? '') === 'static') continue;
        found.get(large.dtype)?.push({ place, value: large.value, tensor });
      }
  }
  return found;
});

/** The first element of a constant that needs more than 32 bits. */
function largeIn(value: Value | null): { readonly dtype: string; readonly value: number } | null {
  if (value === null || value.constant === null) return null;
  const type = tensorType(value)?.dtype;
  const dtype = Object.keys(TYPES).find((name) => TYPES[name] === type);
  if (dtype === undefined) return null;
  const { low, high } = in32Bits(dtype);
  const found = value.constant.elements.find(
    (element): element is number => typeof element === 'number' && (element < low || element > high),
  );
  return found === undefined ? null : { dtype, value: found };
}

function draftOf(dtype: string, fate: Int64Fate, found: readonly Large[], context: OnnxContext): Draft {
  const { claim, hasFlag } = fate;
  const signed = dtype === 'INT64';
  const cut = fate.fate === 'cut';
  const values = [...new Set(found.map(({ value }) => exact(value, dtype)))];
  const operators = [...new Set(found.map(({ place }) => show(place.node.op)))];
  const several = values.length > 1;
  const loss = signed
    ? several
      ? 'change their value'
      : 'changes its value'
    : several
      ? 'stop the compilation'
      : 'stops the compilation';
  return {
    key: dtype,
    severity: !signed && cut ? 'blocker' : 'warning',
    confidence: cut && signed ? 'inferred' : fate.confidence,
    action: 'Replace 64-bit constants by ones that fit into 32 bits',
    message: `${dtype} ${several ? 'constants' : 'constant'} ${listed(values, 3)} of ${listed(operators, 3)} ${several ? 'do' : 'does'} not fit into 32 bits and ${cut ? loss : `${loss} unless ${NATIVE_FLAG}=enabled keeps 64 bits`}.`,
    why: sentences(
      signed
        ? 'The page of NCC_ESFH002 says that 64-bit constants which cannot be converted safely fail, and names unsigned ones only; a signed one may be cut without a message'
        : 'The compiler converts 64-bit constants to 32 bits and stops at one that does not fit',
      claim.consequence,
    ),
    remedy: sentences(
      signed
        ? 'Use a sentinel or factor within the signed 32-bit range, or compute this part on the CPU'
        : 'Use UINT32 with a constant below 2^32, or compute this part on the CPU',
      hasFlag ? `Or set ${NATIVE_FLAG}=enabled in deployment.compilerFlags` : '',
    ),
    neuronError: 'NCC_ESFH002',
    sources: ['ncc-esfh002', ...claim.sources.filter((id) => id !== 'ncc-esfh002')],
    ...nodeLocations(
      context.reading.path,
      found.map(({ place }) => place),
      (place) => found.find((each) => each.place === place)?.tensor,
    ),
  };
}

/** Digits of a 64-bit integer that was read as a double; the largest ones end in what the type's last value ends in. */
function exact(value: number, dtype: string): string {
  const last = dtype === 'UINT64' ? 2n ** 64n - 1n : 2n ** 63n - 1n;
  const whole = BigInt(value);
  return String(whole > last ? last : whole);
}
