/** Declared types (inputs, outputs, value infos) as inferred ones, and both together. */
import { dtypeName } from '../dtypes';
import type { Dim as StoredDim, ValueType } from '../graph';
import { MAX_NAME, type Scope } from './context';
import { type Dim, formatDim, type Origin, onlyAtom, sameDim, symbol } from './dim';
import { parseSum } from './dim-text';
import type { State } from './state';
import { type InferredType, type TensorType, typed, type Value } from './value';

/** What is declared of which value. */
export interface Place {
  readonly state: State;
  /** Of the graph. */
  readonly path: string;
  readonly name: string;
  /** Why sizes are not known that not even the declaration tells. */
  readonly origin: Origin;
}

/**
 * The value with what its declaration adds. What was inferred stays where both know something; what contradicts is said. A
 * declared size replaces an expression, and the symbol of a graph input a size that nothing else tells.
 */
export function withDeclared(
  state: State,
  scope: Scope,
  name: string,
  value: Value,
  declared: ValueType | null,
): Value {
  if (declared === null) return value;
  const nothing = { cause: 'declaration', graph: scope.path, node: '', op: '', tensor: name } as const;
  const place = { state, path: scope.path, name, origin: value.origin ?? nothing };
  if (value.type === null) return { ...typed(fromDeclared(place, declared), value.origin), constant: value.constant };
  const type = merged(place, value.type, declared);
  return type === value.type ? value : { ...value, type };
}

function merged(place: Place, type: InferredType, declared: ValueType): InferredType {
  if (isTensor(type) && isTensor(declared)) return mergedTensor(place, type, declared);
  if (type.kind !== declared.kind) {
    say(place, `${type.kind} is inferred, ${declared.kind} declared`);
    return type;
  }
  if ('elem' in type && 'elem' in declared && declared.elem !== null) {
    const elem = type.elem === null ? fromDeclared(place, declared.elem) : merged(place, type.elem, declared.elem);
    return elem === type.elem ? type : { ...type, elem };
  }
  return type;
}

function mergedTensor(
  place: Place,
  type: TensorType,
  declared: ValueType & { readonly dims: readonly StoredDim[] | null; readonly dtype: number },
): TensorType {
  if (type.dtype !== 0 && declared.dtype !== 0 && type.dtype !== declared.dtype) {
    say(place, `${dtypeName(type.dtype)} is inferred, ${dtypeName(declared.dtype)} declared`);
  }
  const dtype = type.dtype === 0 ? declared.dtype : type.dtype;
  const dims = mergedDims(place, type.dims, declared.dims);
  return dtype === type.dtype && dims === type.dims ? type : { ...type, dtype, dims };
}

function mergedDims(
  place: Place,
  dims: readonly Dim[] | null,
  declared: readonly StoredDim[] | null,
): readonly Dim[] | null {
  if (declared === null) return dims;
  if (dims === null) return declared.map((dim, axis) => declaredDim(place, dim, axis));
  if (dims.length !== declared.length) {
    say(place, `rank ${dims.length} is inferred, ${declared.length} declared`);
    return dims;
  }
  let changed = false;
  const both = dims.map((dim, axis) => {
    const stored = declared[axis] ?? null;
    const told = knownDim(place.state, stored);
    if (told === null || sameDim(told, dim)) return dim;
    if (typeof dim === 'number') {
      if (typeof told === 'number') {
        say(place, `size ${dim} of axis ${axis} is inferred, ${formatDim(told)} declared`);
      }
      return dim;
    }
    const atom = onlyAtom(dim);
    if (typeof told === 'number' || (atom?.kind === 'symbol' && atom.origin !== null)) {
      changed = true;
      return told;
    }
    return dim;
  });
  return changed ? both : dims;
}

/** A stored size or a symbol of a graph input, under the pins; null where the declaration tells nothing. */
function knownDim(state: State, stored: StoredDim): Dim | null {
  if (typeof stored === 'number') return stored >= 0 ? stored : null;
  if (stored === null || stored === '') return null;
  return sizeOfName(state, stored) ?? parseSum(stored, (name) => sizeOfName(state, name));
}

/** Null for a symbol that no graph input has. */
function sizeOfName(state: State, name: string): Dim | null {
  const pinned = state.pins.get(name);
  if (pinned !== undefined) return pinned;
  return state.inputSymbols.has(name) && parseSum(name, (part) => (state.inputSymbols.has(part) ? 1 : null)) === null
    ? symbol(name)
    : null;
}

/** A type as declared; sizes that are not stored become symbols of their own, named after the value. */
export function fromDeclared(place: Place, declared: ValueType): InferredType {
  switch (declared.kind) {
    case 'tensor':
    case 'sparse-tensor':
      return {
        kind: declared.kind,
        dtype: declared.dtype,
        dims: declared.dims?.map((dim, axis) => declaredDim(place, dim, axis)) ?? null,
      };
    case 'map':
      return {
        kind: 'map',
        keyType: declared.keyType,
        elem: declared.elem && fromDeclared(place, declared.elem),
      };
    case 'opaque':
      return { kind: 'opaque' };
    default:
      return { kind: declared.kind, elem: declared.elem && fromDeclared(place, declared.elem) };
  }
}

function declaredDim({ state, name, origin }: Place, stored: StoredDim, axis: number): Dim {
  const known = knownDim(state, stored);
  if (known !== null) return known;
  const pinned = origin.cause === 'input' && origin.tensor === name ? state.pins.get(`${name}:${axis}`) : undefined;
  return pinned ?? symbol(state.uniqueName(`${name.slice(0, MAX_NAME)}:${axis}`), origin);
}

function isTensor<T extends InferredType | ValueType>(
  type: T,
): type is T & { readonly kind: 'tensor' | 'sparse-tensor' } {
  return type.kind === 'tensor' || type.kind === 'sparse-tensor';
}

function say({ state, path, name }: Place, message: string): void {
  state.contradict({ graph: path, node: '', op: '', tensor: name, message }, null);
}
