import { type OnnxContext, onnxRule } from '../define';
import { modelIndex, type Place } from '../graph/model-index';
import { nodeLocations } from '../locations';
import { sentences, show } from '../words';

/** Number of instructions above which the compiler was seen to stop. No document states a limit. Source: issue-instruction-limit. */
const SEEN_LIMIT = 5_000_000;

/** What one matrix instruction takes at most: rows that are summed, columns of the stationary tile, columns of the moving one. Source: nki-isa. */
const SUMMED = 128;
const STATIONARY = 128;
const MOVING = 512;
/** From NeuronCore v4 on, of bfloat16. */
const MOVING_V4 = 8192;
/** Each product of that size takes one to load the stationary tile and one to multiply. Source: nki-isa. */
const PER_TILE = 2;

/** With fewer channels several positions of a window fit into one product. */
const SHARED = 16;

interface Counted {
  readonly place: Place;
  readonly instructions: number;
}

/** Graphs whose products alone come to more instructions than the compiler was seen to take. */
export const instructionCount = onnxRule(
  {
    id: 'onnx/instruction-count',
    phase: 'proof-of-concept',
    page: {
      title: 'Graph with too many instructions',
      what: 'Counts the matrix instructions that the convolutions and matrix products of the graph come to at full tiles of 128 x 128 x 512, two instructions each, and warns where there are more than five million. It is a lower bound: everything else of the graph comes on top. Sizes that are not fixed count as nothing.',
      why: 'The compiler unrolls loops over tiles, and refuses graphs with too many instructions (NCC_EBVF030, NCC_EVRF007, NCC_EXTP004). No document states the limit; a message of the compiler in public reports named five million. Large images and large batches are the usual reason.',
      fix: 'Compile for a smaller batch or image and run several passes, cut the model into parts that are compiled one by one, or spread it by tensor parallelism. -O1 (--optlevel=1) helped in some reports.',
      example: {
        before: 'torch_neuronx.trace(model, torch.rand(8, 3, 1024, 1024))',
        after:
          'torch_neuronx.trace(model, torch.rand(1, 3, 512, 512), compiler_args=["--optlevel=1"])  # tiles of the image',
        language: 'python',
      },
      sources: ['ncc-ebvf030', 'ncc-extp004', 'nki-isa', 'issue-instruction-limit'],
      since: '0.1.0',
    },
  },
  function* (context) {
    const counted = countAll(context);
    const total = counted.reduce((sum, { instructions }) => sum + instructions, 0);
    if (total <= SEEN_LIMIT) return;
    const largest = counted.sort((a, b) => b.instructions - a.instructions);
    const [most] = largest;
    if (most === undefined) return;
    const { node } = most.place;
    yield {
      key: 'instructions',
      severity: 'warning',
      confidence: 'inferred',
      action: 'Compile for smaller inputs or in parts',
      message: `The products of this graph come to at least ${millions(total)} million instructions, and the compiler was seen to stop above ${millions(SEEN_LIMIT)} million.`,
      why: sentences(
        `A product of at most ${SUMMED} x ${STATIONARY} x ${movingOf(context)} elements takes two instructions; ${node.op} (${show(node.outputs[0] ?? '')}) alone comes to ${Math.round(most.instructions)} of them`,
        'No document states the limit on instructions: messages of the compiler in public reports named five million',
      ),
      remedy:
        'Reduce batch, image size or sequence length of one compiled graph, cut the model into parts, or spread it by tensor parallelism; try -O1 (--optlevel=1) first.',
      neuronError: 'NCC_EBVF030',
      sources: ['ncc-ebvf030', 'nki-isa', 'issue-instruction-limit'],
      ...nodeLocations(
        context.reading.path,
        largest.map(({ place }) => place),
      ),
    };
  },
);

function movingOf({ knowledge, target }: OnnxContext): number {
  return knowledge.target(target).core === 'v4' ? MOVING_V4 : MOVING;
}

function countAll(context: OnnxContext): Counted[] {
  const { operators, typeOf, isFolded } = modelIndex(context.reading.model, context.inference);
  const moving = movingOf(context);
  const counted: Counted[] = [];
  for (const op of ['Conv', 'MatMul', 'Gemm']) {
    for (const place of operators.get(`ai.onnx::${op}`) ?? []) {
      const { scope, node } = place;
      const sizes = (name: string | undefined) => fixed(typeOf(scope, name ?? '').dims);
      const [a, b, out] = [sizes(node.inputs[0]), sizes(node.inputs[1]), sizes(node.outputs[0])];
      if (a === null || b === null || out === null || isFolded(place)) continue;
      const transposed = node.attributes.find(({ name }) => name === 'transA')?.i === 1;
      const instructions =
        op === 'Conv'
          ? ofConvolution(b, out, moving)
          : ofProduct(out, a.at(transposed ? -2 : -1) ?? 0, b.length, moving);
      counted.push({ place, instructions });
    }
  }
  return counted;
}

/** Each position of the window is a product of its own over the channels; filters of several groups do not share one. */
function ofConvolution(weight: readonly number[], out: readonly number[], moving: number): number {
  const [filters = 0, channels = 0, ...window] = weight;
  const positions = product(out) / Math.max(1, out[1] ?? 1);
  // Groups and few channels may share an instruction among them: then only full tiles are sure.
  const tiles =
    channels < SHARED
      ? (product(out) * channels) / (SUMMED * STATIONARY * moving)
      : Math.ceil(channels / SUMMED) * Math.ceil(filters / STATIONARY) * Math.ceil(positions / moving);
  return PER_TILE * product(window) * tiles;
}

/** Rows of all products share one where the right side is a single matrix. The better of both ways round. */
function ofProduct(out: readonly number[], summed: number, rightRank: number, moving: number): number {
  const columns = out.at(-1) ?? 1;
  const rows = rightRank <= 2 ? product(out) / Math.max(1, columns) : (out.at(-2) ?? 1);
  const batch = product(out) / Math.max(1, rows * columns);
  const tiles = (still: number, moved: number) => Math.ceil(still / STATIONARY) * Math.ceil(moved / moving);
  return PER_TILE * batch * Math.ceil(summed / SUMMED) * Math.min(tiles(columns, rows), tiles(rows, columns));
}

function fixed(dims: readonly unknown[] | null): readonly number[] | null {
  const sizes = dims?.filter((dim): dim is number => typeof dim === 'number' && dim >= 0);
  return sizes !== undefined && sizes.length === dims?.length ? sizes : null;
}

function product(sizes: readonly number[]): number {
  return sizes.reduce((all, size) => all * size, 1);
}

/** "7.7". */
function millions(count: number): string {
  return String(Math.round(count / 100_000) / 10);
}
