import type { ArtifactKind } from '../model/artifact';
import type { Confidence, Evidence } from '../model/finding';
import type { KnowledgeStamp } from '../model/report';
import type { PackageNeed, RouteState } from '../model/routes';
import type { Deployment } from '../model/settings';
import type { Route, Target, Workload } from '../model/target';

import type { DependencyKnowledge } from './dependencies';

export type { RouteState } from '../model/routes';

/** What every entry of the knowledge base carries. */
export interface Claim {
  readonly id: string;
  /** First SDK release it holds for, three parts; null: no document says since when. */
  readonly since: string | null;
  /** First SDK release it no longer holds for; null: still true as far as known. */
  readonly until: string | null;
  /** The SDK release it was last checked against. */
  readonly verifiedAt: string;
  readonly confidence: Confidence;
  /** Ids in `data/sources.json`. */
  readonly sources: readonly string[];
}

export interface Release {
  /** Three parts. */
  readonly sdk: string;
  /** YYYY-MM-DD. */
  readonly date: string;
}

/** Releases that follow each other and that the knowledge base cannot tell apart. */
export interface ReleaseSpan {
  /** Three parts. */
  readonly first: string;
  readonly last: string;
}

export interface TargetInfo {
  readonly target: Target;
  /** "Trn2". */
  readonly label: string;
  /** "Trainium2". */
  readonly chip: string;
  /** NeuronCore generation. */
  readonly core: 'v1' | 'v2' | 'v3' | 'v4';
}

/** Support of a target that has ended at a release. */
export interface EndOfSupport extends Claim {
  readonly target: Target;
  /** The last release that covers it. */
  readonly last: string;
  readonly note: string;
}

/** A release before which a target has no support. */
export interface StartOfSupport extends Claim {
  readonly target: Target;
  /** The first release that covers it. */
  readonly first: string;
  readonly note: string;
}

export type DtypeStatus = 'native' | 'converted' | 'emulated' | 'unsupported' | 'undocumented';

/** An element type on one NeuronCore generation. */
export interface DtypeClaim extends Claim {
  /** NeuronCore generation it speaks of. */
  readonly core: TargetInfo['core'];
  /** TensorProto.DataType name. */
  readonly dtype: string;
  readonly status: DtypeStatus;
  /** stated: a document says so. absent: concluded from lists that do not name it. Others: see the data's schema. */
  readonly basis: string;
  /** Of "converted": the type it becomes. */
  readonly becomes: string | null;
  readonly consequence: string;
  readonly action: string;
  /** The compiler error where a plain compile refuses it. */
  readonly neuronError: string | null;
}

export type OperatorStatus = 'supported' | 'decomposes' | 'attention' | 'host' | 'unsupported' | 'undocumented';

/**
 * A condition on one node; its failing gives the node the status `otherwise`. Data types are TensorProto.DataType names.
 * What cannot be determined (an unknown type, a rank that inference does not reach) has not failed.
 */
export type OperatorCheck = {
  readonly otherwise: OperatorStatus;
  readonly neuronError: string | null;
  /** Why it matters, a sentence without a full stop; null where the condition says it all. */
  readonly note: string | null;
  /** How sure `otherwise` is; apart from the claim's own confidence, which is about its `status`. */
  readonly confidence: Confidence;
  /** Ids in `data/sources.json`, of `otherwise`. */
  readonly sources: readonly string[];
  /** What to do where it fails, a sentence; absent: the operator's own. */
  readonly remedy?: string;
  /** The targets it holds for; null: every one. `Knowledge.operator` leaves out the others when it is given a target. */
  readonly targets: readonly Target[] | null;
} & (
  | {
      readonly kind: 'attribute';
      readonly name: string;
      readonly must: 'all-ones' | 'equals' | 'in' | 'not-in' | 'absent';
      readonly value: unknown;
    }
  /**
   * An initializer, a constant, or what folds to one once every graph input has a fixed shape; an absent optional input passes.
   * `resizes`: the input sets the length of an axis, so where the file shows that no fixed length comes out, it is unsupported.
   */
  | { readonly kind: 'constant-input'; readonly index: number; readonly name: string; readonly resizes?: boolean }
  /** An output of the graph in an attribute: constant in the same sense, or the graph's own parameter that is. */
  | { readonly kind: 'constant-output'; readonly attribute: string; readonly index: number; readonly name: string }
  | { readonly kind: 'constant-input-equals'; readonly index: number; readonly value: unknown }
  | { readonly kind: 'dtype'; readonly input: number; readonly notIn: readonly string[] }
  | {
      readonly kind: 'dtype-if-attribute';
      readonly input: number;
      readonly notIn: readonly string[];
      readonly attribute: string;
      readonly notEquals: unknown;
    }
  | { readonly kind: 'output-unused'; readonly index: number; readonly name: string }
  | { readonly kind: 'input-absent'; readonly index: number; readonly name: string }
  | { readonly kind: 'static-input'; readonly input: number }
  | { readonly kind: 'rank'; readonly input: number; readonly must: readonly number[] }
  | { readonly kind: 'not-both'; readonly attributes: readonly [string, string] }
);

export interface OperatorClaim extends Claim {
  /** "ai.onnx" for the default domain. */
  readonly domain: string;
  readonly op: string;
  /** Operator versions in ascending order. */
  readonly versions: readonly number[];
  /** What the node is where every check passes. Judged for PyTorch/XLA and neuronx-cc; on TorchNeuron a hint. */
  readonly status: OperatorStatus;
  readonly conditions: readonly string[];
  readonly checks: readonly OperatorCheck[];
  readonly why: string;
  readonly remedy: string;
}

export interface DomainClaim extends Claim {
  readonly domain: string;
  readonly status: OperatorStatus;
  readonly why: string;
  readonly remedy: string;
}

/** What a third-party ONNX to PyTorch converter registers. Not a Neuron document. */
export interface ConverterInfo {
  readonly name: string;
  readonly version: string;
  readonly sources: readonly string[];
}

export interface ErrorCode extends Claim {
  /** "NCC_EVRF013". */
  readonly code: string;
  /** "dtype", "shape", "memory", … */
  readonly category: string;
  readonly meaning: string;
  readonly fix: string;
  /** What foretells it before the compile. Ours, not a statement of the documents. */
  readonly test: ErrorTest;
}

/** The static test of a compiler error. */
export interface ErrorTest {
  /** Ids of the rules that foretell it; empty: nothing in a file can. */
  readonly rules: readonly string[];
  /** What the rules look at, or why nothing foretells it. */
  readonly note: string;
}

/** A flag of neuronx-cc, as it is on some targets at some releases. */
export interface FlagClaim extends Claim {
  /** The long spelling, "--native-int64". */
  readonly flag: string;
  /** Other spellings, "-lnc". */
  readonly aliases: readonly string[];
  /** `switch`: takes no value; `one`: one of `values`; `list`: some of them, with commas between. */
  readonly takes: 'switch' | 'one' | 'list';
  /** Empty for a switch. */
  readonly values: readonly FlagValue[];
  /** What holds where the flag is not set: one of `values` ("on" or "off" of a switch); null: no document states it. */
  readonly default: string | null;
  /** What it is known to become in a later release; null: nothing has been announced. */
  readonly announced: string | null;
  /** Where it has an effect; null: on every target of neuronx-cc. */
  readonly targets: readonly Target[] | null;
  /** A sentence on what the flag decides. */
  readonly what: string;
  /** Compiler errors that depend on it. */
  readonly neuronErrors: readonly string[];
}

export interface FlagValue {
  readonly value: string;
  /** A sentence without a full stop. */
  readonly effect: string;
}

export type ChangeKind = 'began' | 'ended' | 'announced' | 'default-changed';

/** What a change is about. */
export type ChangeArea =
  | 'target'
  | 'route'
  | 'package'
  | 'python'
  | 'framework'
  | 'flag'
  | 'dtype'
  | 'operator'
  | 'error'
  | 'instance'
  | 'image'
  | 'system'
  | 'model'
  | 'tool';

/** What an SDK release brought, took or announced. */
export interface Change {
  readonly id: string;
  /** The release that did it; of an announcement the one whose documents make it. */
  readonly sdk: string;
  readonly kind: ChangeKind;
  readonly area: ChangeArea;
  /** As a user would search it: "--auto-cast", "torch-neuronx", "Inf1", "NCC_EVRF056". */
  readonly subject: string;
  /** Null: whatever the target. */
  readonly targets: readonly Target[] | null;
  /** Null: whatever the route. */
  readonly routes: readonly Route[] | null;
  /** One sentence: what changed and what to do about it. */
  readonly words: string;
  /** Of an announcement: the release it is for; null where none is named. */
  readonly due: string | null;
  /** Of an announcement: the release in which it came true or was dropped; null: pending, or no document tells. */
  readonly settled: string | null;
  readonly confidence: Confidence;
  /** Ids in `data/sources.json`. */
  readonly sources: readonly string[];
}

/** A package of the SDK at a release. */
export interface PackageRelease {
  readonly sdk: string;
  /** Several where it is built for several versions of a framework. */
  readonly versions: readonly string[];
  /** Null: the source does not say. */
  readonly targets: readonly Target[] | null;
  /** "3.12", ascending; null: the source does not say, or it is no Python package. */
  readonly python: readonly string[] | null;
  /** Id in `data/sources.json`. */
  readonly source: string;
}

/** Documents that disagree. */
export interface Conflict {
  readonly id: string;
  readonly topic: string;
  /** At least two that cannot both hold. */
  readonly statements: readonly { readonly words: string; readonly sources: readonly string[] }[];
  readonly chosen: string;
  /** Why that one. */
  readonly why: string;
}

/** A data type as a library or a file format names it. */
export interface DtypeName {
  /** "torch.float8_e4m3fn", "F8_E4M3". */
  readonly name: string;
  readonly system: 'torch' | 'safetensors';
  /** The type of the claims: a TensorProto name, or one of the knowledge base's own for what ONNX does not have. */
  readonly dtype: string;
  /** How its values are stored, where that differs from one element after another; null: plainly. */
  readonly note: string | null;
  readonly sources: readonly string[];
}

/** A way to run something on a target at a release. */
export interface RouteClaim extends Claim {
  readonly route: Route;
  readonly label: string;
  readonly state: RouteState;
  readonly targets: readonly Target[];
  readonly workloads: readonly Workload[];
  /** Order of preference among the routes of a target; 1 is the first. */
  readonly rank: number;
  /** What to install or pin, in a sentence. */
  readonly needs: string;
  /** The same as data; a specifier is empty where the release that is asked for decides the version. */
  readonly packages: readonly PackageNeed[];
  /** Minor versions of Python; absent: those of the release. */
  readonly python?: readonly string[];
  /** The release whose compiler its packages pin, where that is not the release itself. */
  readonly compilerSdk?: string;
  readonly note: string | null;
  /** Runs the models of that library, which are then documented for this route too. */
  readonly modelsOf?: Route;
}

/** Bounds of what a model claim covers, of the model (layers) or of its deployment; what states no such number is within them. */
export interface ModelLimit {
  readonly fact: 'layers' | 'batchSize' | 'sequenceLength';
  readonly atLeast: number;
  readonly atMost: number;
  /** Null: on every target. */
  readonly targets: readonly Target[] | null;
  /** A sentence without a full stop. */
  readonly note: string;
}

/** A library that documents a model type. */
export interface ModelClaim extends Claim {
  readonly modelType: string;
  readonly architectures: readonly string[];
  readonly tasks: readonly string[];
  readonly route: Route;
  readonly targets: readonly Target[];
  /** Of the route, on the target and at the release that were asked for. */
  readonly state: RouteState;
  readonly note: string;
  /** Absent: inference. */
  readonly workload?: Workload;
  /** False where only the code of the library has the model and no document lists it. */
  readonly listed?: boolean;
  /** False where a document says that the library does not have the model; never among the answers of `models`. */
  readonly supported?: boolean;
  /** The model type that `vision_config` must name. */
  readonly visionType?: string;
  readonly limits?: readonly ModelLimit[];
  /** Tensor parallel degrees at which the sources run the model although they do not divide its heads. */
  readonly degrees?: readonly number[];
  /** Cores that the sources split the model over, where fewer do not hold it. */
  readonly leastCores?: number;
  /** Host memory that compiling the model takes, in GB, as a document of the library says. */
  readonly compileMemory?: number;
}

/** What a config says of its model. */
export interface ModelQuery {
  readonly modelType?: string;
  readonly architectures?: readonly string[];
  /** `model_type` of its `vision_config`. */
  readonly visionType?: string;
}

export interface TensorParallelClaim extends Claim {
  readonly target: Target;
  /** Null: the hardware and runtime, whatever the library. */
  readonly route: Route | null;
  readonly degrees: readonly number[];
  /** Device memory of a core as the degrees count them, in GiB. */
  readonly coreMemory: number;
  readonly note: string;
}

/** Figures from which memory is worked out; what each is for and its unit stand in `note` and in its name. */
export interface MemoryClaim extends Claim {
  readonly figures: Readonly<Record<string, number>>;
  readonly note: string;
}

/** A resource that containers and jobs ask for by name; an id that ends in "*" stands for every name that begins so. */
export interface ResourceClaim extends Claim {
  /** What a quantity of it counts: Neuron devices (chips), NeuronCores, another vendor's accelerators, network interfaces. */
  readonly counts: 'chips' | 'cores' | 'gpus' | 'interfaces';
  /** The release that ended it, where one did, before the first that this base knows. */
  readonly ended?: string;
  /** The name to write instead of one that has ended. */
  readonly successor?: string;
}

/** An instance type; its id is the name, "trn2.48xlarge". */
export interface InstanceClaim extends Claim {
  readonly target: Target;
  readonly chips: number;
  /** Physical NeuronCores. */
  readonly cores: number;
  /** NeuronCores that a program sees by default. */
  readonly logicalCores: number;
  /** Memory of all its chips in GiB; null: no document says. */
  readonly deviceMemory: number | null;
  /** Memory of the machine itself in GiB; null likewise. */
  readonly hostMemory: number | null;
}

/** What one chip of a target can do at most; its id is the target. */
export interface ChipClaim extends Claim {
  readonly target: Target;
  /** Dense arithmetic by element type (TensorProto.DataType names), in 10^12 operations a second. */
  readonly peaks: readonly { readonly dtypes: readonly string[]; readonly tflops: number }[];
  /** Of the device memory, in 10^9 bytes a second. */
  readonly bandwidth: number;
}

/** A formula of the documents; what its names stand for is said where it is applied. */
export interface FormulaClaim extends Claim {
  readonly formula: string;
  /** The number in it that no input gives. */
  readonly factor: number;
  /** The targets that its page speaks of; for others it is inferred. */
  readonly targets: readonly Target[];
}

/** How a route compiles for several lengths. */
export interface BucketingClaim extends Claim {
  readonly route: Route;
  /** Where the lengths are written. */
  readonly where: string;
  /** grid: a graph for each length with each batch size. lists: one for each length, and others for token generation. */
  readonly compiles: 'grid' | 'lists';
  /** Sentences. */
  readonly notes: readonly string[];
}

/** What a route makes of a checkpoint that was quantized before. */
export interface QuantizationClaim extends Claim {
  /** `quant_method` of the config. */
  readonly method: string;
  /** `quant_algo`; null: whatever it is. */
  readonly algorithm: string | null;
  readonly route: Route;
  readonly targets: readonly Target[];
  /** Null: of any model. */
  readonly modelTypes: readonly string[] | null;
  readonly status: 'runs' | 'conditional' | 'refused';
  /** The type of `deployment.dtype` under which the weights are converted and run; null: there is none. */
  readonly runsAs: string | null;
  /** A sentence without a full stop. */
  readonly note: string;
  readonly remedy: string;
}

/** An environment variable, or all whose names begin alike. */
export interface VariableClaim extends Claim {
  readonly name: string;
  /** True where `name` is the beginning of names. */
  readonly prefix: boolean;
  /** current: Neuron reads it. ended: no more. foreign: the software of GPUs does. */
  readonly state: 'current' | 'ended' | 'foreign';
  /** cores: indexes and ranges. count: a number of cores. one: one of `values`. logical-cores: physical cores to a logical one. Null: anything. */
  readonly takes: 'cores' | 'count' | 'one' | 'logical-cores' | null;
  readonly values: readonly string[];
  /** The variable that does it on Neuron; null: there is none. */
  readonly replacedBy: string | null;
  /** A clause without a full stop. */
  readonly what: string;
  /** A sentence. */
  readonly remedy: string;
}

/** What becomes of a model file of a kind. */
export interface FileFormatClaim extends Claim {
  readonly kind: ArtifactKind;
  /** Null: on any route that has no claim of its own. */
  readonly route: Route | null;
  /** Null: on every target that has no claim of its own. */
  readonly targets: readonly Target[] | null;
  /** reads: a route takes it as it is. convert: what it holds has to be had in another form. refused: a document says that its way has ended. */
  readonly status: 'reads' | 'convert' | 'refused';
  /** A sentence without a full stop. */
  readonly note: string;
  readonly remedy: string;
}

/** Small questions to the knowledge base; every answer is a claim with its sources, or null: not known. */
export interface Knowledge extends DependencyKnowledge {
  readonly newest: Release;
  /** Ascending. */
  readonly releases: readonly Release[];
  /** All releases, ascending, in runs within which every answer is the same, or every answer that a graph depends on. */
  spans(of?: 'all' | 'graph'): readonly ReleaseSpan[];
  stamp(asOf: string): KnowledgeStamp;
  /** "2.33" is its newest known patch release. Null for a spelling that is no release; `note` where the knowledge does not reach it fully. */
  resolveRelease(spelling: string): { readonly sdk: string; readonly note: string | null } | null;
  target(target: Target): TargetInfo;
  /** The claim where the target's support has ended before `sdk`, else null. */
  ended(target: Target, sdk: string): EndOfSupport | null;
  /** The claim where the target's support begins after `sdk`, else null. */
  notBegun(target: Target, sdk: string): StartOfSupport | null;
  /** `dtype`: TensorProto.DataType name. */
  dtype(dtype: string, target: Target, sdk: string): DtypeClaim | null;
  /**
   * What PyTorch ("torch.bfloat16", "bfloat16") or safetensors ("BF16", "F8_E4M3") call a type; null for a name of neither. Its
   * `dtype` has a claim on every target at every release.
   */
  dtypeNamed(name: string): DtypeName | null;
  /** With a target, only the checks that hold for it; on Inf1, which has another compiler, at most inferred and without its errors. */
  operator(domain: string, op: string, target?: Target): OperatorClaim | null;
  /**
   * What "domain::Op" becomes: any of the ATen operators, all of the XLA ones (none: it depends). Null where it is no one plain thing. Inferred from
   * the lowerings of PyTorch/XLA; used to match what Neuron's tools say.
   */
  operatorPath(id: string): { readonly aten: readonly string[]; readonly hlo: readonly string[] } | null;
  /** Foreign domains; null for a domain whose operators have claims of their own. An unknown domain gets the claim on custom ones. */
  domain(domain: string): DomainClaim | null;
  readonly converter: ConverterInfo;
  /** Operator versions the converter registers; null where it knows none for this operator. */
  converterVersions(domain: string, op: string): readonly number[] | null;
  errorCode(code: string): ErrorCode | null;
  /** The errors that a rule foretells, by code. */
  errorsForetoldBy(rule: string): readonly ErrorCode[];
  /** By any spelling, without its value; null where the compiler of that release has no such flag on the target, or no document names it. */
  flag(name: string, target: Target, sdk: string): FlagClaim | null;
  /** Every flag with a claim there, by name. */
  flags(target: Target, sdk: string): readonly FlagClaim[];
  /**
   * What changes on the way from one release to a later one, in the order of releases: all after `from` up to `to`, and what had been announced by then and is still to come.
   * Empty where `to` is not later.
   */
  changes(from: string, to: string): readonly Change[];
  /** What the SDK publishes of a package, in the order of releases; by any spelling ("neuronx_distributed"). Empty for a package that is none of the SDK's. */
  packageReleases(name: string): readonly PackageRelease[];
  /** Throws on an unknown id. */
  conflict(id: string): Conflict;
  /** Routes for a PyTorch model rebuilt from ONNX, or a Hugging Face encoder, best first. */
  pytorchRoutes(target: Target, sdk: string, workload: Workload): readonly RouteClaim[];
  /** `workload`: inference unless given. */
  route(route: Route, target: Target, sdk: string, workload?: Workload): RouteClaim | null;
  /** Libraries that document this `model_type` or architecture on the target at the release, best first. `workload`: inference unless given. */
  models(query: ModelQuery, target: Target, sdk: string, workload?: Workload): readonly ModelClaim[];
  /** The claim where a document says that the library lacks the model; silence is no such claim. */
  lacksModel(query: ModelQuery, route: Route, target: Target, sdk: string): ModelClaim | null;
  /** True where any entry, on whatever target or release, names this model type: tells "not on this target" from "not documented at all". */
  knowsModel(query: ModelQuery): boolean;
  tensorParallel(target: Target, route: Route | null, sdk: string): TensorParallelClaim | null;
  /** Figures for working memory out, by the claim's id; throws where the data has none of that name at the release. */
  memory(id: string, sdk: string): MemoryClaim;
  /** By name, in lower case. */
  instance(type: string): InstanceClaim | null;
  /** The instance type that is planned, however somebody has spelled it; null where none is, or no document names it. */
  plannedInstance(deployment: Pick<Deployment, 'instance'>): InstanceClaim | null;
  /** Instance types of a target that a document names, smallest first; `inferred` where it only names them. */
  instances(target: Target): readonly InstanceClaim[];
  /** Null: no document gives figures of the target's chip. */
  chip(target: Target): ChipClaim | null;
  /** Throws on an unknown id. */
  formula(id: string): FormulaClaim;
  /** Null: no document says how the route takes several lengths at the release. */
  bucketing(route: Route, sdk: string): BucketingClaim | null;
  /** What a resource of this name counts; null of a name that is not known. */
  resource(name: string): ResourceClaim | null;
  /** The most specific claim on a quantized checkpoint; null: no document speaks of it. */
  quantization(
    query: { readonly method: string; readonly algorithm: string | null; readonly modelType: string | undefined },
    route: Route,
    target: Target,
    sdk: string,
  ): QuantizationClaim | null;
  /** What is known of an environment variable at the release; null: nothing. The claim of the name itself outranks those of its beginning. */
  variable(name: string, sdk: string): VariableClaim | null;
  /** The most specific claim on files of a kind; null: nothing is known. `route`: the one that is planned, or null. */
  fileFormat(kind: ArtifactKind, route: Route | null, target: Target, sdk: string): FileFormatClaim | null;
  /** Throws on an unknown id: the gate proves that there is none. `sdk`: the release the source speaks of. */
  evidence(sourceId: string): Evidence;
}
