import { bringsNew } from '../compare/findings';
import type { Comparison, FileComparison } from '../model/comparison';
import { COMPARE_FORMATS, writeComparison } from '../report/compare';
import { compareTwo } from './compare-files';
import { auditBoth } from './compare-revision';
import { deliver } from './deliver';
import { failOnOption } from './fail-on';
import { allowOnly, type OptionName, oneOf, type RawOptions } from './options';
import { UsageError } from './usage';

const OUTPUT: readonly OptionName[] = ['format', 'output', 'quiet', 'fail-on'];
const AUDIT: readonly OptionName[] = ['target', 'sdk', 'workload', 'pin', 'config', 'root', 'as-of', 'no-progress'];

/**
 * `compare OLD NEW` of two reports, models or configs, or `compare --revision NAME PATH...`: prints what differs. Exit code 1 where the newer side brings a finding that counts.
 */
export async function compareCommand(operands: readonly string[], options: RawOptions): Promise<number> {
  const format = oneOf(options.format ?? 'text', COMPARE_FORMATS, '--format');
  const failOn = failOnOption(options['fail-on']);
  const comparison = await compared(operands, options);
  deliver((terminal) => writeComparison(comparison, format, terminal ?? {}), options);
  return comparison.kind === 'comparison' && bringsNew(comparison, failOn) ? 1 : 0;
}

async function compared(operands: readonly string[], options: RawOptions): Promise<Comparison | FileComparison> {
  const { revision } = options;
  if (revision !== undefined) {
    allowOnly(options, 'compare', ['revision', ...OUTPUT, ...AUDIT]);
    return auditBoth(operands.length === 0 ? ['.'] : operands, revision, options);
  }
  allowOnly(options, 'compare without --revision', OUTPUT);
  const [old, now, ...rest] = operands;
  if (old === undefined || now === undefined || rest.length > 0)
    throw new UsageError('compare wants two files, the older one first, or --revision and what to audit');
  return compareTwo(old, now);
}
