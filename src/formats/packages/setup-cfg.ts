import { positionsOf } from '../../text/positions';
import type { TextFile } from '../../text/read-text';
import type { Format } from '../format';
import { faultReading, leftAlone, otherReading, TOO_LARGE } from '../other';
import { type Gathered, nothingGathered, packageFacts } from './parts';
import { requirementOf } from './requirement';

/** `setup.cfg` of setuptools that names what the package needs; one that only configures tools is nothing here. Facts: those of {@link packageFacts}. */
export const setupCfg: Format = {
  text: true,
  matches: (path) => /(?:^|\/)setup\.cfg$/.test(path),
  async read(file) {
    let text: TextFile | null;
    try {
      text = await file.text();
    } catch (error) {
      return faultReading(error, 'setup-cfg', file, true, 'text');
    }
    if (text === null) return leftAlone('setup-cfg', file, TOO_LARGE);
    const gathered = gatherSetup(text.text);
    if (gathered.packages.length === 0 && gathered.pythons.length === 0) return null;
    return otherReading('setup-cfg', file, text, { facts: packageFacts(gathered), mentions: gathered });
  },
};

const LISTS = new Set(['install_requires', 'setup_requires', 'tests_require']);

function gatherSetup(text: string): Gathered {
  const positions = positionsOf(text);
  const into = nothingGathered();
  let section = '';
  let key = '';
  let offset = 0;
  for (const line of text.split(/(?<=\n)/)) {
    const start = offset;
    offset += line.length;
    const content = line.replace(/(?:^|\s)[#;].*/s, '').trimEnd();
    if (content === '') continue;
    const header = /^\[([^\]]+)\]/.exec(content)?.[1];
    if (header !== undefined) {
      section = header.trim();
      key = '';
      continue;
    }
    const setting = /^([\w.-]+)[ \t]*[=:]/.exec(content);
    const from = setting === null ? 0 : setting[0].length;
    if (setting !== null) key = setting[1] ?? '';
    const value = content.slice(from);
    const at = start + from + (value.length - value.trimStart().length);
    if (value.trim() === '') continue;
    if (section === 'options' && key === 'python_requires')
      into.pythons.push({ range: positions.range(at, at + value.trim().length), specifier: value.trim() });
    const extra = section === 'options.extras_require';
    if (!extra && !(section === 'options' && LISTS.has(key))) continue;
    const mention = requirementOf(value.trim(), at, positions, extra ? { scope: `extra ${key}` } : {});
    if (mention !== null) into.packages.push(mention);
  }
  return into;
}
