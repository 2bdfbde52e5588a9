import type { Severity } from '../model/finding';
import type { Target, Workload } from '../model/target';
import type { Claim } from './knowledge';

/** A version of a Neuron package and the releases that hold it, in three parts. */
export interface PackageVersion {
  readonly version: string;
  readonly first: string;
  readonly last: string;
  /** Null: no document says. */
  readonly targets: readonly Target[] | null;
  /** Minor versions of Python; null: no document says. */
  readonly python: readonly string[] | null;
}

/**
 * The versions of a Neuron package in releases older than the knowledge base's first; of packages for Inf1 in all. Its id is the normalized name. They tell which release an old
 * pin belongs to.
 */
export interface OlderPackage extends Claim {
  /** By release. */
  readonly versions: readonly Pick<PackageVersion, 'version' | 'first' | 'last'>[];
}

/** The end, or the coming end, of the support of a package or of some of its versions. */
export interface PackageSupportClaim extends Claim {
  readonly package: string;
  /** A specifier of the versions; empty: all. */
  readonly versions: string;
  /** Null: whatever the target. */
  readonly targets: readonly Target[] | null;
  readonly workloads: readonly Workload[] | null;
  readonly state: 'ended' | 'maintenance';
  readonly severity: Severity;
  /** A sentence without a full stop. */
  readonly words: string;
  readonly remedy: string;
}

/** Packages that need an NVIDIA GPU, or that have no part on Neuron. */
export interface GpuPackageClaim extends Claim {
  /** Normalized; "*" stands for any characters; `name[extra` for an extra of the package. */
  readonly names: readonly string[];
  readonly severity: Severity;
  /** What it does, a verb first: "holds CUDA kernels". */
  readonly what: string;
  /** What takes its place. */
  readonly instead: string;
  readonly remedy: string;
}

/** Images that hold software for GPUs. */
export interface GpuImageClaim extends Claim {
  /** Of the image without its tag; "*" stands for any characters. */
  readonly names: readonly string[];
  /** A regular expression on the tag; null: whatever it is. */
  readonly tag: string | null;
  readonly severity: Severity;
  readonly what: string;
  /** What the image is for, which decides what takes its place. */
  readonly use: 'base' | 'serving' | 'training' | 'huggingface' | 'cluster';
}

/** Images with Neuron software. */
export interface NeuronImageClaim extends Claim {
  readonly names: readonly string[];
  readonly framework: 'vllm' | 'torch' | 'jax' | 'tensorflow' | 'optimum' | 'inf1';
  readonly targets: readonly Target[];
  /** A reference that a document names; null: none was read. */
  readonly example: string | null;
  readonly state: 'current' | 'ended';
  /** Of an ended one: a sentence without a full stop. */
  readonly words: string | null;
  readonly remedy: string | null;
}

/** What a version of Optimum Neuron pins; its id is the version. Read from its own code. */
export interface OptimumClaim extends Claim {
  readonly sdk: string;
  readonly pins: readonly { readonly name: string; readonly spec: string }[];
}
