/** Proof of concept: what runs where, the packages, the first compile. */
import type { ModelFit } from '../../model/fit';
import type { StepCheck } from '../../model/plan';
import type { Route, Target } from '../../model/target';
import { compareSdk } from '../../neuron/version';
import { targetList } from '../../report/words';
import { counted, listed, show } from '../../text/words';
import type { WorkspaceStep } from '../draft';
import { estimate, perModel } from '../effort';
import type { PlanFacts, TakenRoute } from '../facts';
import { setUpCheck } from './set-up-check';

/** Models whose fit is named one by one; the report has them all. */
const MODELS_NAMED = 3;

export const chooseTarget: WorkspaceStep = {
  id: 'common/choose-target',
  phase: 'proof-of-concept',
  words: ({ settings: { deployment }, targets, routes, fit }) => ({
    title: 'Choose target, route and instance',
    detail:
      'Packages, limits and prices differ by them; until they stand, the audit judges every target that is asked for.',
    how: [
      ...fit.slice(0, MODELS_NAMED).flatMap((model) => smallest(model, targets)),
      ...routes.map((taken) => `On ${targetList(taken.targets)}: ${taken.option.label}${caveat(taken)}.`),
      'Write them under deployment.route and deployment.instance in neuron-migration.yaml.',
    ],
    doneWhen: 'the planner file names deployment.route and deployment.instance',
    check: chosen(deployment),
    effort: estimate([0.5, 1], targets.length > 1 ? [`${targets.length} targets to weigh`] : [], {
      alike: targets.length,
    }),
  }),
};

/** The smallest instance types by whose figures the model fits. */
function smallest({ subject, targets }: ModelFit, planned: readonly Target[]): string[] {
  const types = targets.flatMap(({ target, smallest: type }) =>
    type !== null && planned.includes(target) ? [type] : [],
  );
  return types.length === 0
    ? []
    : [`Smallest instance types by memory for ${show(subject.paths[0] ?? subject.name)}: ${listed(types)}.`];
}

function chosen({ route, instance }: PlanFacts['settings']['deployment']): StepCheck {
  const missing = [...(route ? [] : ['deployment.route']), ...(instance ? [] : ['deployment.instance'])];
  return missing.length === 0
    ? { state: 'done', says: `The planner file names ${show(route ?? '')} on ${show(instance ?? '')}.` }
    : { state: 'open', says: `The planner file does not name ${listed(missing)}.` };
}

/** What to know of a route before it is chosen. */
function caveat({ option: { state, until } }: TakenRoute): string {
  const words = [
    ...(state === 'beta' ? ['beta'] : []),
    ...(state === 'maintenance' ? ['in maintenance'] : []),
    ...(state === 'third-party' ? ['by a third party'] : []),
    ...(until === null ? [] : [`announced to end with SDK ${until}`]),
  ];
  return words.length === 0 ? '' : ` (${words.join(', ')})`;
}

export const setUpRoute: WorkspaceStep = {
  id: 'common/set-up-route',
  phase: 'proof-of-concept',
  words: (facts) =>
    facts.routes.length === 0
      ? null
      : {
          title: 'Set up the Neuron packages of one SDK release',
          detail:
            'Compiler, runtime and framework work together within a release; mixed ones fail in ways that are hard to read.',
          how: facts.routes.map(installs),
          doneWhen: 'requirements, a lock file or an image of the workspace name the packages of the release',
          check: setUpCheck(facts),
          after: [chooseTarget.id, ...facts.decisions],
          effort: estimate(
            [0.5, 2],
            facts.routes.some(({ option }) => option.state === 'beta') ? ['a route in beta'] : [],
          ),
        },
};

function installs({ option, targets }: TakenRoute): string {
  const { needs, label } = option;
  const packages = (needs?.packages ?? []).map(({ name, spec }) => `${name}${spec}`);
  const python = needs !== null && needs.python.length > 0 ? `, with Python ${listed(needs.python, 5, 'or')}` : '';
  const release = needs === null ? '' : ` from SDK ${needs.sdk}`;
  return packages.length === 0
    ? `${label} on ${targetList(targets)}: follow its setup guide.`
    : `${label} on ${targetList(targets)}: install ${listed(packages, 8)}${release}${python}.`;
}

export const analyze: WorkspaceStep = {
  id: 'common/analyze',
  phase: 'proof-of-concept',
  words: (facts) => {
    const traced = facts.routes.filter(({ option }) => option.route === 'torch-neuronx');
    if (traced.length === 0) return null;
    return {
      title: 'Run torch_neuronx.analyze on each model',
      detail:
        'It tries each operator of the traced model against the compiler and names the lines of those that fail; the audit can only forecast it.',
      how: [
        'Save the returned dictionary as JSON in the workspace: the next audit reads it and confirms or refutes its findings.',
        'Any EC2 machine with enough memory will do; no Neuron device is needed.',
      ],
      doneWhen: 'no result of analyze in the workspace names an unsupported operator',
      check: analyses(facts),
      sources: ['analyze-api'],
      files: traced.flatMap(({ paths }) => paths),
      after: [setUpRoute.id, ...facts.conversion],
      effort: perModel([0.5, 1], facts.models),
    };
  },
};

function analyses({ readings, models }: PlanFacts): StepCheck {
  const results = readings.flatMap((reading) =>
    reading.kind === 'neuron-analyze' && 'observations' in reading ? [reading] : [],
  );
  const refused = results.filter(({ observations }) =>
    observations?.some((seen) => seen.kind === 'operator' && !seen.supported),
  );
  const [first] = refused;
  if (first !== undefined) {
    const names = first.observations?.flatMap((seen) =>
      seen.kind === 'operator' && !seen.supported ? [seen.name] : [],
    );
    return { state: 'open', says: `${show(first.path)} names as unsupported: ${listed((names ?? []).map(show))}.` };
  }
  if (results.length === 0) return { state: 'unknown', says: 'No result of analyze lies in the workspace.' };
  return results.length < models
    ? {
        state: 'unknown',
        says: `${counted(results.length, 'result')} for ${models} models, none with an unsupported operator.`,
      }
    : { state: 'done', says: `${counted(results.length, 'result')}, none with an unsupported operator.` };
}

export const compileOnce: WorkspaceStep = {
  id: 'common/compile-once',
  phase: 'proof-of-concept',
  words: (facts) => {
    const training = facts.settings.workload === 'training';
    const advice = COMPILE_ADVICE.filter(({ route, since, on, workload }) =>
      facts.routes.some(
        ({ option, targets }) =>
          option.route === route &&
          (workload === undefined || workload === facts.settings.workload) &&
          (since === undefined || compareSdk(facts.settings.sdk, since) >= 0) &&
          (on === undefined || targets.some((target) => on.includes(target))),
      ),
    );
    return {
      title: 'Compile each model once on the target',
      detail: 'An audit forecasts what the compiler will say; only a compile proves it.',
      how: [
        ...advice.map(({ words }) => words),
        ...(training ? ['Train a few steps on a small instance and watch the loss.'] : []),
        "Keep the compiler's log in the workspace: the next audit reads it and confirms or refutes its findings.",
      ],
      doneWhen: 'each model has compiled on the target with the release that this report names',
      check: compiles(facts),
      sources: advice.map(({ source }) => source),
      after: [setUpRoute.id, analyze.id, ...facts.beforeCompile],
      effort: perModel([1, 3], facts.models, ...(training ? ['a training loop'] : [])),
    };
  },
};

/** How a route compiles, as its document says. */
const COMPILE_ADVICE: readonly {
  readonly route: Route;
  readonly since?: string;
  readonly on?: readonly Target[];
  readonly workload?: 'inference' | 'training';
  readonly words: string;
  readonly source: string;
}[] = [
  {
    route: 'torch-neuronx',
    workload: 'inference',
    words:
      'Trace with torch_neuronx.trace; with cpu_backend=True and --target among compiler_args it compiles on a machine without Neuron devices.',
    source: 'trace-api',
  },
  {
    route: 'torchneuron',
    words: 'Compile with torch.compile(model, backend="neuron"), once for each shape that is served.',
    source: 'torchneuron-compile-2.33',
  },
  {
    route: 'vllm-neuron',
    since: '2.32.0',
    words:
      'Start the server once with the degree and lengths that are planned. VLLM_NEURON_CPU_COMPILE=1 compiles on an instance without Neuron devices; it runs nothing there.',
    source: 'vllm-cpu-compilation',
  },
  {
    route: 'optimum-neuron',
    workload: 'inference',
    words: 'Export with optimum-cli export neuron, with batch size and sequence length fixed.',
    source: 'optimum-export',
  },
];

function compiles({ readings, models }: PlanFacts): StepCheck {
  const logs = readings.flatMap((reading) =>
    reading.kind === 'neuron-log' && 'observations' in reading ? [reading] : [],
  );
  for (const { path, observations } of logs) {
    const error = observations?.find((seen) => seen.kind === 'error');
    if (error?.kind === 'error') return { state: 'open', says: `${show(path)} shows ${show(error.code)}.` };
  }
  const passed = logs.filter(({ observations }) => observations?.some(({ kind }) => kind === 'pass'));
  const [first] = passed;
  if (first === undefined)
    return { state: 'unknown', says: 'No log of a compile that ended well lies in the workspace.' };
  return passed.length < models
    ? { state: 'unknown', says: `${counted(passed.length, 'log')} of a compile that ended well for ${models} models.` }
    : { state: 'done', says: `${show(first.path)} shows a compile that ended well.` };
}

export const PROOF: readonly WorkspaceStep[] = [chooseTarget, setUpRoute, analyze, compileOnce];
