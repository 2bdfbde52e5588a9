import { SEVERITIES } from '../../model/finding';
import { TARGETS, WORKLOADS } from '../../model/target';
import { listOf, matching, oneOf, orNull, record, type Shape, text } from './shape';

const release = matching(/^\d+\.\d+\.\d+$/, 'an SDK release in three parts');
const name = matching(/^[a-z0-9][a-z0-9-]*$/, 'a normalized package name');
const specifier = matching(/^(?:(?:[=~]=|[<>]=?)[\w.*]+(?:,(?!$)|$))*$/, 'a version specifier');
const target = oneOf(TARGETS);

/** The shapes of the files about packages and images. `claims` makes the shape of a file of claims from that of their own fields. */
export function packageShapes(claims: (fields: Readonly<Record<string, Shape>>) => Shape) {
  const image = matching(/^[a-z0-9*][\w./*-]*$/, 'a name of images');
  return {
    'older-packages': claims({ versions: listOf(record({ version: text, first: release, last: release }), 1) }),
    'package-support': claims({
      package: name,
      versions: specifier,
      targets: orNull(listOf(target, 1)),
      workloads: orNull(listOf(oneOf(WORKLOADS), 1)),
      state: oneOf(['ended', 'maintenance']),
      severity: oneOf(SEVERITIES),
      words: text,
      remedy: text,
    }),
    'gpu-packages': claims({
      names: listOf(matching(/^[a-z0-9][a-z0-9*-]*(?:\[[a-z0-9*-]+)?$/, 'a name of packages'), 1),
      severity: oneOf(SEVERITIES),
      what: text,
      instead: text,
      remedy: text,
    }),
    'gpu-images': claims({
      names: listOf(image, 1),
      tag: orNull(text),
      severity: oneOf(SEVERITIES),
      what: text,
      use: oneOf(['base', 'serving', 'training', 'huggingface', 'cluster']),
    }),
    'neuron-images': claims({
      names: listOf(image, 1),
      framework: oneOf(['vllm', 'torch', 'jax', 'tensorflow', 'optimum', 'inf1']),
      targets: listOf(target, 1),
      example: orNull(text),
      state: oneOf(['current', 'ended']),
      words: orNull(text),
      remedy: orNull(text),
    }),
    'optimum-pins': claims({ sdk: release, pins: listOf(record({ name, spec: specifier }), 1) }),
  };
}
