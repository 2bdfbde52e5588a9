import type { GraphLocation } from '../model/finding';
import type { RelativePath } from '../model/host';
import { operatorName } from '../onnx/facts';
import type { Place } from './graph/model-index';

/** More places than this are counted, not listed. */
const LISTED = 20;

/** Where nodes stand: the first ones, with the count of all. `tensor` names the value that matters, by node. */
export function nodeLocations(
  path: RelativePath,
  places: readonly Place[],
  tensor?: (place: Place) => string | undefined,
): { locations: GraphLocation[]; occurrences: number } {
  const locations = places.slice(0, LISTED).map((place): GraphLocation => {
    const value = tensor?.(place) ?? place.node.outputs.find((name) => name !== '');
    return {
      path,
      graph: place.scope.label,
      ...(place.node.name !== '' && { node: place.node.name }),
      op: operatorName(place.node),
      ...(value !== undefined && value !== '' && { tensor: value }),
    };
  });
  return { locations, occurrences: places.length };
}

/** Where values of the main graph stand. */
export function tensorLocations(
  path: RelativePath,
  tensors: readonly string[],
): { locations: GraphLocation[]; occurrences: number } {
  const locations = tensors.slice(0, LISTED).map((tensor): GraphLocation => ({ path, graph: 'main', tensor }));
  return { locations, occurrences: tensors.length };
}
