import type { OtherReading } from '../../formats/reading';
import { isDataObject, valueAt } from '../../text/data';

/** A pod of a manifest: the scopes of what runs in it. */
export interface Pod {
  readonly scope: string;
  /** Of the document that holds it. */
  readonly kind: string;
  /** Steps from the top of the document to the pod. */
  readonly path: readonly string[];
  readonly containers: readonly unknown[];
}

/** The end of a container's scope below its pod. */
const CONTAINER = /^(.*)\/(?:containers)\/\d+$/;

/** Pods of which a file names the containers, in its order; init containers are none. */
export function podsOf({ mentions, documents }: OtherReading): Pod[] {
  const scopes = new Set<string>();
  for (const { scope } of [...mentions.images, ...mentions.resources, ...mentions.commands, ...mentions.variables]) {
    const [, pod] = CONTAINER.exec(scope ?? '') ?? [];
    if (pod !== undefined) scopes.add(pod);
  }
  return [...scopes].map((scope) => {
    const [index = '', ...path] = scope.split('/');
    const value = documents[Number(index)]?.value;
    const containers = valueAt(value, [...path, 'containers']);
    const kind = isDataObject(value) && typeof value.kind === 'string' ? value.kind : '';
    return { scope, kind, path, containers: Array.isArray(containers) ? containers : [] };
  });
}
