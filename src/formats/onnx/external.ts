/** External data of a model: looked at by `stat`, never opened, never outside the model's folder. */

import { type Host, HostError, type Pace, type RelativePath } from '../../model/host';
import { compareText } from '../../model/order';
import { packedBytes } from '../../onnx/dtypes';
import type { ExternalData, Model, TensorInfo } from '../../onnx/graph';
import { eachTensor } from '../../onnx/traverse';
import type { ExternalFile, ExternalState } from '../reading';

/** What was found at every location that the model names, sorted by location. */
export async function externalFiles(
  host: Host,
  modelPath: RelativePath,
  model: Model,
  pace: Pace,
): Promise<readonly ExternalFile[]> {
  const claims = new Map<string, { claimed: number; tensors: number }>();
  eachTensor(model, (tensor) => {
    if (tensor.external === null) return;
    const claim = claims.get(tensor.external.location) ?? { claimed: 0, tensors: 0 };
    claims.set(tensor.external.location, {
      claimed: Math.max(claim.claimed, lastByte(tensor, tensor.external)),
      tensors: claim.tensors + 1,
    });
  });
  const folder = modelPath.split('/').slice(0, -1);
  const files: ExternalFile[] = [];
  for (const [location, claim] of [...claims].sort(([a], [b]) => compareText(a, b))) {
    await pace.breathe();
    files.push({ location, ...(await lookAt(host, folder, location)), ...claim });
  }
  return files;
}

/** Where no length is stored, what the type and dimensions take. */
function lastByte(tensor: TensorInfo, { offset, length }: ExternalData): number {
  return offset + (length ?? packedBytes(tensor.dtype, tensor.dims) ?? 0);
}

export type Look = Pick<ExternalFile, 'state' | 'size'>;

/** What lies at a location that a file names, told by `stat`; looked at only where it is a plain path below the folder. */
export async function lookAt(host: Host, folder: readonly string[], location: string): Promise<Look> {
  const path = pathBelow(folder, location);
  if (typeof path !== 'string') return { state: path.refused, size: null };
  try {
    const target = await host.resolve(path);
    if (target === null) return { state: 'missing', size: null };
    if (!target.inside && !target.huggingFaceBlob) return { state: 'link-leaves-root', size: null };
    const stat = await host.stat(path);
    if (stat === null) return { state: 'missing', size: null };
    return stat.type === 'file' ? { state: 'present', size: stat.size } : { state: 'not-a-file', size: null };
  } catch (error) {
    if (error instanceof HostError) return { state: error.code === 'not-found' ? 'missing' : 'unreadable', size: null };
    throw error;
  }
}

/**
 * The file that a location names, or why it is not looked at. ONNX wants a relative path with "/" below the model's folder. A
 * backslash or drive letter counts as on Windows, on every system, so that a model is judged alike wherever it is audited.
 */
export function pathBelow(
  folder: readonly string[],
  location: string,
): RelativePath | { readonly refused: ExternalState } {
  if (/^(?:[/\\]|[a-z]:|[a-z][a-z0-9+.-]*:\/\/)/i.test(location)) return { refused: 'absolute' };
  const segments = location.split(/[/\\]/).filter((segment) => segment !== '' && segment !== '.');
  if (segments.length === 0) return { refused: 'unnamed' };
  if (segments.includes('..'))
    return { refused: staysInside(folder.length, segments) ? 'through-parent' : 'leaves-root' };
  if (location.includes('\\')) return { refused: 'backslash' };
  if (location.includes('\0')) return { refused: 'missing' };
  return [...folder, ...segments].join('/');
}

/** Whether a walk from so many folders below the root never rises above it. */
function staysInside(depth: number, segments: readonly string[]): boolean {
  let at = depth;
  for (const segment of segments) {
    at += segment === '..' ? -1 : 1;
    if (at < 0) return false;
  }
  return true;
}
