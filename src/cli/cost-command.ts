import { costOf } from '../cost/cost-report';
import { costTemplate } from '../planner/cost-template';
import { loadPlannerFile, PLANNER_FILE } from '../planner/planner-file';
import { COST_FORMATS, COST_WRITERS, costText } from '../report/cost';
import { auditRequest } from './audit-request';
import { deliver } from './deliver';
import { allowOnly, oneOf, type RawOptions } from './options';
import { UsageError } from './usage';

/**
 * `cost [PATH]`: what both sides cost, from the planner file's key `cost`; where there is none, a block to fill in. Exit code 1 where
 * the entered numbers contradict each other.
 */
export async function costCommand(operands: readonly string[], options: RawOptions): Promise<number> {
  allowOnly(options, 'cost', ['config', 'format', 'output', 'as-of', 'quiet']);
  const [path = '.', ...rest] = operands;
  if (rest.length > 0) throw new UsageError('cost wants one folder');
  const format = oneOf(options.format ?? 'text', COST_FORMATS, '--format');
  const { request } = auditRequest([path], options);
  const file = await loadPlannerFile(request.host, request.options.config);
  if (file?.cost === undefined) {
    const name = file?.path ?? PLANNER_FILE;
    if (format !== 'text')
      throw new UsageError(`${name} holds no costs; cost without --format prints a block to fill in`);
    deliver(() => `${missing(name, file !== null)}\n${costTemplate()}`, options);
    return 0;
  }
  const cost = costOf(file.cost, request.options.asOf);
  deliver(
    (terminal) => (format === 'text' && terminal !== null ? costText(cost, terminal) : COST_WRITERS[format](cost)),
    options,
  );
  return cost.problems.some(({ kind }) => kind === 'error') ? 1 : 0;
}

/** Said above the block as comments, so that the whole output can stand in a planner file. */
function missing(name: string, exists: boolean): string {
  return [
    `# ${name} ${exists ? 'holds no costs' : 'does not exist yet'}, and this tool knows no prices: every number has to be yours.`,
    `# Put this block into ${name}, take out the leading "# ", fill in both sides with date and source,`,
    '# and run neuron-migration cost again. What each key means stands in docs/cost.md of the project.',
    '',
  ].join('\n');
}
