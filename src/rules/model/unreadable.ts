import type { FailedReading } from '../../formats/reading';
import { failedRule } from '../define';
import type { Draft, Rule, RulePage } from '../rule';
import { sentences } from '../words';

/** One warning for each file that is a model by its name and cannot be read. */
function unreadable(id: string, kind: FailedReading['kind'], noun: string, page: RulePage): Rule {
  return failedRule({ id, phase: 'proof-of-concept', page }, kind, function* ({ reading }): Iterable<Draft> {
    yield {
      key: 'unreadable',
      severity: 'warning',
      confidence: 'undocumented',
      action: `Make the ${noun} readable`,
      message: `This ${noun} could not be read: ${sentences(reading.reason)}`,
      why: 'Nothing can be said about a file that was not read, so its verdict is unknown.',
      remedy: `Restore the file, or exclude it under "ignore" in neuron-migration.yaml if it is no ${noun}.`,
      sources: [],
      locations: [reading.range === null ? { path: reading.path } : { path: reading.path, range: reading.range }],
    };
  });
}

export const unreadableModel = unreadable('onnx/unreadable-model', 'onnx', 'ONNX model', {
  title: 'ONNX model that cannot be read',
  what: 'Reports files named .onnx that hold no readable ONNX model, and says what they are instead: a Git LFS pointer, an archive, an HTML page, a truncated download.',
  why: 'Nothing can be said about a model that was not read. Its verdict is unknown, which is not ready.',
  fix: 'Fetch the real file (git lfs pull, a new download, unpacking), or exclude it under "ignore" in the planner file.',
  example: {
    before: 'model.onnx   134 bytes, a Git LFS pointer',
    after: 'git lfs pull --include model.onnx',
    language: 'sh',
  },
  sources: [],
  since: '0.1.0',
});

export const unreadableConfig = unreadable('config/unreadable', 'hf-config', 'config.json', {
  title: 'config.json that cannot be read',
  what: 'Reports Hugging Face configs that are no valid JSON or whose values have wrong types, with the place of the fault.',
  why: 'Nothing can be said about a model whose config was not read. Its verdict is unknown, which is not ready.',
  fix: 'Correct the file at the place named, or copy it again from the checkpoint.',
  example: { before: '{ "model_type": "llama", }', after: '{ "model_type": "llama" }', language: 'json' },
  sources: [],
  since: '0.1.0',
});

/** Models and configs have rules of their own, with words of their own. */
const OWN_RULE: ReadonlySet<FailedReading['kind']> = new Set(['onnx', 'hf-config']);

/** Every other file that is of a known kind and cannot be read. */
export const unreadableFile: Rule = {
  id: 'workspace/unreadable-file',
  phase: 'proof-of-concept',
  page: {
    title: 'File that cannot be read',
    what: 'Reports files of a known kind (manifests, requirements, checkpoints, training configs) that could not be read, with the place of the fault.',
    why: 'Nothing can be said about a file that was not read. Its verdict is unknown, which is not ready.',
    fix: 'Correct the file at the place named, restore it, or exclude it under "ignore" in the planner file.',
    example: { before: 'resources: { limits: [ }', after: 'resources: { limits: {} }', language: 'yaml' },
    sources: [],
    since: '0.1.0',
  },
  *check({ reading }) {
    if (reading.status !== 'unreadable' || OWN_RULE.has(reading.kind)) return;
    yield {
      key: 'unreadable',
      severity: 'warning',
      confidence: 'undocumented',
      action: 'Make the file readable',
      message: `This file could not be read: ${sentences(reading.reason)}`,
      why: 'Nothing can be said about a file that was not read, so its verdict is unknown.',
      remedy: 'Correct or restore the file, or exclude it under "ignore" in neuron-migration.yaml.',
      sources: [],
      locations: [reading.range === null ? { path: reading.path } : { path: reading.path, range: reading.range }],
    };
  },
};
