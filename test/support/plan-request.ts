/** What a plan is built from, with believable defaults: the sample report without anything that people noted. */
import { loadKnowledge } from '../../src/neuron/load';
import type { PlanRequest } from '../../src/plan/build-plan';
import { sampleReport } from './sample-report';

export function planRequest(overrides: Partial<PlanRequest> = {}): PlanRequest {
  const { artifacts, findings, causes, routes, fit, settings } = sampleReport();
  return {
    artifacts,
    readings: [],
    findings,
    causes,
    routes,
    fit,
    settings: { ...settings, ignore: [], waivers: [] },
    knowledge: loadKnowledge(),
    cost: null,
    phaseOf: (rule) => (rule === 'onnx/int64-narrowing' ? 'validation' : 'proof-of-concept'),
    records: [],
    ...overrides,
  };
}
