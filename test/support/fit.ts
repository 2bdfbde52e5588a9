/** Fits of configs as tests ask for them, read from text as a workspace is. */
import { fitOf } from '../../src/fit/fit';
import { subjectsOf } from '../../src/fit/subject';
import type { Figure } from '../../src/model/figure';
import type { FitFigure, FitPlan, FitSubject, ModelFit, TargetFit } from '../../src/model/fit';
import type { Deployment } from '../../src/model/settings';
import type { Target } from '../../src/model/target';
import { knowledge, read } from './rule-fixture';

export const GIB = 1024 ** 3;

/** Sizes as the published configs of these models state them. */
export const LLAMA_8B = llama(4096, 14_336, 32, 32);
export const LLAMA_70B = llama(8192, 28_672, 80, 64);

function llama(hidden: number, intermediate: number, layers: number, heads: number) {
  return {
    architectures: ['LlamaForCausalLM'],
    model_type: 'llama',
    hidden_size: hidden,
    intermediate_size: intermediate,
    num_hidden_layers: layers,
    num_attention_heads: heads,
    num_key_value_heads: 8,
    vocab_size: 128_256,
    max_position_embeddings: 131_072,
    torch_dtype: 'bfloat16',
    tie_word_embeddings: false,
  };
}

export function planOf(deployment: Deployment = {}, overrides: Partial<FitPlan> = {}): FitPlan {
  const targets: readonly Target[] = ['inf1', 'inf2', 'trn1', 'trn2', 'trn3'];
  return { targets, sdk: '2.32.0', workload: 'inference', deployment, ...overrides };
}

/** The subject of a config at `path`, with other files beside it. */
export async function subjectFrom(
  config: unknown,
  others: Readonly<Record<string, string>> = {},
  path = 'llm/config.json',
): Promise<FitSubject> {
  const readings = [];
  for (const [name, text] of Object.entries({ [path]: JSON.stringify(config), ...others }))
    readings.push(await read(name, text));
  const [subject] = subjectsOf(readings, new Map(), knowledge);
  if (subject === undefined) throw new Error('the config states no size');
  return subject;
}

export async function fitFrom(config: unknown, deployment: Deployment = {}, overrides: Partial<FitPlan> = {}) {
  return fitOf(await subjectFrom(config), knowledge, planOf(deployment, overrides));
}

export function on(fit: ModelFit, target: Target): TargetFit {
  const found = fit.targets.find((one) => one.target === target);
  if (found === undefined) throw new Error(`no fit on ${target}`);
  return found;
}

/** A figure that has a value. */
export function figureOf(figures: readonly FitFigure[], id: FitFigure['id']): FitFigure & Figure {
  const found = figures.find((one) => one.id === id);
  if (found === undefined) throw new Error(`no figure ${id}`);
  if (found.value === null) throw new Error(`${id} is blank: ${found.reason}`);
  return found;
}
