import type { HfConfigFacts } from '../../model/facts';
import type { DataObject } from '../../text/data';

/** What tells the decoders of the LLaMA lineage apart when their weights are counted. */
interface Decoder {
  /** Query, key and value projections have a bias. */
  readonly qkvBias: boolean;
  /** Queries and keys are normalised per head. */
  readonly qkNorm: boolean;
  /** Without `num_key_value_heads` there are as many as attention heads. */
  readonly keyValueDefault: boolean;
  /** The feed-forward part is a mixture of `num_local_experts`. */
  readonly experts: boolean;
}

const PLAIN: Decoder = { qkvBias: false, qkNorm: false, keyValueDefault: false, experts: false };

/** By `model_type`; as the classes of the same names in `transformers` build them. */
const DECODERS: ReadonlyMap<string, Decoder> = new Map([
  ['llama', { ...PLAIN, keyValueDefault: true }],
  ['mistral', PLAIN],
  ['mixtral', { ...PLAIN, experts: true }],
  ['qwen2', { ...PLAIN, qkvBias: true }],
  ['qwen3', { ...PLAIN, qkNorm: true }],
]);

/**
 * The number of weights of a plain decoder: embedding and output matrix (one where they are tied), and in each layer query, key, value and output
 * projections, a gated feed-forward part (three matrices; with experts so many of them and a router) and two norms; one norm at the end. With the
 * sizes H hidden, V vocabulary, I intermediate, L layers, q and k widths of the query and key heads:
 *
 *     V·H·(1 or 2) + L·(2·H·q + 2·H·k + 3·H·I + 2·H) + H
 *
 * Null for other families, and where a dimension is not stated. `config`: the text model's part.
 */
export function estimateParameters(config: DataObject, facts: HfConfigFacts): number | null {
  const { hiddenSize, layers, attentionHeads, intermediateSize, vocabSize, experts } = facts;
  const decoder = DECODERS.get(String(config.model_type));
  const keyValueHeads = facts.keyValueHeads ?? (decoder?.keyValueDefault ? attentionHeads : undefined);
  if (!decoder || !hiddenSize || !layers || !attentionHeads || !keyValueHeads || !intermediateSize || !vocabSize)
    return null;
  if (decoder.experts !== (experts !== undefined) || config.attention_bias === true || config.mlp_bias === true)
    return null;

  const headDim = facts.headDim ?? hiddenSize / attentionHeads;
  const query = attentionHeads * headDim;
  const key = keyValueHeads * headDim;
  const attention =
    2 * hiddenSize * query +
    2 * hiddenSize * key +
    (decoder.qkvBias ? query + 2 * key : 0) +
    (decoder.qkNorm ? 2 * headDim : 0);
  const oneExpert = 3 * hiddenSize * intermediateSize;
  const feedForward = experts === undefined ? oneExpert : experts * (oneExpert + hiddenSize);
  const embeddings = vocabSize * hiddenSize * (config.tie_word_embeddings === true ? 1 : 2);
  const total = embeddings + layers * (attention + feedForward + 2 * hiddenSize) + hiddenSize;
  return Number.isSafeInteger(total) ? total : null;
}
