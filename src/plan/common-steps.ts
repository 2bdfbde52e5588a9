import type { Artifact } from '../model/artifact';
import type { PhaseId } from '../model/plan';

/** A step that follows from what the workspace holds rather than from a finding. */
export interface CommonStep {
  readonly id: string;
  readonly phase: PhaseId;
  readonly title: string;
  readonly detail: string;
  readonly doneWhen: string;
  appliesTo(artifacts: readonly Artifact[]): boolean;
}

const always = (): boolean => true;
const has = (kind: Artifact['kind']) => (artifacts: readonly Artifact[]) =>
  artifacts.some((artifact) => artifact.kind === kind);

/** What every migration needs whatever its findings; nothing here depends on a fact that no document gives. */
export const COMMON_STEPS: readonly CommonStep[] = [
  {
    id: 'common/compile-once',
    phase: 'proof-of-concept',
    title: 'Compile each model once on the target',
    detail: 'An audit forecasts what the compiler will say; only a compile proves it.',
    doneWhen: 'each model has compiled on the target with the release that this report names',
    appliesTo: always,
  },
  {
    id: 'common/compare-outputs',
    phase: 'validation',
    title: 'Compare outputs with the model as it runs today',
    detail: 'Keep the present model and a fixed set of inputs as the accuracy reference.',
    doneWhen: 'the difference on the reference inputs is within the limit that the team has set',
    appliesTo: always,
  },
  {
    id: 'common/keep-onnx-reference',
    phase: 'validation',
    title: 'Keep the ONNX files as the accuracy reference',
    detail: 'The model is rebuilt in PyTorch; the ONNX file on the CPU tells whether the rebuild is faithful.',
    doneWhen: 'the PyTorch model gives the outputs of the ONNX model on the CPU',
    appliesTo: has('onnx'),
  },
  {
    id: 'common/profile',
    phase: 'validation',
    title: 'Profile one request of each model with Neuron Explorer',
    detail: 'Nothing in a file can foretell latency; it has to be measured on the target.',
    doneWhen: 'latency and throughput of each model are written down with batch size and sequence length',
    appliesTo: always,
  },
  {
    id: 'common/monitor',
    phase: 'integration',
    title: 'Watch the devices in production',
    detail: 'GPU exporters see no NeuronCore; the Neuron tools publish utilisation and memory.',
    doneWhen: 'a dashboard shows utilisation and memory of the Neuron devices',
    appliesTo: always,
  },
  {
    id: 'common/prices',
    phase: 'cost',
    title: "Enter both sides' prices with date and source",
    detail: 'The documents name no current price, so nothing is filled in.',
    doneWhen: 'cost per unit of work stands for both sides, each with its date and source',
    appliesTo: always,
  },
  {
    id: 'common/keep-gpu',
    phase: 'scale-out',
    title: 'Keep the present deployment until the validation is signed',
    detail: 'The way back stays open while accuracy and performance are in doubt.',
    doneWhen: 'the validation is signed and traffic has moved',
    appliesTo: always,
  },
  {
    id: 'common/audit-next-release',
    phase: 'scale-out',
    title: 'Audit again when the next Neuron SDK is out',
    detail: 'A release may add operators, change defaults and end support.',
    doneWhen: 'an audit against the newer release has been read',
    appliesTo: always,
  },
];
