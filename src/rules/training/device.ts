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
      sources: ['torchneuron-overview', 'cuda-faq'],
      since: '0.1.0',
    },
  },
  ['trainer'],
  function* (context): Iterable<Draft> {
    const { reading, target } = context;
    const device = settingsOf(reading).get('device');
    if (!trainsOn(target) || trainerOf(reading) !== 'torchtune' || device === undefined) return;
    if (!/^cuda(?::\d+)?$/.test(String(device.value))) return;
    yield {
      key: 'device',
      severity: 'warning',
      confidence: 'documented',
      action: 'Name the Neuron device in the training config',
      message: `device ${String(device.value)} names a CUDA device, which a Neuron instance does not have.`,
      why: sentences(
        'PyTorch calls the device of TorchNeuron "neuron": .to("cuda") becomes .to("neuron")',
        asTraining(context),
      ),
      remedy: 'Set device: neuron on Trn2 and Trn3, and check whether the recipe asks for cuda elsewhere.',
      sources: ['torchneuron-overview', 'cuda-faq'],
      locations: [device.location],
    };
  },
);
