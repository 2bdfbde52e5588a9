import type { ArtifactKind } from '../model/artifact';
import type { BucketSetting, ModelBuckets } from '../model/batching';
import type { Route } from '../model/target';
import { ASSUMED, batchSizes, takenRoutes } from './models';
import type { BucketRequest, Tried } from './plans';

/** The planner file reads sizes as text of its own; a symbol may be anything. */
const PLAIN_NAME = /^[A-Za-z_][\w.]*$/;

/** What to write so that the suggested buckets are compiled: for every route that takes one of the models, and pins to audit each bucket. */
export function bucketSettings(plan: Tried, models: readonly ModelBuckets[], request: BucketRequest): BucketSetting[] {
  const paths = new Set(models.flatMap(({ paths }) => paths));
  const kinds = new Set(models.map(({ kind }) => kind));
  const { knowledge, settings } = request;
  const lengths = plan.sets[plan.suggested - 1]?.buckets.map(({ length }) => length) ?? [];
  const routes = takenRoutes(paths, request).flatMap(({ route, targets }): BucketSetting[] => {
    const claim = knowledge.bucketing(route, settings.sdk);
    const text = claim === null ? null : textFor(route, lengths, request);
    if (claim === null || text === null) return [];
    const evidence = claim.sources.map((source) => knowledge.evidence(source));
    return [{ route, targets, where: claim.where, ...text, notes: [...text.notes, ...claim.notes], evidence }];
  });
  return [...routes, ...auditSettings(plan.lengths.dimension, lengths, kinds, request)];
}

/** What makes an audit judge one bucket: a pin of a graph, the length of a config. The largest first. */
function auditSettings(
  dimension: string,
  lengths: readonly number[],
  kinds: ReadonlySet<ArtifactKind>,
  { settings }: BucketRequest,
): BucketSetting[] {
  const name = PLAIN_NAME.test(dimension) ? dimension : JSON.stringify(dimension);
  const [first = 1, ...others] = lengths.toReversed();
  const lines = [
    ...(kinds.has('onnx') ? [`pins:\n  ${name}: ${first}\n`] : []),
    ...(kinds.has('hf-config') ? [`deployment:\n  sequenceLength: ${first}\n`] : []),
  ];
  const notes = others.length === 0 ? [] : [`Audit the other buckets as well: ${others.join(', ')}.`];
  if (lines.length === 0) return [];
  const where = 'neuron-migration.yaml';
  return [{ route: null, targets: settings.targets, where, text: lines.join(''), notes, evidence: [] }];
}

/** Lines to copy; null for a route that takes its lengths elsewhere. */
function textFor(
  route: Route,
  lengths: readonly number[],
  request: BucketRequest,
): { readonly text: string; readonly notes: readonly string[] } | null {
  const { deployment } = request.settings;
  const { list: batches, from } = batchSizes(request, []);
  const plain = (text: string) => ({ text, notes: [] });
  switch (route) {
    case 'torch-neuronx':
      return plain(
        [
          `buckets = [${lengths.join(', ')}]`,
          '# get_model() returns the model and {}; example_inputs(length) its inputs, padded to the length.',
          'bucket_config = torch_neuronx.BucketModelConfig(get_bucket_kernel)',
          'inputs = [example_inputs(length) for length in buckets]',
          'model = torch_neuronx.bucket_model_trace(get_model, inputs, bucket_config)',
          '',
        ].join('\n'),
      );
    case 'torchneuron':
      return plain(
        `buckets = [${lengths.join(', ')}]\nlength = next(size for size in buckets if size >= longest_in_batch)\n`,
      );
    case 'optimum-neuron':
      return plain(
        [
          `for batch in ${batches.join(' ')}; do`,
          `  for length in ${lengths.join(' ')}; do`,
          '    optimum-cli export neuron --model MODEL --batch_size $batch --sequence_length $length neuron-b$batch-s$length/',
          '  done',
          'done',
          '',
        ].join('\n'),
      );
    case 'nxd-inference': {
      const lines = [
        '    enable_bucketing=True,',
        `    context_encoding_buckets=[${lengths.join(', ')}],`,
        `    token_generation_buckets=[${deployment.sequenceLength ?? 'seq_len'}],`,
      ];
      return plain(`NeuronConfig(\n${lines.join('\n')}\n)\n`);
    }
    case 'vllm-neuron':
      return vllmText(lengths, from === ASSUMED ? [] : batches, deployment.tensorParallel ?? 1);
    default:
      return null;
  }
}

/** @param batches Empty: nobody said, so that the route's own ones stay. */
function vllmText(lengths: readonly number[], batches: readonly number[], degree: number) {
  const rounded = [...new Set(lengths.map((length) => Math.ceil(length / degree) * degree))];
  const seqs = [...new Set(batches)].sort((a, b) => a - b);
  const most = seqs.at(-1);
  const config = {
    num_batched_tokens_buckets: rounded,
    ...(most !== undefined && { num_seqs_buckets: seqs }),
  };
  const lines = [
    `--additional-config '${JSON.stringify({ neuron_config: config })}'`,
    `--max-num-batched-tokens ${rounded.at(-1) ?? 1}`,
    ...(most === undefined ? [] : [`--max-num-seqs ${most}`]),
  ];
  return {
    text: `${lines.join(' \\\n')}\n`,
    notes: rounded.every((length, at) => length === lengths[at])
      ? []
      : [`Lengths are rounded up to multiples of the tensor parallel degree ${degree}.`],
  };
}
