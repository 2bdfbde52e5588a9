import { sameDim } from './dim';
import type { Body, GraphValues } from './state';
import { tensorType, typed, UNKNOWN, type Value } from './value';

/** Keeps what is known of a body's values; of a body that is walked several times (a function, once a call) what all walks agree on. */
export function rememberBody(
  bodies: Map<Body, GraphValues>,
  body: Body,
  path: string,
  values: ReadonlyMap<string, Value>,
): void {
  const known = bodies.get(body);
  if (known === undefined) {
    bodies.set(body, { path, values });
    return;
  }
  const agreed = new Map([...values].map(([name, value]) => [name, agreement(value, known.values.get(name))]));
  bodies.set(body, { path, values: agreed });
}

/** Of shapes that differ not even the rank is kept: rules that ask for it get no answer rather than half of one. */
function agreement(value: Value, other: Value | undefined): Value {
  const [a, b] = [tensorType(value), tensorType(other)];
  if (a === null || b === null || a.kind !== b.kind || a.dtype !== b.dtype) return UNKNOWN;
  const { dims } = b;
  const same = a.dims?.length === dims?.length && (a.dims ?? []).every((dim, axis) => sameDim(dim, dims?.[axis] ?? -1));
  return typed(same ? a : { ...a, dims: null });
}
