import type { Reading } from '../formats/reading';
import { type ObservedList, operatorName } from '../model/observed';
import type { Route } from '../model/target';
import type { Knowledge, OperatorClaim } from '../neuron/knowledge';
import { quoted } from '../text/quote';

/** A list that one of Neuron's tools gave on a real installation, and the file it stands in. */
interface Evidence extends ObservedList {
  readonly path: string;
}

/** Short names that the compiler's lists use, by XLA's own. */
const SHORT: Readonly<Record<string, string>> = {
  and: 'logicaland',
  cosine: 'cos',
  divide: 'div',
  exponential: 'exp',
  maximum: 'max',
  minimum: 'min',
  multiply: 'mul',
  negate: 'neg',
  not: 'logicalnot',
  or: 'logicalor',
  power: 'pow',
  remainder: 'rem',
  reverse: 'rev',
  sine: 'sin',
  subtract: 'sub',
  broadcast: 'broadcastindim',
  convert: 'convertelementtype',
  dot: 'dotgeneral',
};

/** What the document says of the command, and of the table. */
const SOURCE = { hlo: 'compiler-cli', aten: 'torchneuron-overview' } as const;

/** The lists among the readings. */
export function listsOf(readings: readonly Reading[]): Evidence[] {
  return readings.flatMap((reading) =>
    'observations' in reading
      ? (reading.observations ?? []).flatMap((seen) => (seen.kind === 'list' ? [{ ...seen, path: reading.path }] : []))
      : [],
  );
}

/**
 * The knowledge base with the lists of an installation above its own claims on operators. A list of XLA operators speaks for every route through the
 * compiler but TorchNeuron; TorchNeuron's own table for that route alone. What a list does not decide stays as it was: an operator that becomes
 * several others counts as supported when all of them are listed, and as not supported only where it becomes one that is missing. `route`: the planned one.
 */
export function withEvidence(knowledge: Knowledge, lists: readonly Evidence[], route: Route | undefined): Knowledge {
  const speaking = lists.filter(({ names }) => (names === 'aten') === (route === 'torchneuron'));
  if (speaking.length === 0) return knowledge;
  return {
    ...knowledge,
    operator(domain, op, target) {
      const claim = knowledge.operator(domain, op, target);
      const path = claim && knowledge.operatorPath(claim.id);
      if (claim === null || path === null) return claim;
      for (const list of speaking) {
        const decided = list.names === 'hlo' ? byHlo(path.hlo, list) : byAten(path.aten, list);
        if (decided !== null)
          return decided.listed ? listed(claim, list, decided.name) : missing(claim, list, decided.name);
      }
      return claim;
    },
  };
}

interface Decision {
  readonly listed: boolean;
  /** The operator that decides, as the path spells it. */
  readonly name: string;
}

function byHlo(wanted: readonly string[], { supported }: Evidence): Decision | null {
  const known = new Set(supported);
  const has = (name: string) => {
    const plain = operatorName(name);
    return known.has(plain) || known.has(SHORT[plain] ?? plain);
  };
  const [first] = wanted;
  if (first === undefined) return null;
  if (wanted.every(has)) return { listed: true, name: wanted.join(', ') };
  return wanted.length === 1 ? { listed: false, name: first } : null;
}

function byAten(any: readonly string[], { supported, refused }: Evidence): Decision | null {
  const yes = any.find((name) => supported.includes(operatorName(name)));
  if (yes !== undefined) return { listed: true, name: yes };
  const no = any.find((name) => refused.includes(operatorName(name)));
  return no === undefined ? null : { listed: false, name: no };
}

/** What the operator list leaves open; conditions on one node (a data type, an attribute) are no matter of a list and stay. */
const DECIDED_BY_LIST: ReadonlySet<OperatorClaim['status']> = new Set(['undocumented', 'unsupported']);

function listed(claim: OperatorClaim, list: Evidence, name: string): OperatorClaim {
  if (!DECIDED_BY_LIST.has(claim.status)) return claim;
  return {
    ...claim,
    status: 'supported',
    confidence: 'documented',
    sources: [SOURCE[list.names]],
    why: `${fileWords(list)} names ${name}.`,
  };
}

function missing(claim: OperatorClaim, list: Evidence, name: string): OperatorClaim {
  return {
    ...claim,
    status: 'unsupported',
    // The list is the tool's own, but which of its operators this one becomes is concluded.
    confidence: 'inferred',
    sources: [SOURCE[list.names]],
    why: `${fileWords(list)} ${list.names === 'hlo' ? 'does not name' : 'does not support'} ${name}, which this operator becomes.`,
  };
}

function fileWords({ path, names }: Evidence): string {
  return names === 'hlo'
    ? `${quoted(path)}, the saved output of neuronx-cc list-operators,`
    : `${quoted(path)}, TorchNeuron's table of operators,`;
}
