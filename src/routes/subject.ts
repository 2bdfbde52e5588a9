import type { HfConfigReading, OtherReading, Reading, Summary } from '../formats/reading';
import type { ArtifactKind } from '../model/artifact';
import type { HfConfigFacts } from '../model/facts';
import type { RelativePath } from '../model/host';
import type { ModelQuery } from '../neuron/knowledge';
import { isDataObject } from '../text/data';
import { show } from '../text/words';
import { isEmbedding, isGenerative, modelName, modelQuery } from './model-kind';

/**
 * What a model is, as far as routes care. graph: operators without a model class. generative: produces text token by token. embedding: a class that
 * generates, published for embeddings. pass: one forward pass (encoders, vision, classification). pipeline: several models that run in turn (diffusers).
 */
export type ModelNature = 'graph' | 'generative' | 'embedding' | 'pass' | 'pipeline';

/** A model that routes are asked about. */
export interface RouteSubject {
  readonly path: RelativePath;
  readonly kind: ArtifactKind;
  /** "llama (LlamaForCausalLM)". */
  readonly name: string;
  readonly nature: ModelNature;
  readonly query: ModelQuery;
  /** Dimensions that limits of claims are about; empty of a graph. */
  readonly facts: HfConfigFacts;
}

/** The subject of a file that was read; null where the file is no model. */
export function routeSubject(reading: Reading | Summary): RouteSubject | null {
  if (reading.kind === 'hf-config' && 'document' in reading) return configSubject(reading);
  if (reading.kind === 'onnx' && 'external' in reading)
    return { path: reading.path, kind: 'onnx', name: 'the ONNX model', nature: 'graph', query: {}, facts: {} };
  return reading.kind === 'diffusers' && 'mentions' in reading ? pipelineSubject(reading) : null;
}

/** The subject of a pipeline of diffusers; null for the config of one of its parts. */
export function pipelineSubject({ path, kind, facts }: OtherReading): RouteSubject | null {
  const { class: name, components } = facts;
  if (typeof name !== 'string' || components === undefined) return null;
  return {
    path,
    kind,
    name: show(name),
    nature: 'pipeline',
    query: { modelType: 'diffusers', architectures: [name] },
    facts: {},
  };
}

/** The subject of a Hugging Face config; null where it names neither model type nor class. */
export function configSubject(reading: HfConfigReading): RouteSubject | null {
  const { path, facts, document } = reading;
  if (facts.modelType === undefined && facts.architectures === undefined) return null;
  const generative = isGenerative(facts, document);
  return {
    path,
    kind: 'hf-config',
    name: modelName(facts),
    nature: !generative ? 'pass' : isEmbedding(path, document) ? 'embedding' : 'generative',
    query: modelQuery(facts, isDataObject(document.vision_config) ? document.vision_config : {}),
    facts,
  };
}
