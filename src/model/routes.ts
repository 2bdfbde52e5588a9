/** Which ways there are to run a model, what each needs, and which one to take. */
import type { ArtifactKind } from './artifact';
import type { Confidence, Evidence } from './finding';
import type { RelativePath } from './host';
import type { Route, Target, Workload } from './target';

/** State of a route on a target at a release. */
export type RouteState = 'current' | 'beta' | 'maintenance' | 'ended' | 'third-party';

/** A Python package of a route. */
export interface PackageNeed {
  /** As pip spells it: "torch-neuronx". */
  readonly name: string;
  /** PEP 440 specifier ("==2.9.*"); empty: the version that the SDK release ships, which is not known more closely. */
  readonly spec: string;
}

/** What a route needs at one release. */
export interface RouteNeeds {
  /** A sentence. */
  readonly words: string;
  readonly packages: readonly PackageNeed[];
  /** Minor versions ("3.12"), ascending; empty: no document says. */
  readonly python: readonly string[];
  /** The SDK release whose packages they are, three parts. */
  readonly sdk: string;
  /** The targets that the route covers at the release. */
  readonly targets: readonly Target[];
}

/**
 * documented: a document lists the model for the route. code: only the library's code has it. any: the route takes any model of this
 * kind whose operators compile. limited: listed, but this one is outside the limits. undocumented: the route takes what it lists, and
 * this is not listed. inapplicable: the route takes models of another kind. unavailable: not there for target, release or workload.
 */
export const ROUTE_FITS = [
  'documented',
  'code',
  'any',
  'limited',
  'undocumented',
  'inapplicable',
  'unavailable',
] as const;
export type RouteFit = (typeof ROUTE_FITS)[number];

/** One route for one model. */
export interface RouteOption {
  readonly route: Route;
  /** "vLLM Neuron". */
  readonly label: string;
  /** Null: the route never covered the target for the workload. */
  readonly state: RouteState | null;
  readonly fit: RouteFit;
  readonly confidence: Confidence;
  /** Why it fits or not, a sentence or two. */
  readonly reason: string;
  /** Null where the route is not there. */
  readonly needs: RouteNeeds | null;
  /** Of a route that is gone: the newest release before this one at which it took the model on the target; else null. */
  readonly last: string | null;
  /** The first release at which the route is gone from the target, as announced; else null. */
  readonly until: string | null;
  readonly evidence: readonly Evidence[];
}

/** Another place where the model is documented. */
export interface OtherPlace {
  readonly route: Route;
  readonly label: string;
  readonly target: Target;
  /** The newest release where that holds, where it is older than the one asked for; else null. */
  readonly last: string | null;
}

/** The answer of the route finder for one model on one target. */
export interface ModelRoutes {
  readonly path: RelativePath;
  readonly kind: ArtifactKind;
  /** "llama (LlamaForCausalLM)", "ONNX model". */
  readonly model: string;
  readonly target: Target;
  /** Three parts. */
  readonly sdk: string;
  readonly workload: Workload;
  /** Every route, best first. */
  readonly options: readonly RouteOption[];
  /** The route to take; null: none is known to run the model here. */
  readonly take: Route | null;
  /** One or two sentences: which to take and what to install, or that there is none and the last release that had one. */
  readonly advice: string;
  /** Where else the model is documented: other targets, or older releases of this one. */
  readonly elsewhere: readonly OtherPlace[];
}

/** The same answer for every model that the route finder cannot tell apart. */
export interface RoutesOf extends Omit<ModelRoutes, 'path'> {
  /** By path in code unit order. */
  readonly paths: readonly RelativePath[];
}

/** Fits with which a route can be taken. */
export const TAKEABLE: readonly RouteFit[] = ['documented', 'code', 'any'];
