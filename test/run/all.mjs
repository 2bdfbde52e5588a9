// `npm test`: everything, from a fresh clone. Ends with the line `N passed, N failed` over all parts and a code to match.
import { ensureDependencies } from './install.mjs';
import { runParts } from './parts.mjs';

ensureDependencies();
const { passed, failed } = await runParts([
  { name: 'build, packages, sizes', command: ['test/run/package.mjs'], check: true },
  { name: 'unit', command: ['test/run/unit.mjs'] },
  { name: 'command line', command: ['test/run/cli.mjs'] },
  { name: 'checklist page', command: ['test/run/webview.mjs'] },
  { name: 'host, oldest VS Code', command: ['test/run/host.mjs', 'base'] },
  { name: 'host, newest VS Code', command: ['test/run/host.mjs', 'latest'] },
  { name: 'end to end', command: ['test/run/e2e.mjs'] },
]);
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
