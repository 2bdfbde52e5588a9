// Packages the extension (`npm run package`): a fresh build, the .vsix, then what it and npm's archive hold and how large that is.
import { cpSync, existsSync, readFileSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureDependencies } from './install.mjs';
import { npm, root, run } from './process.mjs';

/** The most that each part may take, in units of 1024 bytes. A part that outgrows its line needs a reason, then a new line. */
const budgets = {
  // Fit, batches, costs, starter files, comparisons and the charts of the report came to 15 % of the core.
  vsix: 820,
  'dist/core.js': 2450,
  'dist/cli.js': 100,
  'dist/extension.js': 400,
  'dist/webview/checklist.js': 120,
  'dist/webview/checklist.css': 40,
  'dist/webview/overview.js': 60,
  'dist/webview/overview.css': 20,
};

/** Everything that may be shipped; anything else, such as a source map or a package, is a mistake. */
const shipped = [
  /^dist\/(core|cli|extension)\.js$/,
  /^dist\/webview\/(checklist|overview)\.(js|css)$/,
  /^media\/[\w/.-]+\.(png|svg|md|json)$/,
  /^docs\/rules\/[\w/.-]+\.md$/,
  /^l10n\/[\w.-]+\.json$/,
  /^package(\.nls)?\.json$/,
  /^(README|CHANGELOG)\.md$/,
  /^(LICENSE|NOTICE)$/,
];

/** What the product never does: ask the network, or start other programs; but git, when somebody compares with a revision. */
const unwanted = /\brequire\("(?:node:)?(?:https?|http2|net|tls|dgram|dns|child_process|worker_threads)"\)/g;
const allowed = ['dist/core.js holds require("node:child_process")'];

const kilobytes = (bytes) => (bytes / 1024).toFixed(1).padStart(8);
const sizeOf = (file) => statSync(path.join(root, file)).size;

/** The files that package.json says are to be shipped, as npm reads it, and the size of npm's archive of them. */
function listShipped() {
  const options = { stdio: 'pipe', encoding: 'utf8' };
  const listed = JSON.parse(npm(['pack', '--dry-run', '--json', '--loglevel=error'], options).stdout);
  const [archive] = Object.values(listed);
  return { files: archive.files.map((file) => file.path), size: archive.size };
}

/** Copies files into the emptied folder `out/package`: vsce looks through every file of the folder it packages. */
function stage(files) {
  const folder = path.join(root, 'out/package');
  rmSync(folder, { recursive: true, force: true });
  for (const file of files) cpSync(path.join(root, file), path.join(folder, file));
  return folder;
}

/** What is wrong with the files to ship: strange ones, missing ones, bundles that could do what the product must not. */
function wrongFiles(files) {
  const needed = ['dist/core.js', 'dist/cli.js', 'dist/extension.js', 'LICENSE', 'NOTICE', 'README.md'];
  const bundles = files.filter((file) => /^dist\/\w+\.js$/.test(file));
  return [
    ...files
      .filter((file) => !shipped.some((pattern) => pattern.test(file)))
      .map((file) => `${file} is not to be shipped`),
    ...needed.filter((file) => !files.includes(file)).map((file) => `${file} is missing`),
    ...bundles.flatMap((file) => {
      const found = readFileSync(path.join(root, file), 'utf8').match(unwanted) ?? [];
      return found.map((what) => `${file} holds ${what}`).filter((problem) => !allowed.includes(problem));
    }),
  ];
}

/** Builds and packages; prints the sizes. Returns the .vsix and the problems found: wrong files, parts over their budget. */
export async function packageExtension() {
  const { createVSIX } = await import('@vscode/vsce');
  run(process.execPath, ['esbuild.mjs']);
  const archive = listShipped();
  const problems = wrongFiles(archive.files);
  const vsix = path.join(root, 'out/neuron-migration-planner.vsix');
  await createVSIX({
    // The extension is no command line, and makes the rules' pages itself.
    cwd: stage(archive.files.filter((file) => file !== 'dist/cli.js' && !file.startsWith('docs/'))),
    allowUnusedFilesPattern: true,
    packagePath: vsix,
    dependencies: false,
    rewriteRelativeLinks: false,
    allowMissingRepository: true,
  });

  const sizes = { vsix: statSync(vsix).size };
  for (const file of Object.keys(budgets)) if (existsSync(path.join(root, file))) sizes[file] = sizeOf(file);
  console.log('      KB   budget');
  for (const [part, budget] of Object.entries(budgets)) {
    const size = sizes[part];
    if (size === undefined) problems.push(`${part} was not built`);
    else if (size > budget * 1024) problems.push(`${part} is over its budget of ${budget} KB`);
    console.log(`${kilobytes(size ?? 0)} ${String(budget).padStart(8)}  ${part}`);
  }
  console.log(`${kilobytes(archive.size)}           npm archive, ${archive.files.length} files`);
  return { vsix, problems };
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  ensureDependencies();
  const { vsix, problems } = await packageExtension();
  for (const problem of problems) console.error(problem);
  if (problems.length > 0) process.exit(1);
  console.log(`Packaged ${path.relative(process.cwd(), vsix)}`);
}
