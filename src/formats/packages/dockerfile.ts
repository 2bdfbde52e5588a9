import type { TextFile } from '../../text/read-text';
import type { Format } from '../format';
import { faultReading, leftAlone, otherReading, TOO_LARGE, unreadable } from '../other';
import type { Reading } from '../reading';
import type { SourceFile } from '../source-file';
import { type Built, readStages } from './dockerfile-stages';
import { packageFacts } from './parts';

const EXACT = /(?:^|\/)(?:dockerfile|containerfile)$/i;
const NAME = /(?:^|\/)(?:(?:dockerfile|containerfile)(?:[-._][\w.-]+)?|[\w.-]+\.(?:dockerfile|containerfile))$/i;
const SOMETHING_ELSE = /\.(?:md|rst|txt|py|sh|ya?ml|json|html|dockerignore)$/i;
const FROM = /^[ \t]*FROM[ \t]+\S/im;

/**
 * Dockerfiles and Containerfiles. Facts: those of `packageFacts`, `stages` (how many), `baseImages` (without stages of its own), `finalImage` (the base of
 * what is shipped), `command` (the program that a container starts).
 */
export const dockerfile: Format = {
  text: true,
  matches: (path) => NAME.test(path) && !SOMETHING_ELSE.test(path),
  async read(file) {
    try {
      const text = await file.text();
      if (text === null) return EXACT.test(file.path) ? leftAlone('dockerfile', file, TOO_LARGE) : null;
      return dockerfileReading(file, text);
    } catch (error) {
      return faultReading(error, 'dockerfile', file, EXACT.test(file.path), 'text');
    }
  },
};

function dockerfileReading(file: SourceFile, text: TextFile): Reading | null {
  if (text.text.includes('\0'))
    return EXACT.test(file.path) ? unreadable('dockerfile', file, 'The file is not text.') : null;
  if (!FROM.test(text.text)) {
    if (!EXACT.test(file.path)) return null;
    return otherReading('dockerfile', file, text, { facts: {}, reason: 'The file has no FROM instruction.' });
  }
  const built = readStages(text.text);
  return otherReading('dockerfile', file, text, {
    facts: dockerfileFacts(built),
    mentions: {
      ...built.gathered,
      images: built.images,
      commands: built.commands,
      variables: built.variables,
    },
  });
}

function dockerfileFacts({ gathered, images, stages, started }: Built) {
  const bases = images.filter(({ role }) => role === 'base');
  const final = bases.findLast(({ shipped }) => shipped);
  const program = started[0]?.words[0]?.text;
  return {
    stages,
    baseImages: [...new Set(bases.map(({ reference }) => reference))].slice(0, 50),
    ...(final !== undefined && { finalImage: final.reference }),
    ...(program !== undefined && { command: program }),
    ...packageFacts(gathered),
  };
}
