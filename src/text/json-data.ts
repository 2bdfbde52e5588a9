import { type DataDocument, DataFault, type DataPath } from './data';
import { type JsonNode, parseJson } from './json';
import { JsonFault } from './json-scalar';
import { positionsOf } from './positions';

export interface JsonData extends DataDocument {
  /** Clauses on what the standard does not allow, e.g. "it holds comments". */
  readonly oddities: readonly string[];
}

/** Parses JSON as leniently as {@link parseJson}. Throws a {@link DataFault}. */
export function jsonData(text: string): JsonData {
  const positions = positionsOf(text);
  try {
    const { root, oddities } = parseJson(text);
    const at = (path: DataPath) => path.reduce<JsonNode | undefined>((node, key) => node?.children?.get(key), root);
    return {
      value: root.value,
      oddities,
      rangeOf(path) {
        const node = at(path);
        return node === undefined ? null : positions.range(node.start, node.end);
      },
      keyRangeOf(path) {
        const key = at(path)?.key;
        return key === undefined ? null : positions.range(...key);
      },
    };
  } catch (error) {
    if (!(error instanceof JsonFault)) throw error;
    throw new DataFault(error.message, positions.range(error.start, error.end));
  }
}
