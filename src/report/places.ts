/** Where a finding is, in words. Nothing here is escaped. */
import type { Location } from '../model/finding';

export interface PlaceWords {
  readonly path: string;
  /** 1-based "line:column" in a text file, else empty. */
  readonly position: string;
  /** Name of the node, or of the tensor where no node is meant; empty for a file as a whole. */
  readonly name: string;
  /** What more is known: operator, tensor, its type, graph other than the main one; `label` are our own words. */
  readonly details: readonly { readonly label: string; readonly value: string }[];
}

/** The parts of a place. */
export function placeWords(location: Location): PlaceWords {
  if ('range' in location) {
    const { line, column } = location.range.start;
    return { path: location.path, position: `${line}:${column}`, name: '', details: [] };
  }
  if (!('graph' in location)) return { path: location.path, position: '', name: '', details: [] };
  const { path, graph, node = '', op = '', tensor = '', type = '' } = location;
  const details = [
    { label: '', value: op },
    { label: 'tensor ', value: node === '' ? '' : tensor },
    { label: '', value: type },
    { label: 'in ', value: graph === 'main' ? '' : graph },
  ];
  return { path, position: '', name: node || tensor, details: details.filter(({ value }) => value !== '') };
}

/** "models/a.onnx: /head/TopK (ai.onnx::TopK, tensor scores)", "config.json:3:5"; `name` escapes each name for its format. */
export function placeLine(location: Location, name: (text: string) => string): string {
  const place = placeWords(location);
  if (place.position !== '') return `${name(place.path)}:${place.position}`;
  const details = place.details.map(({ label, value }) => `${label}${name(value)}`).join(', ');
  if (place.name === '') return details === '' ? name(place.path) : `${name(place.path)}: ${details}`;
  return `${name(place.path)}: ${name(place.name)}${details === '' ? '' : ` (${details})`}`;
}
