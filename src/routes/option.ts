import type { RouteFit, RouteOption } from '../model/routes';
import { type Route, TARGETS } from '../model/target';
import type { Knowledge, ModelClaim, RouteClaim } from '../neuron/knowledge';
import { compareSdk } from '../neuron/version';
import { listed, sentences } from '../text/words';
import { claimsFor, exceeded, type Place, serves } from './claims';
import { routeLabel } from './elsewhere';
import { needsOf, shortLabel } from './needs';
import type { RouteSubject } from './subject';

/** Routes that take any PyTorch model; the others take the models that they list. */
const TAKES_ANY: readonly Route[] = ['torchneuron', 'torch-neuronx'];

/** What a fit says: how sure it is, why, and the claims it rests on. */
interface Judgement {
  readonly fit: RouteFit;
  readonly confidence: RouteOption['confidence'];
  readonly reason: string;
  readonly sources: readonly string[];
}

/** One route for one model at one place. */
export function optionOf(route: Route, subject: RouteSubject, knowledge: Knowledge, place: Place): RouteOption {
  const claim = knowledge.route(route, place.target, place.sdk, place.workload);
  const there = claim !== null && claim.state !== 'ended';
  const { fit, confidence, reason, sources } = there
    ? judged(claim, subject, knowledge, place)
    : absent(route, claim, knowledge, place);
  return {
    route,
    label: claim?.label ?? routeLabel(route, knowledge),
    state: claim?.state ?? null,
    fit,
    confidence,
    reason,
    needs: there ? needsOf(claim, knowledge, place) : null,
    last: there ? null : lastRelease(route, subject, knowledge, place),
    until: there ? endOf(claim, knowledge, place) : null,
    evidence: [...new Set([...sources, ...(claim?.sources ?? [])])].map((source) => knowledge.evidence(source)),
  };
}

/** The first release at which the route is gone from the target; null where none is announced. */
function endOf(claim: RouteClaim, knowledge: Knowledge, { target, workload }: Place): string | null {
  if (claim.until === null) return null;
  const after = knowledge.route(claim.route, target, claim.until, workload);
  return after === null || after.state === 'ended' ? claim.until : null;
}

/** The newest earlier release at which the route was there for the target, and listed the model where it takes only what it lists. */
function lastRelease(route: Route, subject: RouteSubject, knowledge: Knowledge, place: Place): string | null {
  for (const { sdk } of knowledge.releases.toReversed()) {
    if (compareSdk(sdk, place.sdk) >= 0) continue;
    const then = { ...place, sdk };
    const claim = knowledge.route(route, place.target, sdk, place.workload);
    if (claim === null || claim.state === 'ended') continue;
    if (['documented', 'code', 'any'].includes(judged(claim, subject, knowledge, then).fit)) return sdk;
  }
  return null;
}

function absent(route: Route, claim: RouteClaim | null, knowledge: Knowledge, place: Place): Judgement {
  const label = claim?.label ?? routeLabel(route, knowledge);
  const on = knowledge.target(place.target).label;
  const other = place.workload === 'training' ? 'inference' : 'training';
  const covered = TARGETS.flatMap((target) => {
    const there = knowledge.route(route, target, place.sdk, place.workload);
    return there === null || there.state === 'ended' ? [] : [{ label: knowledge.target(target).label, there }];
  });
  const where = covered.length === 0 ? '' : `; at this release it covers ${listed(covered.map((one) => one.label))}`;
  const elsewise = knowledge.route(route, place.target, place.sdk, other);
  const reason =
    claim !== null
      ? sentences(`${label} has ended on ${on} for SDK ${place.sdk}`, claim.note)
      : elsewise !== null && elsewise.state !== 'ended'
        ? `${elsewise.label} does ${other} only.`
        : `${label} does not cover ${on} for ${place.workload} at SDK ${place.sdk}${where}.`;
  const evidence = claim ?? covered[0]?.there ?? elsewise;
  return {
    fit: 'unavailable',
    confidence: evidence?.confidence ?? 'undocumented',
    reason,
    sources: evidence?.sources ?? [],
  };
}

function judged(claim: RouteClaim, subject: RouteSubject, knowledge: Knowledge, place: Place): Judgement {
  if (claim.route === 'jax')
    return plain('inapplicable', claim, 'JAX NeuronX runs programs written in JAX; this model is not one.');
  const any = TAKES_ANY.includes(claim.route) || place.workload === 'training';
  if (subject.nature === 'graph')
    return any
      ? plain('any', claim, 'Neuron compiles no ONNX file: rebuild the model in PyTorch, and its operators decide.')
      : plain('inapplicable', claim, `${shortLabel(claim.label)} takes Hugging Face models, not graphs.`);
  const model = claimsFor(subject, knowledge, place).find((one) => serves(claim.route, one, knowledge, place));
  if (model !== undefined) return listedModel(model, claim, subject, place);
  const lack = knowledge.lacksModel(subject.query, claim.modelsOf ?? claim.route, place.target, place.sdk);
  if (lack !== null)
    return { fit: 'undocumented', confidence: lack.confidence, reason: sentences(lack.note), sources: lack.sources };
  if (!any)
    return plain('undocumented', claim, `${shortLabel(claim.label)} does not list ${subject.name}.`, 'undocumented');
  if (subject.nature === 'pipeline')
    return plain(
      'any',
      claim,
      `${shortLabel(claim.label)} takes the models of the pipeline one by one, where their operators compile.`,
      'inferred',
    );
  if (place.workload === 'inference' && subject.nature === 'generative') return generating(claim, subject);
  const reason = sentences(
    `${shortLabel(claim.label)} takes any PyTorch model whose operators compile`,
    place.workload === 'training' ? claim.note : '',
  );
  return plain('any', claim, reason, 'inferred');
}

function listedModel(model: ModelClaim, claim: RouteClaim, subject: RouteSubject, { target }: Place): Judgement {
  const limit = exceeded(model, subject, target);
  const said = { confidence: model.confidence, sources: model.sources };
  if (limit !== null) return { fit: 'limited', ...said, reason: sentences(limit.note, model.note) };
  return model.listed === false
    ? { fit: 'code', ...said, reason: sentences(`${shortLabel(claim.label)} has code for the model`, model.note) }
    : { fit: 'documented', ...said, reason: sentences(model.note) };
}

/** A model that generates, on a route that compiles PyTorch without knowing the model. */
function generating(claim: RouteClaim, subject: RouteSubject): Judgement {
  return claim.route === 'torchneuron'
    ? plain(
        'any',
        claim,
        `No document names ${subject.name} for TorchNeuron; Hugging Face models run there in eager mode, generation too, at a cost in speed.`,
        'undocumented',
      )
    : plain(
        'inapplicable',
        claim,
        `${shortLabel(claim.label)} compiles one forward pass; generation needs a library that shards the model and keeps its KV cache.`,
      );
}

function plain(fit: RouteFit, claim: RouteClaim, reason: string, confidence = claim.confidence): Judgement {
  return { fit, confidence, reason, sources: [] };
}
