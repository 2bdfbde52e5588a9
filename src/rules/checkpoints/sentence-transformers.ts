import { kindRule } from '../define';
import type { Draft } from '../rule';
import { listed } from '../words';
import { at } from './beside';

/** Modules that Optimum Neuron lists. */
const LISTED = ['Transformer', 'Pooling', 'Normalize', 'CLIPModel'];

/** Sentence-transformers models: the library that documents them. */
export const sentenceTransformers = kindRule(
  {
    id: 'checkpoint/sentence-transformers',
    phase: 'proof-of-concept',
    page: {
      title: 'Sentence-transformers model',
      what: 'Notes models of the sentence-transformers library (modules.json) on Inf2 and Trn1, where Optimum Neuron documents them.',
      why: 'The transformer, pooling and normalisation become one graph of fixed batch size and length. Optimum Neuron does that for Transformer and CLIP models.',
      fix: 'Export with optimum-cli export neuron --task feature-extraction, with the batch size and the sequence length that the service needs.',
      example: {
        before: 'model = SentenceTransformer("BAAI/bge-base-en-v1.5", device="cuda")',
        after:
          'optimum-cli export neuron -m BAAI/bge-base-en-v1.5 --task feature-extraction --batch_size 8 --sequence_length 256 bge_neuron/',
        language: 'sh',
      },
      sources: ['optimum-sentence-transformers', 'optimum-architectures'],
      since: '0.1.0',
    },
  },
  ['sentence-transformers'],
  function* ({ reading, target, settings, knowledge }): Iterable<Draft> {
    const { modules } = reading.facts;
    const planned = settings.deployment.route;
    if (!Array.isArray(modules) || settings.workload !== 'inference') return;
    if (planned !== undefined && planned !== 'optimum-neuron') return;
    const route = knowledge.route('optimum-neuron', target, settings.sdk);
    const names = modules.map((module) => String(module).split('.').at(-1) ?? '');
    if (route === null || !names.every((name) => LISTED.includes(name))) return;
    yield {
      key: 'route',
      severity: 'info',
      confidence: 'inferred',
      action: 'Export the sentence-transformers model with Optimum Neuron',
      message: `Optimum Neuron documents sentence-transformers models (${listed([...new Set(names)])}).`,
      why: 'Transformer, pooling and normalisation become one graph of fixed batch size and sequence length.',
      remedy:
        'Export it with optimum-cli export neuron --task feature-extraction, with the sizes that the service needs.',
      sources: ['optimum-sentence-transformers', 'optimum-architectures'],
      locations: [at(reading.path, null)],
    };
  },
);
