import type { FactValue } from '../../model/facts';
import type { ScriptMentions } from '../launch/script';
import type {
  CommandMention,
  ImageMention,
  IndexMention,
  InstanceMention,
  PackageMention,
  PlacementMention,
  PythonMention,
  ResourceMention,
  VariableMention,
} from '../mentions';

/** What a reader has gathered from one file so far. */
export interface Found {
  readonly images: ImageMention[];
  readonly resources: ResourceMention[];
  readonly instances: InstanceMention[];
  readonly placements: PlacementMention[];
  readonly variables: VariableMention[];
  readonly commands: CommandMention[];
  readonly packages: PackageMention[];
  readonly indexes: IndexMention[];
  readonly pythons: PythonMention[];
}

export function nothingFound(): Found {
  return {
    images: [],
    resources: [],
    instances: [],
    placements: [],
    variables: [],
    commands: [],
    packages: [],
    indexes: [],
    pythons: [],
  };
}

/** Takes in what the commands of a container or job start, set and install. */
export function addScript(into: Found, script: ScriptMentions): void {
  into.commands.push(...script.commands);
  into.variables.push(...script.variables);
  into.packages.push(...script.packages);
  into.indexes.push(...script.indexes);
  into.pythons.push(...script.pythons);
}

/** Whether anything was found that tells what runs where. */
export function isAnything({ images, resources, instances, placements }: Found): boolean {
  return images.length + resources.length + instances.length + placements.length > 0;
}

/** Most names that a fact lists. */
const LISTED = 20;

/**
 * Facts that all files of clusters and clouds share, absent where there are none: `images` (references), `resources` (name to the largest quantity
 * that one container asks for, null where it is a template), `instances` (types).
 */
export function commonFacts({ images, resources, instances }: Found): Record<string, FactValue> {
  const asked = new Map<string, number | null>();
  for (const { name, quantity } of resources)
    if (asked.size < LISTED || asked.has(name)) asked.set(name, larger(asked.get(name), quantity));
  const references = distinct(images.map(({ reference }) => reference));
  const types = distinct(instances.map(({ type }) => type));
  return {
    ...(references.length > 0 && { images: references }),
    ...(asked.size > 0 && { resources: Object.fromEntries(asked) }),
    ...(types.length > 0 && { instances: types }),
  };
}

function larger(a: number | null | undefined, b: number | null): number | null {
  return a === undefined || a === null ? b : Math.max(a, b ?? a);
}

function distinct(names: readonly string[]): string[] {
  return [...new Set(names)].slice(0, LISTED);
}
