import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { FORMATS } from '../../../src/formats';
import { hclData } from '../../../src/formats/deploy/hcl';
import { maskTemplates } from '../../../src/formats/deploy/mask';
import { sourceFile } from '../../../src/formats/source-file';
import { memoryHost, noPace } from '../../support/memory-host';

const POD =
  'apiVersion: v1\nkind: Pod\nspec:\n  containers:\n    - {image: a, resources: {limits: {nvidia.com/gpu: 1}}}\n';

async function reading(path: string, content: string | Uint8Array) {
  const file = sourceFile(memoryHost({ [path]: content }), path, true);
  for (const format of FORMATS) {
    const found = format.matches(path, true) ? await format.read(file, noPace) : null;
    if (found !== null) return found;
  }
  return null;
}

/** What a test may take on a slow machine, in milliseconds. */
const SLOW = 4_000;

async function quickly<T>(work: () => Promise<T> | T): Promise<T> {
  const start = performance.now();
  const result = await work();
  assert.ok(performance.now() - start < SLOW);
  return result;
}

describe('manifests that mean harm', () => {
  it('a broken document keeps nobody from reading the others', async () => {
    const found = await reading('a.yaml', `${POD}---\napiVersion: v1\nkind: Pod\nspec: "never closed\n`);
    assert.equal(found?.status, 'partial');
    assert.match(found?.reason ?? '', /not valid YAML at line/);
    assert.deepEqual(found?.facts, { objects: ['v1/Pod'], images: ['a'], resources: { 'nvidia.com/gpu': 1 } });
  });

  it('a text that cannot be read at all is told only where it was meant to be a manifest', async () => {
    assert.equal((await reading('a.yaml', 'apiVersion: v1\nkind: Pod\nspec: [\n'))?.status, 'unreadable');
    assert.equal(await reading('a.yaml', 'x: [apiVersion, kind\n'), null);
    assert.equal((await reading('a.json', '{"AWSTemplateFormatVersion": '))?.status ?? null, null);
  });

  it('wrong encodings, binary and wrong types are no crash', async () => {
    assert.equal(await reading('a.yaml', new Uint8Array([0, 1, 2, 255, 254, 128])), null);
    const utf16 = new Uint8Array([0xff, 0xfe, ...[...POD].flatMap((char) => [char.charCodeAt(0), 0])]);
    assert.equal((await reading('a.yaml', utf16))?.kind, 'kubernetes');
    const wrong =
      'apiVersion: v1\nkind: Pod\nspec:\n  containers: 3\n  nodeSelector: [1]\n  tolerations: x\n  env: {a: [b]}\n  resources: {limits: [x], requests: 1}\n  command: [[1], {a: b}, null]\n  image: {repository: 5}\n';
    assert.equal((await reading('a.yaml', wrong))?.status, 'analyzed');
    assert.equal(
      (await reading('a.tf', 'a = b = {{{ "x ] } resource "p5.48xlarge" = "g5.xlarge"'))?.status ?? null,
      null,
    );
  });

  it('deep nesting, bombs of aliases and huge files end in time', async () => {
    const deep = `apiVersion: v1\nkind: Pod\nspec: ${'['.repeat(5_000)}`;
    assert.equal((await quickly(() => reading('a.yaml', deep)))?.status, 'unreadable');
    const bomb = ['apiVersion: v1\nkind: Pod\na: &a0 [x,x,x,x,x,x,x,x,x,x]'];
    for (let i = 1; i < 9; i += 1)
      bomb.push(
        `b${i}: &a${i} [${Array(10)
          .fill(`*a${i - 1}`)
          .join(',')}]`,
      );
    assert.equal((await quickly(() => reading('a.yaml', bomb.join('\n'))))?.status, 'unreadable');
    const many = `apiVersion: v1\nkind: Pod\nspec:\n  containers:\n${'    - {image: a, resources: {limits: {nvidia.com/gpu: 1}}}\n'.repeat(4_000)}`;
    const found = await quickly(() => reading('a.yaml', many));
    assert.equal(found?.status, 'analyzed');
  });

  it('HCL and templates take time in proportion to the text, and nesting has an end', async () => {
    for (const piece of ['{', '[', 'a = [', 'a {', '"', '${', '<<E\n', '/*', 'a = (', 'jsonencode(', 'x "y" ']) {
      await quickly(() => {
        try {
          hclData(piece.repeat(50_000));
        } catch (error) {
          assert.match(String(error), /nested too deeply/);
        }
      });
    }
    for (const piece of ['{{', '{{ a }}', '{%', '}}', '{{/*', '{{ x\n'])
      await quickly(() => maskTemplates(piece.repeat(100_000)));
  });

  it('job scripts of one kind of line take time in proportion to their length', async () => {
    for (const line of ['#SBATCH --gres=gpu:1\n', '#SBATCH -G\n', `#SBATCH ${'-'.repeat(100)}\n`, '#SBATCH ='])
      await quickly(() => reading('a.sbatch', `#SBATCH --nodes=1\n${line.repeat(20_000)}`));
  });
});
