import { dtypeRule, useWords } from './family';

/** 64-bit floating point. */
export const dtypeFloat64 = dtypeRule(
  'onnx/dtype-float64',
  'validation',
  {
    title: '64-bit floating point',
    what: 'Reports tensors of type DOUBLE, one finding for each file. It is a warning where inputs, outputs or arrays have the type, and a note where only scalars do, which exporters leave behind.',
    why: 'No Neuron list of supported types holds a 64-bit float, and what the compiler does with one is not documented.',
    fix: 'Cast the model and its inputs to float32 or bfloat16 before the export, and look for NumPy constants that are float64 by default.',
    example: {
      before: 'scale = np.sqrt(64)            # float64',
      after: 'scale = torch.tensor(8.0, dtype=torch.float32)',
      language: 'python',
    },
    sources: ['data-types-v3', 'nki-dtypes', 'pytorch-xla-dtypes'],
    since: '0.1.0',
  },
  ['DOUBLE'],
  ({ claim, use }) => {
    if (claim.status === 'native') return null;
    const scalars = use.inputs.length + use.outputs.length + use.arrays === 0;
    return {
      action: 'Cast 64-bit floats to float32',
      message: `The model uses 64-bit floats (DOUBLE: ${useWords(use)}), which no Neuron list of types holds.`,
      ...(scalars && {
        severity: 'info',
        message: 'Scalars inside the model are 64-bit floats (DOUBLE), which no Neuron list of types holds.',
      }),
    };
  },
);
