import { baseName } from '../../text/path';
import { positionsOf } from '../../text/positions';
import type { Format } from '../format';
import { faultReading, leftAlone, otherReading, TOO_LARGE } from '../other';
import { scriptMentions } from './script';
import { mayTell, startedPrograms, tells, telltaleVariables } from './telling';

const SHELL = /^#!\s*\S*\/(?:env\s+(?:-S\s+)?)?(?:ba|da|z|k|a)?sh\b/;
const SCRIPT = /\.(?:sh|bash|zsh|ksh)$/;
/** Scripts without an ending that images and repositories start with. */
const BARE = /^(?:(?:docker-?)?entrypoint|launch|run|serve|start|train)$/;

/**
 * Shell scripts that start, install or set something around models. Facts: `programs` (what is started, as "vllm serve"), `variables` (names of
 * telling variables that are set), `packages` (how many are installed).
 */
export const shell: Format = {
  text: true,
  matches(path, named) {
    const name = baseName(path).toLowerCase();
    return SCRIPT.test(name) || BARE.test(name) || (named && !name.includes('.'));
  },
  async read(file) {
    try {
      const source = await file.text();
      if (source === null) return file.named ? leftAlone('shell', file, TOO_LARGE) : null;
      const { text } = source;
      if (!mayTell(text) || text.includes('\0') || !(SCRIPT.test(file.name) || SHELL.test(text))) return null;
      const script = scriptMentions(text, positionsOf(text), 0);
      if (!tells(script)) return null;
      const facts = {
        programs: startedPrograms(script.commands),
        variables: telltaleVariables(script.variables),
        packages: script.packages.length,
      };
      return otherReading('shell', file, source, { facts, mentions: script });
    } catch (error) {
      return faultReading(error, 'shell', file, file.named, 'shell script');
    }
  },
};
