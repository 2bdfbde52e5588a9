import type { TextRange } from '../model/finding';

/**
 * What a text file says of packages, images, resources and so on, whatever its format: a requirements file and a `RUN pip install`
 * both mention packages. Rules look at mentions, so that a rule is written once and not once a format.
 */

interface Mention {
  /** Of the whole mention, or of the part that names the subject. */
  readonly range: TextRange;
  /**
   * What the mention belongs to: a container, a job, a stage of a Dockerfile, a cell. Mentions of one file with the same scope speak of the same
   * process or machine. Absent: the file as a whole.
   */
  readonly scope?: string;
}

/** A Python, Conda or system package that is asked for. */
export interface PackageMention extends Mention {
  /** Normalized as PEP 503 does: lower case, runs of "-", "_" and "." as one "-". */
  readonly name: string;
  /** As it is written. */
  readonly written: string;
  readonly nameRange: TextRange;
  /** "==2.9.*,<3" without spaces; empty where any version will do. */
  readonly specifier: string;
  readonly specifierRange: TextRange | null;
  /** The version where the specifier admits only one ("==2.9.1", "=2.9.1" of Conda), else null. */
  readonly pinned: string | null;
  readonly extras: readonly string[];
  /** PEP 508 marker as written, or null. */
  readonly marker: string | null;
  /** A direct reference (`name @ https://…`, `git+https://…`, a path), or null. */
  readonly source: string | null;
  readonly installer: 'pip' | 'conda' | 'system';
  /** What a lock file resolved, as opposed to what somebody asked for. */
  readonly locked: boolean;
}

/** A package index or Conda channel. */
export interface IndexMention extends Mention {
  readonly url: string;
}

/** A constraint on the version of Python. */
export interface PythonMention extends Mention {
  /** ">=3.10,<3.13", "3.11", as written. */
  readonly specifier: string;
}

/** A container or machine image. */
export interface ImageMention extends Mention {
  /** As written, after variables with known values were put in. */
  readonly reference: string;
  /** "nvcr.io/nvidia/pytorch": without tag and digest. */
  readonly name: string;
  /** Null where none is written or it is not known. */
  readonly tag: string | null;
  /** "linux/arm64", or null. */
  readonly platform: string | null;
  /** base: of a build. container: what runs. machine: an AMI. */
  readonly role: 'base' | 'container' | 'machine';
  /** Of a build in stages: whether the stage is in what is shipped. Else true. */
  readonly shipped: boolean;
}

/** A resource that a container or job asks for. */
export interface ResourceMention extends Mention {
  /** "nvidia.com/gpu", "aws.amazon.com/neuron", "hugepages-2Mi", "gres/gpu". */
  readonly name: string;
  readonly nameRange: TextRange;
  /** Null where it is a template or no number. */
  readonly quantity: number | null;
  readonly quantityRange: TextRange | null;
  /** "limits", "requests", "devices", "gres". */
  readonly list: string;
}

/** An instance type or accelerator that is chosen. */
export interface InstanceMention extends Mention {
  /** "trn2.48xlarge"; of SageMaker without "ml.". */
  readonly type: string;
}

/** A node selector, toleration, affinity or label that decides where something runs. */
export interface PlacementMention extends Mention {
  readonly key: string;
  readonly value: string | null;
  readonly kind:
    | 'selector'
    | 'toleration'
    | 'taint'
    | 'affinity'
    | 'partition'
    | 'device-class'
    | 'runtime-class'
    | 'scheduler';
}

/** An environment variable that is set. */
export interface VariableMention extends Mention {
  readonly name: string;
  /** Null where it is not a plain text. */
  readonly value: string | null;
  readonly valueRange: TextRange | null;
}

/** One word of a command line. */
export interface Word {
  /** Without quotes; a variable whose value is not known stays as "$NAME". */
  readonly text: string;
  readonly range: TextRange;
  /** Whether all of it is known. */
  readonly literal: boolean;
}

/** A program that is started. */
export interface CommandMention extends Mention {
  /** With the program first; variables set in front of it are among the mentioned variables. Wrappers (sudo, env, exec, nohup, time) are left out. */
  readonly words: readonly Word[];
}

/** A call, attribute or import of Python code. */
export interface CallMention extends Mention {
  /** The dotted name with import aliases resolved: "torch_neuronx.trace"; of a method of an unknown object ".cuda". */
  readonly name: string;
  readonly kind: 'call' | 'attribute' | 'import';
  readonly arguments: readonly CallArgument[];
}

export interface CallArgument {
  /** Null of a positional argument. */
  readonly name: string | null;
  /** As written; a dotted name has its import aliases resolved. */
  readonly text: string;
  /** The value of a literal text, number, truth value, None or list of such, else undefined. */
  readonly value: unknown;
  readonly range: TextRange;
}

export interface Mentions {
  readonly packages: readonly PackageMention[];
  readonly indexes: readonly IndexMention[];
  readonly pythons: readonly PythonMention[];
  readonly images: readonly ImageMention[];
  readonly resources: readonly ResourceMention[];
  readonly instances: readonly InstanceMention[];
  readonly placements: readonly PlacementMention[];
  readonly variables: readonly VariableMention[];
  readonly commands: readonly CommandMention[];
  readonly calls: readonly CallMention[];
}

export const NO_MENTIONS: Mentions = {
  packages: [],
  indexes: [],
  pythons: [],
  images: [],
  resources: [],
  instances: [],
  placements: [],
  variables: [],
  commands: [],
  calls: [],
};

/** PEP 503: names that differ only in case, "-", "_" and "." are the same package. */
export function normalizedPackage(name: string): string {
  return name.toLowerCase().replace(/[-_.]+/g, '-');
}
