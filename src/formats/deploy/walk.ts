import { type DataDocument, type DataObject, type DataPath, isDataObject } from '../../text/data';

/** An object of a document with its place. */
export interface Spot {
  readonly document: DataDocument;
  readonly object: DataObject;
  readonly path: DataPath;
  /** Tells the object from every other one of the file; what lies within it has a scope that begins with this one and "/". */
  readonly scope: string;
}

/** Parts of a document that are looked at; more is data, not a manifest. */
const MAX_PARTS = 100_000;

/** Every object of a document in its order, from the outside in. `index`: of the document in its file. */
export function* objectsOf(document: DataDocument, index: number): Generator<Spot> {
  const open: { readonly value: unknown; readonly path: DataPath }[] = [{ value: document.value, path: [] }];
  for (let parts = 0; parts < MAX_PARTS; parts += 1) {
    const part = open.pop();
    if (part === undefined) return;
    const { value, path } = part;
    if (isDataObject(value)) yield { document, object: value, path, scope: [index, ...path].join('/') };
    const inner = Array.isArray(value) ? value.map((each, at) => [at, each] as const) : entriesOf(value);
    for (let at = inner.length - 1; at >= 0; at -= 1) {
      const [key, each] = inner[at] ?? [];
      if (key !== undefined && typeof each === 'object' && each !== null)
        open.push({ value: each, path: [...path, key] });
    }
  }
}

function entriesOf(value: unknown): readonly (readonly [string, unknown])[] {
  return isDataObject(value) ? Object.entries(value) : [];
}

/** "nodeSelector", "node_selector" and "NodeSelector" are one key in the manifests of different tools. */
export function plainKey(key: string): string {
  return key.replace(/[_-]/g, '').toLowerCase();
}

/** The spot of an object below. */
export function below(spot: Spot, object: DataObject, ...steps: DataPath): Spot {
  return { ...spot, object, path: [...spot.path, ...steps], scope: [spot.scope, ...steps].join('/') };
}
