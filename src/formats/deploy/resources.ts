import type { TextRange } from '../../model/finding';
import { isDataObject } from '../../text/data';
import type { Found } from './found';
import { PLACEHOLDER } from './mask';
import { countOf } from './quantity';
import { plainKey, type Spot } from './walk';

/** Counts of GPUs under keys of their own: of Ray's start parameters and actors, and of charts that write the resource themselves. */
const GPU_COUNTS: ReadonlySet<string> = new Set(['numgpus', 'requestgpu']);

/** What a key of an object says of resources: limits and requests, devices, claims, counts of GPUs. */
export function collectResources(spot: Spot, key: string, value: unknown, into: Found): void {
  const plain = plainKey(key);
  if ((plain === 'limits' || plain === 'requests') && isDataObject(value)) collectLists(spot, key, value, into);
  else if (plain === 'resourcerequirements' && Array.isArray(value)) collectRequirements(spot, key, value, into);
  else if (plain === 'resourceclaims' && Array.isArray(value)) collectClaims(spot, key, value, into);
  else if (plain === 'deviceclassname' && typeof value === 'string') {
    const count = spot.object.count === undefined ? 1 : countOf(spot.object.count);
    const all = spot.object.allocationMode === 'All';
    add(into, 'claims', value, valueRange(spot, key), all ? null : count, valueRange(spot, 'count'), spot.scope);
  } else if (plain === 'path' && typeof value === 'string' && PATCHED.test(value)) collectPatch(spot, key, value, into);
  else if ((plain === 'hostpath' || plain === 'path') && typeof value === 'string') {
    if (/^\/dev\/(?:neuron|nvidia)[\w-]{0,40}$/.test(value))
      add(
        into,
        'devices',
        value,
        valueRange(spot, key),
        1,
        null,
        ownerScope(spot, ['linuxParameters', 'LinuxParameters']),
      );
  } else if (GPU_COUNTS.has(plain) && value !== null && typeof value !== 'object') {
    const range = spot.document.keyRangeOf([...spot.path, key]);
    // The vLLM production stack names the resource beside its count.
    const type = spot.object.requestGPUType;
    const count = valueRange(spot, key);
    if (typeof type === 'string' && type !== '' && !type.includes(PLACEHOLDER))
      add(into, 'limits', type, valueRange(spot, 'requestGPUType'), countOf(value), count, spot.scope);
    else add(into, 'counts', key, range, countOf(value), count, spot.scope);
  }
}

/** Lists of a container's resources; the limits of a node pool, a quota or a range are no request. */
function collectLists(spot: Spot, key: string, names: Readonly<Record<string, unknown>>, into: Found): void {
  const at = spot.path.findLastIndex((step) => typeof step === 'string' && plainKey(step).startsWith('resources'));
  if (at < 0 || at < spot.path.length - 2) return;
  const scope = scopeAt(spot, at);
  for (const [name, quantity] of Object.entries(names)) {
    if ((!name.includes('/') && !name.startsWith('hugepages-')) || name.includes(PLACEHOLDER)) continue;
    const path = [...spot.path, key, name];
    add(
      into,
      plainKey(key),
      name,
      spot.document.keyRangeOf(path),
      countOf(quantity),
      spot.document.rangeOf(path),
      scope,
    );
  }
}

/** A patch (RFC 6902) of one resource: "/spec/template/spec/containers/0/resources/limits/nvidia.com~1gpu". */
const PATCHED = /\/resources\/(?:limits|requests)\/[\w.-]{1,60}~1[\w.-]{1,60}$/;

function collectPatch(spot: Spot, key: string, path: string, into: Found): void {
  if (spot.object.op === 'remove') return;
  const [name = '', list = ''] = path.split('/').reverse();
  const quantity = countOf(spot.object.value);
  add(into, list, name.replace('~1', '/'), valueRange(spot, key), quantity, valueRange(spot, 'value'), spot.scope);
}

/** ECS and AWS Batch: `{ "type": "GPU", "value": "8" }`. */
function collectRequirements(spot: Spot, key: string, list: readonly unknown[], into: Found): void {
  for (const [at, each] of list.entries()) {
    if (!isDataObject(each)) continue;
    const field = 'Type' in each ? 'Type' : 'type';
    const count = 'Value' in each ? 'Value' : 'value';
    const name = each[field];
    if (name !== 'GPU' && name !== 'InferenceAccelerator') continue;
    const path = [...spot.path, key, at];
    const { rangeOf } = spot.document;
    add(into, 'devices', name, rangeOf([...path, field]), countOf(each[count]), rangeOf([...path, count]), spot.scope);
  }
}

function collectClaims(spot: Spot, key: string, list: readonly unknown[], into: Found): void {
  for (const [at, each] of list.entries()) {
    if (!isDataObject(each)) continue;
    const field = ['resourceClaimTemplateName', 'resourceClaimName', 'name'].find(
      (name) => typeof each[name] === 'string',
    );
    if (field === undefined) continue;
    const range = spot.document.rangeOf([...spot.path, key, at, field]);
    add(into, 'claim-names', String(each[field]), range, null, null, spot.scope);
  }
}

function add(
  into: Found,
  list: string,
  name: string,
  nameRange: TextRange | null,
  quantity: number | null,
  quantityRange: TextRange | null,
  scope: string,
): void {
  if (nameRange === null) return;
  const range = quantityRange === null ? nameRange : { start: nameRange.start, end: later(nameRange, quantityRange) };
  into.resources.push({ range, scope, name, nameRange, quantity, quantityRange, list });
}

function later(a: TextRange, b: TextRange): TextRange['end'] {
  return b.end.line > a.end.line || (b.end.line === a.end.line && b.end.column > a.end.column) ? b.end : a.end;
}

function valueRange(spot: Spot, key: string): TextRange | null {
  return spot.document.rangeOf([...spot.path, key]);
}

/** The scope of what holds the step at an index of the path. */
function scopeAt({ path, scope }: Spot, at: number): string {
  return [scope.split('/')[0], ...path.slice(0, at)].join('/');
}

function ownerScope(spot: Spot, steps: readonly string[]): string {
  const at = spot.path.findLastIndex((step) => steps.includes(String(step)));
  return at < 0 ? spot.scope : scopeAt(spot, at);
}
