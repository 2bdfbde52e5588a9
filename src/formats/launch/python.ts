import { DataFault } from '../../text/data';
import { positionsOf } from '../../text/positions';
import type { Format } from '../format';
import type { CallMention } from '../mentions';
import { faultReading, leftAlone, otherReading, TOO_LARGE } from '../other';
import { pythonMentions } from './python/mentions';
import { mayTellPython } from './python/telling';
import { tells } from './telling';

/**
 * Python sources with a call, import or attribute that decides a migration. Facts: `imports` (the telling modules, each once), `calls` (telling names
 * that are called or read, each once).
 */
export const python: Format = {
  text: true,
  matches: (path) => /\.pyw?$/i.test(path),
  async read(file) {
    try {
      const source = await file.text();
      if (source === null) return file.named ? leftAlone('python', file, TOO_LARGE) : null;
      if (!mayTellPython(source.text) || source.text.includes('\0')) return null;
      const mentions = pythonMentions(source.text, positionsOf(source.text));
      if (mentions.calls.length === 0 && !tells(mentions)) return null;
      return otherReading('python', file, source, { facts: codeFacts(mentions.calls), mentions });
    } catch (error) {
      return faultReading(error, 'python', file, file.named || error instanceof DataFault, 'Python');
    }
  },
};

/** What is worth telling of code. */
export function codeFacts(calls: readonly CallMention[]): { imports: string[]; calls: string[] } {
  const once = (names: readonly string[], most: number) => [...new Set(names)].sort().slice(0, most);
  return {
    imports: once(
      calls.flatMap(({ kind, name }) => (kind === 'import' ? [name.split('.')[0] ?? name] : [])),
      30,
    ),
    calls: once(
      calls.flatMap(({ kind, name }) => (kind === 'import' ? [] : [name])),
      40,
    ),
  };
}
