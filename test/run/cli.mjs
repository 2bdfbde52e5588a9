// Runs the tests that spawn the built command line: `npm run test:cli [-- PATTERN …]`.
import { ensureDependencies } from './install.mjs';
import { root, run } from './process.mjs';
import { prepareSample, sample } from './sample.mjs';

ensureDependencies();
await prepareSample();
run(process.execPath, ['esbuild.mjs', 'cli']);
const { runNodeTests } = await import('./node-tests.mjs');
const env = { PROJECT: root, SAMPLE: sample };
process.exit(await runNodeTests({ folder: 'cli', ending: '.test.ts', patterns: process.argv.slice(2), env }));
