import type { HfConfigReading, OtherReading } from '../../formats/reading';
import { isGenerative } from '../config/model-kind';
import { degreeDrafts } from '../config/tensor-parallel';
import { logicalCoresFlag } from '../flags';
import type { WorkspaceContext, WorkspaceDraft, WorkspaceRule } from '../rule';
import { counted } from '../words';
import { numberOf } from './command';
import { configOf, isConfig } from './configs';
import { type Started, startedIn } from './started';

/** Degrees of launches and exports against target, instance and the heads of the model. */
export const launchTensorParallel: WorkspaceRule = {
  id: 'launch/tensor-parallel',
  phase: 'scale-out',
  page: {
    title: 'Tensor parallel degree of a launch',
    what: 'Compares the degree of vllm serve, vllm.LLM, optimum-cli export neuron, inference_demo and NeuronConfig of NxD Inference with the degrees that the target runs, with the NeuronCores of the planned instance, and with the heads of the config that the model leads to in the workspace. A degree that equals deployment.tensorParallel is judged at the config.',
    why: 'The runtime runs certain degrees only, each rank takes a core, and attention heads are split over the ranks.',
    fix: 'Choose a degree from the list in the finding; compile and serve with the same one.',
    example: {
      before: 'vllm serve ./Llama-2-13b --tensor-parallel-size 24   # Trn1, 40 heads',
      after: 'vllm serve ./Llama-2-13b --tensor-parallel-size 8',
      language: 'sh',
    },
    sources: ['nxdi-tensor-parallelism', 'nxdi-grouped-query', 'inf2-instances', 'trn1-instances', 'trn2-instances'],
    since: '0.1.0',
  },
  *checkWorkspace(context) {
    const configs = context.readings.filter(isConfig);
    for (const reading of context.readings) {
      if (!('mentions' in reading)) continue;
      for (const started of startedIn(reading, context)) yield* judged(context, reading, started, configs);
    }
  },
};

function* judged(
  context: WorkspaceContext,
  { path }: OtherReading,
  { setting, model, route, replicas }: Started,
  configs: readonly HfConfigReading[],
): Iterable<WorkspaceDraft> {
  const degree = numberOf(setting);
  const config = configOf(model, path, configs);
  const { deployment } = context.settings;
  if (degree === null) return;
  const planned = degree === deployment.tensorParallel && configs.length > 0;
  const location = { path, range: setting.range };
  const launched = {
    degree,
    setting: setting.written,
    facts: config?.facts ?? {},
    generative: config !== null && isGenerative(config),
    route,
    locations: { degree: location, heads: location, keyValueHeads: location },
  };
  for (const draft of planned ? [] : degreeDrafts(context, launched))
    yield { ...draft, key: `${draft.key} ${degree}`, artifact: path };
  const machine = context.knowledge.plannedInstance(deployment);
  const cores = logicalCoresFlag(deployment)?.value === '1' ? machine?.cores : machine?.logicalCores;
  const taken = degree * replicas;
  if (machine === null || machine.target !== context.target || cores === undefined || taken <= cores) return;
  if (planned && replicas === 1) return;
  const times = replicas > 1 ? ` with ${replicas} replicas (--data-parallel-size)` : '';
  yield {
    key: `cores ${taken}`,
    artifact: path,
    severity: 'blocker',
    confidence: 'documented',
    action: 'Plan as many cores as the launch takes',
    message: `${setting.written} ${degree}${times} takes ${counted(taken, 'NeuronCore')}, and the planned ${machine.id} has ${cores}.`,
    why: 'Each rank of tensor parallelism takes one NeuronCore of the instance.',
    remedy: `Choose a degree${replicas > 1 ? ' and a number of replicas' : ''} for at most ${cores} cores, or a larger instance.`,
    sources: machine.sources,
    locations: [location],
  };
}
