/** What one inference keeps beside the values: budgets, names of symbols, what it has to say. */
import type { Graph, LocalFunction, Node } from '../graph';
import type { Order } from './order';
import type { Value } from './value';

/** A place where the model says two things of one value. */
export interface Contradiction {
  readonly graph: string;
  readonly node: string;
  readonly op: string;
  readonly tensor: string;
  readonly message: string;
}

/** Steps of one inference; a step is a node, a shape, a symbol, or some hundred elements of a folded constant. */
const MAX_STEPS = 3_000_000;
/** More contradictions than anyone reads are counted, not kept. */
const MAX_CONTRADICTIONS = 1_000;
const ELEMENTS_PER_STEP = 128;

/** What is known of the values of one graph. */
export interface GraphValues {
  /** "main", or the path of the subgraph from there. */
  readonly path: string;
  readonly values: ReadonlyMap<string, Value>;
}

/**
 * order: nodes are not stored in an order that runs. cycle: nodes wait for each other. missing: a node reads what nothing makes.
 * limit: the inference gave up.
 */
export type NoteKind = 'order' | 'cycle' | 'missing' | 'limit';

/** What there is to say of a graph as a whole, in a sentence. */
export interface InferenceNote {
  readonly kind: NoteKind;
  readonly text: string;
}

/** What holds nodes that share names. */
export type Body = Graph | LocalFunction;

export interface State {
  /** Sizes by symbol, and by INPUT:AXIS for sizes without one. */
  readonly pins: ReadonlyMap<string, number>;
  /** Symbols of the main graph's inputs. */
  readonly inputSymbols: ReadonlySet<string>;
  /** Graphs of the file that were walked. */
  readonly graphs: Map<Graph, GraphValues>;
  /** Graphs and functions of the file that were walked. */
  readonly bodies: Map<Body, GraphValues>;
  readonly pathOf: ReadonlyMap<Graph, string>;
  /** By the nodes of a graph or function. */
  readonly orders: Map<readonly Node[], Order>;
  /** By {@link functionKey}. */
  readonly functions: ReadonlyMap<string, LocalFunction>;
  /** The name, or the name with a number where a symbol has it already. */
  uniqueName(name: string): string;
  /** @param node Null where a declaration contradicts what is inferred. */
  contradict(contradiction: Contradiction, node: Node | null): void;
  /** Nodes that contradict their inputs or attributes, so that their outputs are unknown. */
  readonly broken: ReadonlySet<Node>;
  readonly contradictions: readonly Contradiction[];
  /** Sentences on graphs whose nodes are in no order that runs, and on what a limit left out. */
  readonly notes: Map<string, NoteKind>;
  /** False once the budget is used up: then nothing more is worked out. */
  spend(elements?: number): boolean;
}

export function functionKey(domain: string, name: string, overload: string): string {
  return `${domain === 'ai.onnx' ? '' : domain}\u0000${name}\u0000${overload}`;
}

export type StateParts = Pick<State, 'pins' | 'inputSymbols' | 'pathOf' | 'functions'>;

export function newState(parts: StateParts): State {
  const uses = new Map<string, number>();
  for (const name of parts.inputSymbols) uses.set(name, 1);
  const contradictions: Contradiction[] = [];
  const notes = new Map<string, NoteKind>();
  const broken = new Set<Node>();
  let steps = 0;
  return {
    ...parts,
    graphs: new Map(),
    bodies: new Map(),
    orders: new Map(),
    contradictions,
    notes,
    broken,
    contradict(contradiction, node) {
      if (node !== null) broken.add(node);
      if (contradictions.length < MAX_CONTRADICTIONS) contradictions.push(contradiction);
    },
    uniqueName(name) {
      steps++;
      for (let candidate = name; ; ) {
        const used = uses.get(candidate) ?? 0;
        uses.set(candidate, used + 1);
        if (used === 0) return candidate;
        candidate = `${candidate}#${used + 1}`;
      }
    },
    spend(elements = 0) {
      steps += 1 + elements / ELEMENTS_PER_STEP;
      if (steps <= MAX_STEPS) return true;
      notes.set(`The inference takes more than ${MAX_STEPS} steps; the values after that are unknown.`, 'limit');
      return false;
    },
  };
}
