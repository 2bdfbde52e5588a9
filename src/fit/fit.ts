import type { FitFigure, FitPlan, FitSubject, ModelFit } from '../model/fit';
import type { Deployment } from '../model/settings';
import type { Knowledge } from '../neuron/knowledge';
import { type Assumed, assumedOf } from './assumed';
import { blank, figure, given } from './figure';
import { targetFit } from './target';
import { weightsOf } from './weights';

/**
 * Works out whether one model fits under a plan: per target the degrees, what a core holds at one of them, and every documented instance type. Pure, synchronous, the
 * same for the same input, and fast enough for every change of a what-if.
 */
export function fitOf(subject: FitSubject, knowledge: Knowledge, asked: FitPlan): ModelFit {
  const plan = { ...asked, deployment: counts(asked.deployment) };
  const assumed = assumedOf(subject, plan, knowledge);
  const trains = plan.workload === 'training' && subject.nature !== 'graph';
  return {
    subject,
    workload: plan.workload,
    assumptions: assumed.inputs,
    figures: [
      subject.parameters,
      weightsOf(subject, plan, null, knowledge).figure,
      ...(trains ? [globalBatch(assumed, plan, knowledge)] : []),
    ],
    targets: plan.targets.map((target) => targetFit(subject, target, assumed, plan, knowledge)),
  };
}

/** Without numbers that are no counts: a field that is half typed says nothing. */
function counts(deployment: Deployment): Deployment {
  const wrong = (value: unknown): boolean => typeof value === 'number' && !(Number.isSafeInteger(value) && value >= 1);
  return Object.fromEntries(Object.entries(deployment).filter(([, value]) => !wrong(value)));
}

/** Samples of one update of the optimizer. */
function globalBatch({ batch, accumulation, from }: Assumed, { deployment }: FitPlan, knowledge: Knowledge): FitFigure {
  const { dataParallel } = deployment;
  const evidence = [knowledge.evidence('neuron-batching')];
  if (dataParallel === undefined)
    return blank(
      'global-batch',
      'Global batch',
      'samples',
      `No data parallel degree is planned: it is ${batch * accumulation} times that degree.`,
      evidence,
    );
  return figure('global-batch', 'Global batch', 'samples', batch * dataParallel * accumulation, {
    formula: 'micro-batch × data parallel × accumulation',
    inputs: [
      given('micro-batch', batch, 'samples', from.batch),
      given('data parallel', dataParallel, 'count', 'planned'),
      given('accumulation', accumulation, 'count', 'as stated above'),
    ],
    bound: 'exact',
    evidence,
  });
}
