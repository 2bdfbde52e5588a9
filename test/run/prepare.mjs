// What a debugging session needs (.vscode/tasks.json): dependencies, the sample's models, bundles with source maps.
import { ensureDependencies } from './install.mjs';
import { run } from './process.mjs';
import { prepareSample } from './sample.mjs';

ensureDependencies();
await prepareSample();
run(process.execPath, ['esbuild.mjs', '--dev']);
