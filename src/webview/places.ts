import type { Location } from '../model/finding';
import { t } from './text';

/** A place in words with its file: "/head/TopK, models/a.onnx". */
export function placeLabel(place: Location): string {
  const inside = placeInFile(place);
  return inside === null ? place.path : `${inside}, ${place.path}`;
}

/** A place within its file: node, tensor, operator, graph or line, whichever is known first; null for the file as a whole. */
export function placeInFile(place: Location): string | null {
  if ('range' in place) return t('place.line', place.range.start.line);
  if (!('graph' in place)) return null;
  return place.node || place.tensor || place.op || (place.graph === 'main' ? null : place.graph);
}

/** What else is known of a place in a graph: operator, tensor, its type, graph. */
export function placeDetails(place: Location): string[] {
  if (!('graph' in place)) return [];
  const op = place.op?.replace(/^ai\.onnx::/, '');
  const graph = place.graph === 'main' ? undefined : place.graph;
  const shown = placeInFile(place);
  return [op, place.tensor, place.type, graph].filter(
    (detail) => detail !== undefined && detail !== '' && detail !== shown,
  ) as string[];
}
