/** The knowledge base behind its queries: what is known of AWS Neuron, each answer a claim with sources, or null. */
import { batchingQueries } from './batching';
import { changeQuery } from './changes';
import { DATA } from './data';
import { dependencyQueries } from './dependencies';
import { deploymentQueries } from './deployment';
import { dtypeNameQuery, dtypeQuery } from './dtypes';
import { fileFormatQuery } from './file-formats';
import { flagQueries } from './flags';
import type { Knowledge } from './knowledge';
import { lazy } from './lazy';
import { modelQueries } from './models';
import { operatorQueries } from './operators';
import { packageQuery } from './packages';
import { quantizationQuery } from './quantization';
import { releaseQueries } from './releases';
import { routeQueries } from './routes';
import type { KnowledgeData } from './schema';
import { sourceQueries } from './sources';
import { spanQuery } from './spans';
import { variableQuery } from './variables';
import { holds } from './version';

/** Cheap: indexes are built at their first use. `data`: the bundled files unless given. */
export function loadKnowledge(data: KnowledgeData = DATA): Knowledge {
  const errors = lazy(() => new Map(data.errors.map((error) => [error.code, error])));
  const conflicts = lazy(() => new Map(data.conflicts.map((conflict) => [conflict.id, conflict])));
  const documents = data.sources.repositories.neuron?.sdk;
  if (!documents) throw new Error('sources.json does not say which release the Neuron documents are of');
  const routes = routeQueries(data.routes);
  return {
    ...releaseQueries(data.releases, documents),
    spans: spanQuery(data),
    target(target) {
      const info = data.targets.targets.find((entry) => entry.target === target);
      if (!info) throw new Error(`targets.json does not know ${target}`);
      return info;
    },
    ended: (target, sdk) => data.targets.ended.find((entry) => entry.target === target && holds(entry, sdk)) ?? null,
    notBegun: (target, sdk) =>
      data.targets.notBegun.find((entry) => entry.target === target && holds(entry, sdk)) ?? null,
    dtype: dtypeQuery(data.dtypes, data.targets.targets),
    dtypeNamed: dtypeNameQuery(data['dtype-names']),
    ...operatorQueries(data),
    errorCode: (code) => errors().get(code) ?? null,
    errorsForetoldBy: (rule) => data.errors.filter(({ test }) => test.rules.includes(rule)),
    ...flagQueries(data.flags),
    changes: changeQuery(data.changes),
    packageReleases: packageQuery(data.packages),
    conflict(id) {
      const conflict = conflicts().get(id);
      if (!conflict) throw new Error(`conflicts.json does not know ${id}`);
      return conflict;
    },
    ...routes,
    ...modelQueries(data.models, routes.route),
    tensorParallel(target, route, sdk) {
      const own = data.parallelism.filter((entry) => entry.target === target && holds(entry, sdk));
      return own.find((entry) => entry.route === route) ?? own.find((entry) => entry.route === null) ?? null;
    },
    memory(id, sdk) {
      const claim = data.memory.find((entry) => entry.id === id && holds(entry, sdk));
      if (!claim) throw new Error(`memory.json does not know ${id} at ${sdk}`);
      return claim;
    },
    ...deploymentQueries(data),
    ...batchingQueries(data),
    ...quantizationQuery(data.quantization),
    ...variableQuery(data.variables),
    ...dependencyQueries(data),
    fileFormat: fileFormatQuery(data['file-formats']),
    evidence: sourceQueries(data.sources),
  };
}
