/** One model outside any audit: read, summed up, and judged under pins that need not be saved. */
import type { AuditDefaults } from '../audit';
import { judgeSubject, settle } from '../findings/judge';
import { readOnnx } from '../formats/onnx/read';
import type { OnnxReading } from '../formats/reading';
import type { Host, Pace, RelativePath } from '../model/host';
import type { Settings } from '../model/settings';
import { loadKnowledge } from '../neuron/load';
import { dtypeName } from '../onnx/dtypes';
import { costOf } from '../onnx/infer/cost';
import { formatDim } from '../onnx/infer/dim';
import { explainDynamic } from '../onnx/infer/dynamic';
import { type Inference, infer } from '../onnx/infer/engine';
import type { Contradiction } from '../onnx/infer/state';
import { tensorType } from '../onnx/infer/value';
import { loadPlannerFile } from '../planner/planner-file';
import { mergeSettings } from '../planner/settings';
import { type ReadingCache, readThrough } from '../reading-cache';
import { RULES } from '../rules';
import { dtypeTable } from './dtypes';
import { dynamicOf } from './dynamic';
import { overviewFindings, standings } from './findings';
import { operatorTable } from './operators';
import { summaryOf } from './summary';
import type { Judgement, OutputShape, RunCost, Summary } from './types';

/** So many places where a model contradicts itself are named. */
const CONTRADICTIONS = 5;

export interface OpenRequest {
  readonly host: Host;
  readonly path: RelativePath;
  /** Readings that audits of the same root share. */
  readonly cache: ReadingCache;
  readonly pace: Pace;
}

/** The model, or why there is none. Rejects with Cancelled only. */
export async function openModel({ host, path, cache, pace }: OpenRequest): Promise<OnnxReading | string> {
  const reading = await readThrough(cache, host, path, () => readOnnx(host, path, pace));
  if (reading !== null && 'model' in reading) return reading;
  return reading?.kind === 'onnx' && 'reason' in reading && reading.reason !== null ? reading.reason : '';
}

/** The settings that an audit of the same root has today, and which pins its planner file holds. Rejects with a SettingsError. */
export async function overviewSettings(
  host: Host,
  defaults: AuditDefaults,
  asOf: string,
): Promise<{ readonly settings: Settings; readonly filePins: Readonly<Record<string, number>> }> {
  const file = await loadPlannerFile(host);
  const { settings } = mergeSettings({ options: { asOf }, file, defaults, knowledge: loadKnowledge() });
  return { settings, filePins: file?.pins ?? {} };
}

/**
 * What follows under the pins of the settings. Rejects with Cancelled only.
 *
 * @param early Called with all but the cost as soon as that stands.
 */
export async function judgeModel(
  reading: OnnxReading,
  summary: Summary,
  settings: Settings,
  pace: Pace,
  early?: (judgement: Judgement) => void,
): Promise<Judgement> {
  const knowledge = loadKnowledge();
  const inference = await infer(reading.model, settings.pins, pace);
  await pace.breathe();
  const dynamics = await explainDynamic(reading.model, inference, settings.pins, pace);
  const subject = { reading, inference, dynamics };
  const found = await judgeSubject(subject, { rules: RULES, settings, knowledge }, pace);
  const findings = settle(found, new Set());
  const { rows, folding } = operatorTable({ reading, settings, knowledge, inference, findings });
  await pace.breathe();
  const judgement: Judgement = {
    pins: settings.pins,
    sdk: settings.sdk,
    targets: standings(reading.status, findings, settings.targets),
    outputs: summary.outputs.map((output) => inferredOutput(output, inference)),
    dynamic: dynamicOf(dynamics),
    cost: null,
    dtypes: dtypeTable(inference, summary.weights, settings, knowledge),
    operators: rows,
    folding,
    findings: overviewFindings(findings),
    notes: inference.notes.map(({ text }) => text),
    contradictions: inference.contradictions.slice(0, CONTRADICTIONS).map(contradictionWords),
    contradictionCount: inference.contradictions.length,
  };
  early?.(judgement);
  await pace.breathe();
  return { ...judgement, cost: runCost(inference, reading) };
}

function runCost(inference: Inference, { model }: OnnxReading): RunCost {
  const { macs, unknownMacs, activations } = costOf(inference, model.graph);
  return { macs, unknownMacs, peakBytes: activations.peakBytes, unknownActivations: activations.unknown };
}

function contradictionWords({ op, tensor, message }: Contradiction): string {
  return `${op === '' ? tensor : `${op} (${tensor})`}: ${message}`;
}

function inferredOutput(declared: OutputShape, { main }: Inference): OutputShape {
  const type = tensorType(main.values.get(declared.name));
  if (type === null) return declared;
  return {
    name: declared.name,
    dtype: type.dtype === 0 ? declared.dtype : dtypeName(type.dtype),
    dims: type.dims?.map((dim) => (typeof dim === 'number' ? dim : formatDim(dim))) ?? null,
  };
}

export { summaryOf };
