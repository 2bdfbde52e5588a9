// Packages the extension (`npm run package`): a fresh build, the .vsix, then what it and npm's archive hold and how large that is.
import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureDependencies } from './install.mjs';
import { root, run } from './process.mjs';

/** The most that each part may take, in units of 1024 bytes. A part that outgrows its line needs a reason, then a new line. */
const budgets = {
  vsix: 700,
  'dist/cli.js': 1200,
  'dist/extension.js': 1200,
  'dist/webview/checklist.js': 120,
  'dist/webview/checklist.css': 40,
};

/** Everything that may be shipped; anything else, such as a source map or a package, is a mistake. */
const shipped = [
  /^dist\/(cli|extension)\.js$/,
  /^dist\/webview\/checklist\.(js|css)$/,
  /^media\/[\w/.-]+\.(png|svg|md)$/,
  /^docs\/rules\/[\w/.-]+\.md$/,
  /^l10n\/[\w.-]+\.json$/,
  /^package(\.nls)?\.json$/,
  /^(README|CHANGELOG)\.md$/,
  /^(LICENSE|NOTICE)$/,
];

const kilobytes = (bytes) => (bytes / 1024).toFixed(1).padStart(8);
const sizeOf = (file) => statSync(path.join(root, file)).size;

/** What is wrong with a list of files to ship: the strange ones, and those that must be there and are not. */
function wrongFiles(archive, files) {
  const names = files.map((file) => file.split(path.sep).join('/'));
  const strange = names.filter((name) => !shipped.some((pattern) => pattern.test(name)));
  const missing = ['dist/cli.js', 'dist/extension.js', 'LICENSE', 'NOTICE', 'README.md'].filter(
    (name) => !names.includes(name),
  );
  return [
    ...strange.map((name) => `${archive} holds ${name}, which is not to be shipped`),
    ...missing.map((name) => `${archive} lacks ${name}`),
  ];
}

/** Builds and packages; prints the sizes. Returns the .vsix and the problems found: strange files, parts over their budget. */
export async function packageExtension() {
  const { createVSIX, listFiles } = await import('@vscode/vsce');
  run(process.execPath, ['esbuild.mjs']);
  const vsix = path.join(root, 'out', 'neuron-migration-planner.vsix');
  await createVSIX({
    cwd: root,
    packagePath: vsix,
    dependencies: false,
    rewriteRelativeLinks: false,
    allowMissingRepository: true,
  });

  const files = await listFiles({ cwd: root, dependencies: false });
  const packed = JSON.parse(
    run('npm', ['pack', '--dry-run', '--json', '--loglevel=error'], { stdio: 'pipe', encoding: 'utf8' }).stdout,
  );
  const tarball = Object.values(packed)[0];
  const problems = [
    ...wrongFiles('The .vsix', files),
    ...wrongFiles(
      'The npm archive',
      tarball.files.map((file) => file.path),
    ),
  ];

  const sizes = { vsix: statSync(vsix).size };
  for (const file of Object.keys(budgets)) if (existsSync(path.join(root, file))) sizes[file] = sizeOf(file);
  console.log('      KB   budget');
  for (const [part, budget] of Object.entries(budgets)) {
    const size = sizes[part];
    if (size === undefined) problems.push(`${part} was not built`);
    else if (size > budget * 1024) problems.push(`${part} is over its budget of ${budget} KB`);
    console.log(`${kilobytes(size ?? 0)} ${String(budget).padStart(8)}  ${part}`);
  }
  console.log(
    `${kilobytes(tarball.size)}           npm archive, ${tarball.files.length} files; ${files.length} files in the .vsix`,
  );
  return { vsix, problems };
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  ensureDependencies();
  const { vsix, problems } = await packageExtension();
  for (const problem of problems) console.error(problem);
  if (problems.length > 0) process.exit(1);
  console.log(`Packaged ${path.relative(process.cwd(), vsix)}`);
}
