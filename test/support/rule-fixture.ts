/** Models, configs and settings as rules see them, built without files. */
import { FORMATS } from '../../src/formats';
import type { ExternalFile, FailedReading, HfConfigReading, OnnxReading, Reading } from '../../src/formats/reading';
import { sourceFile } from '../../src/formats/source-file';
import type { HfConfigFacts } from '../../src/model/facts';
import type { Deployment, Settings } from '../../src/model/settings';
import type { Target } from '../../src/model/target';
import { loadKnowledge } from '../../src/neuron/load';
import { onnxFacts } from '../../src/onnx/facts';
import type { Attribute, Dim, Graph, LocalFunction, Model, Node, TensorInfo, ValueInfo } from '../../src/onnx/graph';
import { dynamicsOf } from '../../src/onnx/infer/dynamic';
import { inference } from '../../src/onnx/infer/engine';
import { atOnce } from '../../src/onnx/infer/walk';
import { RULES, WORKSPACE_RULES } from '../../src/rules';
import type { Draft, RuleContext } from '../../src/rules/rule';
import { type MemoryFile, memoryHost, noPace } from './memory-host';
import { tensorBytes } from './onnx-builder';

export const knowledge = loadKnowledge();

/** TensorProto.DataType numbers that tests name. */
export const DTYPE = {
  FLOAT: 1,
  UINT8: 2,
  INT8: 3,
  INT16: 5,
  INT32: 6,
  INT64: 7,
  STRING: 8,
  BOOL: 9,
  FLOAT16: 10,
  DOUBLE: 11,
  UINT32: 12,
  UINT64: 13,
  COMPLEX64: 14,
  COMPLEX128: 15,
  FLOAT8E4M3FN: 17,
  FLOAT8E4M3FNUZ: 18,
  FLOAT8E5M2: 19,
  UINT4: 21,
} as const;
export type DtypeName = keyof typeof DTYPE;

/** "x: FLOAT 1 3 n" gives a tensor of that type; "x: FLOAT" one without a shape; "?" is a size that is not stored. */
export function value(text: string): ValueInfo {
  const [name = '', type = 'FLOAT'] = text.split(': ');
  const [dtype = 'FLOAT', ...dims] = type.split(' ');
  return {
    name,
    type: {
      kind: 'tensor',
      dtype: DTYPE[dtype as DtypeName],
      dims:
        dims.length === 0
          ? null
          : dims.map((dim): Dim => (dim === '?' ? null : /^-?\d+$/.test(dim) ? Number(dim) : dim)),
    },
  };
}

/** "w: INT64 2" gives a tensor; "w: INT64" a scalar. */
export function tensor(text: string): TensorInfo {
  const { name, type } = value(text);
  if (type === null || !('dtype' in type)) throw new Error(`no tensor: ${text}`);
  return {
    name,
    dtype: type.dtype,
    dims: (type.dims ?? []).map(Number),
    inlineBytes: 0,
    external: null,
    encoded: null,
  };
}

/** A scalar with its element, as an attribute or initializer. */
export function scalar(name: string, dtype: 'INT64' | 'UINT64', element: bigint): TensorInfo {
  const rawData = new Uint8Array(8);
  new DataView(rawData.buffer).setBigUint64(0, BigInt.asUintN(64, element), true);
  const encoded = tensorBytes({ name, dataType: DTYPE[dtype], dims: [], rawData });
  return { name, dtype: DTYPE[dtype], dims: [], inlineBytes: 8, external: null, encoded };
}

/** A FLOAT scalar with its element. */
export function float(name: string, element: number): TensorInfo {
  const encoded = tensorBytes({ name, dataType: DTYPE.FLOAT, dims: [], floatData: [element] });
  return { name, dtype: DTYPE.FLOAT, dims: [], inlineBytes: 4, external: null, encoded };
}

type AttributeValue = number | string | readonly number[] | TensorInfo | Graph;

/** "com.microsoft::Gelu(x, w) -> y", attributes beside it; a node without a name. */
export function node(text: string, attributes: Readonly<Record<string, AttributeValue>> = {}): Node {
  const [, call = '', inputs = '', outputs = ''] = /^([^(]+)\(([^)]*)\) -> (.*)$/.exec(text) ?? [];
  const at = call.lastIndexOf('::');
  return {
    name: '',
    op: at < 0 ? call : call.slice(at + 2),
    domain: at < 0 ? '' : call.slice(0, at),
    overload: '',
    inputs: inputs === '' ? [] : inputs.split(', '),
    outputs: outputs.split(', '),
    attributes: Object.entries(attributes).map(([name, given]) => attribute(name, given)),
  };
}

function attribute(name: string, given: AttributeValue): Attribute {
  const base = { name, refAttrName: '' };
  if (typeof given === 'number') return { ...base, type: 2, i: given };
  if (typeof given === 'string') return { ...base, type: 3, s: new TextEncoder().encode(given) };
  if (Array.isArray(given)) return { ...base, type: 7, ints: given };
  return 'nodes' in given ? { ...base, type: 5, g: given } : { ...base, type: 4, t: given as TensorInfo };
}

interface GraphParts {
  readonly inputs?: readonly string[];
  readonly outputs?: readonly string[];
  readonly values?: readonly string[];
  readonly weights?: readonly string[];
  readonly nodes?: readonly Node[];
}

export function graph(parts: GraphParts): Graph {
  return {
    name: 'g',
    nodes: parts.nodes ?? [],
    inputs: (parts.inputs ?? []).map(value),
    outputs: (parts.outputs ?? []).map(value),
    valueInfo: (parts.values ?? []).map(value),
    initializers: (parts.weights ?? []).map(tensor),
    sparseInitializers: [],
    quantization: [],
  };
}

interface ModelParts extends GraphParts {
  readonly opset?: number;
  readonly functions?: readonly LocalFunction[];
  readonly external?: readonly ExternalFile[];
  readonly partial?: string;
}

export function onnx(parts: ModelParts): OnnxReading {
  const model: Model = {
    irVersion: 8,
    opsets: new Map([
      ['', parts.opset ?? 13],
      ['com.microsoft', 1],
    ]),
    producer: '',
    producerVersion: '',
    domain: '',
    modelVersion: 0,
    graph: graph(parts),
    functions: parts.functions ?? [],
    metadata: new Map(),
    training: [],
    truncations: [],
  };
  return {
    path: 'model.onnx',
    kind: 'onnx',
    status: parts.partial === undefined ? 'analyzed' : 'partial',
    reason: parts.partial ?? null,
    facts: onnxFacts(model),
    model,
    external: parts.external ?? [],
  };
}

export function config(facts: HfConfigFacts, document: Readonly<Record<string, unknown>> = {}): HfConfigReading {
  return {
    path: 'config.json',
    kind: 'hf-config',
    status: 'analyzed',
    reason: null,
    facts,
    ranges: {},
    document,
    rangeOf: () => null,
  };
}

export function failed(kind: FailedReading['kind']): FailedReading {
  return {
    path: kind === 'onnx' ? 'model.onnx' : 'config.json',
    kind,
    status: 'unreadable',
    reason: 'It is a Git LFS pointer.',
    facts: {},
    range: null,
  };
}

/** The texts behind the readings of {@link read}. */
export const textOf = new WeakMap<Reading, string>();

/** The reading of a file, as the audit would make it. */
export async function read(path: string, text: MemoryFile): Promise<Reading> {
  const file = sourceFile(memoryHost({ [path]: text }), path, true);
  for (const format of FORMATS) {
    const reading = format.matches(path, true) ? await format.read(file, noPace) : null;
    if (reading === null) continue;
    if (typeof text === 'string') textOf.set(reading, text);
    return reading;
  }
  throw new Error(`no format knows ${path}`);
}

export interface Situation {
  readonly reading: Reading;
  /** What else a rule across files sees. */
  readonly others?: readonly Reading[];
  readonly target?: Target;
  readonly sdk?: string;
  readonly pins?: Readonly<Record<string, number>>;
  readonly deployment?: Deployment;
  readonly workload?: Settings['workload'];
}

/** What one rule says in a situation; Inf2 at SDK 2.33.1 unless told otherwise. */
export function drafts(id: string, situation: Situation): Draft[] {
  const target = situation.target ?? 'inf2';
  const settings: Settings = {
    targets: [target],
    sdk: situation.sdk ?? '2.33.1',
    workload: situation.workload ?? 'inference',
    pins: situation.pins ?? {},
    deployment: situation.deployment ?? {},
    ignore: [],
    waivers: [],
    asOf: '2026-11-22',
  };
  const rule = RULES.find((candidate) => candidate.id === id);
  if (rule) return [...rule.check({ ...understood(situation.reading, settings.pins), target, settings, knowledge })];
  const across = WORKSPACE_RULES.find((candidate) => candidate.id === id);
  if (across === undefined) throw new Error(`no rule ${id}`);
  const readings = [situation.reading, ...(situation.others ?? [])].sort((a, b) => (a.path < b.path ? -1 : 1));
  return [...across.checkWorkspace({ readings, target, settings, knowledge })];
}

type Understood = Pick<RuleContext, 'reading' | 'inference' | 'dynamics'>;

const known = new WeakMap<Reading, Map<string, Understood>>();

/** The reading with its inference, once for all rules as in an audit. */
function understood(reading: Reading, pins: Settings['pins']): Understood {
  const byPins = known.get(reading) ?? new Map<string, Understood>();
  known.set(reading, byPins);
  const key = JSON.stringify(pins);
  const subject = byPins.get(key) ?? understand(reading, pins);
  byPins.set(key, subject);
  return subject;
}

function understand(reading: Reading, pins: Settings['pins']): Understood {
  if (!('model' in reading)) return { reading, inference: null, dynamics: null };
  const inferred = atOnce(inference(reading.model, pins));
  return { reading, inference: inferred, dynamics: atOnce(dynamicsOf(reading.model, inferred, pins)) };
}
