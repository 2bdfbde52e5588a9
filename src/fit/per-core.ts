import type { FitSubject } from '../model/fit';
import type { Knowledge } from '../neuron/knowledge';
import { keptKeyValueHeads, paddedHeads } from '../routes/heads';
import type { ElementSize } from './dtypes';
import { type Amount, blank, figure, given } from './figure';

const ID = 'weights-per-core';
const LABEL = 'Weights per core';

/** Rows of the attention projections beyond those of the files, on all cores together. */
interface Copies {
  readonly weights: number;
  readonly padded: number;
  readonly kept: number;
}

/**
 * Bytes of the weights on one core: their share, and the rows of the query, key, value and output projections that padded attention heads and copied
 * key/value heads add. Where the config does not state heads and layers a lower bound.
 */
export function weightsPerCore(
  subject: FitSubject,
  weights: Amount,
  degree: number,
  size: ElementSize,
  knowledge: Knowledge,
): Amount {
  const { figure: whole, least, most, unknown } = weights;
  if (whole.value === null) return { ...weights, figure: blank(ID, LABEL, 'bytes', whole.reason, whole.evidence) };
  const shared = [
    given('weights', whole.value, 'bytes', 'weights above'),
    given('degree', degree, 'cores', 'as judged'),
  ];
  const copies = copiesAt(subject, degree);
  if (copies === null)
    return {
      figure: figure(ID, LABEL, 'bytes', least / degree, {
        formula: 'weights ÷ degree',
        inputs: shared,
        bound: 'at-least',
        note: 'A lower bound: padded attention heads and copied KV heads are not counted, since the config does not tell how the heads of each layer are laid out.',
        evidence: whole.evidence,
      }),
      least: least / degree,
      most: null,
      unknown:
        unknown ??
        (subject.attention.latent === null
          ? 'how many attention weights are padded or copied at this degree cannot be counted'
          : 'no Neuron document says how the weights and the cache of multi-head latent attention are laid out over cores'),
    };
  if (copies.weights === 0)
    return {
      figure: figure(ID, LABEL, 'bytes', whole.value / degree, {
        formula: 'weights ÷ degree',
        inputs: shared,
        bound: whole.bound,
        evidence: whole.evidence,
      }),
      least: least / degree,
      most: most === null ? null : most / degree,
      unknown,
    };
  const more = copies.weights * size.bytes;
  // Which of quantized weights are those of attention, and in what type, only the library knows.
  const leastMore = subject.facts.quantMethod === undefined || size.planned ? more : 0;
  const value = most === null ? least + leastMore : most + more;
  const { facts, paths } = subject;
  const from = paths[0] ?? '';
  const heads = facts.attentionHeads ?? 0;
  const counts = most !== null || leastMore > 0;
  return {
    figure: figure(ID, LABEL, 'bytes', value / degree, {
      formula: counts
        ? '(weights + 2 × attention layers × hidden size × head size × (more attention heads + more KV heads) × bytes per weight) ÷ degree'
        : 'weights ÷ degree',
      inputs: [
        ...shared,
        ...(counts
          ? [
              given('attention layers', attentionLayers(subject), 'count', from),
              given('hidden size', facts.hiddenSize ?? 0, 'elements', from),
              given('head size', headSize(subject), 'elements', from),
              given('more attention heads', copies.padded - heads, 'count', `${heads} padded to ${copies.padded}`),
              given(
                'more KV heads',
                copies.kept - (facts.keyValueHeads || heads),
                'count',
                `${facts.keyValueHeads || heads} kept as ${copies.kept}`,
              ),
              size.input,
            ]
          : []),
      ],
      bound: most === null ? 'at-least' : 'estimate',
      note: counts
        ? 'The guide says that heads are padded and copied; that their weights take so many rows is worked out from it.'
        : 'A lower bound: the weights of padded and copied heads come on top, in a type that is not known.',
      confidence: 'inferred',
      evidence: [...whole.evidence, knowledge.evidence('nxdi-grouped-query')],
    }),
    least: (least + leastMore) / degree,
    most: most === null ? null : (most + more) / degree,
    unknown,
  };
}

/** Weights that padding and copies add at a degree; null: the config does not state what they are counted from. */
function copiesAt(subject: FitSubject, degree: number): Copies | null {
  const { facts, attention, nature } = subject;
  const { layers, attentionHeads: heads, hiddenSize, keyValueHeads } = facts;
  if (degree === 1 || nature === 'graph' || nature === 'pass') return { weights: 0, padded: heads ?? 0, kept: 0 };
  if (!layers || !heads || !hiddenSize || attention.headsByLayer || attention.latent !== null) return null;
  const kv = keyValueHeads || heads;
  const padded = paddedHeads(heads, degree);
  const kept = keptKeyValueHeads(heads, kv, degree);
  // A query and an output matrix for each attention head, a key and a value matrix for each of the others.
  const rows = padded - heads + Math.max(0, kept - kv);
  // An encoder and attention to it have heads of their own.
  if (rows > 0 && attention.encoderDecoder) return null;
  return { weights: 2 * attentionLayers(subject) * hiddenSize * headSize(subject) * rows, padded, kept };
}

function attentionLayers({ facts, attention }: FitSubject): number {
  return Math.max(0, (facts.layers ?? 0) - attention.otherLayers);
}

function headSize({ facts }: FitSubject): number {
  return facts.headDim ?? (facts.hiddenSize ?? 0) / (facts.attentionHeads || 1);
}
