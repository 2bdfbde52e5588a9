import type { Summary } from '../formats/reading';
import type { RouteOption } from '../model/routes';
import { TAKEABLE } from '../model/routes';
import type { Deployment } from '../model/settings';
import type { Target } from '../model/target';
import type { Knowledge } from '../neuron/knowledge';
import { findRoutes } from '../routes/find';
import { type RouteSubject, routeSubject } from '../routes/subject';
import { show } from '../text/words';
import { slug } from './quote';
import type { StarterRequest } from './types';

/** A model with the route that its files take. */
export interface StarterSubject {
  readonly reading: Summary;
  readonly route: RouteSubject;
  readonly option: RouteOption;
  /** "llama (LlamaForCausalLM)", "ONNX model". */
  readonly name: string;
  /** "llama-3-1-8b": of files, containers and resources. */
  readonly slug: string;
  readonly target: Target;
  readonly sdk: string;
  readonly deployment: Deployment;
  readonly pins: Readonly<Record<string, number>>;
  /** As the folder of the starter files sees it. */
  readonly model: string;
  /** Sentences on how the route was chosen that somebody has to know. */
  readonly checks: readonly string[];
}

/** The subject of a request, or a sentence why there is none. */
export function starterSubject(request: StarterRequest, knowledge: Knowledge): StarterSubject | string {
  const { reading, target, settings, model } = request;
  const { sdk, deployment, pins } = settings;
  if (settings.workload === 'training')
    return 'Starter files are for inference, and the planner file plans training (workload).';
  const subject = routeSubject(reading);
  if (subject === null)
    return 'It is no model that routes are known for: starter files are made of ONNX models, configs of Hugging Face and pipelines of diffusers.';
  const routes = findRoutes(subject, target, settings, knowledge);
  const planned = routes.options.find(({ route }) => route === deployment.route);
  if (planned?.fit === 'unavailable') return planned.reason;
  // A workspace has one planned route and models of several kinds: one that the route does not take gets its own.
  const option =
    planned !== undefined && planned.fit !== 'inapplicable'
      ? planned
      : routes.options.find(({ route }) => route === routes.take);
  if (option === undefined) return routes.advice;
  return {
    reading,
    route: subject,
    option,
    name: subject.kind === 'onnx' ? 'ONNX model' : show(subject.name),
    slug: starterName(reading.path),
    target,
    sdk,
    deployment,
    pins,
    model,
    checks: [
      ...(TAKEABLE.includes(option.fit)
        ? []
        : [`The planner file plans this route, and no document says that it takes this model: ${option.reason}`]),
      ...(option.until === null
        ? []
        : [`${option.label} ends on ${knowledge.target(target).label} with SDK ${option.until}: plan the move.`]),
    ],
  };
}

/** "bert" of "models/bert.onnx" and of "models/bert/config.json". */
export function starterName(path: string): string {
  const parts = path.split('/');
  const file = parts.at(-1) ?? '';
  const folder = parts.at(-2) ?? '';
  const stem = file.replace(/\.[^.]*$/, '');
  return slug(/^(?:config|model_index|model)$/i.test(stem) && folder !== '' ? folder : stem);
}
