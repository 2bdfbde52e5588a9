import type { CallMention } from '../../../formats/mentions';
import type { OtherReading } from '../../../formats/reading';

const NEURON =
  /^(?:torch_neuronx|torch_xla|neuronx_distributed\w*|neuronxcc|nki|optimum\.neuron|vllm_neuron|transformers_neuronx|torch_neuron)(?:\.|$)/;

/** Whether code already knows Neuron: it chooses devices and kernels itself, and what it does for GPUs stands beside that. */
export function knowsNeuron({ mentions }: OtherReading): boolean {
  return mentions.calls.some(({ name }) => NEURON.test(name));
}

/** The literal argument of a name or place. */
export function argumentOf(call: CallMention, name: string, place?: number): unknown {
  const named = call.arguments.find((argument) => argument.name === name);
  if (named !== undefined) return named.value;
  const positional = place === undefined ? undefined : call.arguments[place];
  return positional?.name === null ? positional.value : undefined;
}
