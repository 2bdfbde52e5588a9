import { TARGETS } from '../../model/target';
import { elsewhereWords, routeLabel } from '../../routes/elsewhere';
import { installWords, needsOf } from '../../routes/needs';
import { configRule } from '../define';
import { listed, sentences } from '../words';
import { elsewhere, placeOf } from './claims';
import { factLocation, modelName } from './model-kind';

const OTHERWISE = 'Choose another route or a target that the route covers';

/** A planned route that has ended for the target, or never covered it. */
export const routeUnavailable = configRule(
  {
    id: 'config/route-unavailable',
    phase: 'proof-of-concept',
    fix: 'settings',
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
    const name = claim?.label ?? routeLabel(planned, knowledge);
    const training = settings.workload === 'training';
    // A library that is there, but for inference only.
    const infers = claim === null && training && knowledge.route(planned, target, settings.sdk) !== null;
    const evidence = claim ?? covered[0]?.route ?? (infers ? knowledge.route(planned, target, settings.sdk) : null);
    const instead = knowledge.pytorchRoutes(target, settings.sdk, settings.workload).map((route) => route.label);
    yield {
      key: planned,
      severity: evidence === null ? 'warning' : 'blocker',
      confidence: evidence === null ? 'undocumented' : 'documented',
      action: `Choose a route that exists on ${label}`,
      message: infers
        ? `${name} does inference only, so ${modelName(reading.facts)} cannot be trained on the planned route.`
        : claim !== null
          ? `${name} has ended on ${label} for SDK ${settings.sdk}, so ${modelName(reading.facts)} cannot take the planned route.`
          : `${name} does not cover ${label} at SDK ${settings.sdk}, so ${modelName(reading.facts)} cannot take the planned route.`,
      why: sentences(
        claim?.note,
        infers ? 'No document trains with it' : '',
        covered.length === 0 ? '' : `At this release the route covers ${listed(covered.map((one) => one.label))}`,
      ),
      remedy: sentences(
        claim === null ? '' : `To stay on the route you need ${claim.needs}`,
        claim === null ? '' : installWords(needsOf(claim, knowledge, placeOf(context))),
        training ? trainingWords(instead, label) : elsewhereWords(elsewhere(context), knowledge) || OTHERWISE,
      ),
      sources: evidence?.sources ?? [],
      locations: [factLocation(reading, 'modelType', 'architectures')],
    };
  },
);

/** Routes that train on the target; those that only run inference are no help. */
function trainingWords(routes: readonly string[], label: string): string {
  return routes.length === 0
    ? `No PyTorch route trains on ${label} at this release: choose another target`
    : `For training on ${label} there is ${listed(routes, 5, 'or')}`;
}
