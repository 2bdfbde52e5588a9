import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { HfConfigFacts } from '../../../src/model/facts';
import type { Target } from '../../../src/model/target';
import type { Draft } from '../../../src/rules/rule';
import { config, drafts, onnx, type Situation } from '../../support/rule-fixture';

const spoken = (found: readonly Draft[]) => found.map(({ key, severity }) => `${key}: ${severity}`);

describe('config/sequence-length', () => {
  const of = (
    modelType: string,
    document: Record<string, unknown>,
    sequenceLength = 1024,
    rest: Partial<Situation> = {},
  ) =>
    drafts('config/sequence-length', {
      reading: config(
        { modelType, maxPositions: Number(document.max_position_embeddings ?? document.n_positions ?? 512) },
        document,
      ),
      deployment: { sequenceLength },
      ...rest,
    });

  it('looks for computed positions in nested parts as well', () => {
    assert.deepEqual(spoken(of('mpt', { attn_config: { alibi: true } })), ['sequence-length: warning']);
    assert.deepEqual(spoken(of('dbrx', { attn_config: { rope_theta: 5e5 } })), ['sequence-length: warning']);
    assert.match(of('mpt', { attn_config: { alibi: true } })[0]?.why ?? '', /computes its positions/);
  });

  it('blocks only where a table is known, and only since the compiler checks it', () => {
    assert.deepEqual(spoken(of('gpt2', {})), ['sequence-length: blocker']);
    assert.deepEqual(spoken(of('mamba3', {})), ['sequence-length: warning']);
    assert.deepEqual(spoken(of('mpt', { attn_config: { alibi: false } })), ['sequence-length: warning']);
    assert.deepEqual(spoken(of('x', { position_embedding_type: 'absolute' })), ['sequence-length: blocker']);
    const [older] = of('gpt2', {}, 1024, { sdk: '2.28.1' });
    assert.equal(older?.severity, 'warning');
    assert.equal(older?.neuronError, undefined);
  });

  it('leaves out the rows up to the padding token in the RoBERTa family', () => {
    const roberta = { max_position_embeddings: 514, pad_token_id: 1 };
    assert.deepEqual(of('roberta', roberta, 512), []);
    assert.match(of('roberta', roberta, 514)[0]?.message ?? '', /above the 512 positions/);
    assert.deepEqual(of('bert', { max_position_embeddings: 514 }, 514), []);
    assert.deepEqual(of('esm', { max_position_embeddings: 1026, position_embedding_type: 'rotary' }, 1026), []);
  });

  it('names the key that was read', () => {
    assert.match(of('gpt2', { n_positions: 512 })[0]?.message ?? '', /above n_positions 512/);
  });
});

describe('config/heads-tensor-parallel', () => {
  const llama = { modelType: 'llama', architectures: ['LlamaForCausalLM'], attentionHeads: 40, keyValueHeads: 40 };
  const of = (tensorParallel: number, target: Target, compilerFlags: string[] = [], facts: HfConfigFacts = llama) =>
    drafts('config/heads-tensor-parallel', {
      reading: config(facts),
      target,
      deployment: { tensorParallel, compilerFlags, route: 'vllm-neuron' },
    });

  it('does not apply the degrees of logical cores to single ones, however the flag is spelled', () => {
    assert.deepEqual(spoken(of(128, 'trn2')), ['degree: blocker']);
    for (const flags of [['--lnc=1'], ['-lnc', '1'], ['--logical-nc-config 1']])
      assert.deepEqual(
        of(128, 'trn2', flags).filter(({ key }) => key === 'degree'),
        [],
      );
  });

  it('asks for a degree of the runtime whatever the model, and for even heads only where text is generated', () => {
    const bert = { modelType: 'bert', architectures: ['BertModel'], attentionHeads: 12 };
    assert.deepEqual(spoken(of(24, 'trn1', [], bert)), ['degree: blocker']);
    assert.deepEqual(of(8, 'trn1', [], bert), []);
  });

  it('warns where NxD Inference pads heads, unless a document runs the model at the degree', () => {
    const nxd = (facts: HfConfigFacts, tensorParallel: number) =>
      drafts('config/heads-tensor-parallel', {
        reading: config({ ...llama, keyValueHeads: 8, ...facts }),
        target: 'trn2',
        sdk: '2.31.0',
        deployment: { tensorParallel, route: 'nxd-inference' },
      }).filter(({ key }) => key === 'heads');
    const [uneven] = nxd({}, 64);
    assert.equal(uneven?.severity, 'warning');
    assert.match(uneven?.why ?? '', /^The guide asks for .* NxD Inference pads the query heads to 64/);
    const [scout] = nxd({ modelType: 'llama4', architectures: ['Llama4ForConditionalGeneration'] }, 64);
    assert.equal(scout?.severity, 'info');
    assert.ok(scout?.sources.includes('nxdi-llama4'));
  });

  it('advises no degree whose cores cannot hold the weights', () => {
    const [refused] = of(12, 'inf2', [], { ...llama, attentionHeads: 64, parameters: 70e9, torchDtype: 'bfloat16' });
    assert.match(refused?.remedy ?? '', / 24 cannot divide 64 attention heads/);
    assert.match(refused?.remedy ?? '', / No degree fits; 1, 2, 4 and 8 cannot hold the weights alone;/);
  });

  it('advises only degrees that the target runs', () => {
    const [uneven] = of(16, 'trn1');
    assert.equal(uneven?.message, '40 attention heads cannot be split evenly over tensor parallel degree 16.');
    assert.match(uneven?.remedy ?? '', /1, 2 and 8 fit; 16 and 32 cannot divide 40 attention heads\.$/);
    assert.deepEqual(uneven?.sources, ['nxdi-tensor-parallelism', 'nxdi-grouped-query']);
    const [kv] = of(8, 'trn1', [], { ...llama, attentionHeads: 48, keyValueHeads: 12 });
    assert.match(
      kv?.remedy ?? '',
      /divides 12 or is a multiple of it\. 1 and 2 fit; 8 and 16 cannot share out 12 key\/value heads/,
    );
  });
});

describe('target/logical-cores', () => {
  const reading = onnx({ inputs: ['x: FLOAT 1'] });
  it('knows the flag with one dash, and judges Trn3 as Trn2', () => {
    const of = (flag: string, target: Target) =>
      drafts('target/logical-cores', { reading, target, deployment: { compilerFlags: [flag] } });
    assert.match(of('-lnc 2', 'trn1')[0]?.message ?? '', /-lnc=2/);
    assert.equal(of('-lnc=4', 'trn3').length, 1);
    assert.deepEqual(of('-lnc=2', 'trn3'), []);
  });
});

describe('what generates', () => {
  const heads = (facts: HfConfigFacts, document: Record<string, unknown>) =>
    drafts('config/heads-tensor-parallel', {
      reading: config({ attentionHeads: 12, ...facts }, document),
      deployment: { tensorParallel: 8 },
    }).length > 0;

  it('is told by chat classes, a class of the repository itself and a nested language model', () => {
    assert.ok(heads({ architectures: ['InternVLChatModel'] }, {}));
    assert.ok(heads({ architectures: ['ChatGLMModel'] }, {}));
    assert.ok(heads({ architectures: ['ChatGLMModel'] }, { auto_map: { AutoModelForCausalLM: 'm.C' } }));
    assert.ok(heads({ architectures: ['SomeModel'] }, { llm_config: { num_hidden_layers: 2 } }));
    assert.ok(!heads({ architectures: ['XForSequenceClassification'] }, { auto_map: { AutoModelForCausalLM: 'm.C' } }));
    assert.ok(!heads({ architectures: ['NomicBertModel'] }, { auto_map: { AutoModelForMaskedLM: 'm.C' } }));
  });
});
