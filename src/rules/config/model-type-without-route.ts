import type { HfConfigReading } from '../../formats/reading';
import { configRule } from '../define';
import type { Draft, RuleContext } from '../rule';
import { sentences } from '../words';
import { elsewhere, elsewhereWords, routeLabel } from './elsewhere';
import { factLocation, isGenerative, modelName, modelQuery } from './model-kind';

/** Models that no library documents on the target at the release, or not on the planned route. */
export const modelTypeWithoutRoute = configRule(
  {
    id: 'config/model-type-without-route',
    phase: 'proof-of-concept',
    page: {
      title: 'Model type without a documented route',
      what: 'Reports configs whose model_type and class no library documents for the target at the SDK release and on the planned route. The finding says where the model is documented instead: on another route, target or release. For encoders and vision models, which any PyTorch route may take, it is a note.',
      why: 'Text generation needs a library that implements the model for Neuron: sharding, KV cache, sampling. Such a library takes the architectures it was written for; the documents list them.',
      fix: 'Choose a route, target or release where the model is documented, choose a documented model of the same kind, or plan to port the model class.',
      example: {
        before: 'deployment:\n  route: optimum-neuron   # not documented for this model',
        after: 'deployment:\n  route: vllm-neuron',
        language: 'yaml',
      },
      sources: ['vllm-recipes-2.33', 'nxdi-models', 'optimum-architectures'],
      since: '0.1.0',
    },
  },
  function* (context) {
    const { reading, settings, target, knowledge } = context;
    const { facts } = reading;
    if (settings.workload !== 'inference') return;
    if (facts.modelType === undefined && facts.architectures === undefined) return;
    const planned = settings.deployment.route;
    // A route that does not exist here is said once, by config/route-unavailable.
    if (planned !== undefined && knowledge.route(planned, target, settings.sdk)?.state === 'ended') return;
    if (planned !== undefined && knowledge.route(planned, target, settings.sdk) === null) return;
    const documented = knowledge.models(modelQuery(facts), target, settings.sdk);
    if (documented.some(({ route }) => planned === undefined || route === planned)) return;
    if (isGenerative(reading)) yield generative(context);
    else if (!knowledge.knowsModel(modelQuery(facts))) yield encoder(context);
  },
);

function generative(context: RuleContext<HfConfigReading>): Draft {
  const { reading, settings, knowledge } = context;
  const found = elsewhere(context);
  const planned = settings.deployment.route;
  const by = planned === undefined ? 'No library documents' : `${routeLabel(planned, knowledge)} does not document`;
  const claims = [
    ...found.here,
    ...(found.older?.claims ?? []),
    ...found.otherTargets.flatMap((other) => other.claims),
  ];
  const known = elsewhereWords(found, context);
  return {
    key: 'model-type',
    severity: 'warning',
    // That a list does not name the model here while another does is a conclusion; that no list names it at all leaves it open.
    confidence: found.here.length > 0 ? 'inferred' : 'undocumented',
    action: `Choose a documented route for ${modelName(reading.facts)}`,
    message: `${by} ${modelName(reading.facts)} for generation at SDK ${settings.sdk}.`,
    why: sentences(
      'Generation needs a library that implements the model for Neuron, and the documents list those that are',
      known,
    ),
    remedy: sentences(
      known === ''
        ? 'Choose a documented model of the same kind, or plan to port the model class; compile its forward pass first to see whether it is worth it'
        : 'Move to where the model is documented, choose a documented model of the same kind, or plan to port the model class',
    ),
    sources: [...new Set(claims.flatMap(({ sources }) => sources))].slice(0, 6),
    locations: [factLocation(reading, 'modelType', 'architectures')],
  };
}

function encoder({ reading }: RuleContext<HfConfigReading>): Draft {
  return {
    key: 'model-type',
    severity: 'info',
    confidence: 'undocumented',
    action: `Try whether ${modelName(reading.facts)} compiles`,
    message: `No document names ${modelName(reading.facts)}; a PyTorch route may take it all the same.`,
    why: 'Encoders and vision models need no library of their own: what counts is whether their operators compile.',
    remedy: 'Compile the model on the PyTorch route of the target, or audit an ONNX export of it to see its operators.',
    sources: [],
    locations: [factLocation(reading, 'modelType', 'architectures')],
  };
}
