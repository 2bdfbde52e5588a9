import type { FigureInput } from '../model/figure';
import type { AttentionFacts, FitSubject } from '../model/fit';
import type { Route } from '../model/target';
import type { Knowledge } from '../neuron/knowledge';
import { keptKeyValueHeads } from '../routes/heads';
import { keyValueCacheBytes } from '../routes/memory';
import type { ElementSize } from './dtypes';
import { type Amount, blank, figure, given } from './figure';

/** What the cache has to hold. */
export interface CachePlan {
  /** Cores that share the model. */
  readonly degree: number;
  readonly batch: number;
  /** Tokens of a sequence; null: none is planned and the config states none. */
  readonly length: number | null;
  /** Where they come from. */
  readonly from: { readonly batch: string; readonly length: string };
  readonly element: ElementSize;
  readonly route: Route | null;
  readonly sdk: string;
}

const ID = 'kv-cache-per-core';
const LABEL = 'KV cache per core';
const NOTHING = { least: 0, most: 0, unknown: null };

/**
 * Bytes of the KV cache on one core: 2 × layers × kept KV heads × head size × sequence × batch × bytes ÷ degree. Copied heads count. What no document counts (latent
 * attention, the state of layers without attention, the second cache of encoder-decoder models) leaves a lower bound.
 */
export function cachePerCore(subject: FitSubject, plan: CachePlan, knowledge: Knowledge): Amount {
  const { nature, facts, attention } = subject;
  if (nature === 'pass' || nature === 'graph')
    return { figure: blank(ID, LABEL, 'bytes', 'A model of one pass keeps no KV cache.'), ...NOTHING };
  const { layers, attentionHeads: heads, hiddenSize } = facts;
  const length = plan.length;
  const evidence = knowledge.memory('kv-cache', plan.sdk).sources.map((source) => knowledge.evidence(source));
  const unknown = (reason: string, clause: string): Amount => ({
    figure: blank(ID, LABEL, 'bytes', reason, evidence),
    least: 0,
    most: null,
    unknown: clause,
  });
  if (!layers || !heads || !hiddenSize)
    return unknown(
      'The config does not state layers, attention heads and hidden size.',
      'the KV cache cannot be counted from the config',
    );
  if (attention.headsByLayer)
    return unknown(
      'Key/value heads differ from layer to layer in this config, and are not counted one by one.',
      'the KV cache differs from layer to layer and is not counted',
    );
  if (length === null)
    return unknown('No sequence length is planned, and the config states none.', 'no sequence length is planned');
  if (attention.latent !== null) return latentCache(subject, attention.latent, length, plan);

  const cached = Math.max(0, layers - attention.otherLayers);
  const whole = bytesPerCore(subject, cached, length, plan);
  const windowed = windowedLayers(attention, cached);
  const window = attention.window === null ? length : Math.min(length, attention.window.size);
  const within = bytesPerCore(subject, cached - windowed, length, plan) + bytesPerCore(subject, windowed, window, plan);
  const kept = plan.route === 'vllm-neuron' || windowed === 0 || window === length;
  const missing = missingParts(attention);
  const kv = keptKeyValueHeads(heads, facts.keyValueHeads || heads, plan.degree);
  return {
    figure: figure(ID, LABEL, 'bytes', missing === null ? whole : within, {
      formula: '2 × layers × KV heads × head size × sequence × batch × bytes per value ÷ degree',
      inputs: inputsOf(subject, plan, { layers: cached, kv, length: missing === null ? length : window }),
      bound: missing === null ? 'estimate' : 'at-least',
      ...noteOf(subject, plan, kept, missing),
      evidence: [
        ...evidence,
        ...(kv > (facts.keyValueHeads || heads) ? [knowledge.evidence('nxdi-grouped-query')] : []),
        ...(plan.route === 'vllm-neuron' && windowed > 0
          ? knowledge.memory('vllm-windows', plan.sdk).sources.map((source) => knowledge.evidence(source))
          : []),
      ],
    }),
    least: kept && missing === null ? whole : within,
    most: missing === null ? whole : null,
    unknown: missing,
  };
}

function bytesPerCore({ facts }: FitSubject, layers: number, length: number, plan: CachePlan): number {
  if (layers === 0) return 0;
  const { degree, batch, element } = plan;
  const shape = { degree, batch, length, bytesPerElement: element.bytes };
  return (keyValueCacheBytes({ ...facts, layers }, shape) ?? 0) / degree;
}

function windowedLayers({ window }: AttentionFacts, cached: number): number {
  return window === null ? 0 : Math.min(cached, window.layers ?? cached);
}

/** Why the cache is no more than a lower bound, a clause; null: it is all there. */
function missingParts({ otherLayers, encoderDecoder }: AttentionFacts): string | null {
  if (encoderDecoder) return 'no document counts the cache of attention to the encoder';
  return otherLayers > 0 ? `no document counts the state of the ${otherLayers} layers without attention` : null;
}

function noteOf({ facts, attention }: FitSubject, { degree, route }: CachePlan, kept: boolean, missing: string | null) {
  const heads = facts.keyValueHeads || facts.attentionHeads || 1;
  const notes = [
    missing === null ? '' : `A lower bound: ${missing}.`,
    heads % degree !== 0 && degree % heads === 0 ? `Each KV head is copied ${degree / heads} times.` : '',
    heads % degree !== 0 && degree % heads !== 0 ? 'KV heads that do not fit the degree become full attention.' : '',
    attention.window === null
      ? ''
      : kept
        ? route === 'vllm-neuron'
          ? 'vLLM Neuron keeps the whole sequence of layers with a sliding window by default.'
          : ''
        : `Layers with a sliding window of ${attention.window.size} tokens are counted with the whole sequence; a library that keeps the window alone takes less.`,
  ].filter((note) => note !== '');
  return notes.length === 0 ? {} : { note: notes.join(' ') };
}

/** Of latent attention: the compressed vector and the rotary part of each token, without copies. */
function latentCache(
  { facts, paths }: FitSubject,
  { rank, rope }: { readonly rank: number; readonly rope: number },
  length: number,
  { batch, degree, element, from: origin }: CachePlan,
): Amount {
  const layers = facts.layers ?? 0;
  const least = (layers * (rank + rope) * length * batch * element.bytes) / degree;
  const from = paths[0] ?? '';
  return {
    figure: figure(ID, LABEL, 'bytes', least, {
      formula: 'layers × (kv_lora_rank + qk_rope_head_dim) × sequence × batch × bytes per value ÷ degree',
      inputs: [
        given('layers', layers, 'count', from),
        given('kv_lora_rank', rank, 'elements', from),
        given('qk_rope_head_dim', rope, 'elements', from),
        given('sequence', length, 'tokens', origin.length),
        given('batch', batch, 'samples', origin.batch),
        element.input,
        given('degree', degree, 'cores', 'as judged'),
      ],
      bound: 'at-least',
      note: 'A lower bound: no Neuron document says how the cache of multi-head latent attention is laid out over cores.',
      confidence: 'inferred',
    }),
    least,
    most: null,
    unknown: 'no Neuron document says how the cache of multi-head latent attention is kept',
  };
}

function inputsOf(
  { facts, paths }: FitSubject,
  { batch, degree, element, from: origin }: CachePlan,
  { layers, kv, length }: { readonly layers: number; readonly kv: number; readonly length: number },
): FigureInput[] {
  const from = paths[0] ?? '';
  const heads = facts.keyValueHeads || facts.attentionHeads || 0;
  const size = facts.headDim ?? (facts.hiddenSize ?? 0) / (facts.attentionHeads || 1);
  return [
    given('layers', layers, 'count', from),
    given('KV heads', kv, 'count', kv === heads ? from : `${heads} of ${from}, as kept at degree ${degree}`),
    given('head size', size, 'elements', from),
    given('sequence', length, 'tokens', origin.length),
    given('batch', batch, 'samples', origin.batch),
    element.input,
    given('degree', degree, 'cores', 'as judged'),
  ];
}
