import { exceededByPlan } from '../../routes/claims';
import { configRule } from '../define';
import { sentences } from '../words';
import { plannedClaims } from './claims';
import { factLocation, modelName } from './model-kind';

/** A planned batch size or sequence length outside what the documents cover for the model. */
export const plannedLimits = configRule(
  {
    id: 'config/planned-limits',
    phase: 'proof-of-concept',
    page: {
      title: 'Planned size that the documents of the model leave out',
      what: 'Compares deployment.batchSize and deployment.sequenceLength with the limits that the documents of the library state for the model: batch sizes of Qwen3 MoE and Pixtral, sequence lengths of Pixtral and Qwen3-VL with NxD Inference.',
      why: 'Outside these limits the library refuses to compile, or nobody has tested what comes out.',
      fix: 'Plan within the limits, or take another route for the model.',
      example: {
        before: 'deployment:\n  route: nxd-inference\n  batchSize: 1   # Qwen3-235B-A22B',
        after: 'deployment:\n  route: nxd-inference\n  batchSize: 16',
        language: 'yaml',
      },
      sources: ['nxdi-2.28', 'nxdi-2.27'],
      since: '0.1.0',
    },
  },
  function* (context) {
    const { reading, settings, target } = context;
    const [claim] = plannedClaims(context);
    if (claim === undefined) return;
    for (const { fact, value, limit } of exceededByPlan(claim, settings.deployment, target)) {
      const what = fact === 'batchSize' ? 'batch size' : 'sequence length';
      yield {
        key: fact,
        severity: 'warning',
        confidence: claim.confidence,
        action: `Plan a ${what} that ${modelName(reading.facts)} is documented for`,
        message: `The planned ${what} ${value} is ${value < limit.atLeast ? 'below' : 'above'} what the documents cover for ${modelName(reading.facts)}.`,
        why: sentences(limit.note),
        remedy: `Set deployment.${fact} within the limit, or take another route for the model.`,
        sources: claim.sources,
        locations: [factLocation(reading, 'modelType', 'architectures')],
      };
    }
  },
);
