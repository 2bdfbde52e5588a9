/** Which part of `src/` may import which. The one table of the layering; CONTRIBUTING.md and biome.json say the same (a test compares). */

interface Layer {
  /** Folders, and files that stand in `src/` itself, by name without ending; a part may always import itself. */
  readonly parts: readonly string[];
  /** What it may import from outside `src/`; "node:" stands for all of Node's modules. */
  readonly packages?: readonly string[];
}

export const LAYERS: Readonly<Record<string, Layer>> = {
  model: { parts: [] },
  neuron: { parts: ['model'] },
  text: { parts: ['model'], packages: ['yaml', 'toml-eslint-parser'] },
  onnx: { parts: ['model'], packages: ['onnx-proto'] },
  formats: { parts: ['model', 'text', 'onnx'], packages: ['dockerfile-ast', '@lezer/python'] },
  routes: { parts: ['model', 'neuron', 'text', 'formats'] },
  fit: { parts: ['model', 'neuron', 'text', 'formats', 'routes'] },
  batching: { parts: ['model', 'neuron', 'text', 'onnx', 'formats', 'routes'] },
  rules: { parts: ['model', 'neuron', 'text', 'onnx', 'formats', 'routes'] },
  observed: { parts: ['model', 'neuron', 'text', 'formats'] },
  workspace: { parts: ['model', 'text', 'formats'] },
  planner: { parts: ['model', 'neuron', 'text'], packages: ['yaml'] },
  findings: { parts: ['model', 'neuron', 'onnx', 'formats', 'rules', 'workspace'] },
  cost: { parts: ['model', 'text'] },
  report: { parts: ['model'] },
  plan: { parts: ['model', 'neuron', 'text', 'formats', 'findings', 'report'] },
  outlook: {
    parts: ['model', 'neuron', 'formats', 'batching', 'routes', 'rules', 'planner', 'findings', 'report'],
  },
  inspect: { parts: ['model', 'onnx', 'formats', 'report'] },
  tool: { parts: [], packages: ['../package.json'] },
  starters: { parts: ['model', 'neuron', 'text', 'onnx', 'formats', 'routes', 'planner', 'tool'] },
  compare: { parts: ['model', 'onnx', 'formats', 'report', 'inspect', 'tool'] },
  'reading-cache': { parts: ['model', 'formats', 'outlook'] },
  audit: {
    parts: [
      'model',
      'neuron',
      'text',
      'formats',
      'batching',
      'rules',
      'workspace',
      'planner',
      'observed',
      'findings',
      'outlook',
      'fit',
      'plan',
      'cost',
      'tool',
      'reading-cache',
    ],
  },
  overview: {
    parts: [
      'model',
      'neuron',
      'onnx',
      'formats',
      'rules',
      'planner',
      'findings',
      'report',
      'inspect',
      'reading-cache',
      'audit',
    ],
  },
  protocol: { parts: ['model'] },
  'overview-protocol': { parts: ['overview', 'protocol'] },
  node: { parts: ['model', 'text'], packages: ['node:'] },
  cli: {
    parts: [
      'model',
      'neuron',
      'text',
      'formats',
      'batching',
      'rules',
      'planner',
      'cost',
      'plan',
      'outlook',
      'fit',
      'report',
      'inspect',
      'starters',
      'tool',
      'compare',
      'reading-cache',
      'audit',
      'node',
    ],
    packages: ['node:'],
  },
  webview: { parts: ['model', 'neuron', 'text', 'plan', 'report', 'overview', 'protocol', 'overview-protocol'] },
  vscode: {
    parts: [
      'model',
      'neuron',
      'text',
      'formats',
      'routes',
      'rules',
      'workspace',
      'planner',
      'plan',
      'starters',
      'report',
      'outlook',
      'compare',
      'reading-cache',
      'audit',
      'overview',
      'protocol',
      'overview-protocol',
      'node',
      'webview',
    ],
    packages: ['vscode', 'yaml'],
  },
};

/** Parts that are one file in `src/`. */
export const FILES: ReadonlySet<string> = new Set(['tool', 'reading-cache', 'audit', 'protocol', 'overview-protocol']);

/** Parts that are imported by the folder's name. */
const WITH_INDEX: ReadonlySet<string> = new Set(['formats', 'rules', 'report']);

/** The entry of biome.json that forbids a part whatever its layer does not allow. */
export function biomeOverride(part: string, { parts, packages = [] }: Layer): unknown {
  const up = FILES.has(part) ? ['./'] : ['../', '../../', '../../../'];
  const others = Object.keys(LAYERS).filter((other) => other !== part && !parts.includes(other));
  const group = [
    ...(packages.includes('node:') ? [] : ['node:*', 'node:*/**']),
    ...(packages.includes('vscode') ? [] : ['vscode']),
    ...['yaml', 'onnx-proto', 'toml-eslint-parser', 'dockerfile-ast', '@lezer/python'].filter(
      (name) => !packages.includes(name),
    ),
    ...others.flatMap((other) => [
      ...(FILES.has(other) || WITH_INDEX.has(other) ? up.map((above) => above + other) : []),
      ...(FILES.has(other) ? [] : up.map((above) => `${above}${other}/**/*`)),
    ]),
  ];
  const allowed = [...parts, ...packages];
  const message = `${part} may import ${allowed.length > 0 ? `only: ${allowed.join(', ')}` : 'nothing outside itself'}.`;
  const options = { patterns: [{ group, message }] };
  return {
    includes: [FILES.has(part) ? `src/${part}.ts` : `src/${part}/**`],
    linter: { rules: { style: { noRestrictedImports: { level: 'error', options } } } },
  };
}
