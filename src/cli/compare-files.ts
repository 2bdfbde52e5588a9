import { closeSync, openSync, readSync, statSync } from 'node:fs';
import path from 'node:path';
import { compareFiles, type FileFacts, readFileFacts } from '../compare/files';
import { compareReports } from '../compare/reports';
import { isReport, readReport } from '../compare/saved-report';
import { ShapeError } from '../compare/shape';
import type { Comparison, FileComparison } from '../model/comparison';
import { nodeHost } from '../node/node-host';
import { createPace } from '../node/pace';
import { visible } from '../report/escape';
import { readJsonFile, readSavedReport } from './saved-reports';
import { UsageError } from './usage';

/** Two saved reports, or two models or configs: decided by what they hold. Throws a {@link UsageError}. */
export async function compareTwo(old: string, now: string): Promise<Comparison | FileComparison> {
  const [reportBefore, reportAfter] = [holdsReport(old), holdsReport(now)];
  if (reportBefore && reportAfter)
    return compareReports({ name: old, report: readSavedReport(old) }, { name: now, report: readSavedReport(now) });
  if (reportBefore !== reportAfter) {
    const [report, other] = reportBefore ? [old, now] : [now, old];
    // Of what is JSON, the reader of reports says what it is instead.
    if (/\.json$/i.test(other)) readSavedReport(other);
    throw new UsageError(`${visible(report)} is a saved report and ${visible(other)} is none; compare two of one kind`);
  }
  const [before, after] = [await factsOf(old), await factsOf(now)];
  return shaped(() => compareFiles(before, after));
}

/** Whether a file is a report, wrong or right. A file that is none, and none that is JSON, is read no further than its first bytes. */
function holdsReport(file: string): boolean {
  if (!startsAsJson(file)) return false;
  return isReport(readJsonFile(file));
}

function startsAsJson(file: string): boolean {
  const found = file === '' ? undefined : statSync(file, { throwIfNoEntry: false });
  if (found === undefined) throw new UsageError(`no such file: ${visible(file)}`);
  if (!found.isFile())
    throw new UsageError(`${visible(file)} is not a file; compare wants two files, or --revision and what to audit`);
  const head = Buffer.alloc(64);
  const descriptor = openSync(file, 'r');
  const length = readSync(descriptor, head, 0, head.length, 0);
  closeSync(descriptor);
  return /^\ufeff?\s*\{/.test(head.toString('utf8', 0, length));
}

async function factsOf(file: string): Promise<FileFacts> {
  const host = nodeHost(path.dirname(path.resolve(file)));
  const facts = await shaped(() => readFileFacts(host, path.basename(file), file, createPace()), file);
  if (facts !== null) return facts;
  // What is JSON and nothing that is known was meant as a report: its reader says what it is instead.
  if (/\.json$/i.test(file)) await shaped(() => readReport(readJsonFile(file)), file);
  throw new UsageError(
    `${visible(file)} is neither a JSON report of this tool nor a kind of file that this release reads`,
  );
}

/** Runs what may find a file wrong; that is then the user's to know. */
async function shaped<T>(work: () => T | Promise<T>, file?: string): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof ShapeError)) throw error;
    throw new UsageError(`${file === undefined ? '' : `${visible(file)}: `}${visible(error.message)}`);
  }
}
