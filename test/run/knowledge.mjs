// The gate of the knowledge base: `npm run knowledge`. With NEURON_DOCS_REPO set to a clone (or bare repository) of
// aws-neuron/aws-neuron-sdk it also looks up every cited path and label at the pinned commit.
// `-- --docs` writes the table of conflicts into docs/knowledge.md.
// `-- --next REPO [--from OLD] [--to NEW]` prints what a newer commit of the documents means for the entries; OLD is the
// pinned commit unless given, NEW is HEAD.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import esbuild from 'esbuild';

const root = path.resolve(import.meta.dirname, '../..');
const outfile = path.join(root, 'out', `knowledge-${process.pid}.mjs`);
mkdirSync(path.dirname(outfile), { recursive: true });
await esbuild.build({
  absWorkingDir: root,
  entryPoints: ['test/support/knowledge-gate.ts'],
  outfile,
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'esm',
  logLevel: 'warning',
});
const { DATA, gate, hasLabel, neuronDocuments, nextRelease, ruleSources, withConflictTable } = await import(
  pathToFileURL(outfile).href
);
rmSync(outfile);

const { values } = parseArgs({
  options: {
    docs: { type: 'boolean' },
    next: { type: 'string' },
    from: { type: 'string' },
    to: { type: 'string', default: 'HEAD' },
  },
});
if (values.docs) writeConflictTable();
if (values.next) {
  const from = values.from ?? neuronDocuments().commit;
  const rules = ruleSources();
  for (const line of nextRelease({ repo: values.next, from, to: values.to, data: DATA, rules })) console.log(line);
  process.exit(0);
}

const report = gate(root);
const problems = report.problems.map(({ file, entry, message }) => `${file}.json: ${entry}: ${message}`);
const repository = process.env.NEURON_DOCS_REPO;
if (repository) problems.push(...missingDocuments(repository));

const counts = Object.entries(report.counts);
for (const [file, count] of counts) console.log(`${String(count).padStart(5)}  ${file}.json`);
for (const problem of problems) console.error(problem);
const entries = counts.reduce((sum, [file, count]) => (file === 'sources' ? sum : sum + count), 0);
console.log(
  `knowledge: ${entries} entries, ${report.counts.sources} sources, ${problems.length} ${problems.length === 1 ? 'problem' : 'problems'}`,
);
process.exit(problems.length === 0 ? 0 : 1);

function writeConflictTable() {
  const page = path.join(root, 'docs/knowledge.md');
  writeFileSync(page, withConflictTable(readFileSync(page, 'utf8')));
}

/** Sentences about paths and labels that the documents' repository does not have at the pinned commit. */
function missingDocuments(folder) {
  const { commit, sources } = neuronDocuments();
  const found = [];
  const documents = new Map();
  for (const { id, path: file, label } of sources) {
    if (!documents.has(file)) {
      const show = spawnSync('git', ['-C', folder, 'show', `${commit}:${file}`], {
        encoding: 'utf8',
        maxBuffer: 1 << 26,
      });
      documents.set(file, show.status === 0 ? show.stdout : null);
    }
    const document = documents.get(file);
    if (document === null) found.push(`sources.json: ${id}: ${file} does not exist at ${commit}`);
    else if (label !== null && !hasLabel(document, label))
      found.push(`sources.json: ${id}: ${file} has no label "${label}"`);
  }
  console.log(`${documents.size} Neuron documents looked up at ${commit.slice(0, 8)}`);
  return found;
}
