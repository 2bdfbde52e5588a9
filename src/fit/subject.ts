import type { HfConfigReading, Summary } from '../formats/reading';
import type { OnnxFacts } from '../model/facts';
import type { FitSubject, GraphSize } from '../model/fit';
import { groupBy } from '../model/group-by';
import type { RelativePath } from '../model/host';
import { compareText } from '../model/order';
import type { Knowledge } from '../neuron/knowledge';
import { configSubject } from '../routes/subject';
import { isDataObject } from '../text/data';
import { baseName, folderOf } from '../text/path';
import { attentionFacts } from './attention';
import { blank, figure, given } from './figure';
import { countedParameters } from './parameters';
import { isSetUp, trainingSetup } from './set-up';
import { storedWeights } from './stored';

/**
 * The models of a workspace whose size something tells, those that cannot be told apart as one; by first path. A config with the checkpoint beside
 * it is one model. `sizes`: of the ONNX models, by path.
 */
export function subjectsOf(
  readings: readonly Summary[],
  sizes: ReadonlyMap<RelativePath, GraphSize>,
  knowledge: Knowledge,
): FitSubject[] {
  const byFolder = groupBy(readings, ({ path }) => folderOf(path));
  const setUps = readings.filter(isSetUp);
  const alike = new Map<string, { readonly subject: FitSubject; readonly paths: RelativePath[] }>();
  const add = (subject: FitSubject | null): void => {
    if (subject === null || (subject.parameters.value === null && subject.stored === null)) return;
    // Where a number comes from names the path, so what is the same but for it is the same.
    const key = JSON.stringify({
      ...subject,
      paths: [],
      parameters: subject.parameters.value,
      stored: withoutSource(subject.stored),
    });
    const known = alike.get(key);
    if (known === undefined) alike.set(key, { subject, paths: [...subject.paths] });
    else known.paths.push(...subject.paths);
  };
  for (const reading of readings.toSorted((a, b) => compareText(a.path, b.path))) {
    if (reading.kind === 'hf-config' && 'document' in reading)
      add(configFit(reading, byFolder.get(folderOf(reading.path)) ?? [], setUps, knowledge));
    else if (reading.kind === 'onnx' && 'external' in reading)
      add(graphFit(reading.path, reading.facts, sizes.get(reading.path)));
  }
  return [...alike.values()].map(({ subject, paths }) => ({ ...subject, paths }));
}

function configFit(
  reading: HfConfigReading,
  beside: readonly Summary[],
  setUps: readonly Summary[],
  knowledge: Knowledge,
): FitSubject | null {
  const subject = configSubject(reading);
  if (subject === null || subject.nature === 'graph' || subject.nature === 'pipeline') return null;
  const { path, document } = reading;
  const facts = {
    ...reading.facts,
    ...(multiQuery(document) && { keyValueHeads: 1 }),
    // ModelOpt says it in a file of its own.
    ...(reading.facts.quantMethod === undefined &&
      beside.some(({ kind }) => kind === 'hf-quant-config') && { quantMethod: 'modelopt' }),
  };
  const stored = baseName(path) === 'config.json' ? storedWeights(beside) : null;
  const { query } = subject;
  return {
    paths: [path],
    name: subject.name,
    nature: subject.nature,
    facts,
    parameters: fromFiles(stored, facts.quantMethod) ?? countedParameters(document, facts, path, knowledge),
    visionType: query.visionType ?? null,
    attention: attentionFacts(document),
    stored,
    activations: null,
    training: trainingSetup(folderOf(path), setUps),
  };
}

/** Elements of the files, where each is a weight. */
function fromFiles(stored: FitSubject['stored'], quantMethod: string | undefined): FitSubject['parameters'] | null {
  if (stored === null || stored.parameters === null || stored.incomplete || quantMethod !== undefined) return null;
  return figure('parameters', 'Parameters', 'parameters', stored.parameters, {
    formula: 'elements of the tensors in the files',
    inputs: [given('elements', stored.parameters, 'elements', stored.from)],
    bound: 'exact',
    confidence: 'documented',
  });
}

function graphFit(path: RelativePath, { parameters }: OnnxFacts, size: GraphSize | undefined): FitSubject | null {
  if (size === undefined) return null;
  const bytes = Object.values(size.bytesByDtype).reduce((sum, each) => sum + each, 0);
  const count = typeof parameters === 'number' ? parameters : null;
  return {
    paths: [path],
    name: 'ONNX model',
    nature: 'graph',
    facts: {},
    parameters:
      count === null
        ? blank('parameters', 'Parameters', 'parameters', 'The model has more elements than can be counted exactly.')
        : figure('parameters', 'Parameters', 'parameters', count, {
            formula: 'elements of the initializers of the main graph',
            inputs: [given('elements', count, 'elements', path)],
            bound: 'exact',
          }),
    visionType: null,
    attention: { latent: null, window: null, otherLayers: 0, headsByLayer: false, encoderDecoder: false },
    stored: {
      bytes,
      bytesByDtype: size.bytesByDtype,
      parameters: count,
      from: path,
      incomplete: !Number.isSafeInteger(bytes),
    },
    activations: { peakBytes: size.peakBytes, unknown: size.unknown },
    training: null,
  };
}

/** One key/value head for all queries, as Falcon and StarCoder spell it; Falcon's `num_kv_heads` then counts only for its newer architecture. */
function multiQuery(document: HfConfigReading['document']): boolean {
  return isDataObject(document) && document.multi_query === true && document.new_decoder_architecture !== true;
}

function withoutSource(stored: FitSubject['stored']) {
  return stored === null ? null : { ...stored, from: '' };
}
