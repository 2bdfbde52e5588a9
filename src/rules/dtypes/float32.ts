import { flagValue } from '../flags';
import { modelIndex } from '../graph/model-index';
import { nodeLocations } from '../locations';
import { dtypeRule } from './family';

/** Operators that are matrix products on the device. */
const PRODUCTS: readonly string[] = ['MatMul', 'Gemm', 'Einsum', 'Conv', 'ConvTranspose', 'Attention'];

/** Float32 that an old compiler computes in bfloat16. */
export const dtypeFloat32 = dtypeRule(
  'onnx/dtype-float32',
  'validation',
  {
    title: 'float32 computed in bfloat16',
    what: 'Reports float32 models with matrix products where the compiler of the route casts them to bfloat16 by default: that of SDK 2.26, and routes that pin it. It is silent where the planned flags set --auto-cast.',
    why: 'bfloat16 keeps 8 bits of the fraction of a float32. Results differ from those of the original without a message.',
    fix: 'Pass --auto-cast none to keep float32, or convert the model to bfloat16 on purpose, and compare the accuracy with the original.',
    example: {
      before: 'deployment: { }',
      after: 'deployment:\n  compilerFlags: ["--auto-cast=none"]',
      language: 'yaml',
    },
    sources: ['compiler-2.27', 'compiler-cli'],
    since: '0.1.0',
  },
  ['FLOAT'],
  ({ claim }, { reading, settings }) => {
    if (claim.status !== 'converted' || flagValue(settings.deployment, '--auto-cast') !== null) return null;
    const { operators } = modelIndex(reading.model);
    const places = PRODUCTS.flatMap((op) => operators.get(`ai.onnx::${op}`) ?? []);
    if (places.length === 0) return null;
    return {
      action: 'Set --auto-cast and compare the accuracy',
      message: 'Matrix products on float32 are computed in bfloat16 by the default of this compiler.',
      ...nodeLocations(reading.path, places),
    };
  },
);
