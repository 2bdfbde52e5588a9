import { type DataDocument, isDataObject } from '../../text/data';
import { baseName } from '../../text/path';
import type { TextFile } from '../../text/read-text';
import type { Format } from '../format';
import { faultReading, leftAlone, otherReading, TOO_LARGE } from '../other';
import { condaSpecAt } from './conda-spec';
import { type Gathered, nothingGathered, packageFacts, rangesIn } from './parts';
import { takeRequirementLine } from './requirement-line';

const NAME = /env|^conda/i;
const SURE = /^(?:conda[-_.])?environment/i;
const ENDING = /\.ya?ml$/i;

/** Environments of Conda with their section for pip. Facts: those of {@link packageFacts}, `channels`. */
export const conda: Format = {
  text: true,
  matches: (path) => ENDING.test(path) && NAME.test(baseName(path)),
  async read(file) {
    let text: TextFile | null = null;
    let ours = false;
    try {
      text = await file.text();
      if (text === null) return SURE.test(file.name) ? leftAlone('conda', file, TOO_LARGE) : null;
      ours = /^dependencies:/m.test(text.text) && (/^(?:channels|name):/m.test(text.text) || SURE.test(file.name));
      if (!ours) return null;
      const [document] = (await file.yaml()) ?? [];
      if (document === undefined || !isDataObject(document.value) || !Array.isArray(document.value.dependencies))
        return null;
      const gathered = gatherEnvironment(document, document.value.dependencies);
      return otherReading('conda', file, text, {
        facts: packageFacts(gathered),
        mentions: gathered,
        documents: [document],
      });
    } catch (error) {
      return faultReading(error, 'conda', file, ours, 'YAML');
    }
  },
};

function gatherEnvironment(document: DataDocument, dependencies: readonly unknown[]): Gathered {
  const into = nothingGathered();
  const channels: unknown = isDataObject(document.value) ? document.value.channels : null;
  for (const [index, channel] of (Array.isArray(channels) ? channels : []).entries()) {
    const range = document.rangeOf(['channels', index]);
    if (typeof channel === 'string' && range !== null) into.indexes.push({ range, url: channel });
  }
  for (const [index, item] of dependencies.entries()) {
    const range = document.rangeOf(['dependencies', index]);
    if (typeof item === 'string' && range !== null) {
      const mention = condaSpecAt(item, rangesIn(item, range));
      if (mention?.name === 'python') into.pythons.push({ range: mention.range, specifier: mention.specifier });
      else if (mention !== null) into.packages.push(mention);
    }
    if (!isDataObject(item) || !Array.isArray(item.pip)) continue;
    for (const [at, line] of item.pip.entries()) {
      const place = document.rangeOf(['dependencies', index, 'pip', at]);
      if (typeof line === 'string' && place !== null) takeRequirementLine(line, rangesIn(line, place), into);
    }
  }
  return into;
}
