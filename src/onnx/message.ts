/** How the walk treats the fields of a message: the words in which `schema.ts` is written. */
import type { Budget } from './budget';
import type { TensorDraft } from './draft';
import type { Leaf, LeafShape } from './leaf';
import type { Counted } from './limits';
import { FIXED32, FIXED64, VARINT, type Varint } from './wire';

/** What is kept aside while a model is read. */
export interface Context {
  readonly budget: Budget;
  /** External-data entries by tensor; they count only once its data_location says EXTERNAL, which may come before or after. */
  readonly external: Map<TensorDraft, StoredExternal>;
}

export interface StoredExternal {
  isExternal: boolean;
  readonly entries: Map<string, string>;
}

/** Methods rather than function types, so that a message of one builder can stand where one of any is wanted. */
export interface Message<B> {
  /** As in onnx.proto. */
  readonly name: string;
  /** The limit that a message of this kind counts against. */
  readonly counted: Counted | null;
  /** By field number. */
  readonly fields: Readonly<Record<number, FieldRule<B>>>;
  /** Messages up to this length are loaded as a whole, for {@link close}. */
  readonly keep?: number;
  /** Called when the message ends. `bytes` is a view on the whole message where it is no longer than {@link keep}, else null. */
  close?(into: B, bytes: Uint8Array | null, context: Context): void;
}

export type FieldRule<B> = ValueRule<B> | PayloadRule<B> | MessageRule<B>;

/** A field whose value is loaded. `many`: a list, which counts against a limit and may be packed where its elements are numbers. */
export type ValueRule<B> =
  | { readonly as: 'number'; readonly many: boolean; set(into: B, value: Varint, context: Context): void }
  | { readonly as: 'float'; readonly many: boolean; set(into: B, value: number): void }
  | { readonly as: 'text'; readonly many: boolean; set(into: B, value: string): void }
  | { readonly as: 'bytes'; readonly many: boolean; set(into: B, value: Uint8Array): void }
  | {
      readonly as: 'leaf';
      readonly shape: LeafShape;
      /** Null: only checked. */
      readonly counted: Counted | null;
      set(into: B, checked: Uint8Array, context: Context): void;
    };

/** Tensor data: skipped and counted. */
export interface PayloadRule<B> {
  readonly as: 'payload';
  /** Wire type of one element. */
  readonly wire: number;
  /** Bytes of which a packed list's length is a multiple; null where the field is never packed. */
  readonly multiple: number | null;
  add(into: B, bytes: number): void;
}

export interface MessageRule<B> {
  readonly as: 'message';
  message(): Message<unknown>;
  /** The builder for it: of a singular field that is stored again the one that is there already, because protobuf merges both. */
  open(into: B): unknown;
}

/** Builders that have a property of this name and type, be it only once it is set. */
type With<K extends string, T> = { [P in K]?: T };

/** A singular integer; `of` is {@link int32} or {@link int64}. */
export const number = <K extends string>(key: K, of: (value: Varint) => number): FieldRule<With<K, number>> => ({
  as: 'number',
  many: false,
  set(into, value) {
    into[key] = of(value);
  },
});

/** An integer, or a list of them, packed or not, that needs more than being stored. */
export const numberBy = <B>(many: boolean, set: (into: B, value: Varint, context: Context) => void): FieldRule<B> => ({
  as: 'number',
  many,
  set,
});

export const numbers = <K extends string>(key: K, of: (value: Varint) => number): FieldRule<With<K, number[]>> => ({
  as: 'number',
  many: true,
  set: (into, value) => listOf(into, key).push(of(value)),
});

export const float = <K extends string>(key: K): FieldRule<With<K, number>> => ({
  as: 'float',
  many: false,
  set(into, value) {
    into[key] = value;
  },
});

export const floats = <K extends string>(key: K): FieldRule<With<K, number[]>> => ({
  as: 'float',
  many: true,
  set: (into, value) => listOf(into, key).push(value),
});

export const text = <K extends string>(key: K): FieldRule<With<K, string>> => ({
  as: 'text',
  many: false,
  set(into, value) {
    into[key] = value;
  },
});

export const texts = <K extends string>(key: K): FieldRule<With<K, string[]>> => ({
  as: 'text',
  many: true,
  set: (into, value) => listOf(into, key).push(value),
});

/** The beginning of a `bytes` field: a copy. */
export const bytes = <K extends string>(key: K): FieldRule<With<K, Uint8Array>> => ({
  as: 'bytes',
  many: false,
  set(into, value) {
    into[key] = value;
  },
});

export const bytesList = <K extends string>(key: K): FieldRule<With<K, Uint8Array[]>> => ({
  as: 'bytes',
  many: true,
  set: (into, value) => listOf(into, key).push(value),
});

function listOf<K extends string, T>(into: With<K, T[]>, key: K): T[] {
  const list: T[] = into[key] ?? [];
  into[key] = list;
  return list;
}

/** Tensor data whose elements have this wire type. */
export const payload = <B>(wire: number, add: (into: B, bytes: number) => void): FieldRule<B> => ({
  as: 'payload',
  wire,
  multiple: { [VARINT]: 1, [FIXED32]: 4, [FIXED64]: 8 }[wire] ?? null,
  add,
});

/** Leaf messages; `counted` null for those that are only checked. */
export const leaf = <B, T>(
  shape: Leaf<T>,
  counted: Counted | null,
  set: (into: B, value: T, context: Context) => void,
): FieldRule<B> => ({
  as: 'leaf',
  shape,
  counted,
  set: (into, encoded, context) => set(into, shape.decode(encoded), context),
});

/** A message; functions give its rules, because messages hold each other. */
export const message = <B, C>(of: () => Message<C>, open: (into: B) => C): FieldRule<B> => ({
  as: 'message',
  message: of,
  open,
});

/** A singular message; stored again it is merged into the one that is there. */
export const one = <K extends string, C>(of: () => Message<C>, key: K, fresh: () => C): FieldRule<With<K, C | null>> =>
  message(of, (into) => {
    const child: C = into[key] ?? fresh();
    into[key] = child;
    return child;
  });

/** A list of messages. */
export const many = <K extends string, C>(of: () => Message<C>, key: K, fresh: () => C): FieldRule<With<K, C[]>> =>
  message(of, (into) => {
    const child = fresh();
    listOf(into, key).push(child);
    return child;
  });
