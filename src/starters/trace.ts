import type { Knowledge } from '../neuron/knowledge';
import { header } from './header';
import { inputsCode, loadCode, type PythonModel, pathCode, pythonList } from './python';
import type { StarterSubject } from './subject';
import type { StarterFile } from './types';

/** The file name of the trace script; "trace" alone is a module of Python. */
export const TRACE_FILE = 'trace_model.py';
/** What the trace script writes. */
export const TRACED = 'model_neuron.pt';

/** A script that converts the model and compiles it with `torch_neuronx.trace`. */
export function traceScript(subject: StarterSubject, model: PythonModel, knowledge: Knowledge): StarterFile {
  const flags = compilerArguments(subject);
  const text = [
    header(
      {
        about: [
          `Compiles the model ahead of time for fixed shapes and writes ${TRACED} beside this file. Run: python ${TRACE_FILE}`,
          `With --analyze FILE it compiles nothing and writes what torch_neuronx.analyze says of the operators; the audit reads that file.`,
        ],
        checks: [...subject.checks, ...model.checks, ...castChecks(subject, flags, knowledge), ...instanceChecks()],
        sources: ['trace-api', 'analyze-api', ...(flags.length > 0 ? ['compiler-cli'] : []), ...model.sources],
      },
      subject,
      knowledge,
    ),
    '',
    'import argparse',
    'import json',
    'from pathlib import Path',
    '',
    'import numpy as np',
    'import torch',
    'import torch_neuronx',
    ...model.imports,
    '',
    pathCode(model),
    '',
    '# Flags of neuronx-cc, from deployment.compilerFlags of the planner file.',
    `COMPILER_ARGS = ${pythonList(flags)}`,
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
    `    parser.add_argument("--output", type=Path, default=HERE / "${TRACED}")`,
    '    parser.add_argument("--analyze", type=Path, metavar="FILE")',
    '    args = parser.parse_args()',
    '',
    '    model = load_model(args.model)',
    '    inputs = tuple(torch.from_numpy(array) for array in example_inputs())',
    '    with torch.no_grad():',
    '        if args.analyze is not None:',
    '            found = torch_neuronx.analyze(model, inputs)',
    '            args.analyze.write_text(json.dumps(found, indent=4))',
    '            return',
    '        traced = torch_neuronx.trace(model, inputs, compiler_args=COMPILER_ARGS)',
    '    torch.jit.save(traced, str(args.output))',
    '    print(f"Wrote {args.output}")',
    '',
    '',
    'if __name__ == "__main__":',
    '    main()',
    '',
  ].join('\n');
  return {
    kind: 'trace',
    path: TRACE_FILE,
    text,
    why: `Converts the model to PyTorch and compiles it with torch_neuronx.trace for the shapes of its inputs.`,
  };
}

/** The planner file's flags as single words: "--auto-cast all" is two. */
export function compilerArguments({ deployment }: Pick<StarterSubject, 'deployment'>): string[] {
  return (deployment.compilerFlags ?? []).flatMap((flag) => flag.split(/\s+/)).filter((word) => word !== '');
}

/** What becomes of 32-bit floats, which decides the tolerance of the comparison. */
function castChecks(
  { target, option, sdk, deployment }: StarterSubject,
  flags: readonly string[],
  knowledge: Knowledge,
): string[] {
  if (flags.some((flag) => flag.startsWith('--auto-cast'))) return [];
  const value = knowledge.flag('--auto-cast', target, option.needs?.sdk ?? sdk)?.default ?? null;
  const planned =
    deployment.dtype === undefined
      ? ''
      : ` The planner file plans ${/^[\w.]{1,40}$/.test(deployment.dtype) ? deployment.dtype : 'another type'}: convert the model, or add a flag to deployment.compilerFlags.`;
  return value === null ? [] : [`No --auto-cast is planned; the default of this compiler is ${value}.${planned}`];
}

function instanceChecks(): string[] {
  return [
    'The compiled model takes these shapes and types only: other sizes need another trace, or padding.',
    'Compiling works on any machine with enough memory; running needs a Neuron instance of the target, and the SDK release that compiled it.',
  ];
}
