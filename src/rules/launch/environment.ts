import type { VariableMention } from '../../formats/mentions';
import type { VariableClaim } from '../../neuron/knowledge';
import { mentionRule } from '../define';
import type { Draft, RuleContext } from '../rule';
import { listed, sentences, show } from '../words';
import { placesAt } from './places';

interface Known {
  readonly mention: VariableMention;
  readonly claim: VariableClaim;
}

/** Environment variables: ended ones, values that Neuron does not take, and those of GPUs. */
export const environment = mentionRule(
  {
    id: 'launch/environment-variable',
    phase: 'integration',
    page: {
      title: 'Environment variable without effect or with a wrong value',
      what: 'Looks at environment variables in scripts, images, manifests, notebooks and Python: those that Neuron does not read any more (XLA_USE_BF16, NEURONCORE_GROUP_SIZES …), values that it does not take, more cores than the planned instance has, and those of CUDA, NVIDIA and NCCL, which nothing reads on Neuron.',
      why: 'A variable that is not read changes nothing, without an error: a model stays in FP32, a process takes all cores.',
      fix: 'Use the variable or the setting that took its place, or leave it out.',
      example: {
        before: 'CUDA_VISIBLE_DEVICES=0,1 XLA_USE_BF16=1 python serve.py',
        after: 'NEURON_RT_VISIBLE_CORES=0-1 python serve.py   # and model.to(torch.bfloat16) in the code',
        language: 'sh',
      },
      sources: [
        'nrt-configuration',
        'bf16-variables-ended',
        'implicit-async-ended',
        'core-groups-ended',
        'run-container',
      ],
      since: '0.1.0',
    },
  },
  function* (context) {
    const { reading, knowledge, settings } = context;
    const known = reading.mentions.variables.flatMap((mention): Known[] => {
      const claim = knowledge.variable(mention.name, settings.sdk);
      return claim === null ? [] : [{ mention, claim }];
    });
    if (known.length === 0) return;
    yield* ended(context, known);
    yield* foreign(context, known);
    yield* values(context, known);
  },
);

function* ended({ reading }: Pick<RuleContext, 'reading'>, known: readonly Known[]): Iterable<Draft> {
  for (const [name, group] of byName(known.filter(({ claim }) => claim.state === 'ended'))) {
    const [first] = group;
    // Switched off it does what it does without being read.
    const active = group.filter(({ mention }) => !/^(?:0|false)?$/i.test(mention.value ?? '?'));
    if (first === undefined || active.length === 0) continue;
    const { claim } = first;
    yield {
      key: name,
      severity: 'warning',
      confidence: claim.confidence,
      action: `Remove ${name}`,
      message: `${name} is not supported any more: ${lower(claim.what)}.`,
      why: 'A variable that is not read changes the result without an error.',
      remedy: claim.remedy,
      sources: claim.sources,
      ...placesAt(
        reading.path,
        active.map(({ mention }) => mention.range),
      ),
    };
  }
}

/** Variables of GPUs: one of its own where Neuron has a counterpart, all others together. */
function* foreign({ reading }: Pick<RuleContext, 'reading'>, known: readonly Known[]): Iterable<Draft> {
  // An empty choice of devices, or "-1", hides the GPUs: that is meant for any machine.
  const found = known.filter(
    ({ claim, mention }) => claim.state === 'foreign' && !/^(?:|-1|none|void)$/i.test(mention.value ?? '?'),
  );
  for (const [name, group] of byName(found.filter(({ claim }) => claim.replacedBy !== null))) {
    const claim = group[0]?.claim;
    if (claim === undefined) continue;
    yield {
      key: name,
      severity: 'warning',
      confidence: claim.confidence,
      action: `Replace ${name}`,
      message: `${name} has no effect on Neuron: ${lower(claim.what)}.`,
      why: `The variable on Neuron is ${claim.replacedBy}.`,
      remedy: claim.remedy,
      sources: claim.sources,
      ...placesAt(
        reading.path,
        group.map(({ mention }) => mention.range),
      ),
    };
  }
  const others = found.filter(({ claim }) => claim.replacedBy === null);
  const names = [...new Set(others.map(({ mention }) => mention.name))];
  const claims = [...new Map(others.map(({ claim }) => [claim.id, claim])).values()];
  if (names.length === 0) return;
  yield {
    key: 'foreign',
    severity: 'info',
    confidence: 'inferred',
    action: 'Remove variables of GPUs',
    message: `${listed(names.map(show))} ${names.length === 1 ? 'has' : 'have'} no effect on Neuron.`,
    why: sentences(...claims.map(({ what }) => what)),
    remedy: sentences(...claims.map(({ remedy }) => remedy)),
    sources: [...new Set(claims.flatMap(({ sources }) => sources))],
    ...placesAt(
      reading.path,
      others.map(({ mention }) => mention.range),
    ),
  };
}

function* values(context: RuleContext, known: readonly Known[]): Iterable<Draft> {
  const machine = context.knowledge.plannedInstance(context.settings.deployment);
  for (const { mention, claim } of known) {
    const { name, value, range } = mention;
    if (claim.state !== 'current' || claim.takes === null || value === null || !/^[\w,. -]+$/.test(value)) continue;
    const fault = faultOf(claim, value.trim(), machine?.cores ?? null);
    if (fault === null) continue;
    yield {
      key: name,
      severity: 'warning',
      confidence: claim.confidence,
      action: `Correct ${name}`,
      message: `${name}=${show(value)} ${fault}${fault.startsWith('needs') ? `, and ${machine?.id} has ${machine?.cores}` : ''}.`,
      why: sentences(claim.what),
      remedy: claim.remedy,
      sources: [...claim.sources, ...(fault.startsWith('needs') ? (machine?.sources ?? []) : [])],
      ...placesAt(context.reading.path, [range]),
    };
  }
}

/** What is wrong with a value, as the end of a sentence; null: nothing. `cores`: of the planned instance. */
function faultOf({ takes, values: allowed }: VariableClaim, value: string, cores: number | null): string | null {
  if (takes === 'one') return allowed.includes(value.toUpperCase()) ? null : 'is none of its values';
  if (takes === 'count') {
    if (!/^\d+$/.test(value)) return 'is no number of cores';
    return cores !== null && Number(value) > cores ? `needs ${Number(value)} cores` : null;
  }
  if (takes !== 'cores') return null;
  const parts = value.split(',').map((part) => /^(\d+)(?:-(\d+))?$/.exec(part.trim()));
  if (parts.some((part) => part === null)) return 'is neither an index nor a range of NeuronCores';
  const last = Math.max(...parts.map((part) => Number(part?.[2] ?? part?.[1])));
  return cores !== null && last >= cores ? `needs ${last + 1} cores` : null;
}

function byName(known: readonly Known[]): Map<string, Known[]> {
  const groups = new Map<string, Known[]>();
  for (const one of known) groups.set(one.mention.name, [...(groups.get(one.mention.name) ?? []), one]);
  return groups;
}

/** "It chooses …" within a sentence; names keep their capitals. */
function lower(text: string): string {
  return /^[A-Z][a-z]* /.test(text) && !/^(?:SDK|Neuron|NCCL|PyTorch)\b/.test(text)
    ? text.charAt(0).toLowerCase() + text.slice(1)
    : text;
}
