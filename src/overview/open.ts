/** One model outside any audit: read, summed up, and judged under pins that need not be saved. */
import type { AuditDefaults } from '../audit';
import { judge, settle } from '../findings/judge';
import { readOnnx } from '../formats/onnx/read';
import type { OnnxReading } from '../formats/reading';
import type { Host, Pace, RelativePath } from '../model/host';
import type { Settings } from '../model/settings';
import { loadKnowledge } from '../neuron/load';
import { dtypeName } from '../onnx/dtypes';
import { formatDim } from '../onnx/infer/dim';
import { type Inference, infer } from '../onnx/infer/engine';
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
import type { Judgement, OutputShape, Summary } from './types';

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

/** What follows under the pins of the settings. Rejects with Cancelled only. */
export async function judgeModel(
  reading: OnnxReading,
  summary: Summary,
  settings: Settings,
  pace: Pace,
): Promise<Judgement> {
  const knowledge = loadKnowledge();
  const inference = await infer(reading.model, settings.pins, pace);
  await pace.breathe();
  const found = await judge(reading, { rules: RULES, settings, knowledge }, pace);
  const findings = settle(found, new Set());
  const { rows, folding } = operatorTable({ reading, settings, knowledge, inference, findings });
  await pace.breathe();
  return {
    pins: settings.pins,
    sdk: settings.sdk,
    targets: standings(reading.status, findings, settings.targets),
    outputs: summary.outputs.map((output) => inferredOutput(output, inference)),
    dynamic: dynamicOf(inference, summary.inputs),
    dtypes: dtypeTable(inference, summary.weights, settings, knowledge),
    operators: rows,
    folding,
    findings: overviewFindings(findings),
    notes: inference.notes,
  };
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
