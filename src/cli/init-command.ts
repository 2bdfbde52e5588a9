import { existsSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { PLANNER_FILE } from '../planner/planner-file';
import { plannerTemplate } from '../planner/template';
import { allowOnly, type RawOptions } from './options';
import { UsageError } from './usage';

/** `init [FOLDER]`: writes a commented planner file; never over an existing one. */
export async function initCommand(operands: readonly string[], options: RawOptions): Promise<number> {
  allowOnly(options, 'init', []);
  const [folder = '.', ...rest] = operands;
  if (rest.length > 0) throw new UsageError('init wants one folder');
  if (!existsSync(folder) || !statSync(folder).isDirectory()) throw new UsageError(`no such folder: ${folder}`);
  const file = path.join(folder, PLANNER_FILE);
  if (existsSync(file)) throw new UsageError(`${file} exists already; it was left as it is`);
  writeFileSync(file, plannerTemplate(), { flag: 'wx' });
  process.stdout.write(`Wrote ${file}. Edit it, then run: neuron-migration audit ${folder}\n`);
  return 0;
}
