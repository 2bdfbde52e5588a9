import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { DEPLOY_FORMATS } from '../../../src/formats/deploy';
import { sourceFile } from '../../../src/formats/source-file';
import { memoryHost, noPace } from '../../support/memory-host';
import { slice } from './deploy-support';

const CORPUS = path.join(import.meta.dirname, '../../../shared/corpus');
const FACTS = path.join(CORPUS, 'config-facts.jsonl');
const skip = existsSync(FACTS) ? false : 'the research corpus is not there';

interface Row {
  readonly id: string;
  readonly kind: string;
  readonly facts: { readonly devices?: Readonly<Record<string, unknown>> };
}

async function reading(id: string, text: string) {
  const file = sourceFile(memoryHost({ [id]: text }), id, true);
  for (const format of DEPLOY_FORMATS) {
    const found = format.matches(id, true) ? await format.read(file, noPace) : null;
    if (found !== null) return found;
  }
  return null;
}

test('every manifest of the corpus is read, with the devices that an independent program found, each at its place', {
  skip,
}, async () => {
  const rows = readFileSync(FACTS, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Row)
    .filter(({ kind }) => kind === 'k8s' || kind === 'cloudformation');
  assert.ok(rows.length > 100);
  for (const { id, kind, facts } of rows) {
    const text = readFileSync(path.join(CORPUS, id), 'utf8');
    const found = await reading(id, text);
    assert.equal(found?.kind, kind === 'k8s' ? 'kubernetes' : kind, id);
    if (found === null || !('mentions' in found)) assert.fail(`${id} was not read`);
    const { mentions } = found;
    for (const device of Object.keys(facts.devices ?? {}))
      assert.ok(
        mentions.resources.some(({ name }) => name === device),
        `${id}: ${device}`,
      );
    for (const { name, nameRange } of mentions.resources)
      if (name !== 'gres/gpu') assert.ok(slice(text, nameRange)?.includes(name), `${id}: ${name}`);
    for (const { type, range } of mentions.instances) assert.ok(slice(text, range)?.includes(type), `${id}: ${type}`);
    for (const { key, range } of mentions.placements) assert.ok(slice(text, range)?.includes(key), `${id}: ${key}`);
    for (const { name, range } of mentions.variables) assert.ok(slice(text, range)?.includes(name), `${id}: ${name}`);
  }
});
