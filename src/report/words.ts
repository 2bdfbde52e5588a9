/** The words that every writer and view shares. */
import type { ArtifactKind, ArtifactStatus } from '../model/artifact';
import type { Confidence, Severity } from '../model/finding';
import type { StepState } from '../model/plan';
import type { Route, Target, Verdict, Workload } from '../model/target';

export const TARGET_LABELS: Readonly<Record<Target, string>> = {
  inf1: 'Inf1',
  inf2: 'Inf2',
  trn1: 'Trn1',
  trn2: 'Trn2',
  trn3: 'Trn3',
};

export const VERDICT_LABELS: Readonly<Record<Verdict, string>> = {
  ready: 'Ready',
  attention: 'Attention',
  unknown: 'Unknown',
  blocked: 'Blocked',
};

export const VERDICT_MEANINGS: Readonly<Record<Verdict, string>> = {
  ready: 'No document read says otherwise; only a compile proves it.',
  attention: 'It works under a condition, changes a result, or leaves support soon.',
  unknown: 'Unknown is not a no: no document decides it, or a file could not be read.',
  blocked: 'It will not compile or run as it stands.',
};

export const SEVERITY_LABELS: Readonly<Record<Severity, string>> = {
  blocker: 'Blocker',
  warning: 'Warning',
  info: 'Note',
};

export const CONFIDENCE_MEANINGS: Readonly<Record<Confidence, string>> = {
  documented: 'a Neuron document says so',
  inferred: 'concluded from what the sources say',
  undocumented: 'no document decides it',
};

export const KIND_LABELS: Readonly<Record<ArtifactKind, string>> = {
  onnx: 'ONNX model',
  'hf-config': 'Hugging Face config',
  'generation-config': 'generation config',
  'hf-quant-config': 'quantization config',
  'adapter-config': 'adapter config',
  'tokenizer-config': 'tokenizer config',
  'sentence-transformers': 'sentence-transformers config',
  diffusers: 'diffusers config',
  'genai-config': 'ONNX Runtime GenAI config',
  safetensors: 'safetensors file',
  'safetensors-index': 'safetensors index',
  'pytorch-index': 'PyTorch checkpoint index',
  gguf: 'GGUF file',
  deepspeed: 'DeepSpeed config',
  trainer: 'training config',
  triton: 'Triton model config',
  serving: 'serving config',
  requirements: 'requirements file',
  pyproject: 'pyproject.toml',
  'setup-cfg': 'setup.cfg',
  conda: 'Conda environment',
  lockfile: 'lock file',
  dockerfile: 'Dockerfile',
  compose: 'Compose file',
  kubernetes: 'Kubernetes manifest',
  helm: 'Helm chart',
  sagemaker: 'SageMaker definition',
  cloudformation: 'CloudFormation template',
  ecs: 'ECS task definition',
  batch: 'AWS Batch definition',
  terraform: 'Terraform file',
  slurm: 'Slurm script',
  shell: 'shell script',
  notebook: 'notebook',
  python: 'Python source',
  'neuron-analyze': 'torch_neuronx.analyze result',
  'neuron-log': 'neuronx-cc log',
  'neuron-operators': 'operator list',
  'tensorrt-engine': 'TensorRT engine',
  torchscript: 'TorchScript file',
  pytorch: 'PyTorch file',
  pickle: 'pickle file',
  savedmodel: 'TensorFlow SavedModel',
  keras: 'Keras file',
  tflite: 'TensorFlow Lite file',
  openvino: 'OpenVINO model',
  nemo: 'NeMo archive',
  other: 'file',
};

/** What an audit looks for, for the report of one that found nothing. */
export const SEARCHED_FOR =
  'models, checkpoints, model configs, packages, images, manifests, launch scripts and Python sources';

export const STATUS_LABELS: Readonly<Record<ArtifactStatus, string>> = {
  analyzed: 'analysed',
  partial: 'partly read',
  unreadable: 'unreadable',
  skipped: 'skipped',
};

export const STATE_LABELS: Readonly<Record<StepState, string>> = {
  open: 'open',
  doing: 'in progress',
  done: 'done',
  waived: 'waived',
  obsolete: 'obsolete',
};

export const WORKLOAD_LABELS: Readonly<Record<Workload, string>> = { inference: 'inference', training: 'training' };

export const ROUTE_LABELS: Readonly<Record<Route, string>> = {
  'vllm-neuron': 'vLLM Neuron',
  'nxd-inference': 'NxD Inference',
  'optimum-neuron': 'Optimum Neuron',
  'torch-neuronx': 'torch_neuronx.trace',
  torchneuron: 'TorchNeuron',
  jax: 'JAX',
};

/** "12,345". */
export function figure(n: number): string {
  return n.toLocaleString('en-US');
}

/** "1 blocker", "3 blockers", "2 further entries". */
export function count(n: number, one: string, many = `${one}s`): string {
  return `${figure(n)} ${n === 1 ? one : many}`;
}

/** "a", "a and b", "a, b and c". */
export function list(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}

/** "Trn1 and Trn2". */
export function targetList(targets: readonly Target[]): string {
  return list(targets.map((target) => TARGET_LABELS[target]));
}

/** With a capital first letter. */
export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
