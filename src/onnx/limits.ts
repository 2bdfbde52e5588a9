/**
 * How much of a file is read, so that a hostile one can take neither all memory nor the editor's time. All limits count what the
 * file holds rather than seconds: the same file gives the same facts on every machine.
 */

/** Messages in messages. Protobuf itself refuses deeper files (default of its C++, Java and Python readers), so no model is. */
export const MAX_DEPTH = 100;

/** Dimensions of one tensor; the product of very many would take long to work out. */
export const MAX_RANK = 128;

/** Encoded bytes up to which a tensor of integers, booleans or strings is kept: shapes, axes, indices. */
export const MAX_CONSTANT_BYTES = 4 << 10;

/** The same for tensors of floating point numbers: scales, epsilons, bounds. */
export const MAX_FLOAT_CONSTANT_BYTES = 256;

/** How many of each kind are kept; the rest is left out. */
export interface Counts {
  readonly nodes: number;
  readonly attributes: number;
  readonly tensors: number;
  readonly values: number;
  readonly graphs: number;
  readonly functions: number;
  /** Names, dimensions and numbers in lists. */
  readonly 'list elements': number;
  /** Operator sets, metadata, quantization annotations, training infos, device configurations. */
  readonly 'metadata entries': number;
}

export type Counted = keyof Counts;

export interface Limits {
  /** Bytes of one name. Longer ones are cut, marked with "…". */
  readonly nameBytes: number;
  /** Bytes of one text in an attribute; of longer ones (compiled engines, vocabularies) the beginning is kept. */
  readonly valueBytes: number;
  /**
   * Bytes of all names, texts and leaf messages together; once used up, each further text is cut to {@link shortBytes} and leaf
   * messages are left out.
   */
  readonly textBytes: number;
  readonly shortBytes: number;
  /** Bytes of a leaf message, or of a packed list, that is loaded as a whole; longer ones are left out. */
  readonly leafBytes: number;
  /** Bytes of all tensors that are kept. */
  readonly constantBytes: number;
  /**
   * Steps of the walk through the file, of which one reads a field; stands for a time limit (some ten million take a second). The
   * largest published models need some hundred thousand.
   */
  readonly steps: number;
  readonly counts: Counts;
}

export const LIMITS: Limits = {
  nameBytes: 1 << 20,
  valueBytes: 64 << 10,
  textBytes: 256 << 20,
  shortBytes: 256,
  leafBytes: 4 << 20,
  constantBytes: 16 << 20,
  steps: 50_000_000,
  counts: {
    nodes: 500_000,
    attributes: 2_000_000,
    tensors: 500_000,
    values: 1_000_000,
    graphs: 100_000,
    functions: 100_000,
    'list elements': 8_000_000,
    'metadata entries': 100_000,
  },
};
