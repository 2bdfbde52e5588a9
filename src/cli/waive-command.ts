import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import type { Waiver } from '../model/settings';
import { PLANNER_FILE } from '../planner/names';
import { writeWaiver } from '../planner/write-waiver';
import { ALL_RULES } from '../rules';
import { isDay } from '../text/date';
import { quoted } from '../text/quote';
import { allowOnly, asOfOption, type RawOptions } from './options';
import { rewriteFile } from './rewrite-file';
import { UsageError } from './usage';

/** `waive RULE [FOLDER]`: adds a waiver to the planner file of a folder; what stands there stays as it is. */
export async function waiveCommand(operands: readonly string[], options: RawOptions): Promise<number> {
  allowOnly(options, 'waive', ['reason', 'by', 'expires', 'path', 'as-of', 'quiet']);
  const [rule, folder = '.', ...rest] = operands;
  if (rule === undefined) throw new UsageError('waive wants the id of a rule; explain lists them');
  if (rest.length > 0) throw new UsageError('waive wants one rule and one folder');
  if (!ALL_RULES.some(({ id }) => id === rule))
    throw new UsageError(`no such rule: ${quoted(rule)}; explain lists them`);
  if (folder === '' || !existsSync(folder) || !statSync(folder).isDirectory())
    throw new UsageError(`no such folder: ${folder}`);
  const waiver = waiverOf(rule, options);
  rewriteFile(path.join(folder, PLANNER_FILE), (text) => writeWaiver(text ?? '', waiver));
  if (!options.quiet) {
    const where = waiver.path === undefined ? 'every file' : quoted(waiver.path);
    process.stdout.write(`Waived ${rule} for ${where} until ${waiver.expires} in ${PLANNER_FILE}.\n`);
  }
  return 0;
}

/** Nobody waives without saying why, who, and until when. Throws a {@link UsageError} where one of them lacks. */
function waiverOf(rule: string, options: RawOptions): Waiver {
  const given = (name: 'reason' | 'by' | 'expires'): string => {
    const value = options[name]?.trim();
    if (value === undefined || value === '') throw new UsageError(`waive wants --${name}`);
    return value;
  };
  const [reason, by, expires] = [given('reason'), given('by'), given('expires')];
  if (!isDay(expires)) throw new UsageError(`--expires wants a day as YYYY-MM-DD, not ${quoted(expires)}`);
  if (expires < asOfOption(options['as-of'])) throw new UsageError(`--expires ${expires} is over already`);
  const files = options.path?.trim();
  return { rule, ...(files !== undefined && files !== '' && { path: files }), reason, by, expires };
}
