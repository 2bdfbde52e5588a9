import type { Facts, HfConfigFacts, OnnxFacts } from './facts';
import type { RelativePath } from './host';
import type { Target, Verdict } from './target';

/** What a file is, decided by its content wherever possible. Names are fixed: reports and other programs read them. */
export const ARTIFACT_KINDS = [
  // Models and checkpoints.
  'onnx',
  'hf-config',
  'generation-config',
  'hf-quant-config',
  'adapter-config',
  'tokenizer-config',
  'sentence-transformers',
  'diffusers',
  'genai-config',
  'safetensors',
  'safetensors-index',
  'pytorch-index',
  'gguf',
  // Training and serving set-ups.
  'deepspeed',
  'trainer',
  'triton',
  'serving',
  // Packages and images.
  'requirements',
  'pyproject',
  'setup-cfg',
  'conda',
  'lockfile',
  'dockerfile',
  'compose',
  // Clusters and clouds.
  'kubernetes',
  'helm',
  'sagemaker',
  'cloudformation',
  'ecs',
  'batch',
  'terraform',
  'slurm',
  // Code.
  'shell',
  'notebook',
  'python',
  // What Neuron's own tools wrote.
  'neuron-analyze',
  'neuron-log',
  'neuron-operators',
  // Files of other tools, recognised and never opened beyond their first bytes.
  'tensorrt-engine',
  'torchscript',
  'pytorch',
  'pickle',
  'savedmodel',
  'keras',
  'tflite',
  'openvino',
  'nemo',
  // What made a reader stop before it could tell.
  'other',
] as const;
export type ArtifactKind = (typeof ARTIFACT_KINDS)[number];

/** analyzed: all of it was read. partial: some of it. unreadable: none of it could be. skipped: left alone on purpose. */
export const ARTIFACT_STATUSES = ['analyzed', 'partial', 'unreadable', 'skipped'] as const;
export type ArtifactStatus = (typeof ARTIFACT_STATUSES)[number];

export interface Artifact {
  readonly path: RelativePath;
  readonly kind: ArtifactKind;
  readonly status: ArtifactStatus;
  /** One sentence where the status is not "analyzed", else null. */
  readonly reason: string | null;
  readonly facts: Facts;
  readonly verdicts: Readonly<Partial<Record<Target, Verdict>>>;
}

/** The facts of an ONNX model that was read, else null. */
export function onnxFactsOf({ kind, facts }: Pick<Artifact, 'kind' | 'facts'>): OnnxFacts | null {
  return kind === 'onnx' && 'opsets' in facts ? (facts as OnnxFacts) : null;
}

/** The facts of a Hugging Face config that was read, else null. */
export function configFactsOf({
  kind,
  status,
  facts,
}: Pick<Artifact, 'kind' | 'status' | 'facts'>): HfConfigFacts | null {
  return kind === 'hf-config' && (status === 'analyzed' || status === 'partial') ? (facts as HfConfigFacts) : null;
}
