import type { Knowledge } from '../../neuron/knowledge';
import { onnxRule } from '../define';
import { type ModelIndex, modelIndex, type Place } from '../graph/model-index';
import { nodeLocations } from '../locations';
import { counted, listed, sentences, show } from '../words';

/** An operator at the version that the model's operator set gives it. */
interface UsedOperator {
  readonly op: string;
  /** Null where the operator's versions are not known. */
  readonly version: number | null;
  readonly places: readonly Place[];
}

/** Lowest operator set that a re-export is worth trying with. */
const OLDEST_OPSET = 9;

/** Operator versions that the common ONNX to PyTorch converter does not register. */
export const converterVersion = onnxRule(
  {
    id: 'onnx/converter-version',
    phase: 'proof-of-concept',
    page: {
      title: 'Operator versions that the converter lacks',
      what: 'Notes operators of the model that onnx2torch, the common third-party converter from ONNX to PyTorch, does not register at the version that the model uses; one note for each file. It comes from the table of that converter and is no statement about Neuron.',
      why: 'The route from an ONNX file leads through PyTorch. A converter that does not know one operator version converts nothing of the model.',
      fix: 'Take the original PyTorch model: then no conversion is needed. Otherwise export again with the older operator set that the finding names, lower the file with onnx.version_converter, or rebuild the layer by hand.',
      example: {
        before: 'torch.onnx.export(model, x, path, opset_version=20)',
        after: 'torch.onnx.export(model, x, path, opset_version=13)',
        language: 'python',
      },
      sources: ['onnx2torch', 'onnx-faq'],
      since: '0.1.0',
    },
  },
  function* ({ reading, inference, knowledge }) {
    const index = modelIndex(reading.model, inference);
    const lacking = usedOperators(index, knowledge).filter((used) => !registers(used.op, used.version, knowledge));
    if (lacking.length === 0) return;
    const { name, version, sources } = knowledge.converter;
    const names = lacking.map((used) => (used.version === null ? show(used.op) : `${show(used.op)}-${used.version}`));
    const opset = helpingOpset(reading.facts.opsets['ai.onnx'], index, knowledge);
    yield {
      key: 'versions',
      severity: 'info',
      confidence: 'inferred',
      action: 'Take the original PyTorch model instead of converting',
      message: `${name} ${version} has no conversion for ${counted(lacking.length, 'operator version')} of the model: ${listed(names, 8)}.`,
      why: `The route from ONNX leads through PyTorch, and this third-party converter registers operators by version. Its table is no statement about Neuron.`,
      remedy: sentences(
        'Take the original PyTorch model, which needs no conversion',
        opset === null
          ? 'No older operator set has conversions for all operators of this model, so rebuild those layers by hand if there is no PyTorch model'
          : `Without it, export again with opset ${opset}, for which the converter has all operators of this model`,
      ),
      sources,
      ...nodeLocations(
        reading.path,
        lacking.flatMap(({ places }) => places),
      ),
    };
  },
);

function usedOperators({ operators }: ModelIndex, knowledge: Knowledge): UsedOperator[] {
  return [...operators].map(([key, places]) => {
    const at = key.lastIndexOf('::');
    const domain = key.slice(0, at);
    const op = domain === 'ai.onnx' ? key.slice(at + 2) : key;
    const opsets = places[0]?.scope.opsets;
    const opset = opsets?.get(domain) ?? (domain === 'ai.onnx' ? opsets?.get('') : undefined);
    return { op, version: opset === undefined ? null : versionAt(domain, key.slice(at + 2), opset, knowledge), places };
  });
}

/** The operator's version in an operator set: the newest that is not newer than the set. */
function versionAt(domain: string, op: string, opset: number, knowledge: Knowledge): number | null {
  return knowledge.operator(domain, op)?.versions.findLast((version) => version <= opset) ?? null;
}

/** `op`: of the default domain the bare name, else "domain::Op". An operator whose version is not known counts as registered if any version is. */
function registers(op: string, version: number | null, knowledge: Knowledge): boolean {
  const at = op.lastIndexOf('::');
  const versions =
    at < 0
      ? knowledge.converterVersions('ai.onnx', op)
      : knowledge.converterVersions(op.slice(0, at), op.slice(at + 2));
  return versions !== null && (version === null || versions.includes(version));
}

/** The newest older operator set of the default domain at which the converter has every operator; null where there is none. */
function helpingOpset(current: number | undefined, { operators }: ModelIndex, knowledge: Knowledge): number | null {
  const ops = [...operators.keys()]
    .filter((key) => key.startsWith('ai.onnx::'))
    .map((key) => key.slice('ai.onnx::'.length));
  if (ops.length < operators.size) return null;
  for (let opset = (current ?? 0) - 1; opset >= OLDEST_OPSET; opset--) {
    const all = ops.every((op) => {
      const version = versionAt('ai.onnx', op, opset, knowledge);
      return version !== null && registers(op, version, knowledge);
    });
    if (all) return opset;
  }
  return null;
}
