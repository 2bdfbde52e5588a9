import { type JsonNode, parseJson } from '../../text/json';
import { JsonFault } from '../../text/json-scalar';
import { mappedPositions } from '../../text/mapped';
import { positionsOf } from '../../text/positions';
import type { Format } from '../format';
import { faultReading, leftAlone, otherReading, TOO_LARGE, unreadable } from '../other';
import { type NotebookCode, notebookCode } from './notebook/code';
import { codeFacts } from './python';
import { pythonMentions } from './python/mentions';
import { mayTellPython } from './python/telling';
import { joinedScripts, scriptMentions } from './script';
import { mayTell, startedPrograms, tells } from './telling';

/**
 * Jupyter notebooks: Python of their code cells, and commands of `!`, `%pip`, `%env` and `%%bash`. Facts: `codeCells`, `imports`, `calls` as of Python
 * sources, `programs` as of shell scripts.
 */
export const notebook: Format = {
  text: true,
  matches: (path) => path.toLowerCase().endsWith('.ipynb'),
  async read(file) {
    try {
      const source = await file.text();
      if (source === null) return leftAlone('notebook', file, TOO_LARGE);
      const { text } = source;
      if (!(mayTell(text) || mayTellPython(text))) return null;
      const code = notebookCode(parseJson(text).root as JsonNode, text);
      if (code === null) return null;
      const mentions = mentionsOf(code, text);
      if (mentions.calls.length === 0 && !tells(mentions)) return null;
      const facts = {
        codeCells: code.cells,
        ...codeFacts(mentions.calls),
        programs: startedPrograms(mentions.commands),
      };
      return otherReading('notebook', file, source, { facts, mentions });
    } catch (error) {
      if (error instanceof JsonFault)
        return unreadable('notebook', file, `The file is not valid JSON: ${error.message}.`);
      return faultReading(error, 'notebook', file, true, 'JSON');
    }
  },
};

function mentionsOf({ python, scripts }: NotebookCode, text: string) {
  const positions = positionsOf(text);
  const code = pythonMentions(python.text, mappedPositions(python.offsets, positions));
  const commands = scripts.map((script) => scriptMentions(script.text, mappedPositions(script.offsets, positions), 0));
  return { ...joinedScripts([code, ...commands]), calls: code.calls, instances: code.instances };
}
