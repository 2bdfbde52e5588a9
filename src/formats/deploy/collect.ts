import type { TextRange } from '../../model/finding';
import type { DataDocument, DataPath } from '../../text/data';
import { isDataObject } from '../../text/data';
import { imageReference } from '../packages/image-reference';
import { collectCommand } from './command';
import type { Found } from './found';
import { acceleratedInstance } from './instance-type';
import { PLACEHOLDER } from './mask';
import { collectPlacement, podScope } from './placement';
import { collectResources } from './resources';
import { objectsOf, plainKey, type Spot } from './walk';

/** Most mentions of one file: a manifest has dozens. */
const MAX_MENTIONS = 5_000;

/**
 * Gathers what a document says of images, resources, instances, placements, variables and commands. It goes by keys wherever they stand, because a
 * pod's template lies at another place in every custom resource, and Helm values, task definitions and Terraform use the same words. `index`: of the document in its file; `lines`: of the file.
 */
export function collect(document: DataDocument, index: number, lines: readonly string[], into: Found): void {
  for (const spot of objectsOf(document, index)) {
    if (into.resources.length + into.placements.length + into.variables.length + into.instances.length > MAX_MENTIONS)
      return;
    if (isSchema(spot)) continue;
    for (const [key, value] of Object.entries(spot.object)) collectKey(spot, key, value, into);
    collectCommand(spot, lines, into);
  }
}

/** The schema of a custom resource describes keys, it asks for nothing. */
function isSchema({ path }: Spot): boolean {
  return path.includes('openAPIV3Schema') || path.includes('AllowedValues');
}

const MACHINE_IMAGES: ReadonlySet<string> = new Set([
  'imageid',
  'ami',
  'amiid',
  'amifamily',
  'amitype',
  'machineimage',
]);
const CONTAINER_IMAGES: ReadonlySet<string> = new Set(['image', 'imageuri', 'trainingimage', 'imagename']);

/** Parameters of Systems Manager that hold the newest image, and names by which images are searched. */
const MACHINE_IMAGE_NAME =
  /^\/aws\/service\/(?:eks|ecs|neuron|deeplearning|bottlerocket)\/|^(?:amazon-eks-|bottlerocket-aws-|Deep Learning )/;

function collectKey(spot: Spot, key: string, value: unknown, into: Found): void {
  const plain = plainKey(key);
  if (CONTAINER_IMAGES.has(plain)) collectImage(spot, key, value, into);
  else if (MACHINE_IMAGES.has(plain)) collectMachineImage(spot, [key], value, into);
  else if (plain === 'env' || plain === 'environment' || plain === 'environmentvariables')
    collectVariables(spot, key, value, into);
  else {
    collectResources(spot, key, value, into);
    collectPlacement(spot, key, value, into);
  }
  collectInstances(spot, key, value, into);
}

function collectImage(spot: Spot, key: string, value: unknown, into: Found): void {
  // Helm charts write repository and tag apart.
  const parts = isDataObject(value) ? value : { repository: value };
  const { repository, tag, registry } = parts as Readonly<Record<string, unknown>>;
  if (typeof repository !== 'string' || !/^[^\s]{1,500}$/.test(repository)) return;
  const path = isDataObject(value) ? [key, 'repository'] : [key];
  const range = rangeAt(spot, path);
  if (range === null) return;
  const host = typeof registry === 'string' && registry !== '' ? `${registry}/` : '';
  const version = typeof tag === 'string' || typeof tag === 'number' ? `:${tag}` : '';
  const reference = `${host}${repository}${version}`;
  if (reference.includes(PLACEHOLDER)) return;
  into.images.push({
    range,
    scope: spot.scope,
    reference,
    ...imageReference(reference),
    platform: null,
    role: 'container',
    shipped: true,
  });
}

function collectMachineImage(spot: Spot, steps: DataPath, value: unknown, into: Found): void {
  const range = rangeAt(spot, steps);
  if (typeof value !== 'string' || range === null) return;
  into.images.push({
    range,
    scope: spot.scope,
    reference: value,
    name: value,
    tag: null,
    platform: null,
    role: 'machine',
    shipped: true,
  });
}

/** Lists of `{name, value}` and tables of names alike. */
function collectVariables(spot: Spot, key: string, value: unknown, into: Found): void {
  const add = (name: unknown, given: unknown, range: TextRange | null, steps: DataPath) => {
    if (typeof name !== 'string' || range === null) return;
    const plain =
      typeof given === 'number' ||
      typeof given === 'boolean' ||
      (typeof given === 'string' && !given.includes(PLACEHOLDER));
    into.variables.push({
      range,
      scope: spot.scope,
      name,
      value: plain ? String(given) : null,
      valueRange: plain ? rangeAt(spot, steps) : null,
    });
  };
  if (Array.isArray(value)) {
    for (const [at, each] of value.entries()) {
      if (!isDataObject(each)) continue;
      const [name, given] = 'Name' in each ? ['Name', 'Value'] : ['name', 'value'];
      add(each[name], each[given], rangeAt(spot, [key, at]), [key, at, given]);
    }
  } else if (isDataObject(value)) {
    for (const [name, given] of Object.entries(value)) {
      if (!/^[A-Za-z_][A-Za-z0-9_]{0,100}$/.test(name) || isDataObject(given)) continue;
      add(name, given, spot.document.keyRangeOf([...spot.path, key, name]), [key, name]);
    }
  }
}

/** A text that is the name of an accelerated instance type chooses it, whatever the key is called. */
function collectInstances(spot: Spot, key: string, value: unknown, into: Found): void {
  // "NotIn" keeps away from what it lists; allowed values of a parameter are no choice.
  if (key === 'AllowedValues' || spot.object.operator === 'NotIn') return;
  const values: readonly unknown[] = Array.isArray(value) ? value : [value];
  for (const [at, each] of values.entries()) {
    if (typeof each === 'string' && !MACHINE_IMAGES.has(plainKey(key)) && MACHINE_IMAGE_NAME.test(each.slice(0, 200)))
      collectMachineImage(spot, Array.isArray(value) ? [key, at] : [key], each, into);
    const type = typeof each === 'string' ? acceleratedInstance(each) : null;
    const range = type === null ? null : rangeAt(spot, Array.isArray(value) ? [key, at] : [key]);
    if (type !== null && range !== null) into.instances.push({ range, scope: podScope(spot), type });
  }
}

function rangeAt({ document, path }: Spot, steps: DataPath) {
  return document.rangeOf([...path, ...steps]);
}
