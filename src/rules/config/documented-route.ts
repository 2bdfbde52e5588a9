import type { HfConfigReading } from '../../formats/reading';
import type { ModelClaim, RouteClaim } from '../../neuron/knowledge';
import { installWords, needsOf } from '../../routes/needs';
import { configRule } from '../define';
import { routeWords } from '../route';
import type { Draft, RuleContext } from '../rule';
import { sentences } from '../words';
import { exceeded, placeOf, plannedClaims } from './claims';
import { factLocation, isGenerative, modelName } from './model-kind';

/** The route that documents the model: good to know where to begin; a warning where the SDK itself has none and a third party has. */
export const documentedRoute = configRule(
  {
    id: 'config/documented-route',
    phase: 'proof-of-concept',
    fix: 'settings',
    page: {
      title: 'Documented route for the model',
      what: 'Notes the library that documents the model on the target at the SDK release: the planned one, or the first that the knowledge base holds; where a library has code for the model that no document lists, it is a warning. For a language model on Inf2 or Trn1 without a planned route it is a warning from SDK 2.29 on: no library of the SDK serves it there any more, and a third party does with the packages of an older release.',
      why: 'Several libraries cover the same model on different targets, releases and states of support. NxD Inference left Inf2 and Trn1 after SDK 2.28, vLLM Neuron and TorchNeuron begin with Trn2.',
      fix: 'Begin with the route named. Write it under deployment.route in neuron-migration.yaml, so that findings are judged on it.',
      example: {
        before: 'targets: [trn2]',
        after: 'targets: [trn2]\ndeployment:\n  route: vllm-neuron',
        language: 'yaml',
      },
      sources: ['vllm-recipes-2.33', 'nxdi-models', 'nxdi-2.29', 'optimum-architectures'],
      since: '0.1.0',
    },
  },
  function* (context) {
    const { settings, target, knowledge } = context;
    const planned = settings.deployment.route;
    const [claim] = plannedClaims(context);
    // A size that the claim leaves out is a finding of its own.
    if (claim === undefined || exceeded(claim, context) !== null) return;
    const route = knowledge.route(planned ?? claim.route, target, settings.sdk, settings.workload);
    if (route === null || route.state === 'ended') return;
    const alone = planned === undefined && route.state === 'third-party' && settings.workload === 'inference';
    yield alone && isGenerative(context.reading)
      ? thirdParty(context, claim, route)
      : documented(context, claim, route);
  },
);

function documented(context: RuleContext<HfConfigReading>, claim: ModelClaim, route: RouteClaim): Draft {
  const { reading, settings, knowledge } = context;
  const { facts } = reading;
  return {
    key: route.route,
    // Code that no document lists may go any day, and nobody says that it works.
    severity: claim.listed === false ? 'warning' : 'info',
    confidence: claim.listed === false ? 'undocumented' : claim.confidence,
    action: `Begin with ${route.label}`,
    message:
      claim.listed === false
        ? `${modelName(facts)} has model code, which no document lists, on the route ${routeWords(route)}.`
        : `${modelName(facts)} has a documented route${settings.workload === 'training' ? ' for training' : ''}: ${routeWords(route)}.`,
    why: sentences(claim.note, route.note),
    remedy: sentences(`The route needs ${route.needs}`, installWords(needsOf(route, knowledge, placeOf(context)))),
    sources: [...new Set([...claim.sources, ...route.sources])],
    locations: [factLocation(reading, 'modelType', 'architectures')],
  };
}

/** A language model that only a third party still serves on the target. */
function thirdParty(context: RuleContext<HfConfigReading>, claim: ModelClaim, route: RouteClaim): Draft {
  const { reading, settings, target, knowledge } = context;
  const before = knowledge.route('nxd-inference', target, settings.sdk);
  return {
    key: `${route.route}-only`,
    severity: 'warning',
    confidence: 'inferred',
    action: 'Plan the route of language models on Inf2 and Trn1',
    message: `No library of Neuron SDK ${settings.sdk} serves language models on Inf2 and Trn1 (vLLM Neuron and TorchNeuron need Trn2 or Trn3, torch-neuronx traces single passes); ${modelName(reading.facts)} has a route with ${routeWords(route)}.`,
    why: sentences(before?.note, claim.note, route.note),
    remedy: sentences(
      `Choose one and write it under deployment.route. ${route.label} needs ${route.needs}`,
      installWords(needsOf(route, knowledge, placeOf(context))),
      before?.state === 'ended' ? `NxD Inference needs ${before.needs}` : '',
      'On Trn2 and Trn3 there is vLLM Neuron',
    ),
    sources: [...new Set([...claim.sources, ...route.sources, ...(before?.sources ?? [])])],
    locations: [factLocation(reading, 'modelType', 'architectures')],
  };
}
