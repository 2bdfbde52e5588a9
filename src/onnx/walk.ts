/**
 * Walks a file's messages, by range and with a stack of its own, as the rules of their fields say.
 *
 * Nodes, attributes and value infos are walked like the larger messages rather than decoded by onnx-proto: tensors and graphs
 * of any size may lie in them, their newer fields are unknown to it, and protobuf's merging and wire types come out right only
 * here (see `leaf.ts`). It takes about as long as decoding (`npm run bench` shows both).
 */
import type { Pace } from '../model/host';
import { MAX_CONSTANT_BYTES, MAX_DEPTH } from './limits';
import type { Context, Message } from './message';
import { UnreadableModel } from './unreadable';
import { addPayload, bytesToLoad, newLoadedValue, setValue } from './values';
import type { Window } from './window';
import {
  BYTES,
  brokenList,
  damaged,
  GROUP_END,
  GROUP_START,
  MAX_HEADER_BYTES,
  newField,
  readField,
  strayGroupEnd,
  tooDeep,
} from './wire';

interface Frame {
  readonly message: Message<unknown>;
  readonly into: unknown;
  /** Offsets in the file. */
  readonly start: number;
  readonly end: number;
  /** Of an unknown group its number, of a message 0. */
  readonly group: number;
}

/** Steps between two breaths; well below a millisecond. */
const STRIDE = 2048;
/** Loaded bytes that cost as much as a step. */
const STEP_BYTES = 64;

const UNKNOWN: Message<unknown> = { name: 'an unknown group', counted: null, fields: {} };

/**
 * Reads the file as one message. What a limit cuts is noted in the context's budget.
 *
 * Rejects with an UnreadableModel where the file is no such message, and with what the window or the pace reject with.
 */
export async function walk<B>(window: Window, root: Message<B>, into: B, context: Context, pace: Pace): Promise<void> {
  const { budget } = context;
  const { limits } = budget;
  const stack: Frame[] = [];
  const field = newField();
  const value = newLoadedValue();
  let frame: Frame = { message: root, into, start: 0, end: window.size, group: 0 };
  let at = 0;
  let steps = 0;
  let breath = STRIDE;

  for (;;) {
    if (at === frame.end) {
      if (frame.group !== 0) throw damaged(frame.message.name, at, 'has no end');
      close(frame, window, context);
      const parent = stack.pop();
      if (parent === undefined) return;
      frame = parent;
      continue;
    }
    steps++;
    if (steps >= breath) {
      if (steps > limits.steps) {
        budget.note(`Reading takes more than ${limits.steps} steps; what comes after byte ${at} was left out.`);
        for (const open of [...stack, frame].reverse()) close(open, window, context);
        return;
      }
      breath = steps + STRIDE;
      await pace.breathe();
    }

    const head = Math.min(at + MAX_HEADER_BYTES, frame.end);
    if (!window.has(at, head)) await window.load(at, head);
    readField(window.bytes, at - window.start, window.start, frame.message.name, field);
    const { wire } = field;
    const start = field.start + window.start;
    const end = field.end + window.start;
    if (end > frame.end) throw stack.length === 0 ? endsEarly(at, end - frame.end) : tooLong(frame, at, end - start);

    if (wire === GROUP_END) {
      const parent = stack.pop();
      if (parent === undefined || frame.group !== field.number) throw strayGroupEnd(frame.message.name, at);
      frame = parent;
      at = end;
      continue;
    }
    if (wire === GROUP_START) {
      if (stack.length >= MAX_DEPTH) throw tooDeep(at);
      stack.push(frame);
      frame = { message: UNKNOWN, into: null, start, end: frame.end, group: field.number };
      at = end;
      continue;
    }

    const rule = frame.message.fields[field.number];
    at = end;
    if (rule === undefined) continue;
    if (rule.as === 'payload') {
      const loaded = end - start <= MAX_CONSTANT_BYTES && window.has(start, end) ? window.view(start, end) : null;
      if (!addPayload(rule, frame.into, wire, end - start, loaded)) throw brokenList(frame.message.name, start);
    } else if (rule.as === 'message') {
      const message = rule.message();
      if (wire !== BYTES || (message.counted !== null && !budget.take(message.counted))) continue;
      if (stack.length >= MAX_DEPTH) throw tooDeep(start);
      stack.push(frame);
      frame = { message, into: rule.open(frame.into), start, end, group: 0 };
      at = start;
      if (end - start <= (message.keep ?? -1) && !window.has(start, end)) await window.load(start, end);
    } else {
      const size = wire === BYTES ? bytesToLoad(rule, end - start, budget) : end - start;
      if (size === null) continue;
      if (!window.has(start, start + size)) await window.load(start, start + size);
      steps += Math.floor(size / STEP_BYTES);
      value.wire = wire;
      value.bytes = window.bytes;
      value.base = window.start;
      value.from = start - window.start;
      value.to = value.from + size;
      value.cut = size < end - start;
      value.levels = MAX_DEPTH - stack.length;
      setValue(rule, frame.into, frame.message.name, value, context);
    }
  }
}

function close(frame: Frame, window: Window, context: Context): void {
  const { message, start, end } = frame;
  if (message.close === undefined) return;
  const kept = end - start <= (message.keep ?? -1) && window.has(start, end);
  message.close(frame.into, kept ? window.view(start, end) : null, context);
}

function endsEarly(at: number, missing: number): UnreadableModel {
  return new UnreadableModel(
    `The file ends too early: at least ${missing} bytes are missing after the field at byte ${at}. A download, copy or export was interrupted; fetch or export it again.`,
    at,
  );
}

function tooLong(frame: Frame, at: number, length: number): UnreadableModel {
  return damaged(frame.message.name, at, `has a field of ${length} bytes, more than the message holds`);
}
