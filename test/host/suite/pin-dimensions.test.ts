import assert from 'node:assert/strict';
import { afterEach, before, describe, it } from 'mocha';
import { menuContext } from '../../../src/vscode/views/node';
import { api, folder, readText, reportWhere, run, unfolded, writeText } from './support';

const MODEL = 'models/ch_PP-OCRv4_det_infer.onnx';
const PLANNER = 'neuron-migration.yaml';
const RULE = 'onnx/dynamic-dimension';

describe('pinning dimensions', () => {
  let planner: string;
  before(async () => {
    planner = await readText(PLANNER);
  });
  afterEach(async () => {
    await writeText(PLANNER, planner);
    await reportWhere('of the sample as it came', ({ settings }) => !Object.values(settings.pins).includes(736));
  });

  it('writes sizes into the planner file, keeps what stands there, and judges again', async () => {
    const before = await reportWhere('of the sample', () => true);
    const finding = before.findings.find(({ rule, artifact }) => rule === RULE && artifact === MODEL);
    const pins = finding?.pins ?? [];
    assert.ok(finding && pins.length > 0, 'the model has no open dimension any more');
    const rows = unfolded((await api()).findings());
    const row = rows.find(({ about }) =>
      about?.findings.some(({ fingerprint }) => fingerprint === finding.fingerprint),
    );
    assert.ok(row);
    assert.match(menuContext(row), / pinnable$/);

    const sizes = Object.fromEntries(pins.map((pin) => [pin, 736]));
    await run('pinDimensions', { root: folder().toString(), findings: [finding.fingerprint], sizes });
    const after = await reportWhere('with the pins', ({ settings }) => pins.every((pin) => settings.pins[pin] === 736));
    assert.ok(!after.findings.some(({ rule, artifact }) => rule === RULE && artifact === MODEL));
    const written = await readText(PLANNER);
    for (const line of planner.split('\n').filter((one) => one.includes('#'))) assert.ok(written.includes(line), line);
  });

  it('writes nothing where a size is none', async () => {
    await run('pinDimensions', { root: folder().toString(), sizes: { batch: 0 } });
    assert.equal(await readText(PLANNER), planner);
  });
});
