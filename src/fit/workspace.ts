import type { Summary } from '../formats/reading';
import type { FitPlan, GraphSize, ModelFit } from '../model/fit';
import type { RelativePath } from '../model/host';
import type { Settings } from '../model/settings';
import type { Knowledge } from '../neuron/knowledge';
import { quoted } from '../text/quote';
import { fitOf } from './fit';
import { subjectsOf } from './subject';

/** So many models are worked out; a workspace with more holds a collection of configs, not a migration. */
const MAX_MODELS = 50;

/**
 * The fit of every model of a workspace under its settings; models that cannot be told apart share one. By first path. `notes`: sentences on what was left out.
 * `sizes`: of the ONNX models, by path.
 */
export function fitsOf(
  readings: readonly Summary[],
  sizes: ReadonlyMap<RelativePath, GraphSize>,
  settings: Settings,
  knowledge: Knowledge,
): { readonly fits: ModelFit[]; readonly notes: string[] } {
  const subjects = subjectsOf(readings, sizes, knowledge);
  const plan = fitPlanOf(settings);
  const { instance } = plan.deployment;
  return {
    fits: subjects.slice(0, MAX_MODELS).map((subject) => fitOf(subject, knowledge, plan)),
    notes: [
      ...(subjects.length > MAX_MODELS
        ? [
            `Fit is worked out for the first ${MAX_MODELS} of ${subjects.length} models that differ; audit a folder to have it for the others.`,
          ]
        : []),
      ...(subjects.length > 0 && instance !== undefined && knowledge.plannedInstance({ instance }) === null
        ? [
            `Fit is worked out for all instances of the targets: no Neuron document describes the planned ${quoted(instance)}.`,
          ]
        : []),
    ],
  };
}

/** What a fit takes of the settings. */
export function fitPlanOf({ targets, sdk, workload, deployment }: Settings): FitPlan {
  return { targets, sdk, workload, deployment };
}
