import { audit } from '../audit';
import { elementBytes } from '../fit/dtypes';
import type { Deployment } from '../model/settings';
import { loadKnowledge } from '../neuron/load';
import { FIT_FORMATS, FIT_WRITERS, type FitOutput, fitText } from '../report/fit-text';
import { auditRequest } from './audit-request';
import { deliver } from './deliver';
import { allowOnly, countOption, oneOf, type RawOptions } from './options';
import { UsageError } from './usage';

/** `fit PATH...`: whether each model fits, on which instances and at which degrees, with every number's formula. Options win over the planner file. */
export async function fitCommand(operands: readonly string[], options: RawOptions): Promise<number> {
  allowOnly(options, 'fit', [
    'target',
    'sdk',
    'workload',
    'pin',
    'config',
    'instance',
    'tensor-parallel',
    'data-parallel',
    'batch',
    'sequence',
    'dtype',
    'format',
    'output',
    'as-of',
    'no-progress',
    'quiet',
  ]);
  if (operands.length === 0) throw new UsageError('fit wants a file or folder');
  const format = oneOf(options.format ?? 'text', FIT_FORMATS, '--format');
  const tried = deploymentOption(options);
  const { request, done } = auditRequest(operands, options);
  try {
    const target = tried.instance === undefined ? undefined : loadKnowledge().instance(tried.instance)?.target;
    const targets = request.options.targets ?? (target && [target]);
    const report = await audit({
      ...request,
      matrix: 'never',
      options: { ...request.options, ...(targets && { targets }), deployment: tried },
    });
    const output: FitOutput = {
      tool: report.tool,
      sdk: report.settings.sdk,
      fit: report.fit,
      notes: [
        ...report.coverage.notes.filter((note) => note.startsWith('Fit is worked out')),
        ...(report.coverage.cutShort ?? []),
      ],
    };
    deliver(
      (terminal) => (format === 'text' && terminal !== null ? fitText(output, terminal) : FIT_WRITERS[format](output)),
      options,
    );
  } finally {
    done();
  }
  return 0;
}

/** What is tried instead of the planner file's deployment. */
function deploymentOption(options: RawOptions): Deployment {
  const instance = options.instance?.trim().toLowerCase();
  if (instance !== undefined && loadKnowledge().instance(instance) === null)
    throw new UsageError(
      `--instance wants an instance type that the Neuron documents name, such as trn2.48xlarge, not "${options.instance}"`,
    );
  const { dtype } = options;
  if (dtype !== undefined && elementBytes(dtype) === null)
    throw new UsageError(`--dtype wants bfloat16, float16, float32, fp8 or int8, not "${dtype}"`);
  const tensorParallel = countOption(options['tensor-parallel'], '--tensor-parallel');
  const dataParallel = countOption(options['data-parallel'], '--data-parallel');
  const batchSize = countOption(options.batch?.at(-1), '--batch');
  const sequenceLength = countOption(options.sequence, '--sequence');
  return {
    ...(instance !== undefined && { instance }),
    ...(tensorParallel !== undefined && { tensorParallel }),
    ...(dataParallel !== undefined && { dataParallel }),
    ...(batchSize !== undefined && { batchSize }),
    ...(sequenceLength !== undefined && { sequenceLength }),
    ...(dtype !== undefined && { dtype }),
  };
}
