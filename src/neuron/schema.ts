/** Shapes of the files in `data/`: what the loader reads and the gate checks. */
import type {
  BucketingClaim,
  Change,
  ChipClaim,
  Claim,
  Conflict,
  DomainClaim,
  DtypeClaim,
  DtypeName,
  EndOfSupport,
  ErrorCode,
  FileFormatClaim,
  FlagClaim,
  FormulaClaim,
  InstanceClaim,
  MemoryClaim,
  ModelClaim,
  OperatorClaim,
  PackageRelease,
  QuantizationClaim,
  Release,
  ResourceClaim,
  RouteClaim,
  StartOfSupport,
  TargetInfo,
  TensorParallelClaim,
  VariableClaim,
} from './knowledge';
import type {
  GpuImageClaim,
  GpuPackageClaim,
  NeuronImageClaim,
  OlderPackage,
  OptimumClaim,
  PackageSupportClaim,
} from './package-claims';

/** A public repository at the commit that was read. */
export interface RepositoryEntry {
  /** "owner/name" on GitHub. */
  readonly repo: string;
  /** 8 to 40 hexadecimal digits. */
  readonly commit: string;
  /** The SDK release the repository documents; null where it is not about one. */
  readonly sdk: string | null;
  /** Where its pages are published at that release, with a "/" at the end; null where they are not. */
  readonly site: string | null;
}

/** A document of a repository. */
export interface RepositorySource {
  readonly id: string;
  readonly title: string;
  /** A key of `repositories`. */
  readonly repository: string;
  readonly path: string;
  /** The rst label, or the slug of a heading; null: the document as a whole. */
  readonly label: string | null;
  /** Where it speaks of another release than the repository's. */
  readonly sdk?: string | null;
}

/** A published page without a repository at hand. */
export interface PageSource {
  readonly id: string;
  readonly title: string;
  readonly url: string;
  readonly sdk: string;
  /** How much of it was available. */
  readonly read: 'whole' | 'part';
  /** YYYY-MM-DD. */
  readonly readOn: string;
}

export type SourceEntry = RepositorySource | PageSource;

export interface SourcesFile {
  readonly repositories: Readonly<Record<string, RepositoryEntry>>;
  readonly sources: readonly SourceEntry[];
}

interface Sourced {
  readonly sources: readonly string[];
}

export interface ReleasesFile {
  /** YYYY-MM-DD: the day the base was last checked against the published documents. */
  readonly verified: string;
  readonly releases: readonly (Release & Sourced)[];
  /** Releases that documents name and that are not out: entries may end there. */
  readonly announced: readonly ({ readonly sdk: string } & Sourced)[];
}

export interface TargetsFile {
  readonly targets: readonly (TargetInfo & Sourced)[];
  readonly ended: readonly EndOfSupport[];
  readonly notBegun: readonly StartOfSupport[];
}

/** One statement about a type, on one or several NeuronCore generations. */
export interface DtypeEntry extends Omit<DtypeClaim, 'core'> {
  readonly cores: readonly TargetInfo['core'][];
}

/** `id`: system and name, "safetensors/F8_E4M3". */
export interface DtypeNameEntry extends DtypeName {
  readonly id: string;
}

export type RouteEntry = RouteClaim;

/** A library that documents a model type. Its state on a target at a release is that of its route. */
export type ModelEntry = Omit<ModelClaim, 'state'>;

export interface ConverterFile extends Sourced {
  readonly name: string;
  readonly version: string;
  /** `id`: "domain::Op". */
  readonly operators: readonly { readonly id: string; readonly versions: readonly number[] }[];
}

/** Which operators of ATen and of XLA an ONNX operator becomes, where that is one plain thing. */
export interface OperatorPathsFile extends Sourced {
  /** `id`: "domain::Op". `aten`: any of them. `hlo`: all of them; empty where it depends. */
  readonly operators: readonly {
    readonly id: string;
    readonly aten: readonly string[];
    readonly hlo: readonly string[];
  }[];
}

/** `id`: the name as package indexes compare it. */
export interface PackageEntry {
  readonly id: string;
  readonly kind: 'pip' | 'system';
  readonly releases: readonly PackageRelease[];
}

/** All files, by name. */
export interface KnowledgeData {
  readonly sources: SourcesFile;
  readonly releases: ReleasesFile;
  readonly targets: TargetsFile;
  readonly dtypes: readonly DtypeEntry[];
  readonly 'dtype-names': readonly DtypeNameEntry[];
  readonly 'operators-ai-onnx': readonly OperatorClaim[];
  readonly 'operators-com-microsoft': readonly OperatorClaim[];
  readonly 'operators-ml': readonly OperatorClaim[];
  readonly domains: readonly DomainClaim[];
  readonly converter: ConverterFile;
  readonly 'operator-paths': OperatorPathsFile;
  readonly errors: readonly ErrorCode[];
  readonly flags: readonly FlagClaim[];
  readonly changes: readonly Change[];
  readonly packages: readonly PackageEntry[];
  readonly conflicts: readonly Conflict[];
  readonly routes: readonly RouteEntry[];
  readonly models: readonly ModelEntry[];
  readonly parallelism: readonly TensorParallelClaim[];
  readonly memory: readonly MemoryClaim[];
  readonly instances: readonly InstanceClaim[];
  readonly chips: readonly ChipClaim[];
  readonly formulas: readonly FormulaClaim[];
  readonly bucketing: readonly BucketingClaim[];
  readonly resources: readonly ResourceClaim[];
  readonly quantization: readonly QuantizationClaim[];
  readonly 'older-packages': readonly OlderPackage[];
  readonly 'package-support': readonly PackageSupportClaim[];
  readonly 'gpu-packages': readonly GpuPackageClaim[];
  readonly 'gpu-images': readonly GpuImageClaim[];
  readonly 'neuron-images': readonly NeuronImageClaim[];
  readonly 'optimum-pins': readonly OptimumClaim[];
  readonly variables: readonly VariableClaim[];
  readonly 'file-formats': readonly FileFormatClaim[];
}

/** The claims of a file that is a list of them. */
export type ClaimFile = {
  [K in keyof KnowledgeData]: KnowledgeData[K] extends readonly Claim[] ? K : never;
}[keyof KnowledgeData];

export const OPERATOR_FILES = ['operators-ai-onnx', 'operators-com-microsoft', 'operators-ml'] as const;
