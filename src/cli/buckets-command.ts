import { audit } from '../audit';
import { BUCKETS_FORMATS, BUCKETS_WRITERS, bucketsText } from '../report/buckets';
import { auditRequest } from './audit-request';
import { deliver } from './deliver';
import { allowOnly, oneOf, type RawOptions } from './options';
import { UsageError } from './usage';

/** `buckets PATH... [--lengths NAME=HOW]`: prints starting batches and, for the lengths given, sets of buckets. */
export async function bucketsCommand(operands: readonly string[], options: RawOptions): Promise<number> {
  allowOnly(options, 'buckets', [
    'lengths',
    'batch',
    'max-buckets',
    'target',
    'sdk',
    'workload',
    'pin',
    'config',
    'format',
    'output',
    'as-of',
    'no-progress',
    'quiet',
  ]);
  if (operands.length === 0) throw new UsageError('buckets wants a file or folder');
  const format = oneOf(options.format ?? 'text', BUCKETS_FORMATS, '--format');
  const { request, done } = auditRequest(operands, options);
  try {
    const report = await audit({ ...request, matrix: 'never' });
    deliver(
      (terminal) =>
        format === 'text' && terminal !== null ? bucketsText(report, terminal) : BUCKETS_WRITERS[format](report),
      options,
    );
  } finally {
    done();
  }
  return 0;
}
