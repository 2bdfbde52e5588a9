import { audit } from '../audit';
import type { Report } from '../model/report';
import { PLAN_FILE } from '../planner/names';
import { visible } from '../report/escape';
import { PLAN_FORMATS, writePlan } from '../report/plan-text';
import { auditRequest } from './audit-request';
import { deliver } from './deliver';
import { allowOnly, type OptionName, oneOf, type RawOptions } from './options';
import { SET_STATES, setCommand } from './plan-set';
import { UsageError } from './usage';

/** What decides which plan there is. */
const AUDIT_OPTIONS: readonly OptionName[] = [
  'target',
  'sdk',
  'workload',
  'pin',
  'config',
  'as-of',
  'no-progress',
  'quiet',
];

const SHOWN_STATES = [...SET_STATES, 'obsolete'] as const;

/** `plan PATH...`: prints the plan. `plan set STEP [FOLDER]`: writes what is said of one step into the plan file. */
export async function planCommand(operands: readonly string[], options: RawOptions): Promise<number> {
  const [first, ...others] = operands;
  if (first === 'set') return setCommand(others, options, (paths) => planned(paths, options));
  allowOnly(options, 'plan', [...AUDIT_OPTIONS, 'owner', 'state', 'format', 'output']);
  if (first === undefined) throw new UsageError('plan wants a file or folder');
  const format = oneOf(options.format ?? 'text', PLAN_FORMATS, '--format');
  const filter = {
    ...(options.owner !== undefined && { owner: options.owner }),
    ...(options.state !== undefined && { state: oneOf(options.state, SHOWN_STATES, '--state') }),
  };
  const report = await planned(operands, options);
  // What of the plan file could not be read is not in the plan: nobody should take it for a plan that nobody has touched.
  for (const note of report.coverage.notes)
    if (note.startsWith(PLAN_FILE)) process.stderr.write(`neuron-migration: ${visible(note)}\n`);
  deliver((terminal) => writePlan(report, format, filter, terminal ?? {}), options);
  return 0;
}

async function planned(paths: readonly string[], options: RawOptions): Promise<Report> {
  const { request, done } = auditRequest(paths, options);
  return audit({ ...request, matrix: 'never' }).finally(done);
}
