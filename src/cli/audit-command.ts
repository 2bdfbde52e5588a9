import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type AuditRequest, audit } from '../audit';
import type { Finding, Severity } from '../model/finding';
import type { Report } from '../model/report';
import { nodeHost } from '../node/node-host';
import { createPace } from '../node/pace';
import { MATRIX_MODES } from '../outlook/budget';
import { FORMATS, type Format, text, WRITERS } from '../report';
import { asOfOption, oneOf, pinsOption, type RawOptions, targetsOption, workloadOption } from './options';
import { terminalProgress } from './progress';
import { findRoot, leaves } from './root';
import { UsageError } from './usage';

const FAIL_LEVELS = ['blocker', 'warning', 'never'] as const;
type FailLevel = (typeof FAIL_LEVELS)[number];

/** Longer lines are hard to read, however wide the terminal. */
const MAX_WIDTH = 120;

/** Narrower ones would break every second word. */
const MIN_WIDTH = 60;

const COUNTING: Readonly<Record<FailLevel, readonly Severity[]>> = {
  blocker: ['blocker'],
  warning: ['blocker', 'warning'],
  never: [],
};

/** `audit PATH...`: prints or writes the report. Exit code 1 where a finding counts that is neither waived nor in the baseline. */
export async function auditCommand(operands: readonly string[], options: RawOptions): Promise<number> {
  if (operands.length === 0) throw new UsageError('audit wants a file or folder');
  const format = formatOption(options.format);
  const failOn = oneOf(options['fail-on'] ?? 'blocker', FAIL_LEVELS, '--fail-on');
  const baseline = readBaseline(options.baseline);
  const { root, paths } = findRoot(operands);
  const targets = targetsOption(options.target);
  const workload = workloadOption(options.workload);
  const matrix = options.matrix === undefined ? undefined : oneOf(options.matrix, MATRIX_MODES, '--matrix');
  const progress =
    process.stderr.isTTY && !options['no-progress'] && !options.quiet ? terminalProgress(process.stderr) : null;
  const report = await audit({
    host: nodeHost(root),
    paths,
    options: {
      ...(targets && { targets }),
      ...(options.sdk !== undefined && { sdk: options.sdk }),
      ...(workload && { workload }),
      ...(options.config !== undefined && { config: configPath(root, options.config) }),
      pins: pinsOption(options.pin),
      asOf: asOfOption(options['as-of']),
    },
    baseline,
    observed: observedOption(options.observed),
    ...(matrix && { matrix }),
    pace: createPace(),
    ...(progress && { progress: progress.show }),
  }).finally(() => progress?.clear());

  deliver(report, format, options);
  return report.findings.some((finding) => counts(finding, failOn)) ? 1 : 0;
}

function counts(finding: Finding, failOn: FailLevel): boolean {
  return COUNTING[failOn].includes(finding.severity) && finding.waived === null && !finding.baseline;
}

function deliver(report: Report, format: Format, options: RawOptions): void {
  if (options.output !== undefined) {
    try {
      writeFileSync(options.output, WRITERS[format](report));
    } catch (error) {
      throw new UsageError(`cannot write ${options.output}: ${error instanceof Error ? error.message : String(error)}`);
    }
  } else if (!options.quiet) {
    const { isTTY, columns } = process.stdout;
    const colour = isTTY && process.env.NO_COLOR === undefined;
    process.stdout.write(
      format === 'text' && isTTY
        ? text(report, { color: colour, width: Math.min(Math.max(columns || MAX_WIDTH, MIN_WIDTH), MAX_WIDTH) })
        : WRITERS[format](report),
    );
  }
}

function formatOption(value: string | undefined): Format {
  return oneOf(value ?? 'text', FORMATS, '--format');
}

/** The planner file as the host sees it: relative to the root, below it. */
function configPath(root: string, file: string): string {
  const relative = path.relative(root, path.resolve(file));
  if (leaves(relative)) {
    throw new UsageError(`--config ${file}: the planner file must lie below the audited folder`);
  }
  return relative.split(path.sep).join('/');
}

/** Outputs of Neuron's tools, each below a host of its own folder. A path that is not relative is shown by its name alone. */
function observedOption(files: readonly string[] | undefined): NonNullable<AuditRequest['observed']> {
  return (files ?? []).map((file) => {
    if (!existsSync(file)) throw new UsageError(`--observed ${file}: no such file`);
    const shown = path.isAbsolute(file) || leaves(path.normalize(file)) ? path.basename(file) : path.normalize(file);
    return {
      host: nodeHost(path.dirname(path.resolve(file))),
      path: path.basename(file),
      shown: shown.split(path.sep).join('/'),
    };
  });
}

/** Fingerprints of an earlier JSON report. */
function readBaseline(file: string | undefined): ReadonlySet<string> {
  if (file === undefined) return new Set();
  let report: unknown;
  try {
    report = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new UsageError(`--baseline ${file}: ${error instanceof Error ? error.message : String(error)}`);
  }
  const findings = (report as { findings?: unknown } | null)?.findings;
  if (!Array.isArray(findings)) throw new UsageError(`--baseline ${file}: not a JSON report of this tool`);
  return new Set(
    findings.flatMap((finding: { fingerprint?: unknown } | null) =>
      typeof finding?.fingerprint === 'string' ? [finding.fingerprint] : [],
    ),
  );
}
