import { kindRule } from '../define';
import type { Draft } from '../rule';
import { counted, listed, show } from '../words';
import { at } from './beside';

/** Shards that an index names and that are not there. */
export const missingShards = kindRule(
  {
    id: 'checkpoint/missing-shards',
    phase: 'integration',
    page: {
      title: 'Shards of a checkpoint that are missing',
      what: 'Reports the index of a checkpoint (model.safetensors.index.json, pytorch_model.bin.index.json) some of whose shards are not in its folder. Where none of them is there, as in a repository without weights, it is a note.',
      why: 'Loading and compiling stop at the first tensor whose shard is missing, often after many minutes.',
      fix: 'Download the missing shards again, or fetch them with git lfs pull.',
      example: {
        before: 'model-00001-of-00002.safetensors\nmodel.safetensors.index.json   # names two shards',
        after: 'model-00001-of-00002.safetensors\nmodel-00002-of-00002.safetensors\nmodel.safetensors.index.json',
        language: 'text',
      },
      sources: ['nxdi-checkpoints'],
      since: '0.1.0',
    },
  },
  ['safetensors-index', 'pytorch-index'],
  function* ({ reading }): Iterable<Draft> {
    const { missing, missingShards: count, shards } = reading.facts;
    if (!Array.isArray(missing) || typeof count !== 'number' || typeof shards !== 'number' || count === 0) return;
    const names = missing.map((name) => show(String(name)));
    const [document] = reading.documents;
    const tensors = document === undefined ? [] : missingTensors(document.value);
    yield {
      key: 'shards',
      severity: count === shards ? 'info' : 'warning',
      confidence: 'inferred',
      action: 'Fetch the missing shards',
      message:
        count === shards
          ? `None of the ${counted(shards, 'shard')} of the checkpoint is in its folder, such as ${names[0] ?? ''}.`
          : `${counted(count, 'shard')} of ${shards} of the checkpoint ${count === 1 ? 'is' : 'are'} missing: ${listed(names, 3)}.`,
      why: 'The index names them, and loading stops at the first tensor whose shard is not there.',
      remedy: 'Download the checkpoint again, or fetch its files with git lfs pull.',
      sources: ['nxdi-checkpoints'],
      locations: tensors.slice(0, 20).map((tensor) => at(reading.path, document?.rangeOf(['weight_map', tensor]))),
      occurrences: count,
    };
  },
);

/** The first tensor of each missing shard, as the reader keeps them. */
function missingTensors(value: unknown): string[] {
  const missing = typeof value === 'object' && value !== null && 'missing' in value ? value.missing : [];
  return (Array.isArray(missing) ? missing : []).flatMap((entry: unknown) =>
    typeof entry === 'object' && entry !== null && 'tensor' in entry ? [String(entry.tensor)] : [],
  );
}
