/**
 * Types and shapes of every value of a model. Each graph is walked once, in an order that runs; one operator at a time turns what
 * is known of its inputs into what is known of its outputs (`ops/`). Nothing is assumed: what no rule tells is unknown, with the
 * reason.
 */
import type { Pace } from '../../model/host';
import type { Graph, LocalFunction, Model, Node, ValueInfo, ValueType } from '../graph';
import { rememberBody } from './bodies';
import { constantOf } from './constants';
import { type NodeContext, originHere, type Scope } from './context';
import { fromDeclared, withDeclared } from './declared';
import { type Order, runningOrder } from './order';
import { inputSymbols, resolvePins } from './pins';
import { operatorFor } from './registry';
import {
  type Body,
  type Contradiction,
  functionKey,
  type GraphValues,
  type InferenceNote,
  newState,
  type State,
} from './state';
import { subgraphPaths } from './subgraph-paths';
import { ABSENT, tensor, typed, UNKNOWN, type Value } from './value';
import { atPace, type Walk } from './walk';
import { addNode, addWork, type Work } from './work';

export interface Inference {
  readonly main: GraphValues;
  /** Every graph of the main graph's tree that runs. A branch that a constant condition never takes is not in it. */
  readonly graphs: ReadonlyMap<Graph, GraphValues>;
  /** The same, and the bodies of functions with the graphs under them: what all their calls agree on. */
  readonly bodies: ReadonlyMap<Body, GraphValues>;
  /** The nodes of the main graph in an order that runs. */
  readonly order: readonly Node[];
  /** Multiply-accumulates by operator, functions and subgraphs included. */
  readonly work: Work;
  readonly contradictions: readonly Contradiction[];
  /** Sentences: what is out of order or cyclic, and what a limit left unknown. */
  readonly notes: readonly InferenceNote[];
}

/** Functions that call functions, and graphs in graphs, beyond this depth are left unknown. */
const MAX_CALL_DEPTH = 64;
/** What a call of a function costs beside its nodes, as elements of a constant. */
const CALL_COST = 2048;
/** Nodes between two breaths; some milliseconds at most. */
const STRIDE = 256;

const NO_PARAMETERS: Scope['parameters'] = new Map();

/** {@link inference} with pauses. Rejects with what the pace rejects with. */
export function infer(model: Model, pins: Readonly<Record<string, number>>, pace: Pace): Promise<Inference> {
  return atPace(inference(model, pins), pace);
}

/** Infers the model under the pins ({@link resolvePins}). Never throws: whatever the model holds, values are known or unknown. */
export function* inference(model: Model, pins: Readonly<Record<string, number>>): Walk<Inference> {
  const { graph } = model;
  const state = newState({
    pins: resolvePins(graph, pins),
    inputSymbols: inputSymbols(graph),
    pathOf: new Map([...subgraphPaths(graph)].map(([path, subgraph]) => [subgraph, path])),
    functions: new Map(model.functions.map((each) => [functionKey(each.domain, each.name, each.overload), each])),
  });
  const scope: Scope = {
    path: 'main',
    parent: null,
    values: new Map(),
    opsets: model.opsets,
    parameters: NO_PARAMETERS,
    work: new Map(),
    depth: 0,
    inFunction: false,
  };
  for (const { name, type } of graph.inputs) {
    const origin = { cause: 'input', graph: scope.path, node: '', op: '', tensor: name } as const;
    scope.values.set(
      name,
      typed(type === null ? null : fromDeclared({ state, path: scope.path, name, origin }, type), origin),
    );
  }
  yield* walkGraph(state, scope, graph);
  return {
    main: { path: scope.path, values: scope.values },
    order: orderOf(state, graph.nodes).nodes,
    work: scope.work,
    graphs: state.graphs,
    bodies: state.bodies,
    contradictions: state.contradictions,
    notes: [...state.notes].map(([text, kind]) => ({ kind, text })),
  };
}

/** Fills in the values of a graph whose inputs are set. */
function* walkGraph(state: State, scope: Scope, graph: Graph): Walk<void> {
  if (!scope.inFunction) {
    state.graphs.set(graph, { path: scope.path, values: scope.values });
    state.bodies.set(graph, { path: scope.path, values: scope.values });
  }
  for (const info of graph.initializers) {
    scope.values.set(info.name, tensor(info.dtype, info.dims, constantOf(info)));
  }
  for (const { values, dims } of graph.sparseInitializers) {
    scope.values.set(values.name, typed({ kind: 'sparse-tensor', dtype: values.dtype, dims }));
  }
  const declared = declarations([...graph.outputs, ...graph.valueInfo]);
  yield* walkNodes(state, scope, graph.nodes, declared);
  for (const [name, types] of declared)
    if (!scope.values.has(name)) record(state, scope, declared, name, UNKNOWN, types);
  if (scope.inFunction) rememberBody(state.bodies, graph, scope.path, scope.values);
}

/** By name, what is declared of it: an output may be a value info as well. */
type Declarations = ReadonlyMap<string, readonly ValueType[]>;

function declarations(infos: readonly ValueInfo[]): Declarations {
  const types = new Map<string, readonly ValueType[]>();
  for (const { name, type } of infos) if (type !== null) types.set(name, [...(types.get(name) ?? []), type]);
  return types;
}

/** Worked out once for each graph and function, however often it runs. */
function orderOf(state: State, nodes: readonly Node[]): Order {
  const known = state.orders.get(nodes);
  if (known !== undefined) return known;
  const order = runningOrder(nodes);
  state.orders.set(nodes, order);
  return order;
}

function declaresShape(declared: Declarations, name: string): boolean {
  return declared.get(name)?.some((type) => 'dims' in type && type.dims !== null) ?? false;
}

function* walkNodes(state: State, scope: Scope, nodes: readonly Node[], declared: Declarations): Walk<void> {
  const order = orderOf(state, nodes);
  if (order.changed) state.notes.set(orderNote(scope, order.cyclic), order.cyclic.length === 0 ? 'order' : 'cycle');
  let untilBreath = STRIDE;
  for (const proto of order.nodes) {
    if (--untilBreath <= 0) {
      untilBreath = STRIDE;
      yield;
    }
    const inputs = proto.inputs.map((name) => (name === '' ? null : lookUp(scope, name)));
    if (order.cyclic.length === 0) noteMissing(state, scope, proto, inputs);
    const inner = new Map<Graph, Work>();
    const node: NodeContext = {
      proto,
      version: versionOf(scope, proto.domain),
      inputs,
      scope,
      state,
      declares: (output) => declaresShape(declared, proto.outputs[output] ?? ''),
      run: (graph, values) => runSubgraph(node, graph, values, inner),
    };
    const outputs = state.spend() ? inferNode(node) : [];
    const values = 'next' in outputs ? yield* outputs : outputs;
    addNode(scope.work, node, values, inner);
    for (const [i, name] of proto.outputs.entries()) {
      if (name === '') continue;
      if (scope.values.has(name)) {
        const message = 'the name stands for more than one value; the first one counts';
        state.contradict({ graph: scope.path, node: proto.name, op: proto.op, tensor: name, message }, null);
      } else record(state, scope, declared, name, values[i] ?? UNKNOWN);
    }
  }
}

function record(
  state: State,
  scope: Scope,
  declared: Declarations,
  name: string,
  value: Value,
  types = declared.get(name),
): void {
  if (types === undefined) {
    scope.values.set(name, value);
    return;
  }
  scope.values.set(
    name,
    types.reduce((known, type) => withDeclared(state, scope, name, known, type), value),
  );
}

/** Null for an optional input that the call of a function leaves out. */
function lookUp(scope: Scope, name: string): Value | null {
  for (let at: Scope | null = scope; at !== null; at = at.parent) {
    const value = at.values.get(name);
    if (value !== undefined) return value === ABSENT ? null : value;
  }
  return typed(null, { cause: 'missing', graph: scope.path, node: '', op: '', tensor: name });
}

function versionOf(scope: Scope, domain: string): number {
  const version = scope.opsets.get(domain);
  if (version !== undefined) return version;
  return (domain === '' ? scope.opsets.get('ai.onnx') : domain === 'ai.onnx' ? scope.opsets.get('') : undefined) ?? 1;
}

function inferNode(node: NodeContext): readonly Value[] | Walk<readonly Value[]> {
  const { domain, op, overload, outputs } = node.proto;
  const { functions } = node.state;
  const called = functions.size === 0 ? undefined : functions.get(functionKey(domain, op, overload));
  if (called !== undefined) return callFunction(node, called);
  const operator = operatorFor(domain, op);
  if (operator !== null) return operator(node);
  return outputs.map((_, i) => typed(null, originHere(node, 'operator', i)));
}

/** A function's body is inferred for each call, with the call's inputs and attributes. */
function* callFunction(node: NodeContext, called: LocalFunction): Walk<readonly Value[]> {
  const { state, scope: caller, inputs } = node;
  if (caller.depth >= MAX_CALL_DEPTH || !state.spend(CALL_COST))
    return node.proto.outputs.map((_, i) => typed(null, originHere(node, 'limit', i)));
  const parameters = new Map(called.attributeDefaults.map((attribute) => [attribute.name, attribute]));
  for (const attribute of node.proto.attributes) {
    const meant = attribute.refAttrName === '' ? attribute : caller.parameters.get(attribute.refAttrName);
    if (meant !== undefined) parameters.set(attribute.name, meant);
  }
  const scope: Scope = {
    path: `${called.domain}::${called.name}`,
    parent: null,
    values: new Map(called.inputs.map((name, i) => [name, inputs[i] ?? ABSENT])),
    opsets: called.opsets.size === 0 ? caller.opsets : called.opsets,
    parameters,
    work: new Map(),
    depth: caller.depth + 1,
    inFunction: true,
  };
  yield* walkNodes(state, scope, called.nodes, declarations(called.valueInfo));
  rememberBody(state.bodies, called, scope.path, scope.values);
  addWork(caller.work, scope.work, 1);
  return called.outputs.map((name) => lookUp(scope, name) ?? UNKNOWN);
}

/**
 * Walks a subgraph of the node with these inputs; beyond the depth limit its outputs are unknown.
 *
 * @param inner Takes the work of the graph's last run.
 */
function* runSubgraph(
  node: NodeContext,
  graph: Graph,
  inputs: readonly Value[],
  inner: Map<Graph, Work>,
): Walk<readonly Value[]> {
  const { state, scope: outer } = node;
  if (outer.depth >= MAX_CALL_DEPTH || !state.spend(CALL_COST))
    return graph.outputs.map((_, i) => typed(null, originHere(node, 'limit', i)));
  const scope: Scope = {
    ...outer,
    path: state.pathOf.get(graph) ?? outer.path,
    parent: outer,
    values: new Map(),
    work: new Map(),
    depth: outer.depth + 1,
  };
  for (const [i, { name, type }] of graph.inputs.entries()) {
    scope.values.set(name, withDeclared(state, scope, name, inputs[i] ?? UNKNOWN, type));
  }
  yield* walkGraph(state, scope, graph);
  inner.set(graph, scope.work);
  return graph.outputs.map(({ name }) => lookUp(scope, name) ?? UNKNOWN);
}

/** More names that nothing makes are not worth a sentence each. */
const MAX_MISSING = 5;

function noteMissing(state: State, scope: Scope, { name, op, inputs }: Node, values: readonly (Value | null)[]): void {
  for (const [i, input] of inputs.entries()) {
    const origin = values[i]?.origin;
    if (origin?.cause !== 'missing' || origin.tensor !== input) continue;
    const said = [...state.notes.values()].filter((kind) => kind === 'missing').length;
    const where = scope.path === 'main' ? '' : ` in ${scope.path}`;
    if (said < MAX_MISSING)
      state.notes.set(`${op} ${name || '(without a name)'}${where} reads ${input}, which nothing makes.`, 'missing');
  }
}

/** So many nodes of a cycle are named. */
const NAMED = 5;

function orderNote(scope: Scope, cyclic: readonly Node[]): string {
  const where = scope.path === 'main' ? 'the main graph' : `the graph ${scope.path}`;
  if (cyclic.length === 0)
    return `The nodes of ${where} are not stored in an order that runs; they were ordered first.`;
  const names = cyclic.slice(0, NAMED).map(({ name, op, outputs }) => name || `${op} (${outputs[0] ?? ''})`);
  const more = cyclic.length > NAMED ? ` and ${cyclic.length - NAMED} more` : '';
  return `Nodes of ${where} wait for each other and cannot run: ${names.join(', ')}${more}.`;
}
