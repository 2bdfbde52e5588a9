import type { Location } from '../model/finding';
import { dtypeName } from '../onnx/dtypes';
import { formatDim } from '../onnx/infer/dim';
import type { Inference } from '../onnx/infer/engine';
import { tensorType, type Value } from '../onnx/infer/value';

/** The locations, those of tensors with the inferred type and shape. */
export function withTypes(locations: readonly Location[], inference: Inference | null): readonly Location[] {
  if (inference === null) return locations;
  const graphs = new Map([...inference.graphs.values()].map(({ path, values }) => [path, values]));
  return locations.map((location) => {
    if (!('graph' in location) || location.tensor === undefined) return location;
    const type = typeText(graphs.get(location.graph)?.get(location.tensor));
    return type === null ? location : { ...location, type };
  });
}

/** "INT64 [batch, 16]"; of a tensor of unknown rank its data type alone. Null of what is no tensor of a known type. */
function typeText(value: Value | undefined): string | null {
  const type = tensorType(value);
  if (type === null || type.dtype === 0) return null;
  const name = dtypeName(type.dtype);
  return type.dims === null ? name : `${name} [${type.dims.map(formatDim).join(', ')}]`;
}
