import { kindRule } from '../define';
import type { Draft } from '../rule';
import { sentences } from '../words';
import { at } from './beside';

/** Checkpoints that contradict their own header or index. */
export const damagedCheckpoint = kindRule(
  {
    id: 'checkpoint/damaged',
    phase: 'proof-of-concept',
    page: {
      title: 'Damaged checkpoint',
      what: 'Reports safetensors and GGUF files that contradict their own header: cut short, with holes or overlaps between tensors, with bytes that do not fit a shape. Also notes an index whose shards are all there and together smaller than the tensors that it counts.',
      why: 'Such a file fails when it is loaded, or loads wrong weights. Most come from downloads that were interrupted.',
      fix: 'Download the file again and compare its size and checksum with the source.',
      example: {
        before: 'model.safetensors   9.1 GB, header counts 16.1 GB',
        after: 'hf download meta-llama/Llama-3.1-8B-Instruct --force-download',
        language: 'sh',
      },
      sources: ['safetensors-format'],
      since: '0.1.0',
    },
  },
  ['safetensors', 'gguf', 'safetensors-index'],
  function* ({ reading }): Iterable<Draft> {
    const rest = {
      confidence: 'inferred',
      action: 'Download the damaged checkpoint again',
      sources: ['safetensors-format'],
    } as const;
    const remedy = 'Download it again, and compare its size and checksum with the source.';
    if (reading.kind === 'safetensors-index') {
      const { missingShards, presentBytes, totalSize } = reading.facts;
      if (missingShards !== 0 || typeof presentBytes !== 'number' || typeof totalSize !== 'number') return;
      if (presentBytes >= totalSize) return;
      yield {
        ...rest,
        key: 'total-size',
        severity: 'info',
        message: `The shards have ${bytes(presentBytes)} in all, where total_size counts ${bytes(totalSize)} of tensors.`,
        why: 'Either a shard was cut short, or the index was taken over from a checkpoint in another type.',
        remedy,
        locations: [at(reading.path, reading.documents[0]?.rangeOf(['metadata', 'total_size']))],
      };
    } else if (reading.status === 'partial') {
      yield {
        ...rest,
        key: 'damaged',
        severity: 'warning',
        message: `This checkpoint contradicts its header: ${sentences(reading.reason)}`,
        why: 'What the header says of the tensors and what is in the file do not agree, so loading fails or gives wrong weights.',
        remedy,
        locations: [{ path: reading.path }],
      };
    }
  },
);

function bytes(count: number): string {
  return `${count.toLocaleString('en')} bytes`;
}
