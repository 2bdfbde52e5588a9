import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Deployment } from '../../../src/model/settings';
import type { Target, Workload } from '../../../src/model/target';
import type { Draft } from '../../../src/rules/rule';
import { config, drafts, knowledge } from '../../support/rule-fixture';

const LLAMA = { modelType: 'llama', architectures: ['LlamaForCausalLM'] };
const spoken = (found: readonly Draft[]) => found.map(({ key, severity }) => `${key}: ${severity}`);

describe('config/instance', () => {
  const of = (target: Target, deployment: Deployment) =>
    spoken(drafts('config/instance', { reading: config(LLAMA), target, deployment }));

  it('counts the cores that a program sees', () => {
    assert.deepEqual(of('inf2', { instance: 'inf2.xlarge', tensorParallel: 8 }), ['cores: blocker']);
    assert.deepEqual(of('trn1', { instance: 'trn1.2xlarge', tensorParallel: 32 }), ['cores: blocker']);
    assert.deepEqual(of('trn2', { instance: 'trn2.48xlarge', tensorParallel: 64 }), []);
    assert.deepEqual(of('trn2', { instance: 'trn2.48xlarge', tensorParallel: 128 }), ['cores: blocker']);
    const single = { instance: 'trn2.48xlarge', tensorParallel: 128, compilerFlags: ['-lnc=1'] };
    assert.deepEqual(of('trn2', single), []);
    assert.deepEqual(of('trn1', { instance: 'trn1n.32xlarge', tensorParallel: 32 }), []);
  });

  it('counts the cores of every replica', () => {
    const replicas = (dataParallel: number) =>
      of('trn2', { instance: 'trn2.48xlarge', tensorParallel: 8, dataParallel });
    assert.deepEqual(replicas(8), []);
    assert.deepEqual(replicas(9), ['replicas: warning']);
  });

  it('only warns where the cores of the type are concluded', () => {
    assert.deepEqual(of('trn2', { instance: 'trn2.3xlarge', tensorParallel: 64 }), ['cores: warning']);
    assert.deepEqual(of('trn2', { instance: 'trn2.12xlarge', tensorParallel: 64 }), []);
  });

  it('warns of another family, on a target that stands alone', () => {
    assert.deepEqual(of('trn2', { instance: 'inf2.48xlarge' }), ['family: warning']);
    assert.deepEqual(of('trn2', { instance: 'p5.48xlarge' }), ['unknown type: warning']);
    assert.deepEqual(of('inf2', { instance: 'trn9.large' }), ['unknown type: warning']);
    assert.deepEqual(of('trn2', { instance: 'TRN2U.48xlarge' }), []);
  });

  it('has the chips and cores of every listed type', () => {
    assert.deepEqual([knowledge.instance('inf2.24xlarge')?.chips, knowledge.instance('inf2.24xlarge')?.cores], [6, 12]);
    assert.equal(knowledge.instance('trn2u.48xlarge')?.logicalCores, 64);
    assert.equal(knowledge.instance('p5.48xlarge'), null);
  });
});

describe('config/quantization', () => {
  interface Case {
    readonly method: string;
    readonly model?: string;
    readonly target?: Target;
    readonly deployment?: Deployment;
    readonly sdk?: string;
    readonly workload?: Workload;
    readonly config?: Record<string, unknown>;
  }
  const CLASSES: Record<string, string> = {
    llama: 'LlamaForCausalLM',
    gpt_oss: 'GptOssForCausalLM',
    qwen3: 'Qwen3ForCausalLM',
  };
  const of = ({ method, model = 'llama', target = 'trn2', config: own = {}, ...rest }: Case) =>
    drafts('config/quantization', {
      reading: config(
        { modelType: model, architectures: [CLASSES[model] ?? ''], quantMethod: method },
        { quantization_config: { quant_method: method, ...own } },
      ),
      target,
      ...rest,
    });
  const severity = (situation: Case) => of(situation).map((draft) => `${draft.severity}, ${draft.confidence}`);

  it('tells weights from scales of the cache, and names the algorithm', () => {
    const route = { deployment: { route: 'vllm-neuron' } } as const;
    const scales = { kv_cache_scheme: { num_bits: 8, type: 'float' } };
    assert.deepEqual(of({ method: 'modelopt', config: scales, ...route }), []);
    const [weights] = of({ method: 'modelopt', model: 'qwen3', config: { ...scales, quant_algo: 'FP8' }, ...route });
    assert.match(weights?.message ?? '', /takes modelopt FP8 weights on Trn2 only under a condition/);
    const [four] = of({ method: 'modelopt', config: { quant_algo: 'NVFP4' }, ...route });
    assert.match(four?.message ?? '', /refuses modelopt NVFP4 weights on Trn2/);
  });

  it('blocks MXFP4 on Trn2, and takes it on Trn3 or where BF16 is planned', () => {
    const gptOss = { method: 'mxfp4', model: 'gpt_oss', deployment: { route: 'vllm-neuron' } } as const;
    assert.deepEqual(severity(gptOss), ['blocker, documented']);
    assert.match(of(gptOss)[0]?.why ?? '', /MXFP4 runs on Trn3 only/);
    assert.deepEqual(severity({ ...gptOss, target: 'trn3' }), ['info, documented']);
    const planned = { ...gptOss, deployment: { route: 'vllm-neuron', dtype: 'bfloat16' } } as const;
    assert.deepEqual(severity(planned), ['info, documented']);
    assert.match(of(planned)[0]?.remedy ?? '', /--hf-overrides/);
    assert.deepEqual(severity({ ...gptOss, model: 'llama', target: 'trn3' }), ['blocker, documented']);
  });

  it('takes static FP8 of ModelOpt for Llama, and knows no other algorithm of it', () => {
    assert.deepEqual(severity({ method: 'modelopt', config: { quant_algo: 'FP8' } }), ['info, documented']);
    assert.deepEqual(severity({ method: 'modelopt', config: { quant_algo: 'NVFP4' } }), ['blocker, documented']);
  });

  it('refuses weights of compressed-tensors, but for the exception of 2.33, and leaves scales of the KV cache alone', () => {
    assert.deepEqual(severity({ method: 'compressed-tensors' }), ['blocker, documented']);
    const qwen3 = {
      method: 'compressed-tensors',
      model: 'qwen3',
      target: 'trn3',
      deployment: { route: 'vllm-neuron' },
    } as const;
    assert.deepEqual(severity(qwen3), ['warning, documented']);
    assert.deepEqual(severity({ ...qwen3, sdk: '2.32.0' }), ['blocker, documented']);
    assert.deepEqual(severity({ ...qwen3, target: 'trn2' }), ['blocker, documented']);
    assert.deepEqual(
      of({ method: 'compressed-tensors', config: { kv_cache_scheme: { num_bits: 8 }, config_groups: {} } }),
      [],
    );
  });

  it('leaves open what no document mentions, in training too', () => {
    for (const method of ['awq', 'gptq', 'bitsandbytes'])
      assert.deepEqual(severity({ method, deployment: { route: 'nxd-inference' } }), ['warning, undocumented']);
    assert.deepEqual(severity({ method: 'bitsandbytes', target: 'trn1', workload: 'training' }), [
      'warning, undocumented',
    ]);
    const awq = of({ method: 'awq', deployment: { route: 'nxd-inference' } });
    assert.match(awq[0]?.message ?? '', /awq weights with NxD Inference\.$/);
    const old = config(LLAMA, { quantization_config: { load_in_4bit: true } });
    assert.match(drafts('config/quantization', { reading: old })[0]?.message ?? '', /bitsandbytes/);
  });
});

describe('config/quantization, FP8', () => {
  it('names the refusal of E4M3FN where no document speaks of the checkpoint, and the range where one does', () => {
    const fp8 = (target: Target, deployment: Deployment) =>
      drafts('config/quantization', { reading: config({ ...LLAMA, quantMethod: 'fp8' }), target, deployment });
    assert.match(fp8('inf2', { route: 'optimum-neuron' })[0]?.why ?? '', /E4M3FN.*NCC_EVRF051/);
    const [rescaled] = fp8('trn2', { route: 'nxd-inference' });
    assert.equal(rescaled?.severity, 'warning');
    assert.match(rescaled?.why ?? '', /reach 448, and on Trn2 values beyond 240 become NaN/);
    assert.equal(fp8('trn2', { route: 'vllm-neuron' })[0]?.severity, 'blocker');
  });
});

describe('config/rope-scaling', () => {
  const of = (scaling: unknown, deployment: Deployment, target: Target = 'inf2', modelType = 'llama') =>
    drafts('config/rope-scaling', {
      reading: config(
        { modelType, architectures: [modelType === 'qwen2' ? 'Qwen2ForCausalLM' : 'LlamaForCausalLM'] },
        { rope_scaling: scaling },
      ),
      target,
      deployment,
    }).length;

  it('warns of types that the class of the library does not implement', () => {
    assert.equal(of({ type: 'linear' }, { route: 'optimum-neuron' }), 1);
    assert.equal(of({ rope_type: 'llama3' }, { route: 'optimum-neuron' }), 0);
    assert.equal(of(null, { route: 'optimum-neuron' }), 0);
    assert.equal(of({ rope_type: 'yarn' }, { route: 'nxd-inference' }, 'trn2'), 1);
    assert.equal(of({ rope_type: 'yarn' }, { route: 'vllm-neuron' }, 'trn2'), 0);
    assert.equal(of({ rope_type: 'yarn' }, { route: 'nxd-inference' }, 'trn2', 'qwen2'), 1);
    assert.equal(of({ rope_type: 'yarn' }, { route: 'nxd-inference' }, 'trn2', 'gpt_oss'), 0);
  });

  it('tells classes that ignore the key from those that fall back or stop', () => {
    const says = (modelType: string, cls: string) =>
      drafts('config/rope-scaling', {
        reading: config({ modelType, architectures: [cls] }, { rope_scaling: { type: 'yarn' } }),
        deployment: { route: 'optimum-neuron' },
      })[0]?.message;
    assert.match(says('qwen3_moe', 'Qwen3MoeForCausalLM') ?? '', /^Optimum Neuron ignores rope_scaling of type yarn/);
    assert.match(says('smollm3', 'SmolLM3ForCausalLM') ?? '', /refuses rope_scaling of type yarn/);
    assert.match(says('qwen2', 'Qwen2ForCausalLM') ?? '', /does not implement rope_scaling of type yarn itself/);
  });
});
