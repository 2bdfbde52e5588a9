import type { Mentions } from '../../formats/mentions';
import type { OtherReading, Reading } from '../../formats/reading';
import type { TextRange } from '../../model/finding';
import { mentionRule } from '../define';
import type { Draft, RuleContext } from '../rule';
import { listed, sentences, show } from '../words';
import { joined, programOf } from './command';
import { placesAt } from './places';

/** A flag that is given to the compiler. */
interface Given {
  readonly flag: string;
  /** Null of a flag that stands alone, or whose value is not known. */
  readonly value: string | null;
  readonly range: TextRange;
}

/** Flags of neuron-cc, the compiler of Inf1, that neuronx-cc does not have. */
const OLD_COMPILER: ReadonlySet<string> = new Set([
  '--fast-math',
  '--fp32-cast',
  '--neuroncore-pipeline-cores',
  '--static-weights',
  '--num-neuroncores',
]);
const LOGICAL_CORES = ['--logical-nc-config'];
const VARIABLE = /^NEURON_CC_FLAGS$/;
const LOGICAL_VARIABLES: ReadonlySet<string> = new Set(['NEURON_LOGICAL_NC_CONFIG', 'NEURON_RT_VIRTUAL_CORE_SIZE']);

/** Flags of neuronx-cc wherever they are written: NEURON_CC_FLAGS, its command line, `compiler_args` of a trace. */
export const compilerFlags = mentionRule(
  {
    id: 'launch/compiler-flag',
    phase: 'integration',
    page: {
      title: 'Compiler flag that the target or the release does not take',
      what: 'Reads flags of neuronx-cc in NEURON_CC_FLAGS, on its command line, and in compiler_args of torch_neuronx.trace: a size of logical NeuronCores that the target does not have (also in NEURON_LOGICAL_NC_CONFIG), values that the command line reference does not list, flags that the target does not have, flags of the old compiler for Inf1, and that compiler itself (neuron-cc).',
      why: 'The compiler refuses a logical NeuronCore of two physical ones on Inf2 and Trn1 (NCC_EARG001), and flags and values that it does not know. Flags that no document names are left alone: the compiler has many.',
      fix: 'Use the values of the command line reference for the target.',
      example: {
        before: 'NEURON_CC_FLAGS="--lnc=2 --model-type=transformer-inference" python trace.py   # Trn1',
        after: 'NEURON_CC_FLAGS="--model-type=transformer" python trace.py',
        language: 'sh',
      },
      sources: ['compiler-cli', 'ncc-earg001', 'lnc', 'transformer-flag-ended', 'neuron-cc-cli'],
      since: '0.1.0',
    },
  },
  function* (context) {
    const { mentions } = context.reading;
    const given = flagsIn(mentions);
    yield* oldProgram(context);
    const logical = [
      ...logicalArguments(mentions),
      ...mentions.variables.flatMap(({ name, value, range }): Given[] =>
        LOGICAL_VARIABLES.has(name) && value !== null ? [{ flag: name, value, range }] : [],
      ),
    ];
    if (given.length === 0 && logical.length === 0) return;
    yield* logicalCores(context, given, logical);
    yield* twoSizes(context, given, logical);
    yield* wrongValues(context, given);
    yield* oldCompiler(context, given);
  },
);

function* logicalCores(context: RuleContext, given: readonly Given[], variables: readonly Given[]): Iterable<Draft> {
  const { reading, target, knowledge, settings } = context;
  const claim = knowledge.flag('--logical-nc-config', target, settings.sdk);
  const allowed = claim?.values.map(({ value }) => value) ?? [];
  const flags = given.filter(({ flag }) => [...LOGICAL_CORES, ...(claim?.aliases ?? [])].includes(flag));
  const wrong = [...flags, ...variables].filter(
    ({ value }) => value !== null && /^\d+$/.test(value) && !allowed.includes(value),
  );
  if (claim === null || wrong.length === 0) return;
  const { label } = knowledge.target(target);
  const names = [...new Set(wrong.map(({ flag, value }) => `${flag}=${value}`))];
  yield {
    key: 'logical-cores',
    severity:
      claim.confidence === 'documented' && !wrong.every((one) => mayBeBranch(one, reading)) ? 'blocker' : 'warning',
    confidence: claim.confidence,
    action: `Use a logical NeuronCore size that ${label} has`,
    message: `${listed(names)} ${names.length === 1 ? 'asks' : 'ask'} for a logical NeuronCore size (LNC) that ${label} does not have; it takes ${listed(allowed, 5, 'or')}.`,
    why: sentences(claim.what, 'The compiler refuses other sizes with NCC_EARG001'),
    remedy:
      allowed.length === 1 ? 'Remove the flag and the variable.' : 'Set flag and variable to the same allowed value.',
    neuronError: 'NCC_EARG001',
    sources: claim.sources,
    ...placesAt(
      reading.path,
      wrong.map(({ range }) => range),
    ),
  };
}

/** Indented Python may stand in a branch for another target. */
function mayBeBranch({ range }: Given, { kind }: Reading): boolean {
  return kind === 'python' && range.start.column > 1;
}

/** A model that is compiled for one size of logical cores and run with another. */
function* twoSizes(context: RuleContext, given: readonly Given[], variables: readonly Given[]): Iterable<Draft> {
  const { reading, target, knowledge, settings } = context;
  const claim = knowledge.flag('--logical-nc-config', target, settings.sdk);
  const names = [...LOGICAL_CORES, ...(claim?.aliases ?? [])];
  const flag = given.findLast((one) => names.includes(one.flag) && one.value !== null);
  const variable = variables.find(
    ({ value }) => flag !== undefined && value !== flag.value && /^[12]$/.test(value ?? ''),
  );
  if (claim === null || claim.values.length < 2 || flag === undefined || variable === undefined) return;
  yield {
    key: 'two-sizes',
    severity: 'warning',
    confidence: claim.confidence,
    action: 'Use one size of logical NeuronCores',
    message: `${flag.flag}=${show(flag.value ?? '')} and ${variable.flag}=${show(variable.value ?? '')} are two sizes of a logical NeuronCore (LNC).`,
    why: 'A model runs with the size that it was compiled for.',
    remedy: 'Set flag and variable to the same value.',
    sources: claim.sources,
    ...placesAt(reading.path, [flag.range, variable.range]),
  };
}

/** Values that the command line reference does not list for a flag that it documents. */
function* wrongValues(context: RuleContext, given: readonly Given[]): Iterable<Draft> {
  const { reading, target, knowledge, settings } = context;
  const { label } = knowledge.target(target);
  for (const { flag, value, range } of given) {
    const claim = knowledge.flag(flag, target, settings.sdk);
    if (claim === null || claim.flag === '--logical-nc-config' || claim.flag === '--target') continue;
    const allowed = claim.values.map((one) => one.value);
    const parts = claim.takes === 'list' ? (value ?? '').split(',') : [value ?? ''];
    const wrong = parts.filter((part) => part !== '' && !allowed.includes(part));
    if (allowed.length === 0 || wrong.length === 0) continue;
    const old = claim.flag === '--model-type' && wrong.includes('transformer-inference');
    yield {
      key: `${claim.flag}=${wrong.join(',')}`,
      severity: 'warning',
      confidence: claim.confidence,
      action: `Correct ${claim.flag}`,
      message: old
        ? '--model-type=transformer-inference is deprecated since SDK 2.14; transformer took its place.'
        : `${flag} ${show(wrong.join(','))} is none of the values that the compiler documents for ${label}: ${listed(allowed, 8)}.`,
      why: sentences(claim.what),
      remedy: old ? 'Use --model-type=transformer.' : `Use one of ${listed(allowed, 8, 'or')}.`,
      sources: old ? ['transformer-flag-ended', ...claim.sources] : claim.sources,
      ...placesAt(reading.path, [range]),
    };
  }
}

/** The command line of the compiler for Inf1. */
function* oldProgram({ reading, target }: RuleContext<OtherReading>): Iterable<Draft> {
  const runs = reading.mentions.commands.filter((command) => programOf(command).name === 'neuron-cc');
  if (runs.length === 0 || target === 'inf1') return;
  yield {
    key: 'neuron-cc program',
    severity: 'blocker',
    confidence: 'documented',
    action: 'Compile with neuronx-cc',
    message: 'neuron-cc is the compiler for Inf1, whose support ended with SDK 2.26.1.',
    why: 'It targets NeuronCore-v1; everything after Inf1 is compiled by neuronx-cc, through PyTorch or JAX.',
    remedy: 'Compile the model through PyTorch (torch_neuronx.trace, TorchNeuron) or JAX for the target.',
    sources: ['neuronx-cc-about', 'inf1-ended'],
    ...placesAt(
      reading.path,
      runs.map(({ words, range }) => words[0]?.range ?? range),
    ),
  };
}

function* oldCompiler({ reading, target }: RuleContext, given: readonly Given[]): Iterable<Draft> {
  const old = given.filter(({ flag }) => OLD_COMPILER.has(flag));
  if (old.length === 0 || target === 'inf1') return;
  const names = [...new Set(old.map(({ flag }) => flag))];
  yield {
    key: 'neuron-cc',
    severity: 'warning',
    confidence: 'inferred',
    action: 'Replace flags of neuron-cc',
    message: `${listed(names)} ${names.length === 1 ? 'is a flag' : 'are flags'} of neuron-cc, the compiler for Inf1, and not of neuronx-cc.`,
    why: 'Everything after Inf1 is compiled by neuronx-cc, whose command line reference does not have them.',
    remedy:
      'Use --auto-cast and --auto-cast-type for casts, and tensor parallelism in place of the NeuronCore pipeline.',
    sources: ['neuron-cc-cli', 'compiler-cli'],
    ...placesAt(
      reading.path,
      old.map(({ range }) => range),
    ),
  };
}

/** `NeuronConfig(logical_nc_config=2)` of NxD Inference. */
function logicalArguments({ calls }: Mentions): Given[] {
  return calls.flatMap(({ name, arguments: given }) =>
    given.flatMap((argument): Given[] =>
      /NeuronConfig$/.test(name) && argument.name === 'logical_nc_config' && typeof argument.value === 'number'
        ? [{ flag: argument.name, value: String(argument.value), range: argument.range }]
        : [],
    ),
  );
}

function flagsIn({ variables, commands, calls }: Mentions): Given[] {
  const ofVariables = variables.flatMap(({ name, value, range }) =>
    VARIABLE.test(name) && value !== null ? paired(value.split(/\s+/).map((text) => ({ text, range }))) : [],
  );
  const ofCommands = commands.flatMap((command) => {
    const { name, behind } = programOf(command);
    return name === 'neuronx-cc' ? paired(command.words.slice(behind)) : [];
  });
  const ofCalls = calls.flatMap(({ name, arguments: given }) => {
    const args = given.find((argument) => argument.name === 'compiler_args');
    if (args === undefined || !/^torch_neuronx?\.|neuronx_distributed/.test(name)) return [];
    const { value, range } = args;
    const words = typeof value === 'string' ? value.split(/\s+/) : Array.isArray(value) ? value.map(String) : [];
    return paired(words.map((text) => ({ text, range })));
  });
  return [...ofVariables, ...ofCommands, ...ofCalls];
}

interface Part {
  readonly text: string;
  readonly range: TextRange;
}

/** `--flag value`, `--flag=value`, `-O1`. */
function paired(parts: readonly Part[]): Given[] {
  return parts.flatMap(({ text, range }, at): Given[] => {
    if (!text.startsWith('-')) return [];
    const level = /^-O(\d)$/.exec(text)?.[1];
    if (level !== undefined) return [{ flag: '-O', value: level, range }];
    const equals = text.indexOf('=');
    if (equals > 0) return [{ flag: text.slice(0, equals), value: text.slice(equals + 1), range }];
    const next = parts[at + 1];
    if (next === undefined || next.text.startsWith('-')) return [{ flag: text, value: null, range }];
    return [{ flag: text, value: next.text, range: joined(range, next.range) }];
  });
}
