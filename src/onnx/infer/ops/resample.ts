/** Operators that pad, crop or rescale axes. */
import {
  axisWithin,
  dimsOf,
  dtypeOf,
  elementsOf,
  type Family,
  floats,
  has,
  type InferFunction,
  int,
  ints,
  lengthOf,
  type NodeContext,
  numbersOf,
  shaped,
  text,
  unknownRank,
} from '../context';
import { add, type Dim, divideExactly, floorDiv, mul } from '../dim';

/** Pads before all axes, then after all axes; as an attribute (`paddings` in version 1) before version 11. */
export const pad: InferFunction = (node) => {
  const dims = dimsOf(node, 0);
  const dtype = dtypeOf(node, 0);
  if (dims === null) return [unknownRank(node, dtype)];
  const pads = node.version < 11 ? (ints(node, 'pads') ?? ints(node, 'paddings')) : elementsOf(node, 1);
  const axes = has(node, 3) ? numbersOf(node, 3) : dims.map((_, axis) => axis);
  if (pads === null || axes === null)
    return [
      shaped(
        node,
        dtype,
        dims.map(() => null),
      ),
    ];
  const padded = new Map(axes.map((axis, i) => [axisWithin(axis, dims.length), i]));
  return [
    shaped(
      node,
      dtype,
      dims.map((dim, axis) => {
        const i = padded.get(axis);
        if (i === undefined) return dim;
        const [before, after] = [pads[i] ?? null, pads[i + axes.length] ?? null];
        return before === null || after === null ? null : add(add(dim, before), after);
      }),
    ),
  ];
};

/** floor(size * factor). */
function scaled(dim: Dim, factor: Dim | null): Dim | null {
  if (typeof factor !== 'number') return null;
  if (typeof dim === 'number') return Math.floor(Math.fround(dim * factor));
  if (Number.isInteger(factor)) return mul(dim, factor);
  const inverse = 1 / factor;
  return Number.isInteger(inverse) ? floorDiv(dim, inverse) : null;
}

/** By scales or by sizes, from version 18 on for chosen axes; version 10 has scales only. */
const resize: InferFunction = (node) => {
  const dims = dimsOf(node, 0);
  const dtype = dtypeOf(node, 0);
  if (dims === null) return [unknownRank(node, dtype)];
  const scalesAt = node.version < 11 ? 1 : 2;
  const axes = (ints(node, 'axes') ?? dims.map((_, axis) => axis)).map((axis) => axisWithin(axis, dims.length));
  const place = new Map(axes.map((axis, i) => [axis, i]));
  const sizes = has(node, 3) ? elementsOf(node, 3) : null;
  const factors = sizes === null ? elementsOf(node, scalesAt) : null;
  if (sizes !== null && sizes.length > 0) {
    const wanted = withAspectRatio(node, dims, axes, sizes);
    return [
      shaped(
        node,
        dtype,
        dims.map((dim, axis) => chosen(place.get(axis), wanted, dim)),
      ),
    ];
  }
  if (factors === null || factors.length === 0)
    return [
      shaped(
        node,
        dtype,
        dims.map((dim, axis) => (place.has(axis) ? null : dim)),
      ),
    ];
  return [
    shaped(
      node,
      dtype,
      dims.map((dim, axis) => {
        const i = place.get(axis);
        return i === undefined ? dim : scaled(dim, factors[i] ?? null);
      }),
    ),
  ];
};

function chosen(at: number | undefined, wanted: readonly (Dim | null)[], dim: Dim): Dim | null {
  return at === undefined ? dim : (wanted[at] ?? null);
}

/** One factor for all resized axes, where the policy asks for it. */
function withAspectRatio(
  node: NodeContext,
  dims: readonly Dim[],
  axes: readonly (number | null)[],
  sizes: readonly (Dim | null)[],
): readonly (Dim | null)[] {
  const policy = text(node, 'keep_aspect_ratio_policy') ?? 'stretch';
  if (policy === 'stretch') return sizes;
  const factors = axes.map((axis, i) => {
    const [from, to] = [axis === null ? null : dims[axis], sizes[i]];
    return typeof from === 'number' && typeof to === 'number' ? to / from : Number.NaN;
  });
  const factor = policy === 'not_larger' ? Math.min(...factors) : Math.max(...factors);
  if (Number.isNaN(factor)) return sizes.map(() => null);
  return axes.map((axis) => {
    const from = axis === null ? null : dims[axis];
    return typeof from === 'number' ? Math.round(factor * from) : null;
  });
}

/** Scales as an attribute before version 9. */
const upsample: InferFunction = (node) => {
  const dims = dimsOf(node, 0);
  const dtype = dtypeOf(node, 0);
  if (dims === null) return [unknownRank(node, dtype)];
  const factors = node.version < 9 ? floats(node, 'scales') : elementsOf(node, 1);
  return [
    shaped(
      node,
      dtype,
      dims.map((dim, axis) => scaled(dim, factors?.[axis] ?? null)),
    ),
  ];
};

const depthToSpace: InferFunction = (node) => {
  const [batch = null, channels, height, width] = dimsOf(node, 0) ?? [];
  const block = int(node, 'blocksize') ?? 0;
  return [
    shaped(node, dtypeOf(node, 0), [
      batch,
      channels === undefined ? null : divided(channels, block * block),
      height === undefined ? null : mul(height, block),
      width === undefined ? null : mul(width, block),
    ]),
  ];
};

const spaceToDepth: InferFunction = (node) => {
  const [batch = null, channels, height, width] = dimsOf(node, 0) ?? [];
  const block = int(node, 'blocksize') ?? 0;
  return [
    shaped(node, dtypeOf(node, 0), [
      batch,
      channels === undefined ? null : mul(channels, block * block),
      height === undefined ? null : divided(height, block),
      width === undefined ? null : divided(width, block),
    ]),
  ];
};

function divided(dim: Dim, by: number): Dim | null {
  return by === 0 ? null : (divideExactly(dim, by) ?? floorDiv(dim, by));
}

/** Cropped or padded to the sizes that an input gives. */
const centerCropPad: InferFunction = (node) => {
  const dims = dimsOf(node, 0);
  const dtype = dtypeOf(node, 0);
  if (dims === null) return [unknownRank(node, dtype)];
  const wanted = elementsOf(node, 1);
  const axes = (ints(node, 'axes') ?? dims.map((_, axis) => axis)).map((axis) => axisWithin(axis, dims.length));
  const place = new Map(axes.map((axis, i) => [axis, i]));
  return [
    shaped(
      node,
      dtype,
      dims.map((dim, axis) => chosen(place.get(axis), wanted ?? [], dim)),
    ),
  ];
};

/** The spatial sizes of the grid, the channels of the input. */
export const gridSample: InferFunction = (node) => {
  const dims = dimsOf(node, 0);
  const grid = dimsOf(node, 1);
  const dtype = dtypeOf(node, 0);
  if (dims === null && grid === null) return [unknownRank(node, dtype)];
  const space = grid === null ? (dims ?? []).slice(2).map(() => null) : grid.slice(1, -1);
  return [shaped(node, dtype, [dims?.[0] ?? grid?.[0] ?? null, dims?.[1] ?? null, ...space])];
};

/** From size (N, C, H, W) or (N, C, D, H, W): one coordinate for each spatial axis at each place. */
const affineGrid: InferFunction = (node) => {
  const size = elementsOf(node, 1);
  const dtype = dtypeOf(node, 0);
  const length = size?.length ?? lengthOf(node, 1);
  if (length === null || length < 2) return [unknownRank(node, dtype)];
  const space = size?.slice(2) ?? new Array<null>(length - 2).fill(null);
  return [shaped(node, dtype, [size?.[0] ?? dimsOf(node, 0)?.[0] ?? null, ...space, space.length])];
};

/** Blocks of columns back into images. */
const columnsToImage: InferFunction = (node) => {
  const dims = dimsOf(node, 0);
  const axes = lengthOf(node, 1);
  const image = elementsOf(node, 1) ?? (axes === null ? null : new Array<null>(axes).fill(null));
  const block = elementsOf(node, 2);
  const dtype = dtypeOf(node, 0);
  if (image === null) return [unknownRank(node, dtype)];
  const area =
    block?.reduce<Dim | null>((product, size) => (product === null || size === null ? null : mul(product, size)), 1) ??
    null;
  const columns = dims?.[1];
  const channels = columns === undefined || area === null || area === 0 ? null : divideExactly(columns, area);
  return [shaped(node, dtype, [dims?.[0] ?? null, channels, ...image])];
};

export const RESAMPLE: Family = {
  Pad: pad,
  Resize: resize,
  Upsample: upsample,
  DepthToSpace: depthToSpace,
  SpaceToDepth: spaceToDepth,
  CenterCropPad: centerCropPad,
  GridSample: gridSample,
  AffineGrid: affineGrid,
  Col2Im: columnsToImage,
};
