import type { Knowledge } from './knowledge';
import type { KnowledgeData } from './schema';

/** Queries on chips, instance types and on resources of containers and jobs. */
export function deploymentQueries({
  chips,
  instances,
  resources,
}: Pick<KnowledgeData, 'chips' | 'instances' | 'resources'>): Pick<
  Knowledge,
  'chip' | 'instance' | 'plannedInstance' | 'instances' | 'resource'
> {
  return {
    chip: (target) => chips.find((chip) => chip.target === target) ?? null,
    instance: (type) => instances.find(({ id }) => id === type) ?? null,
    plannedInstance: ({ instance }) => {
      const type = instance?.trim().toLowerCase();
      return instances.find(({ id }) => id === type) ?? null;
    },
    instances: (target) =>
      instances
        .filter((instance) => instance.target === target)
        .sort((a, b) => a.chips - b.chips || size(a.id) - size(b.id)),
    resource: (name) =>
      resources.find(({ id }) => id === name) ??
      resources.find(({ id }) => id.endsWith('*') && name.startsWith(id.slice(0, -1))) ??
      null,
  };
}

/** 8 of "inf2.8xlarge", 1 of "inf2.xlarge". */
function size(type: string): number {
  const [, factor] = /\.(\d*)x/.exec(type) ?? [];
  return Number(factor || 1);
}
