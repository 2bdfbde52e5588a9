import type { CallMention } from '../../formats/mentions';
import type { OtherReading } from '../../formats/reading';
import type { PackageSupportClaim } from '../../neuron/package-claims';
import { kindRule } from '../define';
import { placesAt } from '../launch/places';
import type { RuleContext } from '../rule';
import { capital, listed, sentences } from '../words';

/** Libraries that train on Neuron, by the module that code imports. */
const LIBRARIES: ReadonlyMap<string, string> = new Map([
  ['neuronx_distributed_training', 'neuronx-distributed-training'],
  ['torch_xla', 'torch-xla'],
  ['neuronx_distributed', 'neuronx-distributed'],
]);

/** What only a training loop calls: the libraries alone are for inference as well. */
const TRAINS =
  /^(?:torch_xla\.(?:core\.xla_model\.(?:optimizer_step|reduce_gradients)|amp\.(?:GradScaler|syncfree)|distributed\.fsdp)|neuronx_distributed\.(?:initialize_parallel_optimizer|optimizer|trainer|lightning)|neuronx_distributed_training)(?:\.|$)/;

/** Code that trains with libraries of Neuron that have ended, or are ending. */
export const endedLibrary = kindRule(
  {
    id: 'training/ended-library',
    phase: 'proof-of-concept',
    fix: 'config',
    page: {
      title: 'Training code on a library that has ended',
      what: 'Reports Python code and notebooks that train with PyTorch/XLA (torch_xla), NxD Core (neuronx_distributed) or NxD Training (neuronx_distributed_training) at a release that no longer supports them. Code counts as training where it steps an optimizer through them, or where the audit is about training. Code of Optimum Neuron, which stays with the packages of its own release, is left alone.',
      why: 'PyTorch/XLA ended for training with SDK 2.30, NxD Training with 2.32, and the training APIs of NxD Core are in maintenance. Inference with PyTorch/XLA goes on.',
      fix: 'Move the loop to TorchNeuron on Trn2 and Trn3 (device "neuron", FSDP2, DTensor or DDP) or to JAX, or stay with the last release that supports the library.',
      example: {
        before: 'import torch_xla.core.xla_model as xm\nloss.backward()\nxm.optimizer_step(optimizer)',
        after: 'model.to("neuron")\nloss.backward()\noptimizer.step()',
        language: 'python',
      },
      sources: ['xla-training-ended', 'nxd-training-ended', 'nxdt-maintenance', 'training-2.33'],
      since: '0.1.0',
    },
  },
  ['python', 'notebook'],
  function* (context) {
    const { reading, settings } = context;
    const { calls } = reading.mentions;
    const trains = settings.workload === 'training' || calls.some(({ name }) => TRAINS.test(name));
    if (!trains || settings.deployment.route === 'optimum-neuron' || calls.some(isOptimum)) return;
    const found = librariesOf(reading).flatMap(({ module, library, calls: imports }) => {
      const claim = claimOn(library, context);
      return claim === null ? [] : [{ module, claim, imports }];
    });
    const [first] = found;
    if (first === undefined) return;
    const names = listed(found.map(({ module }) => module));
    yield {
      key: 'library',
      severity: first.claim.severity,
      confidence: first.claim.confidence,
      action: 'Move training to a library that is supported',
      message: `The code trains with ${names}: ${first.claim.words}.`,
      why: sentences(
        ...found.slice(1).map(({ claim }) => capital(claim.words)),
        'What has ended is in no current release and gets no fixes',
        settings.workload === 'inference' ? 'The file trains, and is judged as such' : null,
      ),
      remedy: sentences(first.claim.remedy),
      sources: [...new Set(found.flatMap(({ claim }) => claim.sources))],
      ...placesAt(
        reading.path,
        found.flatMap(({ imports }) => imports.map(({ range }) => range)),
      ),
    };
  },
);

function librariesOf({ mentions }: OtherReading) {
  return [...LIBRARIES].flatMap(([module, library]) => {
    const calls = mentions.calls.filter(({ kind, name }) => kind === 'import' && rootOf(name) === module);
    return calls.length === 0 ? [] : [{ module, library, calls }];
  });
}

function claimOn(name: string, { knowledge, target, settings }: RuleContext<OtherReading>): PackageSupportClaim | null {
  return knowledge.packageSupport({ name, specifier: '' }, target, settings.sdk, 'training');
}

function isOptimum({ name }: CallMention): boolean {
  return /^optimum\.neuron(?:\.|$)/.test(name);
}

function rootOf(name: string): string {
  return name.split('.', 1)[0] ?? name;
}
