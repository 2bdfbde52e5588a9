import { kindRule } from '../define';
import type { Draft } from '../rule';
import { sentences } from '../words';
import { asTraining, settingsOf, trainerOf, trainsOn } from './setting';

/** A trainer that is told to use a CUDA device. */
export const cudaDevice = kindRule(
  {
    id: 'training/cuda-device',
    phase: 'integration',
    page: {
      title: 'Training config that names a CUDA device',
      what: 'Reports torchtune configs with device: cuda.',
      why: 'On TorchNeuron the device is called neuron; code and configs that say cuda fail on an instance without a GPU.',
      fix: 'Set the device to neuron on Trn2 and Trn3.',
      example: { before: 'device: cuda', after: 'device: neuron', language: 'yaml' },
      sources: ['torchneuron-overview'],
      since: '0.1.0',
    },
  },
  ['trainer'],
  function* (context): Iterable<Draft> {
    const { reading, target, knowledge, settings } = context;
    const device = settingsOf(reading).get('device');
    if (!trainsOn(target) || trainerOf(reading) !== 'torchtune' || device === undefined) return;
    if (!/^cuda(?::\d+)?$/.test(String(device.value))) return;
    const route = knowledge.route('torchneuron', target, settings.sdk, 'training');
    const { label } = knowledge.target(target);
    yield {
      key: 'device',
      severity: 'warning',
      confidence: route === null ? 'inferred' : 'documented',
      action: 'Name the Neuron device in the training config',
      message: `device ${String(device.value)} names a CUDA device, which ${label} does not have.`,
      why: sentences(
        route === null
          ? 'A Neuron instance has no CUDA device'
          : 'TorchNeuron is a device of its own: .to("cuda") becomes .to("neuron")',
        asTraining(context),
      ),
      remedy:
        route === null
          ? `Train on Trn2 or Trn3, where TorchNeuron gives PyTorch the device neuron.`
          : 'Set device: neuron, and check whether the recipe asks for cuda elsewhere.',
      sources: ['torchneuron-overview'],
      locations: [device.location],
    };
  },
);
