import type { HfConfigReading } from '../../formats/reading';
import { TARGETS } from '../../model/target';
import { configRule } from '../define';
import type { RuleContext } from '../rule';
import { listed, sentences } from '../words';
import { claimsFor } from './claims';
import { factLocation } from './model-kind';

/** The route that the model takes leaves the target with the next release. */
export const routeEnding = configRule(
  {
    id: 'config/route-ending',
    phase: 'proof-of-concept',
    fix: 'settings',
    page: {
      title: 'Route that ends with the next release',
      what: 'Warns where the planned route, or without a plan the first that documents the model, is still there at the SDK release and is gone on the target with the next one.',
      why: 'What is built on it now has to move with the next update, or stays on the old release without fixes.',
      fix: 'Plan the move to the successor now, or pin the release and accept that it gets no fixes.',
      example: {
        before: 'sdk: "2.33"\ntargets: [trn2]\ndeployment: { route: nxd-inference }',
        after: 'sdk: "2.33"\ntargets: [trn2]\ndeployment: { route: vllm-neuron }',
        language: 'yaml',
      },
      sources: ['nxdi-eos-2.33', 'nxdi-2.29', 'xla-training-ended'],
      since: '0.1.0',
    },
  },
  function* (context) {
    const { reading, settings, target, knowledge } = context;
    const { sdk, workload } = settings;
    const chosen = settings.deployment.route ?? firstRoute(context);
    const route = chosen === undefined ? null : knowledge.route(chosen, target, sdk, workload);
    if (route === null || route.until === null || route.state === 'ended' || !isNextMinor(sdk, route.until)) return;
    const after = knowledge.route(route.route, target, route.until, workload);
    if (after !== null && after.state !== 'ended') return;
    const end = route.until.replace(/\.0$/, '');
    // Named together, so that what holds for several targets is said once.
    const label = listed(
      TARGETS.filter((other) => knowledge.route(route.route, other, sdk, workload)?.id === route.id).map(
        (other) => knowledge.target(other).label,
      ),
    );
    yield {
      key: route.route,
      severity: 'warning',
      confidence: route.confidence,
      action: `Plan the move away from ${route.label} on ${label}`,
      message: `${route.label}${route.state === 'maintenance' ? ', in maintenance,' : ''} ends on ${label} with SDK ${end}, the release after this one.`,
      why: sentences(route.note, after?.note),
      remedy: sentences(
        after === null
          ? 'Choose a route that the next release still has'
          : `From SDK ${end} on you need ${after.needs}`,
      ),
      sources: [...new Set([...route.sources, ...(after?.sources ?? [])])],
      locations: [factLocation(reading, 'modelType', 'architectures')],
    };
  },
);

/** Where nothing is planned: the route that the knowledge base puts first for the model. */
function firstRoute(context: RuleContext<HfConfigReading>) {
  return claimsFor(context)[0]?.route;
}

/** Both in three parts. */
function isNextMinor(sdk: string, next: string): boolean {
  const [major, minor] = sdk.split('.').map(Number);
  const [nextMajor, nextMinor] = next.split('.').map(Number);
  return major === nextMajor && (nextMinor ?? 0) - (minor ?? 0) === 1;
}
