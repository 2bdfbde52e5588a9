/** TypeProto and ValueInfoProto. Field numbers: onnx/onnx.proto, ONNX 1.23.0. */
import type { TypeDraft, TypeSlot, ValueDraft } from './draft';
import type { Dim } from './graph';
import { ENTRY, SHAPE } from './leaf';
import { MAX_RANK } from './limits';
import { leaf, type Message, message, number, text } from './message';
import { int32 } from './wire';

type TensorType = Extract<TypeDraft, { dtype: number }>;
type ElementType = Extract<TypeDraft, { kind: 'sequence' | 'optional' }>;
type MapType = Extract<TypeDraft, { kind: 'map' }>;
type OpaqueType = Extract<TypeDraft, { kind: 'opaque' }>;

export const TYPE: Message<TypeSlot> = {
  name: 'TypeProto',
  counted: 'list elements',
  fields: {
    1: message(
      () => TENSOR_TYPE,
      (slot) => pick<TensorType>(slot, { kind: 'tensor', dtype: 0, dims: null }),
    ),
    4: message(
      () => ELEMENT_TYPE,
      (slot) => pick<ElementType>(slot, { kind: 'sequence', elem: null }),
    ),
    5: message(
      () => MAP_TYPE,
      (slot) => pick<MapType>(slot, { kind: 'map', keyType: 0, elem: null }),
    ),
    7: message(
      () => OPAQUE_TYPE,
      (slot) => pick<OpaqueType>(slot, { kind: 'opaque', domain: '', name: '' }),
    ),
    8: message(
      () => TENSOR_TYPE,
      (slot) => pick<TensorType>(slot, { kind: 'sparse-tensor', dtype: 0, dims: null }),
    ),
    9: message(
      () => ELEMENT_TYPE,
      (slot) => pick<ElementType>(slot, { kind: 'optional', elem: null }),
    ),
  },
};

/** The alternatives exclude each other: the kind that is there already is gone on with, any other replaces it. */
function pick<T extends TypeDraft>(slot: TypeSlot, fresh: T): T {
  if (slot.type?.kind === fresh.kind) return slot.type as T;
  slot.type = fresh;
  return fresh;
}

/** Of tensors and sparse tensors alike. */
const TENSOR_TYPE: Message<TensorType> = {
  name: 'TypeProto.Tensor',
  counted: null,
  fields: {
    1: number('dtype', int32),
    2: leaf(SHAPE, 'list elements', (type, shape, { budget }) => {
      const dims = (type.dims ?? []).concat(shape.dim.map(dimension));
      if (dims.length > MAX_RANK) budget.note(`A tensor has more than ${MAX_RANK} dimensions; the rest was left out.`);
      type.dims = dims.slice(0, MAX_RANK);
    }),
  },
};

interface StoredDimension {
  /** The alternative that is set; "" for a symbol counts as none. */
  readonly value?: 'dimValue' | 'dimParam';
  readonly dimValue?: number | { toNumber(): number } | null;
  readonly dimParam?: string | null;
}

function dimension(dim: StoredDimension): Dim {
  if (dim.value === 'dimParam') return dim.dimParam || null;
  const size = dim.value === 'dimValue' ? dim.dimValue : null;
  // protobufjs gives 64-bit integers as Long where that package is installed, else as numbers.
  return typeof size === 'object' ? (size?.toNumber() ?? null) : (size ?? null);
}

/** The type of a sequence's or optional's elements, or of a map's values. */
const elementOf = (type: ElementType | MapType): TypeSlot => ({
  get type() {
    return type.elem;
  },
  set type(elem) {
    type.elem = elem;
  },
});

/** Of sequences and optionals alike. */
const ELEMENT_TYPE: Message<ElementType> = {
  name: 'TypeProto.Sequence',
  counted: null,
  fields: { 1: message(() => TYPE, elementOf) },
};

const MAP_TYPE: Message<MapType> = {
  name: 'TypeProto.Map',
  counted: null,
  fields: {
    1: number('keyType', int32),
    2: message(() => TYPE, elementOf),
  },
};

const OPAQUE_TYPE: Message<OpaqueType> = {
  name: 'TypeProto.Opaque',
  counted: null,
  fields: { 1: text('domain'), 2: text('name') },
};

export const VALUE_INFO: Message<ValueDraft> = {
  name: 'ValueInfoProto',
  counted: 'values',
  fields: {
    1: text('name'),
    2: message(
      () => TYPE,
      (value) => value,
    ),
    4: leaf(ENTRY, null, () => undefined),
  },
};
