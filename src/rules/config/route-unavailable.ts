import { TARGETS } from '../../model/target';
import { configRule } from '../define';
import { listed, sentences } from '../words';
import { elsewhere, elsewhereWords, routeLabel } from './elsewhere';
import { factLocation, modelName } from './model-kind';

/** A planned route that has ended for the target, or never covered it. */
export const routeUnavailable = configRule(
  {
    id: 'config/route-unavailable',
    phase: 'proof-of-concept',
    page: {
      title: 'Planned route that the target does not have',
      what: 'Reports configs whose planned route (deployment.route) has ended for the target at the SDK release, or does not cover the target.',
      why: 'Libraries cover some instance families and releases only. NxD Inference, for example, left Inf2 and Trn1 with SDK 2.29, and vLLM Neuron begins with Trn2.',
      fix: 'Pin the last release that has the route, choose another route, or move to a target that the route covers.',
      example: {
        before: 'sdk: "2.32"\ntargets: [inf2]\ndeployment: { route: nxd-inference }',
        after: 'sdk: "2.28"\ntargets: [inf2]\ndeployment: { route: nxd-inference }',
        language: 'yaml',
      },
      sources: ['nxdi-2.29', 'vllm-setup-2.33'],
      since: '0.1.0',
    },
  },
  function* (context) {
    const { reading, settings, target, knowledge } = context;
    const planned = settings.deployment.route;
    if (planned === undefined) return;
    const claim = knowledge.route(planned, target, settings.sdk, settings.workload);
    if (claim !== null && claim.state !== 'ended') return;
    const { label } = knowledge.target(target);
    const covered = TARGETS.flatMap((other) => {
      const route = knowledge.route(planned, other, settings.sdk, settings.workload);
      return route === null || route.state === 'ended' ? [] : [{ label: knowledge.target(other).label, route }];
    });
    const evidence = claim ?? covered[0]?.route ?? null;
    const name = routeLabel(planned, knowledge);
    yield {
      key: planned,
      severity: evidence === null ? 'warning' : 'blocker',
      confidence: evidence === null ? 'undocumented' : 'documented',
      action: `Choose a route that exists on ${label}`,
      message:
        claim !== null
          ? `${name} has ended on ${label} for SDK ${settings.sdk}, so ${modelName(reading.facts)} cannot take the planned route.`
          : `${name} does not cover ${label} at SDK ${settings.sdk}, so ${modelName(reading.facts)} cannot take the planned route.`,
      why: sentences(
        claim?.note,
        covered.length === 0 ? '' : `At this release the route covers ${listed(covered.map((one) => one.label))}`,
      ),
      remedy: sentences(
        claim === null ? '' : `To stay on the route: ${claim.needs}`,
        elsewhereWords(elsewhere(context), context) || 'Choose another route or a target that the route covers',
      ),
      sources: evidence?.sources ?? [],
      locations: [factLocation(reading, 'modelType', 'architectures')],
    };
  },
);
