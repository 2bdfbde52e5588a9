import type * as vscode from 'vscode';
import type { Reading } from '../../formats/reading';
import type { Host, RelativePath } from '../../model/host';
import { createPace } from '../../node/pace';
import { loadCore } from '../core';

/** The text of an editor is not read again for every hover over it. */
const known = new WeakMap<
  vscode.TextDocument,
  { readonly version: number; readonly reading: Promise<Reading | null> }
>();

/** Larger texts are no configuration; an editor must not wait for them. */
const MAX_LENGTH = 1024 * 1024;

/** Names for texts that have none yet, by the language that the editor gives them. */
const NAMES = new Map([
  ['dockerfile', 'Dockerfile'],
  ['dockercompose', 'compose.yaml'],
  ['yaml', 'untitled.yaml'],
  ['python', 'untitled.py'],
  ['shellscript', 'untitled.sh'],
  ['pip-requirements', 'requirements.txt'],
  ['terraform', 'untitled.tf'],
  ['toml', 'pyproject.toml'],
  ['json', 'config.json'],
]);

/** What the audit would read of a document as it stands in the editor, saved or not; null of what it would not look into. */
export function readingOf(document: vscode.TextDocument, path: RelativePath | null): Promise<Reading | null> {
  const before = known.get(document);
  if (before?.version === document.version) return before.reading;
  const reading = read(document, path);
  known.set(document, { version: document.version, reading });
  return reading;
}

async function read(document: vscode.TextDocument, path: RelativePath | null): Promise<Reading | null> {
  const name = path ?? (document.isUntitled ? NAMES.get(document.languageId) : undefined);
  const text = document.getText();
  if (name === undefined || text.length > MAX_LENGTH) return null;
  const { FORMATS, sourceFile } = await loadCore();
  const formats = FORMATS.filter((format) => format.ranges !== true && format.matches(name, true));
  const file = sourceFile(textHost(name, text), name, true);
  for (const format of formats) {
    const reading = await format.read(
      file,
      createPace(() => false),
    );
    if (reading !== null) return reading;
  }
  return null;
}

/** A folder that holds one text and nothing else. */
function textHost(path: RelativePath, text: string): Host {
  const bytes = new TextEncoder().encode(text);
  const stat = { type: 'file', size: bytes.length, modified: 0 } as const;
  return {
    list: async () => [],
    stat: async (asked) => (asked === path ? stat : null),
    resolve: async (asked) => (asked === path ? { inside: true, path } : null),
    open: async () => ({
      size: bytes.length,
      read: async (offset, length) => bytes.subarray(offset, offset + length),
      close: async () => undefined,
    }),
  };
}
