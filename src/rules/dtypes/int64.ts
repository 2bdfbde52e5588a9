import { in32Bits, isWithin } from '../../onnx/infer/ranges/interval';
import type { OnnxContext } from '../define';
import { modelIndex } from '../graph/model-index';
import { tensorLocations } from '../locations';
import type {} from '../rule';
import { sentences } from '../words';
import { type DtypeCase, type DtypeWords, dtypeRule, useWords } from './family';
import { int64Fate, NATIVE_FLAG } from './int64-fate';

/** 64-bit integers at the edge of the graph, which may be cut to 32 bits without an error. */
export const int64Narrowing = dtypeRule(
  'onnx/int64-narrowing',
  'validation',
  {
    title: '64-bit integers may become 32-bit',
    what: 'Notes 64-bit integer inputs and outputs, one finding for each type in a file, and says where their values provably fit into 32 bits: indices into tables, positions, counts, masks. Integers that only compute shapes are not mentioned: they fold away. Arithmetic that may exceed 32 bits is a finding of its own (onnx/int64-overflow).',
    why: 'Inf2 and Trn1 always work with 32 bits. On Trn2 and Trn3 the flag --native-int64 decides; its default was 32 bits at SDK 2.32 and has been announced to change, and no document states it from 2.33 on. Values outside the 32-bit range become wrong without an error. Token ids and positions are small and safe; hashes, time stamps and large ids are not.',
    fix: 'Check the range of the values. On Trn2 and Trn3 set --native-int64 and --implicit-integer-downcast explicitly under deployment.compilerFlags. Elsewhere keep large ids on the CPU, or split them into two 32-bit parts.',
    example: {
      before: 'deployment: { }',
      after: 'deployment:\n  compilerFlags: ["--native-int64=enabled", "--implicit-integer-downcast=none"]',
      language: 'yaml',
    },
    sources: ['compiler-cli', 'compiler-2.32', 'data-types-v3'],
    since: '0.1.0',
  },
  ['INT64', 'UINT64'],
  (dtypeCase, context) => {
    const { inputs, outputs } = dtypeCase.use;
    return inputs.length + outputs.length === 0 ? null : sayOf(dtypeCase, context);
  },
);

function sayOf({ dtype, use }: DtypeCase, context: OnnxContext): DtypeWords | null {
  const fate = int64Fate(dtype, context);
  if (fate === null || fate.fate === 'kept') return null;
  const { claim, confidence } = fate;
  const fits = fittingAmong(dtype, context);
  const open = (names: readonly string[]) => names.filter((name) => !fits.has(name));
  const unsure = { ...use, weights: 0, inputs: open(use.inputs), outputs: open(use.outputs) };
  const allFit = unsure.inputs.length + unsure.outputs.length === 0;
  const spoken = allFit ? { ...use, weights: 0 } : unsure;
  const several = spoken.inputs.length + spoken.outputs.length > 1;
  const where = `${dtype} ${useWords(spoken)}`;
  const spots = tensorLocations(context.reading.path, [...spoken.inputs, ...spoken.outputs]);
  const base = { severity: 'info', confidence, neuronError: null, ...spots } as const;
  if (allFit)
    return {
      ...base,
      action: 'Nothing to do for 64-bit integers that fit into 32 bits',
      message: `${where} ${several ? 'hold' : 'holds'} values that fit into 32 bits, so nothing is lost where they become 32-bit.`,
      confidence: 'documented',
      why: 'What the values index, count or mask bounds them; inputs named as masks are taken to hold 0 and 1.',
      remedy: 'Nothing to do. Export them as INT32 to make it explicit.',
      sources: ['compiler-cli', 'data-types'],
    };
  return {
    ...base,
    action: 'Check the range of 64-bit integers',
    message:
      fate.fate === 'cut'
        ? `${where} ${several ? 'are' : 'is'} cut to 32 bits; values outside that range become wrong without an error.`
        : `Whether ${where} ${several ? 'stay' : 'stays'} 64-bit depends on ${NATIVE_FLAG}, whose default no document states for this release.`,
    why: sentences(claim.consequence),
    remedy: sentences(claim.action),
  };
}

/** The inputs and outputs of the main graph whose values provably fit into 32 bits. */
function fittingAmong(dtype: string, { reading, inference }: OnnxContext): ReadonlySet<string> {
  const { scopes, rangeOf } = modelIndex(reading.model, inference);
  const { graph } = reading.model;
  const main = scopes.find(({ body }) => body === graph);
  const limits = in32Bits(dtype);
  const names = [...graph.inputs, ...graph.outputs].map(({ name }) => name);
  return new Set(
    names.filter((name) => {
      const range = main === undefined ? null : rangeOf(main, name);
      return range !== null && isWithin(range, limits);
    }),
  );
}
