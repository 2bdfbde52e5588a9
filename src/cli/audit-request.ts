import { existsSync } from 'node:fs';
import path from 'node:path';
import type { AuditRequest } from '../audit';
import { nodeHost } from '../node/node-host';
import { createPace } from '../node/pace';
import { bucketOptions } from './bucket-options';
import { asOfOption, pinsOption, type RawOptions, targetsOption, workloadOption } from './options';
import { terminalProgress } from './progress';
import { findRoot, leaves } from './root';
import { UsageError } from './usage';

/** What the options of the command line ask for, whatever is then made of it; `done` clears the progress. Throws a {@link UsageError}. */
export function auditRequest(
  operands: readonly string[],
  options: RawOptions,
): { readonly request: AuditRequest; readonly done: () => void } {
  const { root, paths } = findRoot(operands, options.root);
  const targets = targetsOption(options.target);
  const workload = workloadOption(options.workload);
  const progress =
    process.stderr.isTTY && !options['no-progress'] && !options.quiet ? terminalProgress(process.stderr) : null;
  const request: AuditRequest = {
    host: nodeHost(root),
    paths,
    options: {
      ...(targets && { targets }),
      ...(options.sdk !== undefined && { sdk: options.sdk }),
      ...(workload && { workload }),
      ...(options.config !== undefined && { config: configPath(root, options.config) }),
      pins: pinsOption(options.pin),
      asOf: asOfOption(options['as-of']),
      ...bucketOptions(options),
    },
    observed: observedOption(options.observed),
    pace: createPace(),
    ...(progress && { progress: progress.show }),
  };
  return { request, done: () => progress?.clear() };
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
