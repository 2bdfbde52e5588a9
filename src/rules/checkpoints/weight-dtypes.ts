import type { HfConfigReading, OtherReading } from '../../formats/reading';
import type { Confidence, Severity } from '../../model/finding';
import type { DtypeClaim, QuantizationClaim } from '../../neuron/knowledge';
import { quantizationClaim } from '../config/quantized-weights';
import type { WorkspaceContext, WorkspaceDraft, WorkspaceRule } from '../rule';
import { counted, sentences, show } from '../words';
import { byFolder, configIn, fileLocations, readingsOf, routeFor } from './beside';
import { quantizationIn } from './quantization-files';

/** Types that say something of the weights; integers are indexes, buffers and packed weights, of which the type alone says nothing. */
const JUDGED = [
  'F64',
  'F8_E4M3',
  'F8_E5M2',
  'F8_E4M3FNUZ',
  'F8_E5M2FNUZ',
  'F8_E8M0',
  'F4',
  'F6_E2M3',
  'F6_E3M2',
  'C64',
];

/** Types of the stored weights that the target does not compute in. */
export const weightDtypes: WorkspaceRule = {
  id: 'checkpoint/weight-dtypes',
  phase: 'proof-of-concept',
  fix: 'export',
  page: {
    title: 'Weights in a type that the target does not compute in',
    what: 'Reports the element types of safetensors files that the target does not compute in: 64-bit floats, E4M3FN before Trn3, FNUZ variants, 4-bit and 6-bit floats, complex numbers; one finding for each type and folder. Where a document says that the route reads checkpoints quantized in this way, it is a note.',
    why: 'Checkpoints store E4M3FN, which reaches 448. Inf2, Trn1 and Trn2 compute in an E4M3 that ends at 240, and the compiler refuses the first there (NCC_EVRF051). A route that documents such checkpoints rescales them while it loads; of others nobody has written down what happens.',
    fix: 'Take the BF16 checkpoint, rescale FP8 weights for the smaller range, or choose a target that has the type.',
    example: {
      before: 'model.safetensors   F8_E4M3: 224 tensors',
      after: 'model.safetensors   BF16: 291 tensors',
      language: 'text',
    },
    sources: ['data-types-v3', 'data-types-v4', 'ncc-evrf051', 'ncc-evrf005', 'safetensors-dtypes'],
    since: '0.1.0',
  },
  *checkWorkspace(context): Iterable<WorkspaceDraft> {
    const { readings, target, settings, knowledge } = context;
    for (const [folder, files] of byFolder(readingsOf(readings, ['safetensors']))) {
      const config = configIn(readings, folder);
      for (const name of JUDGED) {
        const own = files.flatMap((file) => {
          const tensors = tensorsOf(file, name);
          return tensors === 0 ? [] : [{ file, path: file.path, tensors }];
        });
        const dtype = knowledge.dtypeNamed(name);
        const claim = dtype === null ? null : knowledge.dtype(dtype.dtype, target, settings.sdk);
        const [first] = own;
        if (first === undefined || claim === null || claim.status === 'native') continue;
        const tensors = own.reduce((sum, one) => sum + one.tensors, 0);
        const documented = /^F[48]/.test(name) ? recipeFor(config, folder, context) : null;
        yield {
          artifact: first.path,
          key: name,
          ...draftOf({ name, claim, tensors, documented }),
          ...fileLocations(own),
        };
      }
    }
  },
};

function tensorsOf({ facts: { dtypes } }: OtherReading, name: string): number {
  if (typeof dtypes !== 'object' || dtypes === null || Array.isArray(dtypes)) return 0;
  const count = (dtypes as Readonly<Record<string, unknown>>)[name];
  return typeof count === 'number' ? count : 0;
}

/** The claim that documents checkpoints quantized like the one in the folder, on the route of the model. */
function recipeFor(
  config: HfConfigReading | null,
  folder: string,
  context: WorkspaceContext,
): QuantizationClaim | null {
  const weights = quantizationIn(context.readings, folder, config);
  if (weights === null) return null;
  const claim = quantizationClaim(weights, routeFor(context, config), context);
  return claim?.status === 'runs' ? claim : null;
}

interface Weights {
  readonly name: string;
  readonly claim: DtypeClaim;
  readonly tensors: number;
  readonly documented: QuantizationClaim | null;
}

function draftOf({ name, claim, tensors, documented }: Weights) {
  const many = counted(tensors, 'tensor');
  if (documented !== null)
    return {
      severity: 'info' as Severity,
      confidence: documented.confidence,
      action: `Keep the ${show(name)} weights for the documented route`,
      message: `${many} of the checkpoint ${tensors === 1 ? 'is' : 'are'} ${show(name)}, which the route loads as documented.`,
      why: sentences(documented.note, claim.consequence),
      remedy: sentences(documented.remedy),
      sources: [...new Set([...documented.sources, ...claim.sources])],
    };
  const confidence: Confidence = claim.confidence;
  return {
    severity: 'warning' as Severity,
    confidence,
    action: `Take a checkpoint without ${show(name)} weights`,
    message: `${many} of the checkpoint ${tensors === 1 ? 'is' : 'are'} ${show(name)} (${claim.dtype}), a type that the target does not compute in as it stands.`,
    why: sentences(claim.consequence),
    remedy: sentences(claim.action),
    ...(claim.neuronError !== null && { neuronError: claim.neuronError }),
    sources: claim.sources,
  };
}
