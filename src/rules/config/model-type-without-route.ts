import type { HfConfigReading } from '../../formats/reading';
import { ROUTES, type Route } from '../../model/target';
import type { ModelClaim, ModelLimit } from '../../neuron/knowledge';
import { elsewhereWords, routeLabel } from '../../routes/elsewhere';
import { configSubject } from '../../routes/subject';
import { configRule } from '../define';
import type { Draft, RuleContext } from '../rule';
import { sentences } from '../words';
import { elsewhere, exceeded, plannedClaims } from './claims';
import { factLocation, isGenerative, modelName } from './model-kind';

/** Routes that take any PyTorch or JAX model; the others only those that their documents list. */
const TAKES_ANY = ['torchneuron', 'torch-neuronx', 'jax'];

/** Models that no library documents on the target at the release, or not on the planned route. */
export const modelTypeWithoutRoute = configRule(
  {
    id: 'config/model-type-without-route',
    phase: 'proof-of-concept',
    fix: 'elsewhere',
    page: {
      title: 'Model type without a documented route',
      what: 'Reports configs whose model_type and class no library documents for the target at the SDK release and on the planned route, whose size the documents leave out, or for whose workload no route is known. The finding says where the model is documented instead: on another route, target or release. For encoders and vision models, which any PyTorch route may take, it is a note unless a library with a list of its own is planned.',
      why: 'Text generation needs a library that implements the model for Neuron: sharding, KV cache, sampling. Such a library takes the architectures it was written for; the documents list them.',
      fix: 'Choose a route, target or release where the model is documented, choose a documented model of the same kind, or plan to port the model class.',
      example: {
        before: 'deployment:\n  route: optimum-neuron   # not documented for this model',
        after: 'deployment:\n  route: vllm-neuron',
        language: 'yaml',
      },
      sources: ['vllm-recipes-2.33', 'nxdi-models', 'optimum-architectures', 'torchneuron-resources-2.33'],
      since: '0.1.0',
    },
  },
  function* (context) {
    const { reading, settings, target, knowledge } = context;
    const { modelType, architectures } = reading.facts;
    if (modelType === undefined && architectures === undefined) return;
    const planned = settings.deployment.route;
    if (planned === undefined && !hasRoute(context)) {
      yield withoutAnyRoute(context);
      return;
    }
    if (settings.workload !== 'inference') return;
    // A route that does not exist here is said once, by config/route-unavailable.
    const route = planned === undefined ? null : knowledge.route(planned, target, settings.sdk);
    if (planned !== undefined && (route === null || route.state === 'ended')) return;
    const [claim] = plannedClaims(context);
    if (claim !== undefined) {
      const limit = exceeded(claim, context);
      if (limit !== null) yield outside(context, claim, limit);
    } else if (planned === 'torchneuron') yield native(context);
    else if (isGenerative(reading)) yield generative(context);
    else if (planned !== undefined && !TAKES_ANY.includes(planned)) yield unlisted(context);
    else if (!knowledge.knowsModel(configSubject(reading)?.query ?? {})) yield encoder(context);
  },
);

/** Whether anything runs the workload on the target at the release. */
function hasRoute({ settings: { sdk, workload }, target, knowledge }: RuleContext): boolean {
  if (workload === 'training') return knowledge.pytorchRoutes(target, sdk, workload).length > 0;
  return ROUTES.some(
    (route) => knowledge.route(route, target, sdk)?.state !== 'ended' && knowledge.route(route, target, sdk) !== null,
  );
}

function withoutAnyRoute({ reading, settings, target, knowledge }: RuleContext<HfConfigReading>): Draft {
  const { label } = knowledge.target(target);
  return {
    key: 'no-route',
    severity: 'warning',
    confidence: 'undocumented',
    action: `Choose a target for ${settings.workload}`,
    message: `No PyTorch route for ${settings.workload} on ${label} is known at SDK ${settings.sdk}.`,
    why: 'Without a route there is nothing to judge the model on, so the question whether it runs stays open.',
    remedy: `Choose a target or a release whose documents describe ${settings.workload}.`,
    sources: [],
    locations: [factLocation(reading, 'modelType', 'architectures')],
  };
}

function outside(context: RuleContext<HfConfigReading>, claim: ModelClaim, { note }: ModelLimit): Draft {
  const { reading, settings, target, knowledge } = context;
  const embeds = knowledge
    .models(configSubject(reading)?.query ?? {}, target, settings.sdk)
    .some(({ route, tasks }) => route === claim.route && tasks.includes('feature-extraction'));
  return {
    key: 'model-size',
    severity: 'warning',
    confidence: 'inferred',
    action: `Choose a route that covers the size of ${modelName(reading.facts)}`,
    message: `${modelName(reading.facts)} with ${reading.facts.layers} layers is not of a size that the documents cover on ${knowledge.target(target).label} at SDK ${settings.sdk}.`,
    why: sentences(
      note,
      embeds
        ? 'Embedding models of the same class have a recipe of their own; the config does not tell them apart'
        : '',
    ),
    remedy:
      'Choose a size that is covered, or a route or target that covers this one; otherwise compile it before anything else.',
    sources: claim.sources,
    locations: [factLocation(reading, 'layers', 'modelType')],
  };
}

function native({ reading, settings }: RuleContext<HfConfigReading>): Draft {
  return {
    key: 'model-type',
    severity: isGenerative(reading) ? 'warning' : 'info',
    confidence: 'undocumented',
    action: `Try ${modelName(reading.facts)} with TorchNeuron`,
    message: `No document names ${modelName(reading.facts)} for TorchNeuron at SDK ${settings.sdk}.`,
    why: 'Hugging Face models run on TorchNeuron without a library made for Neuron, in eager mode generation too; no document says how this one fares, nor whether it compiles as a whole.',
    remedy: 'Run the model in eager mode first, then compile its forward pass with torch.compile.',
    sources: ['torchneuron-resources-2.33'],
    locations: [factLocation(reading, 'modelType', 'architectures')],
  };
}

function generative(context: RuleContext<HfConfigReading>): Draft {
  const { reading, settings, target, knowledge } = context;
  const places = elsewhere(context);
  const planned = settings.deployment.route;
  const by = planned === undefined ? 'No library documents' : `${routeLabel(planned, knowledge)} does not document`;
  const known = elsewhereWords(places, knowledge);
  const eager = knowledge.route('torchneuron', target, settings.sdk);
  const runsEagerly = planned === undefined && eager !== null && eager.label !== 'TorchNeuron (closed beta)';
  const lacking = planned === undefined ? null : lacks(context, planned);
  return {
    key: 'model-type',
    severity: lacking === null ? 'warning' : 'blocker',
    // That a list does not name the model here while another does is a conclusion; that no list names it at all leaves it open.
    confidence:
      lacking?.confidence ??
      (places.some((place) => place.target === target && place.last === null) ? 'inferred' : 'undocumented'),
    action: `Choose a documented route for ${modelName(reading.facts)}`,
    message: `${by} ${modelName(reading.facts)} for generation on this target at SDK ${settings.sdk}.`,
    why: sentences(
      lacking?.note,
      'Fast generation needs a library that implements the model for Neuron, and the documents list those that are',
      known,
      runsEagerly ? 'TorchNeuron runs models without such a library in eager mode, at a cost in speed' : '',
    ),
    remedy: sentences(
      known === ''
        ? 'Choose a documented model of the same kind, or plan to port the model class; compile its forward pass first to see whether it is worth it'
        : 'Move to where the model is documented, choose a documented model of the same kind, or plan to port the model class',
    ),
    sources: [
      ...new Set([
        ...(lacking?.sources ?? []),
        ...places.flatMap(({ claims }) => claims.flatMap(({ sources }) => sources)),
      ]),
      ...(runsEagerly ? ['torchneuron-resources-2.33'] : []),
    ].slice(0, 6),
    locations: [factLocation(reading, 'modelType', 'architectures')],
  };
}

/** The claim of a document that the planned library lacks the model. */
function lacks({ reading, settings, target, knowledge }: RuleContext<HfConfigReading>, planned: Route) {
  const library = knowledge.route(planned, target, settings.sdk)?.modelsOf ?? planned;
  return knowledge.lacksModel(configSubject(reading)?.query ?? {}, library, target, settings.sdk);
}

/** An encoder or another head on a route that takes only what it lists. */
function unlisted(context: RuleContext<HfConfigReading>): Draft {
  const { reading, settings, target, knowledge } = context;
  const places = elsewhere(context);
  const label = routeLabel(settings.deployment.route ?? 'vllm-neuron', knowledge);
  const [any] = knowledge
    .pytorchRoutes(target, settings.sdk, 'inference')
    .filter(({ route }) => TAKES_ANY.includes(route));
  return {
    key: 'model-type',
    severity: 'warning',
    confidence: 'inferred',
    action: `Choose a route that takes ${modelName(reading.facts)}`,
    message: `${label} does not document ${modelName(reading.facts)} on this target at SDK ${settings.sdk}.`,
    why: sentences('The planned route takes the classes that its documents list', elsewhereWords(places, knowledge)),
    remedy:
      any === undefined
        ? 'Choose a route that lists the model.'
        : `Plan ${any.label}, which takes any PyTorch model whose operators compile.`,
    sources: knowledge.route(settings.deployment.route ?? 'vllm-neuron', target, settings.sdk)?.sources ?? [],
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
