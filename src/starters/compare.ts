import type { Knowledge } from '../neuron/knowledge';
import { header } from './header';
import { inputsCode, loadCode, type PythonModel, pathCode } from './python';
import type { StarterSubject } from './subject';
import { torchNeuronSources } from './torch-compile';
import { TRACED } from './trace';
import type { StarterFile } from './types';

export const COMPARE_FILE = 'compare.py';

/** A script that holds the outputs of the converted and of the compiled model against a reference on the CPU. */
export function compareScript(subject: StarterSubject, model: PythonModel, knowledge: Knowledge): StarterFile {
  const onnx = subject.reading.kind === 'onnx';
  const native = subject.option.route === 'torchneuron';
  const reference = onnx ? 'ONNX Runtime on the CPU' : 'the same model in PyTorch on the CPU';
  const text = [
    header(
      {
        about: [
          `Compares outputs with ${reference}, for the same inputs. Exit code 0: all within the tolerance; 1: not. ${onnx ? `Run first, on any machine: python ${COMPARE_FILE} --candidate torch (the conversion alone). Then on` : 'Run on'} an instance of the target: python ${COMPARE_FILE}`,
        ],
        checks: [
          ...subject.checks,
          'The tolerances are a choice and no figure of a Neuron document: agree on them with whoever answers for the results, by the type that the model computes in.',
          'Random inputs find gross faults only. Give real ones with --inputs FILE.npz (arrays by input name), and compare the measure that counts (accuracy, recall) on your own data.',
          ...model.inputs.flatMap(({ name, checks }) =>
            checks.length === 0 ? [] : [`${inputWords(name)}: ${checks.join('; ')}.`],
          ),
        ],
        sources: [...(native ? torchNeuronSources(subject.sdk) : ['trace-api']), ...model.sources],
      },
      subject,
      knowledge,
    ),
    '',
    'import argparse',
    'import sys',
    'from pathlib import Path',
    '',
    'import numpy as np',
    'import torch',
    ...(onnx ? ['import onnxruntime'] : []),
    ...model.imports,
    '',
    pathCode(model),
    ...(native ? [] : [`TRACED = HERE / "${TRACED}"`]),
    '',
    '# CHECK: a choice, by the type that the model computes in: largest absolute and largest relative difference.',
    'TOLERANCES = {',
    '    "float32": (1e-4, 1e-3),',
    '    "float16": (1e-2, 1e-2),',
    '    "bfloat16": (5e-2, 5e-2),',
    '}',
    `COMPUTES_IN = "${computesIn(subject)}"`,
    '',
    inputsCode(model.inputs),
    '',
    '',
    loadCode(model),
    '',
    '',
    ...(onnx ? ONNX_REFERENCE : TORCH_REFERENCE),
    '',
    '',
    'def candidate(kind, path, arrays):',
    '    inputs = [torch.from_numpy(array) for array in arrays]',
    '    with torch.no_grad():',
    '        if kind == "torch":',
    '            return flat(load_model(path)(*inputs))',
    ...(native
      ? [
          '        model = torch.compile(load_model(path).to("neuron"), backend="neuron", fullgraph=True)',
          '        return flat(model(*[value.to("neuron") for value in inputs]))',
        ]
      : [
          '        import torch_neuronx  # registers what the compiled model is made of',
          '',
          '        return flat(torch.jit.load(str(TRACED))(*inputs))',
        ]),
    '',
    '',
    ...COMPARISON,
    '',
    '',
    ...mainCode(onnx),
    '',
    '',
    'if __name__ == "__main__":',
    '    sys.exit(main())',
    '',
  ].join('\n');
  return {
    kind: 'compare',
    path: COMPARE_FILE,
    text,
    why: `Holds the outputs of the compiled model against ${reference}, with tolerances that are yours to choose.`,
  };
}

function inputWords(name: string): string {
  return /^[\w.:/-]{1,80}$/.test(name) ? name : 'An input';
}

const ONNX_REFERENCE = [
  'def reference(path, arrays):',
  '    session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])',
  '    feed = {row[0]: array for row, array in zip(INPUTS, arrays)}',
  '    return [np.asarray(value) for value in session.run(None, feed)]',
];

const TORCH_REFERENCE = [
  'def reference(path, arrays):',
  '    with torch.no_grad():',
  '        return flat(load_model(path)(*[torch.from_numpy(array) for array in arrays]))',
];

const COMPARISON = [
  'def flat(value):',
  '    """The tensors of nested tuples, lists and dictionaries as arrays, in order."""',
  '    if isinstance(value, torch.Tensor):',
  '        value = value.cpu()',
  '        return [(value.float() if value.dtype == torch.bfloat16 else value).numpy()]',
  '    values = value.values() if isinstance(value, dict) else value',
  '    return [array for item in values if item is not None for array in flat(item)]',
  '',
  '',
  'def within(index, expected, found, atol, rtol):',
  '    """Prints how one output differs; False where it does so by more than the tolerance."""',
  '    if expected.shape != found.shape:',
  '        print(f"output {index}: shape {found.shape}, and the reference has {expected.shape}")',
  '        return False',
  '    a, b = expected.astype(np.float64), found.astype(np.float64)',
  '    difference = np.abs(a - b)',
  '    largest = difference.max(initial=0.0)',
  '    relative = (difference / np.maximum(np.abs(a), 1e-12)).max(initial=0.0)',
  '    scale = np.linalg.norm(a) * np.linalg.norm(b)',
  '    cosine = 1.0 if scale == 0 else float(np.vdot(a, b) / scale)',
  '    fine = bool(np.allclose(b, a, rtol=rtol, atol=atol, equal_nan=True))',
  "    print(f\"output {index}: {'within' if fine else 'BEYOND'} tolerance; largest difference {largest:.3g} absolute,\"",
  '          f" {relative:.3g} relative; cosine {cosine:.6f}")',
  '    return fine',
];

function mainCode(onnx: boolean): string[] {
  return [
    'def main():',
    '    parser = argparse.ArgumentParser()',
    '    parser.add_argument("--model", type=Path, default=MODEL)',
    ...(onnx ? ['    parser.add_argument("--candidate", choices=["torch", "neuron"], default="neuron")'] : []),
    '    parser.add_argument("--inputs", type=Path, metavar="FILE.npz")',
    '    parser.add_argument("--atol", type=float, default=TOLERANCES[COMPUTES_IN][0])',
    '    parser.add_argument("--rtol", type=float, default=TOLERANCES[COMPUTES_IN][1])',
    '    args = parser.parse_args()',
    '',
    '    if args.inputs is None:',
    '        arrays = example_inputs()',
    '    else:',
    '        given = np.load(args.inputs)',
    '        arrays = [given[row[0]].astype(row[1]) for row in INPUTS]',
    '    expected = reference(args.model, arrays)',
    `    found = candidate(${onnx ? 'args.candidate' : '"neuron"'}, args.model, arrays)`,
    '    if len(expected) != len(found):',
    '        print(f"{len(found)} outputs, and the reference has {len(expected)}")',
    '        return 1',
    '    results = [within(i, a, b, args.atol, args.rtol) for i, (a, b) in enumerate(zip(expected, found))]',
    '    return 0 if all(results) else 1',
  ];
}

/** The type that decides the tolerance: of the planned casts, else of the plan, else of 32-bit floats. */
function computesIn({ deployment }: StarterSubject): 'float32' | 'float16' | 'bfloat16' {
  const flags = (deployment.compilerFlags ?? []).join(' ');
  if (/--auto-cast[= ](?:all|matmult)\b/.test(flags)) {
    if (/--auto-cast-type[= ]fp16\b/.test(flags)) return 'float16';
    if (!/--auto-cast-type[= ](?:tf32|fp8)/.test(flags)) return 'bfloat16';
  }
  const planned = deployment.dtype?.toLowerCase() ?? '';
  if (/^(?:bfloat16|bf16)$/.test(planned)) return 'bfloat16';
  return /^(?:float16|fp16|half)$/.test(planned) ? 'float16' : 'float32';
}
