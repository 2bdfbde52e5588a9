import type { Summary } from '../formats/reading';
import type { FitPlan, FitSubject, ModelFit } from '../model/fit';
import type { Settings } from '../model/settings';
import type { Knowledge } from '../neuron/knowledge';
import { fitOf } from './fit';

/** The fit of every model of a workspace under its settings; models that cannot be told apart share one. By first path. */
export function fitsOf(readings: readonly Summary[], settings: Settings, knowledge: Knowledge): ModelFit[] {
  return subjectsOf(readings).map((subject) => fitOf(subject, knowledge, fitPlanOf(settings)));
}

/** What a fit takes of the settings. */
export function fitPlanOf({ targets, sdk, workload, deployment }: Settings): FitPlan {
  return { targets, sdk, workload, deployment };
}

/** The models among what was read. */
function subjectsOf(_readings: readonly Summary[]): FitSubject[] {
  return [];
}
