import type { OtherReading } from '../../formats/reading';
import type { Location } from '../../model/finding';
import type { RouteOption } from '../../model/routes';
import { findRoutes } from '../../routes/find';
import { pipelineSubject, type RouteSubject } from '../../routes/subject';
import { kindRule } from '../define';
import type { Draft, RuleContext } from '../rule';
import { sentences } from '../words';

/** Which route takes a pipeline of diffusers. */
export const pipelineRoute = kindRule(
  {
    id: 'config/pipeline-route',
    phase: 'proof-of-concept',
    page: {
      title: 'Route of a diffusion pipeline',
      what: 'Names the route that documents the pipeline of a model_index.json on the target, or the PyTorch route on which its models are compiled one by one where none does. A planned route that does not list the pipeline is a warning, one that the target does not have a blocker.',
      why: 'A pipeline is several models: text encoders, UNet or transformer, VAE. Optimum Neuron compiles the pipelines that it lists as a whole; samples for torch-neuronx show others; vLLM Omni Neuron serves Wan2.2.',
      fix: 'Take the route named, or plan to compile and wrap each model of the pipeline yourself.',
      example: {
        before: '"_class_name": "StableDiffusion3Pipeline"   # Optimum Neuron planned',
        after: '"_class_name": "StableDiffusionXLPipeline"',
        language: 'json',
      },
      sources: ['optimum-architectures', 'samples-inf2-trn1', 'vllm-omni-notes-2.33', 'nxdi-models'],
      since: '0.1.0',
    },
  },
  ['diffusers'],
  function* (context) {
    const { reading, settings, target, knowledge } = context;
    const subject = pipelineSubject(reading);
    if (subject === null || settings.workload !== 'inference') return;
    const { options, elsewhere } = findRoutes(subject, target, settings, knowledge);
    const planned = settings.deployment.route;
    const option = planned === undefined ? options[0] : options.find(({ route }) => route === planned);
    if (option === undefined) return;
    const places = elsewhere.map((one) => `${one.label} on ${knowledge.target(one.target).label}`);
    yield draftOf(option, subject, context, places);
  },
);

function draftOf(
  option: RouteOption,
  subject: RouteSubject,
  { reading, settings, target, knowledge }: RuleContext<OtherReading>,
  places: readonly string[],
): Draft {
  const { name } = subject;
  const base = {
    key: option.route,
    confidence: option.confidence,
    action: `Choose the route of ${name}`,
    why: option.reason,
    sources: sourcesOf(option, subject, { settings, target, knowledge }),
    locations: [classLocation(reading)],
  };
  const also = places.length === 0 ? '' : `It is documented for ${[...new Set(places)].slice(0, 4).join(', ')}`;
  const needs = option.needs?.words ?? '';
  switch (option.fit) {
    case 'documented':
    case 'code':
    case 'limited':
      return {
        ...base,
        severity: 'info',
        message: `${name} has a documented route: ${option.label}.`,
        remedy: sentences(needs),
      };
    case 'any':
      return {
        ...base,
        severity: 'info',
        message: `No document names the pipeline ${name} here; ${option.label} compiles its models one by one.`,
        remedy: sentences(needs, also),
      };
    case 'unavailable':
      return {
        ...base,
        severity: option.confidence === 'documented' ? 'blocker' : 'warning',
        message: `${option.label} is not there for ${name} on ${knowledge.target(target).label} at SDK ${settings.sdk}.`,
        remedy: sentences(also, 'Choose a route that the target has'),
      };
    default:
      return {
        ...base,
        severity: 'warning',
        confidence: 'inferred',
        message: `${option.label} does not list the pipeline ${name}.`,
        why: 'The route compiles the models of a pipeline as its own classes put them together, and it has none for this one.',
        remedy: sentences(
          also,
          'Choose a pipeline that the route lists, or compile its models one by one on a PyTorch route',
        ),
      };
  }
}

function sourcesOf(
  option: RouteOption,
  subject: RouteSubject,
  { settings, target, knowledge }: Pick<RuleContext<OtherReading>, 'settings' | 'target' | 'knowledge'>,
): readonly string[] {
  const claims = knowledge.models(subject.query, target, settings.sdk).filter(({ route }) => route === option.route);
  const route = knowledge.route(option.route, target, settings.sdk);
  return [...new Set([...claims.flatMap(({ sources }) => sources), ...(route?.sources ?? ['optimum-architectures'])])];
}

/** Where the pipeline's class stands. */
export function classLocation({ path, documents }: OtherReading): Location {
  const range = documents[0]?.rangeOf(['_class_name']) ?? null;
  return range === null ? { path } : { path, range };
}
