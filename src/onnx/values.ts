/** Values of fields as the walk meets them: which part is loaded, and how it is taken. */
import type { Budget } from './budget';
import { checkedLeaf } from './leaf';
import type { Context, PayloadRule, ValueRule } from './message';
import { areVarints, BYTES, brokenList, FIXED32, readVarint, VARINT, type Varint } from './wire';

/** A field's value among loaded bytes. One object is used over and over. */
export interface LoadedValue {
  wire: number;
  /** These lie at `base` in the file. */
  bytes: Uint8Array;
  base: number;
  from: number;
  to: number;
  /** Whether the value goes on after `to`. */
  cut: boolean;
  /** How deep messages in it may be nested, itself included. */
  levels: number;
}

export const newLoadedValue = (): LoadedValue => ({
  wire: 0,
  bytes: new Uint8Array(),
  base: 0,
  from: 0,
  to: 0,
  cut: false,
  levels: 0,
});

/** How many bytes of a length-delimited value are to be loaded; null where it is left out. */
export function bytesToLoad(rule: ValueRule<unknown>, length: number, budget: Budget): number | null {
  if (rule.as === 'text') return budget.name(length);
  if (rule.as === 'bytes') return budget.value(length);
  if (rule.as !== 'leaf') return budget.list(length) ? length : null;
  const fits = rule.counted === null ? length <= budget.limits.leafBytes : budget.leaf(length);
  return fits ? length : null;
}

const text = new TextDecoder('utf-8', { ignoreBOM: true });
const varint: Varint = { lo: 0, hi: 0 };

/**
 * Hands a loaded value to its rule. A value of another wire type than the rule's is ignored, as protobuf does.
 *
 * @param what The message that holds the field, for the sentence of an UnreadableModel.
 */
export function setValue(
  rule: ValueRule<unknown>,
  into: unknown,
  what: string,
  value: LoadedValue,
  context: Context,
): void {
  const { budget } = context;
  const { wire, bytes, from, to, base } = value;
  switch (rule.as) {
    case 'number': {
      if (wire !== VARINT && !(wire === BYTES && rule.many)) return;
      for (let at = from; at < to; ) {
        const size = readVarint(bytes, at, varint);
        if (size <= 0 || at + size > to) throw brokenList(what, base + at);
        at += size;
        if (rule.many && !budget.take('list elements')) return;
        rule.set(into, varint, context);
      }
      return;
    }
    case 'float': {
      if (wire !== FIXED32 && !(wire === BYTES && rule.many)) return;
      if ((to - from) % 4 !== 0) throw brokenList(what, base + from);
      const view = new DataView(bytes.buffer, bytes.byteOffset + from, to - from);
      for (let at = 0; at < view.byteLength; at += 4) {
        if (rule.many && !budget.take('list elements')) return;
        rule.set(into, view.getFloat32(at, true));
      }
      return;
    }
    case 'text':
      if (wire !== BYTES || (rule.many && !budget.take('list elements'))) return;
      rule.set(into, decodeText(bytes.subarray(from, to), value.cut));
      return;
    case 'bytes':
      if (wire !== BYTES || (rule.many && !budget.take('list elements'))) return;
      rule.set(into, bytes.slice(from, to));
      return;
    case 'leaf': {
      if (wire !== BYTES) return;
      const checked = checkedLeaf(bytes.subarray(from, to), base + from, rule.shape, value.levels);
      if (rule.counted !== null && budget.take(rule.counted)) rule.set(into, checked, context);
      return;
    }
    default:
      rule satisfies never;
  }
}

/** UTF-8; "�" for what is none. Of a text that goes on its beginning, marked, without a character that is cut in two. */
function decodeText(bytes: Uint8Array, cut: boolean): string {
  return cut ? `${new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes, { stream: true })}…` : text.decode(bytes);
}

/**
 * Counts tensor data that is skipped; false where it is no list of its elements, so that every other protobuf reader refuses it.
 *
 * @param loaded The data where it is loaded; only then packed integers are looked at.
 */
export function addPayload(
  rule: PayloadRule<unknown>,
  into: unknown,
  wire: number,
  length: number,
  loaded: Uint8Array | null,
): boolean {
  const isPacked = wire === BYTES && rule.multiple !== null;
  if (isPacked) {
    if (length % (rule.multiple ?? 1) !== 0) return false;
    if (rule.wire === VARINT && loaded !== null && !areVarints(loaded)) return false;
  }
  if (isPacked || wire === rule.wire) rule.add(into, length);
  return true;
}
