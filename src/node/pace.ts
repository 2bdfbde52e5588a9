import { setImmediate } from 'node:timers/promises';
import { Cancelled, type Pace } from '../model/host';

/** Long enough to make the turns cheap, short enough that an editor's extension host stays responsive. */
const SLICE_MS = 8;

/** A pace for Node: gives the event loop a turn after every {@link SLICE_MS} of work and asks `isCancelled` each time. */
export function createPace(isCancelled: () => boolean = () => false): Pace {
  let sliceEnd = performance.now() + SLICE_MS;
  return {
    async breathe() {
      if (isCancelled()) throw new Cancelled();
      if (performance.now() < sliceEnd) return;
      await setImmediate();
      if (isCancelled()) throw new Cancelled();
      sliceEnd = performance.now() + SLICE_MS;
    },
  };
}
