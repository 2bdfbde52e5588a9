/** What integer operators make of ranges: one function an operator. */
import {
  absolute,
  greater,
  type Interval,
  interval,
  lesser,
  minus,
  negative,
  ofType,
  plus,
  productOf,
  quotient,
  remainder,
  sumOf,
  times,
  union,
  within,
} from './interval';

/** What is known of one node while the range of one of its outputs is asked for. */
export interface RangeNode {
  readonly op: string;
  readonly output: number;
  /** Data type name of the output. */
  readonly dtype: string;
  /** Null where it is not known, and where the input is absent. */
  readonly input: (index: number) => Interval | null;
  readonly inputCount: number;
  /** Whether the first two inputs are one value. */
  readonly isTwice: boolean;
  readonly isAbsent: (index: number) => boolean;
  /** Sizes of an input; a size that is not known is null. */
  readonly dims: (index: number) => readonly (number | null)[] | null;
  /** Elements of a constant input. */
  readonly elements: (index: number) => readonly number[] | null;
  readonly int: (name: string) => number | null;
  readonly ints: (name: string) => readonly number[] | null;
  readonly text: (name: string) => string | null;
}

type RangeRule = (node: RangeNode) => Interval | null;

/** Stands for a size that is not known: more than any real one, and so little that small numbers on top of it still fit into 32 bits. */
const MOST_ELEMENTS = 2 ** 30;

const A_TRUTH = interval(0, 1, 'reachable');
const NONE = interval(0, 0);

/** The same elements, in another order, shape or type. */
const same: RangeRule = ({ input }) => input(0);

/** Some of the elements. */
const some: RangeRule = ({ input }) => loosely(input(0));

const truth: RangeRule = () => A_TRUTH;

function loosely(a: Interval | null): Interval | null {
  return a === null || a.low === a.high ? a : interval(a.low, a.high);
}

const only =
  (apply: (a: Interval) => Interval): RangeRule =>
  ({ input }) => {
    const a = input(0);
    return a === null ? null : apply(a);
  };

const pair =
  (apply: (a: Interval, b: Interval) => Interval | null): RangeRule =>
  ({ input }) => {
    const [a, b] = [input(0), input(1)];
    return a === null || b === null ? null : apply(a, b);
  };

/** A value less itself is zero, as exporters write a zero of the right shape. */
const difference: RangeRule = (node) => (node.isTwice ? NONE : pair(minus)(node));

/** Of any number of inputs, one after the other. */
const chain =
  (apply: (a: Interval, b: Interval) => Interval): RangeRule =>
  ({ input, inputCount }) =>
    Array.from({ length: inputCount }, (_, i) => input(i)).reduce((a, b) =>
      a === null || b === null ? null : apply(a, b),
    ) ?? null;

/** The elements of several inputs side by side. */
const concat: RangeRule = chain((a, b) => union(a, b, a.reach === b.reach ? a.reach : 'bound'));

const where: RangeRule = ({ input }) => {
  const [a, b] = [input(1), input(2)];
  return a === null || b === null ? null : union(a, b);
};

const clip: RangeRule = ({ input, isAbsent, int }) => {
  const value = input(0);
  const low = int('min') ?? (isAbsent(1) ? Number.NEGATIVE_INFINITY : (input(1)?.low ?? null));
  const high = int('max') ?? (isAbsent(2) ? Number.POSITIVE_INFINITY : (input(2)?.high ?? null));
  if (low === null || high === null) return value;
  return value === null ? interval(low, high) : within(value, interval(low, high));
};

const modulo: RangeRule = ({ input, int }) => {
  const [a, b] = [input(0), input(1)];
  if (b === null) return null;
  return remainder(a ?? interval(Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY), b, int('fmod') === 1);
};

const range: RangeRule = ({ input }) => {
  const [start, limit, delta] = [input(0), input(1), input(2)];
  if (start === null || limit === null || delta === null) return null;
  if (start.low !== start.high || limit.low !== limit.high || delta.low !== delta.high || delta.low === 0)
    return interval(Math.min(start.low, limit.low), Math.max(start.high, limit.high));
  const steps = Math.ceil((limit.low - start.low) / delta.low);
  if (steps < 1) return null;
  const last = start.low + (steps - 1) * delta.low;
  return interval(Math.min(start.low, last), Math.max(start.low, last), 'exact');
};

/** Positions along an axis. */
function positions(size: number | null | undefined): Interval {
  return interval(0, Math.max(0, (size ?? MOST_ELEMENTS) - 1));
}

function axisSize({ dims }: RangeNode, axis: number): number | null {
  return dims(0)?.at(axis) ?? null;
}

const argument: RangeRule = (node) => positions(axisSize(node, node.int('axis') ?? 0));

const topK: RangeRule = (node) =>
  node.output === 1 ? positions(axisSize(node, node.int('axis') ?? -1)) : loosely(node.input(0));

const unique: RangeRule = (node) => (node.output === 0 ? loosely(node.input(0)) : interval(0, MOST_ELEMENTS));

const nonZero: RangeRule = ({ dims }) => {
  const sizes = dims(0);
  return sizes === null || sizes.includes(null)
    ? positions(null)
    : positions(Math.max(1, ...sizes.map((size) => size ?? 1)));
};

const maxPool: RangeRule = ({ output, input, dims }) =>
  output === 1 ? positions(elementCount(dims(0) ?? [null])) : loosely(input(0));

/** Null where a size is not known. */
function elementCount(sizes: readonly (number | null)[]): number | null {
  return sizes.reduce<number | null>((product, size) => (product === null || size === null ? null : product * size), 1);
}

/** The axes of a reduction: an attribute once, an input since; null where they are not known. */
function reducedAxes(node: RangeNode): readonly number[] | null {
  const given = node.ints('axes') ?? (node.isAbsent(1) ? [] : node.elements(1));
  if (given === null || given.length > 0) return given;
  return node.int('noop_with_empty_axes') === 1 ? [] : (node.dims(0)?.map((_, axis) => axis) ?? null);
}

/** How many elements one result is made of; null where that is not known. */
function reducedCount(node: RangeNode): number | null {
  const axes = reducedAxes(node);
  const sizes = node.dims(0);
  return axes === null || sizes === null ? null : elementCount(axes.map((axis) => sizes.at(axis) ?? null));
}

const reduceSum =
  (of: (a: Interval) => Interval): RangeRule =>
  (node) => {
    const value = node.input(0);
    if (value === null) return null;
    const count = reducedCount(node);
    return count === null ? loosely(sumOf(of(value), 0, MOST_ELEMENTS)) : sumOf(of(value), count, count);
  };

const reduceProd: RangeRule = (node) => {
  const value = node.input(0);
  return value === null ? null : productOf(value, reducedCount(node) ?? Number.POSITIVE_INFINITY);
};

const cumSum: RangeRule = (node) => {
  const value = node.input(0);
  if (value === null) return null;
  const axis = node.elements(1)?.[0];
  const size = axis === undefined ? null : axisSize(node, axis);
  const least = node.int('exclusive') === 1 ? 0 : 1;
  return size === null ? loosely(sumOf(value, least, MOST_ELEMENTS)) : sumOf(value, least, size - 1 + least);
};

/** Small whole powers only. */
const power: RangeRule = ({ input }) => {
  const [base, exponent] = [input(0), input(1)];
  if (base === null || exponent === null || exponent.low !== exponent.high) return null;
  const n = exponent.low;
  if (!Number.isInteger(n) || n < 0 || n > 64) return null;
  const corners = [base.low ** n, base.high ** n, ...(base.low < 0 && base.high > 0 ? [0] : [])];
  return interval(Math.min(...corners), Math.max(...corners));
};

const shift: RangeRule = ({ input, text }) => {
  const [value, by] = [input(0), input(1)];
  if (value === null || by === null || by.low < 0 || value.low < 0) return null;
  return text('direction') === 'LEFT'
    ? interval(value.low * 2 ** by.low, value.high * 2 ** Math.min(by.high, 64))
    : interval(0, Math.floor(value.high / 2 ** by.low));
};

/** Elements of the data or of the updates. */
const scatter: RangeRule = ({ input, text }) => {
  const [data, updates] = [input(0), input(2)];
  if (data === null || updates === null || !['none', null].includes(text('reduction'))) return null;
  return union(data, updates);
};

const pad: RangeRule = ({ input, isAbsent, text, int }) => {
  const value = input(0);
  if (value === null || !['constant', null].includes(text('mode'))) return loosely(value);
  const filling = isAbsent(2) ? interval(int('value') ?? 0, int('value') ?? 0) : input(2);
  return filling === null ? null : union(value, filling);
};

const oneHot: RangeRule = ({ elements }) => {
  const [off, on] = elements(2) ?? [];
  return off === undefined || on === undefined ? null : interval(Math.min(off, on), Math.max(off, on));
};

/** To an integer type a value that may not fit is whatever the type holds; to a floating point type it stays, rounded. */
const cast: RangeRule = ({ input, dtype }) => {
  const value = input(0);
  if (dtype === 'BOOL') return A_TRUTH;
  const held = ofType(dtype);
  if (held === null || value === null) return value;
  const whole = interval(Math.trunc(value.low), Math.trunc(value.high), value.reach);
  return whole.low >= held.low && whole.high <= held.high ? whole : held;
};

const RULES: ReadonlyMap<string, RangeRule> = new Map(
  Object.entries({
    Add: pair(plus),
    Sub: difference,
    Mul: pair(times),
    Div: pair(quotient),
    Mod: modulo,
    Neg: only(negative),
    Abs: only(absolute),
    Sign: () => interval(-1, 1),
    Min: chain(lesser),
    Max: chain(greater),
    Sum: chain(plus),
    Clip: clip,
    Relu: only((a) => greater(a, NONE)),
    Pow: power,
    BitShift: shift,
    BitwiseAnd: pair((a, b) => (a.low >= 0 && b.low >= 0 ? interval(0, Math.min(a.high, b.high)) : null)),
    Range: range,
    ArgMax: argument,
    ArgMin: argument,
    TopK: topK,
    NonZero: nonZero,
    Unique: unique,
    MaxPool: maxPool,
    Shape: () => interval(0, MOST_ELEMENTS),
    Size: () => interval(0, MOST_ELEMENTS),
    SequenceLength: () => interval(0, MOST_ELEMENTS),
    NonMaxSuppression: () => interval(0, MOST_ELEMENTS),
    Multinomial: (node) => positions(axisSize(node, 1)),
    EyeLike: truth,
    OneHot: oneHot,
    ReduceSum: reduceSum((a) => a),
    ReduceL1: reduceSum(absolute),
    ReduceSumSquare: reduceSum((a) => times(absolute(a), absolute(a))),
    ReduceProd: reduceProd,
    CumSum: cumSum,
    ReduceMax: some,
    ReduceMin: some,
    ReduceMean: some,
    Where: where,
    Concat: concat,
    ScatterElements: scatter,
    ScatterND: scatter,
    Scatter: scatter,
    Pad: pad,
    Cast: cast,
    CastLike: cast,
    Trilu: only((a) => union(a, NONE)),
    ...Object.fromEntries(
      [
        'Identity',
        'Reshape',
        'Flatten',
        'Squeeze',
        'Unsqueeze',
        'Transpose',
        'Expand',
        'Tile',
        'SpaceToDepth',
        'DepthToSpace',
      ].map((op) => [op, same]),
    ),
    ...Object.fromEntries(
      ['Slice', 'Split', 'Gather', 'GatherElements', 'GatherND', 'Compress', 'ReverseSequence'].map((op) => [op, some]),
    ),
    ...Object.fromEntries(
      ['Equal', 'Less', 'LessOrEqual', 'Greater', 'GreaterOrEqual', 'Not', 'And', 'Or', 'Xor', 'IsNaN', 'IsInf'].map(
        (op) => [op, truth],
      ),
    ),
  } satisfies Record<string, RangeRule>),
);

/** Whether a range can be told of the operator of the standard domain. */
export function hasRange(op: string): boolean {
  return RULES.has(op);
}

/** The range of one output; null where it is not known. A result that the type cannot hold keeps its own ends: it overflows. */
export function rangeOf(node: RangeNode): Interval | null {
  const found = RULES.get(node.op)?.(node) ?? null;
  return found === null || Number.isNaN(found.low) || Number.isNaN(found.high) ? null : found;
}
