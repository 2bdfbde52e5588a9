import type { HfConfigFacts } from '../../model/facts';

/** The facts that are whole numbers. */
export type NumberFact = Exclude<
  keyof HfConfigFacts,
  'modelType' | 'architectures' | 'torchDtype' | 'quantMethod' | 'parameters'
>;

type Keys = readonly (readonly string[])[];

/**
 * Where a fact stands, the usual key first; further ones are those of single families in the `transformers` library (GPT-2, T5, BART, DistilBERT,
 * XLM, Falcon, MPT, DBRX, ChatGLM, …). A key of two parts is one in a nested mapping.
 */
export const NUMBER_KEYS: Readonly<Record<NumberFact, Keys>> = {
  hiddenSize: [['hidden_size'], ['n_embd'], ['n_embed'], ['d_model'], ['dim'], ['emb_dim']],
  layers: [['num_hidden_layers'], ['n_layer'], ['n_layers'], ['num_layers'], ['decoder_layers']],
  attentionHeads: [['num_attention_heads'], ['n_head'], ['n_heads'], ['num_heads'], ['decoder_attention_heads']],
  keyValueHeads: [
    ['num_key_value_heads'],
    ['num_kv_heads'],
    ['n_head_kv'],
    ['multi_query_group_num'],
    ['attn_config', 'kv_n_heads'],
  ],
  headDim: [['head_dim'], ['d_kv'], ['kv_channels']],
  intermediateSize: [
    ['intermediate_size'],
    ['n_inner'],
    ['ffn_dim'],
    ['d_ff'],
    ['decoder_ffn_dim'],
    ['ffn_hidden_size'],
    ['mlp_hidden_size'],
    ['hidden_dim'],
    ['dff'],
    ['ffn_config', 'ffn_hidden_size'],
  ],
  vocabSize: [['vocab_size'], ['padded_vocab_size'], ['n_words']],
  maxPositions: [
    ['max_position_embeddings'],
    ['n_positions'],
    ['max_seq_len'],
    ['max_sequence_length'],
    ['seq_length'],
    ['n_ctx'],
    ['max_target_positions'],
  ],
  experts: [
    ['num_local_experts'],
    ['num_experts'],
    ['n_routed_experts'],
    ['moe_num_experts'],
    ['ffn_config', 'moe_num_experts'],
  ],
};

/** Where a config of several parts keeps that of its text model, in the order in which to look. */
export const TEXT_MODEL_KEYS = [
  'text_config',
  'llm_config',
  'language_config',
  'language_model_config',
  'thinker_config',
  'llm_cfg',
  'text_cfg',
  'decoder',
] as const;

/** Dimensions of models that are no language models. */
export const OTHER_DIMENSIONS = [
  'hidden_sizes',
  'depths',
  'embed_dim',
  'embed_dims',
  'projection_dim',
  'num_mel_bins',
  'image_size',
  'conv_dim',
  'd_inner',
  'state_size',
] as const;
