import { HostError } from '../../model/host';
import { type ObservedList, operatorName } from '../../model/observed';
import { baseName } from '../../text/path';
import { positionsOf } from '../../text/positions';
import type { Format } from '../format';
import { otherReading } from '../other';
import type { SourceFile } from '../source-file';

/** Operators that every list of XLA names; a text that lacks most of them is some other list of words. */
const COMMON = [
  'add',
  'multiply',
  'dot',
  'broadcast',
  'reshape',
  'transpose',
  'reduce',
  'constant',
  'maximum',
  'select',
  'mul',
  'sub',
  'max',
  'convert',
];
const COMMON_WANTED = 5;
const LIST_ENDING = /\.(?:txt|lst|list)$/i;
const LIST_NAME = /operator|ops|hlo|xla/i;
const TABLE_NAME = 'torch_api_compatibility.md';

/** The saved output of `neuronx-cc list-operators --framework XLA`: an operator a line. Facts: how many it names. */
export const operatorList: Format = {
  text: false,
  matches: (path) => LIST_ENDING.test(path) && LIST_NAME.test(baseName(path)),
  read: (file) => readList(file, 'hlo', listed),
};

/** TorchNeuron's table of operators, `docs/torch_api_compatibility.md` of its repository. Facts: how many it names as supported and not. */
export const apiTable: Format = {
  text: false,
  matches: (path) => path.toLowerCase().endsWith(TABLE_NAME),
  read: (file) => readList(file, 'aten', tabulated),
};

type Names = Pick<ObservedList, 'supported' | 'refused'>;

async function readList(
  file: SourceFile,
  names: ObservedList['names'],
  parse: (lines: readonly string[]) => Names | null,
) {
  try {
    const text = await file.text();
    const found = text === null ? null : parse(text.text.split(/\r\n|\n|\r/));
    if (text === null || found === null) return null;
    const range = positionsOf(text.text).range(0, text.text.search(/[\r\n]|$/));
    return {
      ...otherReading('neuron-operators', file, text, {
        facts: { names, supported: found.supported.length, refused: found.refused.length },
      }),
      observations: [{ kind: 'list' as const, names, ...found, range }],
    };
  } catch (error) {
    if (error instanceof HostError) return null;
    throw error;
  }
}

function listed(lines: readonly string[]): Names | null {
  const names = lines.map((line) => line.trim()).filter((line) => line !== '');
  if (names.some((name) => !/^[A-Za-z][\w.-]{0,80}$/.test(name))) return null;
  const supported = [...new Set(names.map(operatorName))].sort();
  const common = COMMON.filter((name) => supported.includes(name)).length;
  return common < COMMON_WANTED ? null : { supported, refused: [] };
}

/** Rows of Markdown tables that name an operator and say whether it is supported; a row that says neither clearly is left out. */
function tabulated(lines: readonly string[]): Names | null {
  const supported = new Set<string>();
  const refused = new Set<string>();
  for (const line of lines) {
    if (!line.startsWith('|')) continue;
    const cells = line.split('|').map((cell) => cell.trim().replaceAll('`', ''));
    const name = cells.find((cell) => /^(?:aten::|aten\.|torch\.)[\w.]+$/.test(cell));
    if (name === undefined) continue;
    const rest = cells
      .filter((cell) => cell !== name)
      .join(' ')
      .toLowerCase();
    const is = atenName(name);
    if (/\bcpu\b|fall ?back|\bunsupported\b|not supported|❌|✗|\bno\b/.test(rest)) refused.add(is);
    else if (/\bsupported\b|✅|✓|\byes\b|\bnative\b/.test(rest)) supported.add(is);
  }
  for (const name of refused) supported.delete(name);
  return supported.size + refused.size === 0
    ? null
    : { supported: [...supported].sort(), refused: [...refused].sort() };
}

/** "aten::add.Tensor" and "torch.add" are "add". */
function atenName(name: string): string {
  const parts = name.replace(/^aten::|^aten\.|^torch\.(?:nn\.functional\.|special\.|linalg\.|fft\.)?/, '').split('.');
  return operatorName(parts[0] ?? name);
}
