import type { Host, RelativePath } from '../model/host';
import type { DataDocument } from '../text/data';
import { type JsonData, jsonData } from '../text/json-data';
import { baseName } from '../text/path';
import { readText, type TextFile } from '../text/read-text';
import { yamlData } from '../text/yaml-data';

/** Files of text above this size are left alone: configs and sources are smaller by orders of magnitude. */
export const MAX_TEXT_BYTES = 4 * 1024 * 1024;

/** One file that several formats look into; it is read and parsed at most once. */
export interface SourceFile {
  readonly host: Host;
  readonly path: RelativePath;
  /** The last part of the path in lower case. */
  readonly name: string;
  /** Whether the user asked for this very file. */
  readonly named: boolean;
  /** Null where it is larger than {@link MAX_TEXT_BYTES}. Rejects with a `HostError`. */
  text(): Promise<TextFile | null>;
  /** The text as JSON; null where {@link text} is. Rejects with a `HostError` or a `DataFault`. */
  json(): Promise<JsonData | null>;
  /** The text as YAML documents; null where {@link text} is. Rejects with a `HostError` or a `DataFault`. */
  yaml(): Promise<readonly DataDocument[] | null>;
}

export function sourceFile(host: Host, path: RelativePath, named: boolean): SourceFile {
  const text = once(() => readText(host, path, MAX_TEXT_BYTES));
  const parsed = <T>(parse: (text: string) => T) =>
    once(async () => {
      const file = await text();
      return file === null ? null : parse(file.text);
    });
  return {
    host,
    path,
    name: baseName(path).toLowerCase(),
    named,
    text,
    json: parsed(jsonData),
    yaml: parsed(yamlData),
  };
}

function once<T>(work: () => Promise<T>): () => Promise<T> {
  let result: Promise<T> | undefined;
  return () => {
    result ??= work();
    return result;
  };
}
