// Writes a page for each rule into docs/rules, and the schemas of the planner file and of the JSON report: `npm run docs`. With `--check` it writes nothing and fails where a page is stale.
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import esbuild from 'esbuild';
import { root } from './process.mjs';
import { reportSchemaFile } from './report-schema.mjs';

const check = process.argv.includes('--check');
const folder = path.join(root, 'docs/rules');

/** The rules' own words, bundled in memory. */
async function generated() {
  const entry = `
    import { loadKnowledge } from './src/neuron/load';
    import { plannerSchemaFile } from './src/planner/schema';
    import { ALL_RULES } from './src/rules';
    import { pageFile, ruleIndexMarkdown, rulePageMarkdown } from './src/rules/page';
    const knowledge = loadKnowledge();
    export const schema = plannerSchemaFile();
    export const pages = new Map([
      ['README.md', ruleIndexMarkdown(ALL_RULES)],
      ...ALL_RULES.map((rule) => [pageFile(rule.id), rulePageMarkdown(rule, knowledge)]),
    ]);`;
  const { outputFiles } = await esbuild.build({
    stdin: { contents: entry, resolveDir: root, loader: 'ts' },
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'neutral',
    mainFields: ['module', 'main'],
    logLevel: 'warning',
  });
  const bundle = Buffer.from(outputFiles[0].contents).toString('base64');
  return import(`data:text/javascript;base64,${bundle}`);
}

const { pages: wanted, schema } = await generated();
await mkdir(folder, { recursive: true });
const present = await readdir(folder);
const stale = [];
for (const [file, text] of wanted) {
  const old = present.includes(file)
    ? (await readFile(path.join(folder, file), 'utf8')).replaceAll('\r\n', '\n')
    : null;
  if (old === text) continue;
  stale.push(file);
  if (!check) await writeFile(path.join(folder, file), text);
}
for (const file of present) {
  if (wanted.has(file)) continue;
  stale.push(file);
  if (!check) await rm(path.join(folder, file));
}
const schemas = { 'neuron-migration.schema.json': schema, 'neuron-migration-report.schema.json': reportSchemaFile() };
for (const [name, text] of Object.entries(schemas)) {
  const file = path.join(root, 'media', name);
  if ((await readFile(file, 'utf8').catch(() => '')).replaceAll('\r\n', '\n') === text) continue;
  stale.push(`media/${name}`);
  if (!check) await writeFile(file, text);
}
if (check && stale.length > 0) {
  console.error(`Stale, run npm run docs: ${stale.join(', ')}`);
  process.exit(1);
}
console.log(check ? `${wanted.size} pages are up to date` : `${stale.length} of ${wanted.size} pages written`);
