import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { OnnxFacts } from '../../../src/model/facts';
import { givenSizes, pinQuestions, questionTitle, typedSize } from '../../../src/vscode/commands/pin-questions';
import { sampleFinding, sampleReport } from '../../support/sample-report';

/** The sample with these inputs in its encoder. */
function withInputs(inputs: OnnxFacts['inputs']) {
  const { artifacts } = sampleReport();
  return sampleReport({
    artifacts: artifacts.map((artifact) =>
      artifact.path === 'models/encoder.onnx'
        ? { ...artifact, facts: { ...artifact.facts, inputs } as OnnxFacts }
        : artifact,
    ),
  });
}

const float = (name: string, dims: OnnxFacts['inputs'][number]['dims']) => ({ name, dtype: 'FLOAT', dims });

describe('the questions for sizes', () => {
  it('ask once for each dimension, and name the inputs that have it', () => {
    const report = withInputs([float('ids', ['batch', 'n', 'n']), float('mask', ['batch', null]), float('free', null)]);
    const encoder = sampleFinding({ artifact: 'models/encoder.onnx', pins: ['batch', 'n', 'mask:1'] });
    const other = sampleFinding({ artifact: 'models/gone.onnx', pins: ['batch', 'constructor'] });
    assert.deepEqual(pinQuestions(report, [encoder, sampleFinding(), other]), [
      { pin: 'batch', inputs: ['ids', 'mask'] },
      { pin: 'n', inputs: ['ids'] },
      { pin: 'mask:1', inputs: ['mask'] },
      { pin: 'constructor', inputs: [] },
    ]);
  });

  it('are none for findings of older reports', () => {
    assert.deepEqual(pinQuestions(sampleReport(), sampleReport().findings), []);
  });

  it('say where they stand in the row, with long and hostile names cut', () => {
    assert.equal(questionTitle({ pin: 'batch', inputs: ['ids', 'mask'] }, 0, 2), 'Pin batch of ids, mask (1 of 2)');
    assert.equal(questionTitle({ pin: 'n', inputs: ['a', 'b', 'c', 'd', 'e'] }, 0, 1), 'Pin n of a, b, c and 2 more');
    assert.equal(questionTitle({ pin: 'n', inputs: [] }, 1, 2), 'Pin n (2 of 2)');
    const hostile = questionTitle({ pin: `n\n\u202e${'x'.repeat(1_000_000)}`, inputs: ['i'] }, 0, 1);
    assert.ok(hostile.length < 400 && !/[\n\u202e]/.test(hostile));
  });
});

describe('a size', () => {
  for (const [text, size] of [
    ['1', 1],
    [' 128 ', 128],
    ['9007199254740991', Number.MAX_SAFE_INTEGER],
    ['9007199254740992', null],
    ['', null],
    ['0', null],
    ['-1', null],
    ['1.5', null],
    ['1e3', null],
    ['batch', null],
  ] as const) {
    it(`typed as "${text}": ${size}`, () => assert.equal(typedSize(text), size));
  }

  it('given by a caller is a whole number of at least 1, under any name', () => {
    assert.deepEqual(Object.entries(givenSizes(JSON.parse('{"batch":1,"__proto__":2}'))), [
      ['batch', 1],
      ['__proto__', 2],
    ]);
    for (const size of [0, 1.5, '1', null]) assert.throws(() => givenSizes({ batch: size }), /batch must be a whole/);
  });
});
