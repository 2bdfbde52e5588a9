// Runs the tests that spawn the built command line: `npm run test:cli [-- PATTERN …]`.
import { ensureDependencies } from './install.mjs';
import { run } from './process.mjs';
import { prepareSample } from './sample.mjs';

ensureDependencies();
await prepareSample();
run(process.execPath, ['esbuild.mjs', 'cli']);
const { runNodeTests } = await import('./node-tests.mjs');
process.exit(await runNodeTests({ folder: 'cli', ending: '.test.ts', patterns: process.argv.slice(2) }));
