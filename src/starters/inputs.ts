import type { OnnxFacts } from '../model/facts';
import type { Deployment } from '../model/settings';
import { commentText } from './quote';
import { type OpenDimension, shapeUnderPins } from './shapes';

/** An input of a script: what its example values are. */
export interface ScriptInput {
  readonly name: string;
  /** Of NumPy and, behind "torch.", of PyTorch. */
  readonly dtype: string;
  readonly shape: readonly number[];
  /** Example values lie between these, both included; equal: all of them are that. */
  readonly lowest: number;
  readonly highest: number;
  /** What somebody has to look at: clauses without a full stop. */
  readonly checks: readonly string[];
}

/** Types that ONNX Runtime, NumPy and PyTorch all have, by TensorProto name. */
const DTYPES: Readonly<Record<string, string>> = {
  FLOAT: 'float32',
  DOUBLE: 'float64',
  FLOAT16: 'float16',
  INT8: 'int8',
  INT16: 'int16',
  INT32: 'int32',
  INT64: 'int64',
  UINT8: 'uint8',
  BOOL: 'bool',
};

/** The inputs of a model under the pins; a sentence where one of them cannot be given to a traced model. */
export function scriptInputs(
  { inputs }: OnnxFacts,
  pins: Readonly<Record<string, number>>,
  deployment: Deployment,
): readonly ScriptInput[] | string {
  const shapes = shapeUnderPins(inputs, pins, deployment);
  const made: ScriptInput[] = [];
  for (const [index, { name, dtype, dims }] of inputs.entries()) {
    const numpy = DTYPES[dtype ?? ''];
    if (numpy === undefined)
      return dtype === 'STRING' || dtype === null
        ? `The input ${commentText(name)} ${dtype === null ? 'is no tensor' : 'holds texts'}, which a traced PyTorch model does not take: split the model there first.`
        : `The input ${commentText(name)} is of type ${commentText(dtype)}, which NumPy and PyTorch do not both have: let the model take another type there and cast inside it.`;
    const shape = shapes[index];
    if (dims === null || shape === undefined)
      return `The input ${commentText(name)} has no shape, not even a rank: export the model with one, or run shape inference on it.`;
    made.push(scriptInput(name, numpy, shape.sizes, shape.open));
  }
  return made.length === 0 ? 'The model has no inputs: there is nothing to trace it with.' : made;
}

/** One input with example values that suit its name and type. */
export function scriptInput(
  name: string,
  dtype: string,
  shape: readonly number[],
  open: readonly OpenDimension[] = [],
): ScriptInput {
  const { lowest, highest, checks } = valuesOf(name, dtype);
  const sizes = open.map(
    ({ axis, pin, size, from }) =>
      `axis ${axis} (${commentText(pin)}) is open: ${size} ${from === null ? 'is only a usual size, pin it in the planner file' : `is ${from} of the planner file`}`,
  );
  return { name, dtype, shape, lowest, highest, checks: [...sizes, ...checks] };
}

function valuesOf(name: string, dtype: string): Pick<ScriptInput, 'lowest' | 'highest' | 'checks'> {
  if (/mask/i.test(name)) return { lowest: 1, highest: 1, checks: [] };
  if (/(?:token_?type|segment)/i.test(name)) return { lowest: 0, highest: 0, checks: [] };
  if (dtype === 'bool') return { lowest: 0, highest: 1, checks: [] };
  if (/^u?int/.test(dtype)) {
    const ids = /ids?$|tokens?$/i.test(name) && !/position/i.test(name) && !/^u?int8$/.test(dtype);
    const highest = ids ? 999 : 1;
    return { lowest: 0, highest, checks: [`values from 0 to ${highest} are a guess, write what the model takes`] };
  }
  return { lowest: 0, highest: 1, checks: [] };
}
