import { readFileSync, statSync } from 'node:fs';
import { audit } from '../audit';
import type { Finding, Severity } from '../model/finding';
import { MATRIX_MODES } from '../outlook/budget';
import { FORMATS, type Format, text, WRITERS } from '../report';
import { auditRequest } from './audit-request';
import { deliver } from './deliver';
import { failOnOption } from './fail-on';
import { oneOf, PLAN_OPTIONS, type RawOptions } from './options';
import { UsageError } from './usage';

/** `audit PATH...`: prints or writes the report. Exit code 1 where a finding counts that is neither waived nor in the baseline. */
export async function auditCommand(operands: readonly string[], options: RawOptions): Promise<number> {
  if (operands.length === 0) throw new UsageError('audit wants a file or folder');
  for (const [name, other] of [
    ['from', 'upgrade'],
    ['to', 'upgrade'],
    ['revision', 'compare'],
    ...PLAN_OPTIONS.map((name) => [name, 'plan'] as const),
  ] as const)
    if (options[name] !== undefined) throw new UsageError(`audit takes no option --${name}; ${other} does`);
  const format = formatOption(options.format);
  const failOn = failOnOption(options['fail-on']);
  const baseline = readBaseline(options.baseline);
  const matrix = options.matrix === undefined ? undefined : oneOf(options.matrix, MATRIX_MODES, '--matrix');
  const { request, done } = auditRequest(operands, options);
  const report = await audit({ ...request, baseline, ...(matrix && { matrix }) }).finally(done);
  deliver(
    (terminal) => (format === 'text' && terminal !== null ? text(report, terminal) : WRITERS[format](report)),
    options,
  );
  return report.findings.some((finding) => counts(finding, failOn)) ? 1 : 0;
}

function counts(finding: Finding, failOn: readonly Severity[]): boolean {
  return failOn.includes(finding.severity) && finding.waived === null && !finding.baseline;
}

function formatOption(value: string | undefined): Format {
  return oneOf(value ?? 'text', FORMATS, '--format');
}

/** Fingerprints of an earlier JSON report. */
function readBaseline(file: string | undefined): ReadonlySet<string> {
  if (file === undefined) return new Set();
  const found = file === '' ? undefined : statSync(file, { throwIfNoEntry: false });
  if (found === undefined) throw new UsageError(`--baseline ${file}: no such file`);
  if (found.isDirectory()) throw new UsageError(`--baseline ${file}: it is a folder, not a JSON report of this tool`);
  const findings = (parsed(readFileSync(file, 'utf8')) as { findings?: unknown } | null)?.findings;
  if (!Array.isArray(findings))
    throw new UsageError(`--baseline ${file}: it is not a JSON report of this tool (audit --format json writes one)`);
  return new Set(
    findings.flatMap((finding: { fingerprint?: unknown } | null) =>
      typeof finding?.fingerprint === 'string' ? [finding.fingerprint] : [],
    ),
  );
}

/** Null where the text is no JSON. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
