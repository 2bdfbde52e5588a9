// Runs the unit tests: `npm run test:unit [-- PATTERN …]`, PATTERN a part of the file's path under test/unit.
import { ensureDependencies } from './install.mjs';

ensureDependencies();
const { runNodeTests } = await import('./node-tests.mjs');
process.exit(await runNodeTests({ folder: 'unit', ending: '.test.ts', patterns: process.argv.slice(2) }));
