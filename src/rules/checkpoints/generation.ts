import type { OtherReading } from '../../formats/reading';
import { folderOf } from '../../text/path';
import type { WorkspaceContext, WorkspaceDraft, WorkspaceRule } from '../rule';
import { listed } from '../words';
import { at, configIn, readingsOf, routeFor } from './beside';

/** Settings that vLLM takes over from the file as its defaults and that on-device sampling is not documented for, with the value that means "off". */
const SAMPLING = [
  ['min_p', 'minP', 0],
  ['repetition_penalty', 'repetitionPenalty', 1],
] as const;

/** Settings of text generation that a route is not documented for. */
export const generationSettings: WorkspaceRule = {
  id: 'checkpoint/generation-settings',
  phase: 'integration',
  page: {
    title: 'Generation settings that the route does not document',
    what: 'Looks at generation_config.json of models that are served with NxD Inference or vLLM Neuron. It warns of beam search with NxD Inference, which documents that it does not support it, and notes sampling settings that the on-device sampling of vLLM Neuron does not name.',
    why: 'The file holds the defaults of generate() and of vLLM. NxD Inference supports greedy decoding, multinomial sampling and assisted decoding; on-device sampling of vLLM Neuron supports temperature, top_k and top_p.',
    fix: 'Set num_beams to 1 and compare the results, or keep beam search on another route; leave out sampling settings that the route does not name, or sample on the CPU.',
    example: { before: '"num_beams": 4', after: '"num_beams": 1', language: 'json' },
    sources: ['nxdi-generation', 'vllm-features-sampling'],
    since: '0.1.0',
  },
  *checkWorkspace(context): Iterable<WorkspaceDraft> {
    const { readings, settings } = context;
    if (settings.workload !== 'inference') return;
    for (const reading of readingsOf(readings, ['generation-config'])) {
      const route = routeFor(context, configIn(readings, folderOf(reading.path)));
      if (route === 'nxd-inference') yield* beams(reading, context);
      if (route === 'vllm-neuron') yield* sampling(reading);
    }
  },
};

function* beams(reading: OtherReading, { knowledge, target, settings }: WorkspaceContext): Iterable<WorkspaceDraft> {
  const { numBeams } = reading.facts;
  if (typeof numBeams !== 'number' || numBeams <= 1 || knowledge.route('nxd-inference', target, settings.sdk) === null)
    return;
  yield {
    artifact: reading.path,
    key: 'beams',
    severity: 'warning',
    confidence: 'documented',
    action: 'Generate without beam search',
    message: `num_beams ${numBeams} asks for beam search, which NxD Inference does not support.`,
    why: 'It supports greedy decoding, multinomial sampling and assisted decoding only.',
    remedy: 'Set num_beams to 1 and compare the results on your data.',
    sources: ['nxdi-generation'],
    locations: [at(reading.path, reading.ranges?.numBeams)],
  };
}

function* sampling(reading: OtherReading): Iterable<WorkspaceDraft> {
  const set = SAMPLING.filter(([, fact, off]) => {
    const stated = reading.facts[fact];
    return typeof stated === 'number' && stated !== off;
  });
  if (set.length === 0) return;
  yield {
    artifact: reading.path,
    key: 'sampling',
    severity: 'info',
    confidence: 'inferred',
    action: 'Sample with temperature, top_k and top_p',
    message: `The on-device sampling of vLLM Neuron is not documented for ${listed(set.map(([key]) => key))}.`,
    why: 'It names temperature, top_k and top_p as what it supports; vLLM takes the settings of this file as its defaults.',
    remedy:
      'Start the server with --generation-config vllm so that the file is not used, or check the results with these settings.',
    sources: ['vllm-features-sampling'],
    locations: set.map(([, fact]) => at(reading.path, reading.ranges?.[fact])),
  };
}
