// Stands in for VS Code's executable where none can be had: takes the arguments that @vscode/test-electron passes to it, runs the
// tests in the extension host of the server that VSCODE_SERVER names, prints what they report and ends with their exit code.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { launchChromium, workbenchUrl } from './browser';
import { startServer } from './server';

const limit = 300_000;

const { values, positionals } = parseArgs({
  options: { extensionDevelopmentPath: { type: 'string' }, extensionTestsPath: { type: 'string' } },
  strict: false,
  allowPositionals: true,
});
const option = (name: string) => (typeof values[name] === 'string' ? values[name] : undefined);
const folder = mkdtempSync(path.join(tmpdir(), 'vscode-tests-'));

// VS Code's own log drowns the tests' output: the test runner appends its report to this file.
const report = path.join(folder, 'report.txt');
writeFileSync(report, '');
let shown = 0;
const show = () => {
  const text = readFileSync(report, 'utf8');
  process.stdout.write(text.slice(shown));
  shown = text.length;
};

/** Runs the tests and returns their exit code. Fills `log` with what the workbench logged. */
async function runTests(log: string[]): Promise<number> {
  const vscode = process.env.VSCODE_SERVER;
  if (!vscode) throw new Error('VSCODE_SERVER must name the folder of a VS Code server.');
  const server = await startServer({ vscode, development: true, env: { EXTHOST_CONSOLE: report } });
  const browser = await launchChromium().catch((error: unknown) => {
    server.stop();
    throw error;
  });
  const showing = setInterval(show, 250);
  try {
    const page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
    const exit = new Promise<number>((resolve, reject) => {
      page.on('crash', () => reject(new Error('The workbench crashed.')));
      setTimeout(() => reject(new Error(`The tests did not end within ${limit / 1000} s.`)), limit).unref();
      page.exposeFunction('codeAutomationExit', (code: number) => resolve(code)).catch(reject);
    });
    await page.exposeFunction('codeAutomationLog', (type: string, args: unknown[]) => {
      log.push(`[${type}] ${args.map(String).join(' ')}`);
    });
    const [first] = positionals;
    await page.goto(
      workbenchUrl(server.host, {
        folder: first,
        extensionDevelopmentPath: option('extensionDevelopmentPath'),
        extensionTestsPath: option('extensionTestsPath'),
      }),
    );
    return await Promise.race([exit, server.ended]);
  } finally {
    clearInterval(showing);
    await browser.close();
    server.stop();
  }
}

const log: string[] = [];
let code = 1;
try {
  code = await runTests(log);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
}
show();
// An extension host that dies also reports exit code 0: only the closing line proves that the tests ran to their end.
const closing = /^(\d+) passed, (\d+) failed$/m.exec(readFileSync(report, 'utf8'));
if (!closing) {
  code ||= 1;
  console.error('The extension host ended before its tests did. The last errors in its log:');
  console.error(errors(log).slice(-10).join('\n'));
} else if (closing[1] === '0' || closing[2] !== '0') {
  code ||= 1;
}
rmSync(folder, { recursive: true });
process.exit(code);

/** The first line of each error, without those of native modules and the network, which a test host has not. */
function errors(lines: readonly string[]): string[] {
  const expected = /bindings file|watchdog|getaddrinfo|service ?worker/i;
  return lines
    .filter((line) => line.startsWith('[error]') && !expected.test(line))
    .map((line) => line.split('\n', 1)[0] ?? '');
}
