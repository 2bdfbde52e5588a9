/** Times the reader alone, and onnx-proto on the same bytes. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import proto from 'onnx-proto';
import { nodeHost } from '../../src/node/node-host';
import { createPace } from '../../src/node/pace';
import { readModel } from '../../src/onnx/read';

/** Milliseconds of the fastest of some runs. */
async function fastest(work: () => unknown): Promise<number> {
  let best = Number.POSITIVE_INFINITY;
  for (let run = 0; run < 5; run++) {
    const started = performance.now();
    await work();
    best = Math.min(best, performance.now() - started);
  }
  return best;
}

/** Milliseconds that our reader takes for a file. */
export function timeReader(file: string): Promise<number> {
  const host = nodeHost(path.dirname(file));
  return fastest(async () => {
    const source = await host.open(path.basename(file));
    await readModel(source, createPace());
    await source.close();
  });
}

/** Milliseconds that onnx-proto takes to decode the whole file, which must be without weights. */
export function timeOnnxProto(file: string): Promise<number> {
  return fastest(() => proto.onnx.ModelProto.decode(new Uint8Array(readFileSync(file))));
}
