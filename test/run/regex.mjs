// Fails where a regular expression of ours can take more than linear time on some text: `npm run regex`.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'acorn';
import { full } from 'acorn-walk';
import esbuild from 'esbuild';
import { checkSync } from 'recheck';
import { root } from './process.mjs';

/** Milliseconds for one expression; one that takes longer to analyse counts as undecided. */
const TIMEOUT = 1500;

/** Expressions over texts that are cut to a length before; the source says so. */
const BOUNDED = ['src/formats/packages/conda-spec.ts'];

/** Every literal of the source, without those of packages. */
async function expressions() {
  const { outputFiles } = await esbuild.build({
    absWorkingDir: root,
    entryPoints: [
      'src/cli/main.ts',
      'src/vscode/extension.ts',
      'src/webview/checklist.ts',
      'src/webview/overview/main.ts',
    ],
    bundle: true,
    write: false,
    outdir: 'out',
    format: 'esm',
    platform: 'node',
    packages: 'external',
    external: ['vscode'],
    loader: { '.css': 'empty' },
    target: 'es2022',
    logLevel: 'warning',
  });
  const found = new Map();
  for (const { text } of outputFiles) {
    full(parse(text, { ecmaVersion: 'latest', sourceType: 'module' }), (node) => {
      if (node.type === 'Literal' && node.regex) found.set(`/${node.regex.pattern}/${node.regex.flags}`, node.regex);
    });
  }
  return found;
}

/** The file whose text holds the expression. */
function fileOf(pattern) {
  const files = readdirSync(path.join(root, 'src'), { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.ts'),
  );
  return files.find((file) => readFileSync(path.join(root, 'src', file), 'utf8').includes(pattern)) ?? '?';
}

const found = await expressions();
const undecided = [];
const slow = [];
for (const [literal, { pattern, flags }] of found) {
  const { status, complexity } = checkSync(pattern, flags, { timeout: TIMEOUT });
  const file = `src/${fileOf(pattern)}`;
  if (status === 'vulnerable' && complexity.type === 'polynomial' && BOUNDED.includes(file)) continue;
  if (status === 'vulnerable') slow.push(`${file}: ${literal} takes ${complexity.summary} time`);
  else if (status === 'unknown') undecided.push(literal);
}
for (const line of slow) console.error(line);
console.log(
  `${found.size} regular expressions: ${slow.length} can take more than linear time, ${undecided.length} undecided`,
);
process.exit(slow.length === 0 ? 0 : 1);
