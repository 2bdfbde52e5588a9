import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hfConfig } from '../../../src/formats/hf-config';
import { sourceFile } from '../../../src/formats/source-file';
import { memoryHost, noPace } from '../../support/memory-host';

const read = (config: unknown, name: string) =>
  hfConfig.read(sourceFile(memoryHost({ [name]: JSON.stringify(config) }), name, false), noPace);

test('a config.json that says type and class is one, however short', async () => {
  const short = { model_type: 'llava', architectures: ['LlavaForConditionalGeneration'], vision_config: {} };
  assert.equal((await read(short, 'model/config.json'))?.status, 'analyzed');
  assert.equal(await read(short, 'model/other_config.json'), null);
  assert.equal(await read({ model_type: 'yolo' }, 'model/config.json'), null);
  assert.equal(await read({ ...short, _class_name: 'Pipeline' }, 'model/config.json'), null);
});
