// Installs the project's own dependencies when they are missing or no longer those of package-lock.json.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { npm, root } from './process.mjs';

/** The packages that a lock file names, by folder; none where the file is missing. */
function packages(file) {
  try {
    const { '': _project, ...others } = JSON.parse(readFileSync(path.join(root, file), 'utf8')).packages;
    return others;
  } catch (error) {
    if (error.code === 'ENOENT') return {};
    throw error;
  }
}

/** True when npm's note of what it installed names every package of the lock file; optional ones may be for another platform. */
function complete() {
  const present = packages('node_modules/.package-lock.json');
  return Object.entries(packages('package-lock.json')).every(([folder, wanted]) =>
    present[folder] ? present[folder].version === wanted.version : wanted.optional === true,
  );
}

/** Runs `npm ci` unless `node_modules` already holds what package-lock.json names. */
export function ensureDependencies() {
  if (complete()) return;
  console.log('Installing the dependencies (npm ci) …');
  npm(['ci', '--no-audit', '--no-fund', '--loglevel=error']);
}
