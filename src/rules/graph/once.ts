import type { ModelIndex } from './model-index';

/** The function, worked out once for each model however many targets ask. */
export function oncePerModel<T>(work: (index: ModelIndex) => T): (index: ModelIndex) => T {
  const known = new WeakMap<ModelIndex, { readonly result: T }>();
  return (index) => {
    const found = known.get(index) ?? { result: work(index) };
    known.set(index, found);
    return found.result;
  };
}
