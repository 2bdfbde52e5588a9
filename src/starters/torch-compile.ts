import type { Knowledge } from '../neuron/knowledge';
import { compareSdk } from '../neuron/version';
import { header } from './header';
import { inputsCode, loadCode, type PythonModel, pathCode } from './python';
import type { StarterSubject } from './subject';
import { compilerArguments } from './trace';
import type { StarterFile } from './types';

export const COMPILE_FILE = 'compile_model.py';

/** Documents of TorchNeuron at a release. */
export function torchNeuronSources(sdk: string): readonly string[] {
  return compareSdk(sdk, '2.33.0') < 0
    ? ['torchneuron-overview']
    : ['torchneuron-compile-2.33', 'torchneuron-about-2.33', 'torchneuron-env-2.33'];
}

/** A script that runs the model on TorchNeuron with `torch.compile`. */
export function compileScript(subject: StarterSubject, model: PythonModel, knowledge: Knowledge): StarterFile {
  const text = [
    header(
      {
        about: [
          `Compiles the model with torch.compile on a NeuronCore and times a run. Run on an instance of the target: python ${COMPILE_FILE}`,
        ],
        checks: [
          ...subject.checks,
          ...model.checks,
          'Each new shape compiles again: keep the shapes of requests to the few below, or pad to them. dynamic=True is refused.',
          ...(compilerArguments(subject).length === 0
            ? []
            : [
                'The compiler flags of the planner file are not passed on: no document that was read says how torch.compile takes them.',
              ]),
        ],
        sources: [...torchNeuronSources(subject.sdk), ...model.sources],
      },
      subject,
      knowledge,
    ),
    '',
    'import argparse',
    'import time',
    'from pathlib import Path',
    '',
    'import numpy as np',
    'import torch',
    ...model.imports,
    '',
    pathCode(model),
    '',
    inputsCode(model.inputs),
    '',
    '',
    loadCode(model),
    '',
    '',
    'def main():',
    '    parser = argparse.ArgumentParser()',
    '    parser.add_argument("--model", type=Path, default=MODEL)',
    '    args = parser.parse_args()',
    '',
    '    # TorchNeuron registers the device "neuron" itself: nothing of it is imported.',
    '    model = load_model(args.model).to("neuron")',
    '    compiled = torch.compile(model, backend="neuron", fullgraph=True)',
    '    inputs = [torch.from_numpy(array).to("neuron") for array in example_inputs()]',
    '    with torch.no_grad():',
    '        for run in ("first run, compiling", "second run"):',
    '            start = time.perf_counter()',
    '            outputs = compiled(*inputs)',
    '            for value in outputs if isinstance(outputs, (list, tuple)) else [outputs]:',
    '                value.cpu()  # waits until the device is done',
    '            print(f"{run}: {time.perf_counter() - start:.3f} s")',
    '',
    '',
    'if __name__ == "__main__":',
    '    main()',
    '',
  ].join('\n');
  return {
    kind: 'trace',
    path: COMPILE_FILE,
    text,
    why: 'Converts the model to PyTorch and compiles it with torch.compile(backend="neuron") on the device.',
  };
}
