// What must hold before a change lands; .ci/run runs it. Cheap checks first. Ends with the line `N passed, N failed`.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { ensureDependencies } from './install.mjs';
import { runParts } from './parts.mjs';
import { root } from './process.mjs';

ensureDependencies();
const tool = (name, ...args) => [path.join('node_modules', name), ...args];
const parts = [
  { name: 'lint and format', command: tool('@biomejs/biome/bin/biome', 'check', '--error-on-warnings'), check: true },
  { name: 'types', command: tool('typescript/bin/tsc', '--noEmit'), check: true },
  { name: 'knowledge base', command: ['test/run/knowledge.mjs'], check: true },
  { name: "rules' pages", command: ['test/run/docs.mjs', '--check'], check: true },
  { name: 'regular expressions', command: ['test/run/regex.mjs'], check: true },
  { name: 'npm test', command: ['test/run/all.mjs'] },
];

// Real models and real failures, where the folder that holds them lies beside the project.
const corpus = path.join(root, '../shared/corpus');
const cases = path.join(root, '../shared/cases/score.mjs');
if (existsSync(path.join(corpus, 'score_reader.mjs'))) {
  parts.push({
    name: 'reader on the corpus',
    command: [path.join(corpus, 'score_reader.mjs'), path.join(corpus, 'onnx')],
    check: true,
    accept: (output) => /wrong files 0 · unreadable-but-readable 0 · readable-but-bad 0$/m.test(output),
  });
} else console.log('Reader on the corpus: skipped, there is none beside the project.');
if (existsSync(cases)) {
  parts.push({
    name: 'real failures',
    command: [cases, '--cli', 'dist/cli.js'],
    check: true,
    accept: (output) => /outdated alarms 0\/\d+ · false alarms 0\/\d+ · crashed 0$/m.test(output),
  });
} else console.log('Real failures: skipped, there are none beside the project.');

const { passed, failed } = await runParts(parts);
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
