import type { TextRange } from '../../model/finding';
import { type DataPath, isDataObject } from '../../text/data';
import type { PlacementMention } from '../mentions';
import type { Found } from './found';
import { plainKey, type Spot } from './walk';

/** Where requirements on nodes stand; the same words under a pod's affinity are about other pods. */
const NODE_TERMS: ReadonlySet<string> = new Set([
  'nodeselectorterms',
  'nodeselectorterm',
  'preference',
  'requirements',
]);

const SINGLE: Readonly<Record<string, PlacementMention['kind']>> = {
  runtimeclassname: 'runtime-class',
  schedulername: 'scheduler',
  deviceclassname: 'device-class',
};

/** What a key of an object says of where something runs: selectors, tolerations, taints, affinity, runtime class, scheduler. */
export function collectPlacement(spot: Spot, key: string, value: unknown, into: Found): void {
  const plain = plainKey(key);
  const single = SINGLE[plain];
  const add = (
    kind: PlacementMention['kind'],
    name: string,
    given: unknown,
    range: TextRange | null,
    scope = spot.scope,
  ) => {
    if (range !== null)
      into.placements.push({ range, scope, key: name, value: typeof given === 'object' ? null : String(given), kind });
  };
  if (single !== undefined && typeof value === 'string') {
    if (value !== '') add(single, key, value, keyAndValue(spot, key));
  } else if (plain === 'nodeselector' && isDataObject(value)) {
    for (const [name, given] of Object.entries(value)) add('selector', name, given, keyAndValue(spot, key, name));
  } else if (plain === 'tolerations' || plain === 'toleration' || plain === 'taints' || plain === 'taint') {
    const kind = plain.startsWith('tol') ? 'toleration' : 'taint';
    for (const [steps, each] of taintsOf(value)) {
      if (!isDataObject(each) || typeof each.key !== 'string') continue;
      add(kind, each.key, each.value ?? null, spot.document.rangeOf([...spot.path, key, ...steps, 'key']));
    }
  } else if (plain === 'key' && typeof value === 'string' && isNodeTerm(spot)) {
    const given: readonly unknown[] = Array.isArray(spot.object.values) ? spot.object.values : [null];
    const scope = podScope(spot);
    for (const each of given) add('affinity', value, each, spot.document.rangeOf(spot.path), scope);
  }
}

/** The taints of a list, one alone, or those of a table by name, with the steps to each. */
function taintsOf(value: unknown): (readonly [DataPath, unknown])[] {
  if (Array.isArray(value)) return value.map((each, at) => [[at], each] as const);
  if (!isDataObject(value)) return [];
  return 'key' in value ? [[[], value]] : Object.entries(value).map(([name, each]) => [[name], each] as const);
}

/** An expression that asks for a label; "NotIn" and "DoesNotExist" keep away from it. */
function isNodeTerm({ object, path }: Spot): boolean {
  if (typeof object.operator !== 'string' || /^(?:NotIn|DoesNotExist)$/.test(object.operator)) return false;
  return path.some((step) => typeof step === 'string' && NODE_TERMS.has(plainKey(step)));
}

/** A node selector or an affinity speaks for the pod around it, the requirements of a node pool for the pool. */
export function podScope({ path, scope }: Spot): string {
  const at = path.findIndex(
    (step) => typeof step === 'string' && ['nodeselector', 'affinity', 'requirements'].includes(plainKey(step)),
  );
  return at < 0 ? scope : [scope.split('/')[0], ...path.slice(0, at)].join('/');
}

/** From the key to the end of its value. */
function keyAndValue({ document, path }: Spot, ...steps: readonly string[]): TextRange | null {
  const key = document.keyRangeOf([...path, ...steps]);
  const value = document.rangeOf([...path, ...steps]);
  return key === null || value === null ? key : { start: key.start, end: value.end };
}
