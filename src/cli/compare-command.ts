import { bringsNew } from '../compare/findings';
import { compareReports } from '../compare/reports';
import type { Comparison, FileComparison } from '../model/comparison';
import { COMPARE_FORMATS, type CompareFormat, writeComparison } from '../report/compare';
import { deliver } from './deliver';
import { failOnOption } from './fail-on';
import { allowOnly, oneOf, type RawOptions } from './options';
import { readSavedReport } from './saved-reports';
import { UsageError } from './usage';

/** `compare OLD NEW`: prints what differs. Exit code 1 where the newer side brings a finding that counts. */
export async function compareCommand(operands: readonly string[], options: RawOptions): Promise<number> {
  allowOnly(options, 'compare', ['format', 'output', 'quiet', 'fail-on']);
  const format = oneOf(options.format ?? 'text', COMPARE_FORMATS, '--format');
  const failOn = failOnOption(options['fail-on']);
  const [old, now, ...rest] = operands;
  if (old === undefined || now === undefined || rest.length > 0)
    throw new UsageError('compare wants two files: the older report and the newer one');
  const comparison = compareReports(
    { name: old, report: readSavedReport(old) },
    { name: now, report: readSavedReport(now) },
  );
  print(comparison, format, options);
  return bringsNew(comparison, failOn) ? 1 : 0;
}

function print(comparison: Comparison | FileComparison, format: CompareFormat, options: RawOptions): void {
  deliver((terminal) => writeComparison(comparison, format, terminal ?? {}), options);
}
