/**
 * How much of a file is read, so that a hostile one can take neither all memory nor the editor's time. All limits count what the
 * file holds rather than seconds: the same file gives the same facts on every machine.
 */

/** Messages in messages. Protobuf itself refuses deeper files (default of its C++, Java and Python readers), so no model is. */
export const MAX_DEPTH = 100;

/** Bytes of one name. Longer ones are cut, marked with "…". */
export const MAX_NAME_BYTES = 1 << 20;

/** Bytes of all names and attribute texts together; once used up, each further one is cut to {@link MIN_NAME_BYTES}. */
export const MAX_TEXT_BYTES = 64 << 20;
export const MIN_NAME_BYTES = 256;

/** Dimensions of one tensor; the product of very many would take long to work out. */
export const MAX_RANK = 128;

/** Bytes of a leaf message, or of a packed list, that is loaded as a whole; longer ones are left out. */
export const MAX_LEAF_BYTES = 4 << 20;

/** Encoded bytes up to which a tensor of integers, booleans or strings is kept: shapes, axes, indices. */
export const MAX_CONSTANT_BYTES = 4 << 10;

/** The same for tensors of floating point numbers: scales, epsilons, bounds. */
export const MAX_FLOAT_CONSTANT_BYTES = 256;

/** Bytes of all kept tensors together. */
export const MAX_CONSTANTS_BYTES = 16 << 20;

/**
 * Steps of the walk through the file, of which one reads a field; stands for a time limit (about ten million steps take a
 * second). The largest published models need some hundred thousand.
 */
export const MAX_STEPS = 50_000_000;

/** How many of each kind are kept; the rest is left out. */
export const MAX_COUNTS = {
  nodes: 500_000,
  attributes: 2_000_000,
  tensors: 500_000,
  values: 1_000_000,
  graphs: 100_000,
  functions: 100_000,
  /** Names, dimensions and numbers in lists. */
  'list elements': 8_000_000,
  /** Operator sets, metadata, quantization annotations, training infos, device configurations. */
  'metadata entries': 100_000,
} as const;

export type Counted = keyof typeof MAX_COUNTS;
