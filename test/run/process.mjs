// Running other programs from the project's scripts: Node builtins only, so that it works before anything is installed.
import { spawn, spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import path from 'node:path';

/** The project's root folder. */
export const root = path.resolve(import.meta.dirname, '../..');

/** Runs a program in the project's root with the terminal's streams; throws with its command line when it fails. */
export function run(command, args, options = {}) {
  const done = spawnSync(command, args, { cwd: root, stdio: 'inherit', ...options });
  if (done.status === 0) return done;
  const said = [done.stdout, done.stderr].filter(Boolean).join('\n').trim();
  const why = done.error?.message ?? (done.signal ? `signal ${done.signal}` : `exit code ${done.status}`);
  throw new Error([`${[command, ...args].join(' ')}: ${why}`, said].filter(Boolean).join('\n'));
}

/** Runs a program and lets its output through while keeping it: `{ status, output }`, status 1 when it could not run. */
export function runKept(command, args, options = {}) {
  return new Promise((resolve) => {
    let output = '';
    const child = spawn(command, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'], ...options });
    for (const [from, to] of [
      [child.stdout, process.stdout],
      [child.stderr, process.stderr],
    ]) {
      from.setEncoding('utf8').on('data', (text) => {
        output += text;
        to.write(text);
      });
    }
    child.on('error', (error) => resolve({ status: 1, output: `${output}${error.message}\n` }));
    child.on('close', (status) => resolve({ status: status ?? 1, output }));
  });
}

/** Runs npm, which is a script file on Windows and needs a shell there. */
export const npm = (args, options = {}) => run('npm', args, { shell: process.platform === 'win32', ...options });

/** The full path of the first of these programs that PATH holds, or undefined. */
export function which(...names) {
  const endings = process.platform === 'win32' ? ['.exe', '.cmd'] : [''];
  const folders = (process.env.PATH ?? '').split(path.delimiter).filter(Boolean);
  const places = names.flatMap((name) =>
    folders.flatMap((folder) => endings.map((end) => path.join(folder, name + end))),
  );
  return places.find((file) => {
    try {
      accessSync(file, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}
