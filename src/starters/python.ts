import { comment } from './header';
import type { ScriptInput } from './inputs';
import { pythonText } from './quote';

/** How a script gets at the model in PyTorch. */
export interface PythonModel {
  /** Lines. */
  readonly imports: readonly string[];
  /** The body of `load_model(path)`, indented by four. */
  readonly load: string;
  /** The value of MODEL. */
  readonly path: string;
  readonly inputs: readonly ScriptInput[];
  /** Ids in the knowledge base. */
  readonly sources: readonly string[];
  readonly checks: readonly string[];
}

/** The table of inputs, and the function that makes example values of it. */
export function inputsCode(inputs: readonly ScriptInput[]): string {
  const rows = inputs.flatMap(({ name, dtype, shape, lowest, highest, checks }) => [
    ...checks.map((check) => comment(`CHECK: ${check}.`, '    ')),
    `    (${pythonText(name)}, "${dtype}", ${tuple(shape)}, ${lowest}, ${highest}),`,
  ]);
  return [
    '# Name, data type, shape, lowest and highest example value of each input, in the order of the model.',
    'INPUTS = [',
    ...rows,
    ']',
    '',
    '',
    'def example_inputs(seed=0):',
    '    """One array for each input: the same values for the same seed."""',
    '    random = np.random.default_rng(seed)',
    '    arrays = []',
    '    for _, dtype, shape, lowest, highest in INPUTS:',
    '        if dtype.startswith("float"):',
    '            values = random.uniform(lowest, highest, shape)',
    '        else:',
    '            values = random.integers(lowest, highest, shape, endpoint=True)',
    '        arrays.append(np.asarray(values).astype(dtype))',
    '    return arrays',
  ].join('\n');
}

/** The function that loads the model. */
export function loadCode({ load }: PythonModel): string {
  return ['def load_model(path):', '    """The model in PyTorch, on the CPU."""', load].join('\n');
}

/** MODEL: where the model lies, from the script's folder. */
export function pathCode({ path }: PythonModel): string {
  return ['HERE = Path(__file__).resolve().parent', `MODEL = HERE / ${pythonText(path)}`].join('\n');
}

/** "(1, 128)", "(4,)", "()". */
function tuple(sizes: readonly number[]): string {
  return sizes.length === 1 ? `(${sizes[0]},)` : `(${sizes.join(', ')})`;
}

/** A list of Python. */
export function pythonList(texts: readonly string[]): string {
  return `[${texts.map(pythonText).join(', ')}]`;
}
