import type { CallMention } from '../../../formats/mentions';
import { mentionRule } from '../../define';
import type { Draft } from '../../rule';
import { placesAt } from '../places';

/** Calls that trace or compile for Neuron. */
export const traceArguments = mentionRule(
  {
    id: 'code/trace',
    phase: 'proof-of-concept',
    fix: 'config',
    page: {
      title: 'Trace or compile call that the target does not take',
      what: 'Looks at torch_neuronx.trace (example inputs that are missing or stand in a list), at torch.neuron.trace of Inf1 on other targets, and at torch.compile for Neuron with dynamic=True.',
      why: 'A trace is made for the sizes of its example inputs, a tensor or a tuple of tensors. torch_neuron compiles with neuron-cc, for Inf1 only. torch.compile(backend="neuron") rejects dynamic=True.',
      fix: 'Use torch_neuronx.trace with a tuple of example inputs, one trace for each size; torch_neuronx.dynamic_batch makes dimension 0 vary.',
      example: {
        before: 'import torch_neuron\nmodel = torch.neuron.trace(model, [x])',
        after: 'import torch_neuronx\nmodel = torch_neuronx.trace(model, (x,))',
        language: 'python',
      },
      sources: ['trace-api', 'neuronx-cc-about', 'torchneuron-compile-2.33'],
      since: '0.1.0',
    },
  },
  function* ({ reading, target, knowledge }) {
    const { calls } = reading.mentions;
    const { label } = knowledge.target(target);
    const old = calls.filter(
      ({ name, kind }) => /^torch\.neuron\.|^torch_neuron(?:\.|$)/.test(name) && kind !== 'attribute',
    );
    // Code that also has the later library chooses between them by the instance.
    const both = calls.some(({ name }) => /^torch_neuronx(?:\.|$)/.test(name));
    if (old.length > 0 && !both && target !== 'inf1') yield inferentia1(reading.path, old, label);
    const traces = calls.filter(({ name, kind }) => kind === 'call' && name === 'torch_neuronx.trace');
    yield* exampleInputs(reading.path, traces);
    yield* dynamicCompile(reading.path, calls);
  },
);

function inferentia1(path: string, calls: readonly CallMention[], label: string): Draft {
  return {
    key: 'inf1',
    severity: 'blocker',
    confidence: 'documented',
    action: 'Trace with torch_neuronx',
    message: `torch_neuron (torch.neuron.trace) compiles for Inf1 only, and the target is ${label}.`,
    why: 'It calls neuron-cc, which targets NeuronCore-v1; later chips are compiled by neuronx-cc.',
    remedy: 'Import torch_neuronx and call torch_neuronx.trace; arguments of the partitioner have other names there.',
    sources: ['trace-api', 'neuronx-cc-about'],
    ...placesAt(
      path,
      calls.map(({ range }) => range),
    ),
  };
}

function* exampleInputs(path: string, traces: readonly CallMention[]): Iterable<Draft> {
  const faulty = traces.filter(({ arguments: given }) => {
    const spread = given.some(({ name }) => name === '*' || name === '**');
    const example = given.find(({ name }) => name === 'example_inputs') ?? given.filter(({ name }) => name === null)[1];
    return !spread && (example === undefined || example.text.startsWith('['));
  });
  if (faulty.length === 0) return;
  yield {
    key: 'example-inputs',
    severity: 'warning',
    confidence: 'inferred',
    action: 'Give the trace a tuple of example inputs',
    message: 'torch_neuronx.trace is called without example_inputs, or with a list of them.',
    why: 'It records the computation by running it with example inputs, which are a tensor or a tuple of tensors, and compiles for their sizes.',
    remedy: 'Pass one tensor, or a tuple with one tensor for each argument of forward.',
    sources: ['trace-api'],
    ...placesAt(
      path,
      faulty.map(({ range }) => range),
    ),
  };
}

function* dynamicCompile(path: string, calls: readonly CallMention[]): Iterable<Draft> {
  const faulty = calls.filter(({ name, kind, arguments: given }) => {
    if (kind !== 'call' || name !== 'torch.compile') return false;
    const value = (wanted: string) => given.find((argument) => argument.name === wanted)?.value;
    return value('backend') === 'neuron' && value('dynamic') === true;
  });
  if (faulty.length === 0) return;
  yield {
    key: 'dynamic',
    severity: 'blocker',
    confidence: 'documented',
    action: 'Compile for static shapes',
    message: 'torch.compile(backend="neuron", dynamic=True) is rejected: the backend compiles for static shapes.',
    why: 'A call with another shape compiles the graph anew.',
    remedy: 'Leave dynamic out, and pad inputs to a few sizes so that few graphs are compiled.',
    sources: ['torchneuron-compile-2.33'],
    ...placesAt(
      path,
      faulty.map(({ range }) => range),
    ),
  };
}
