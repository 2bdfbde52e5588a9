import { configRule } from '../define';
import { routeWords } from '../route';
import { sentences } from '../words';
import { plannedClaims } from './claims';
import { factLocation, modelName } from './model-kind';

/** The route that documents the model: good to know where to begin. */
export const documentedRoute = configRule(
  {
    id: 'config/documented-route',
    phase: 'proof-of-concept',
    page: {
      title: 'Documented route for the model',
      what: 'Notes the library that documents the model on the target at the SDK release: the planned one, or the first that the knowledge base holds.',
      why: 'Several libraries cover the same model on different targets, releases and states of support.',
      fix: 'Begin with the route named. Write it under deployment.route in neuron-migration.yaml, so that findings are judged on it.',
      example: {
        before: 'targets: [trn2]',
        after: 'targets: [trn2]\ndeployment:\n  route: vllm-neuron',
        language: 'yaml',
      },
      sources: ['vllm-recipes-2.33', 'nxdi-models', 'optimum-architectures'],
      since: '0.1.0',
    },
  },
  function* (context) {
    const { reading, settings, target, knowledge } = context;
    if (settings.workload !== 'inference') return;
    const { facts } = reading;
    const planned = settings.deployment.route;
    const [claim] = plannedClaims(context);
    if (claim === undefined) return;
    const route = knowledge.route(planned ?? claim.route, target, settings.sdk);
    if (route === null || route.state === 'ended') return;
    yield {
      key: route.route,
      severity: 'info',
      confidence: claim.confidence,
      action: `Begin with ${route.label}`,
      message:
        claim.listed === false
          ? `${modelName(facts)} has model code, which no document lists, on the route ${routeWords(route)}.`
          : `${modelName(facts)} has a documented route: ${routeWords(route)}.`,
      why: sentences(claim.note, route.note),
      remedy: sentences(`The route needs ${route.needs}`),
      sources: [...new Set([...claim.sources, ...route.sources])],
      locations: [factLocation(reading, 'modelType', 'architectures')],
    };
  },
);
