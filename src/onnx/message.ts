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

/** int32, int64 or an enum; only the last one counts. */
export const number = <B>(set: (into: B, value: Varint, context: Context) => void): FieldRule<B> => ({
  as: 'number',
  many: false,
  set,
});

/** A list of integers, packed or not. */
export const numbers = <B>(set: (into: B, value: Varint, context: Context) => void): FieldRule<B> => ({
  as: 'number',
  many: true,
  set,
});

export const float = <B>(set: (into: B, value: number) => void): FieldRule<B> => ({
  as: 'float',
  many: false,
  set,
});

/** A list of floats, packed or not. */
export const floats = <B>(set: (into: B, value: number) => void): FieldRule<B> => ({
  as: 'float',
  many: true,
  set,
});

export const text = <B>(set: (into: B, value: string) => void): FieldRule<B> => ({
  as: 'text',
  many: false,
  set,
});

export const texts = <B>(set: (into: B, value: string) => void): FieldRule<B> => ({
  as: 'text',
  many: true,
  set,
});

/** The beginning of a `bytes` field: a copy. */
export const bytes = <B>(set: (into: B, value: Uint8Array) => void): FieldRule<B> => ({
  as: 'bytes',
  many: false,
  set,
});

export const bytesList = <B>(set: (into: B, value: Uint8Array) => void): FieldRule<B> => ({
  as: 'bytes',
  many: true,
  set,
});

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

/** A message; a function gives its rules, because messages hold each other. */
export const message = <B, C>(of: () => Message<C>, open: (into: B) => C): FieldRule<B> => ({
  as: 'message',
  message: of,
  open,
});
