/** Whether a model fits: every number with its formula and inputs; what no document gives stays blank with a reason. */
import type { HfConfigFacts } from './facts';
import type { FigureInput, FigureOrBlank } from './figure';
import type { RelativePath } from './host';
import type { Deployment } from './settings';
import type { Route, Target, Workload } from './target';

/**
 * exact: counted from the files. estimate: worked out from the dimensions by a formula that counts everything of its kind. at-least: a lower
 * bound, by which only "does not fit" can be decided.
 */
export type FigureBound = 'exact' | 'estimate' | 'at-least';

/** One number of a fit, or a blank with its reason. */
export type FitFigure = FigureOrBlank & {
  readonly id: FitFigureId;
  /** "KV cache per core". */
  readonly label: string;
  readonly bound: FigureBound;
  /** A sentence on what it leaves out or takes for granted; null: nothing. */
  readonly note: string | null;
};

export type FitFigureId =
  | 'parameters'
  | 'weights'
  | 'weights-per-core'
  | 'kv-cache-per-core'
  | 'activations-per-core'
  | 'code-per-core'
  | 'gradients-per-core'
  | 'optimizer-per-core'
  | 'need-per-core'
  | 'memory-per-core'
  | 'cache-budget-per-core'
  | 'chips'
  | 'global-batch'
  | 'largest-batch'
  | 'largest-sequence';

/** fits: what is counted does not exceed what there is. does-not-fit: even a lower bound exceeds it. unknown: no figure decides it. */
export type FitVerdict = 'fits' | 'does-not-fit' | 'unknown';

/** A tensor parallel degree on a target, whatever the instance. */
export interface DegreeFit {
  readonly degree: number;
  /** False where a rule of the documents fails, apart from memory. */
  readonly valid: boolean;
  /** The rule that fails, or a remark on a degree that is valid (copied heads, padding); a clause without a full stop. */
  readonly reason: string | null;
  /** Bytes on one core; null: not known. */
  readonly weights: number | null;
  readonly kvCache: number | null;
  /** All that is counted; null where the weights are not known. */
  readonly need: number | null;
  /** Of `need`. */
  readonly bound: FigureBound;
  readonly verdict: FitVerdict;
}

export interface InstanceFit {
  /** "trn2.48xlarge". */
  readonly instance: string;
  /** Cores that a program sees. */
  readonly cores: number;
  /** GiB of a core and of the machine; null: no document says. */
  readonly coreMemory: number | null;
  readonly hostMemory: number | null;
  /** The degree that was judged: the planned one, else the smallest that fits here, else the largest valid one; null: none is valid here. */
  readonly degree: number | null;
  /** Copies of the model that the cores hold side by side at that degree. */
  readonly copies: number;
  readonly verdict: FitVerdict;
  /** A sentence: "13.1 of 24 GiB a core at TP 4". */
  readonly reason: string;
  /** Memory of the machine itself, for compiling and loading. */
  readonly host: { readonly verdict: FitVerdict; readonly reason: string };
  /** At that degree and the planned sequence length, batch by batch; blank where it cannot be told. */
  readonly largestBatch: FitFigure;
  readonly largestSequence: FitFigure;
}

export interface TargetFit {
  readonly target: Target;
  /** "Trn2". */
  readonly label: string;
  /** The route whose rules were applied; null: those of hardware and runtime alone. */
  readonly route: Route | null;
  readonly verdict: FitVerdict;
  /** The answer in one sentence. */
  readonly answer: string;
  /** The degree that the figures below are for; null: none. */
  readonly degree: number | null;
  /** What one core has to hold and has, at that degree. */
  readonly figures: readonly FitFigure[];
  /** Ascending. */
  readonly degrees: readonly DegreeFit[];
  /** Smallest first; empty where no document gives figures. */
  readonly instances: readonly InstanceFit[];
  /** The smallest instance that fits; null: none, or not known. */
  readonly smallest: string | null;
  /** Sentences on what stays blank and why. */
  readonly blanks: readonly string[];
}

/** What is known of one model, as plain data: enough to work its fit out anew under other settings. */
export interface FitSubject {
  /** The file first that stands for the model, then those like it. */
  readonly paths: readonly RelativePath[];
  /** "llama (LlamaForCausalLM)". */
  readonly name: string;
  /** generative: keeps a KV cache. pass: one forward pass. graph: an ONNX model. */
  readonly nature: 'generative' | 'embedding' | 'pass' | 'graph';
  readonly facts: HfConfigFacts;
  /** Counted from the config, a lower bound, or blank. */
  readonly parameters: FitFigure;
  readonly visionType: string | null;
  readonly attention: AttentionFacts;
  /** What the files of the checkpoint say; null: there are none. */
  readonly stored: StoredWeights | null;
  /** Of an ONNX model whose sizes are known: see `Activations` of the inference. */
  readonly activations: { readonly peakBytes: number; readonly unknown: number } | null;
  readonly training: TrainingSetup | null;
}

/** What an ONNX graph holds, read while it is at hand. */
export interface GraphSize {
  /** Bytes of the initializers by TensorProto.DataType name, packed as ONNX stores them. */
  readonly bytesByDtype: Readonly<Record<string, number>>;
  /** The most bytes of other tensors alive at once; `unknown`: tensors whose size is open. */
  readonly peakBytes: number;
  readonly unknown: number;
}

/** What a config says of its cache beyond heads and layers. */
export interface AttentionFacts {
  /** Multi-head latent attention: sizes of the compressed vector and of the rotary part. */
  readonly latent: { readonly rank: number; readonly rope: number } | null;
  /** Sliding window in tokens, and the layers that have it; `layers` null: all, or the config does not say which. */
  readonly window: { readonly size: number; readonly layers: number | null } | null;
  /** Layers without attention (state space, linear attention), where the config names the kind of every layer. */
  readonly otherLayers: number;
  /** Layers differ in the number or size of their key/value heads. */
  readonly headsByLayer: boolean;
  /** Encoder-decoder models keep a second cache, which no document counts. */
  readonly encoderDecoder: boolean;
}

export interface StoredWeights {
  readonly bytes: number;
  /** As the files spell the types; empty where only a sum is known. */
  readonly bytesByDtype: Readonly<Record<string, number>>;
  /** Elements of all tensors; null: not known. */
  readonly parameters: number | null;
  /** Where it comes from. */
  readonly from: string;
  /** True where files are missing or damaged: then it is a lower bound. */
  readonly incomplete: boolean;
}

/** Of a trainer or DeepSpeed file beside the model. */
export interface TrainingSetup {
  readonly microBatch: number | null;
  /** Tokens of a sequence. */
  readonly length: number | null;
  readonly accumulation: number | null;
  readonly zeroStage: number | null;
  /** "lora": only a part of the weights is trained; null: all, as far as known. */
  readonly adapter: string | null;
  readonly from: string;
}

/** What the fit is worked out for; every field may be tried in a what-if. */
export interface FitPlan {
  readonly targets: readonly Target[];
  readonly sdk: string;
  readonly workload: Workload;
  readonly deployment: Deployment;
  /** Element type of the KV cache, "fp8"; absent: that of the weights, at least 16 bits. */
  readonly cacheDtype?: string;
  /** Gradient accumulation steps; absent: as the training set-up says, else 1. */
  readonly accumulation?: number;
  /** Optimizer states sharded over data parallel ranks; absent: as the training set-up says. */
  readonly zero1?: boolean;
}

export interface ModelFit {
  readonly subject: FitSubject;
  readonly workload: Workload;
  /** What batch, sequence and data type were taken, and where from. */
  readonly assumptions: readonly FigureInput[];
  /** Parameters, weights, and of training the global batch. */
  readonly figures: readonly FitFigure[];
  readonly targets: readonly TargetFit[];
}
