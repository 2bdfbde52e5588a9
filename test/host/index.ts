// The entry point that VS Code loads in its extension host: runs every suite beside it and reports what happened.
import { appendFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import Mocha from 'mocha';

/** Where the report goes: VS Code on the desktop shows the console; the npm-shipped one is asked to append to a file. */
function say(line: string): void {
  const file = process.env.EXTHOST_CONSOLE;
  if (file) appendFileSync(file, `${line}\n`);
  else console.log(line);
}

/** Runs the suites; ends with the line `N passed, N failed` and rejects when a test failed or none ran. */
export function run(): Promise<void> {
  const mocha = new Mocha({
    ui: 'bdd',
    reporter: Mocha.reporters.Base,
    timeout: 60_000,
    forbidOnly: process.env.CI === 'true',
  });
  const folder = path.join(__dirname, 'suite');
  for (const file of readdirSync(folder).sort()) if (file.endsWith('.test.js')) mocha.addFile(path.join(folder, file));

  return new Promise((resolve, reject) => {
    let passed = 0;
    let failed = 0;
    const runner = mocha.run(() => {
      say(`${passed} passed, ${failed} failed`);
      if (failed > 0 || passed === 0) reject(new Error(`${passed} passed, ${failed} failed`));
      else resolve();
    });
    runner.on('pass', (test) => {
      passed++;
      say(`✔ ${test.fullTitle()} (${test.duration ?? 0} ms)`);
    });
    runner.on('fail', (test, error: Error) => {
      failed++;
      say(`✖ ${test.fullTitle()}\n${error.stack ?? error.message}`);
    });
  });
}
