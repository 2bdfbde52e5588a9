import { baseName } from '../../text/path';
import type { CommandMention, PackageMention, VariableMention } from '../mentions';
import type { ScriptMentions } from './script';

/** Words that make a script a matter of accelerators or models; a script without any is no concern of the audit. */
const TELLING =
  /neuron|cuda|nvidia|nccl|gpu|vllm|torch|deepspeed|accelerate|optimum|trtexec|tritonserver|tensorrt|trtllm|sglang|text-generation|huggingface|transformers|bitsandbytes|flash[-_]attn|onnx|megatron|nemo|axolotl|llamafactory|jax|xla|mpirun|inferentia|trainium|inference_demo/i;

/** Whether a text may tell anything; cheap, asked before it is parsed. */
export function mayTell(text: string): boolean {
  return TELLING.test(text);
}

/** Whether the commands, variables or packages of a script tell something; comments do not count. */
export function tells(script: ScriptMentions): boolean {
  return (
    script.commands.some(isTelling) || script.variables.some(setsSomething) || script.packages.some(isModelPackage)
  );
}

/** The programs that start something telling, each once, as "vllm serve" or "python train.py". */
export function startedPrograms(commands: readonly CommandMention[]): string[] {
  const names = commands.filter(isTelling).map(({ words }) => {
    const [program, verb] = words.map(({ text }) => text);
    const name = baseName(program ?? '');
    return verb !== undefined && /^[\w./-]{1,40}$/.test(verb) && !verb.startsWith('-') ? `${name} ${verb}` : name;
  });
  return [...new Set(names)].slice(0, 20);
}

/** The names of variables that tell something, each once. */
export function telltaleVariables(variables: readonly VariableMention[]): string[] {
  return [...new Set(variables.filter(({ name }) => TELLING.test(name)).map(({ name }) => name))].slice(0, 40);
}

function isTelling({ words }: CommandMention): boolean {
  return words[0]?.text !== 'echo' && words.some(({ text }) => TELLING.test(text));
}

function setsSomething({ name }: VariableMention): boolean {
  return TELLING.test(name);
}

function isModelPackage({ name }: PackageMention): boolean {
  return TELLING.test(name);
}
