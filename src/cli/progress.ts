import type { Progress } from '../audit';

/** At most so often; a terminal shows no more. */
const EVERY_MS = 100;

/** One line on standard error that is written over and wiped at the end. */
export function terminalProgress(stream: NodeJS.WriteStream): { show(progress: Progress): void; clear(): void } {
  let last = 0;
  let shown = false;
  return {
    show({ done, total, current }) {
      const now = performance.now();
      if (now - last < EVERY_MS) return;
      last = now;
      shown = true;
      const count = total === null ? `${done} files found` : `${done} of ${total}`;
      stream.write(`\r\x1b[2K${`Auditing: ${count}  ${printable(current)}`.slice(0, (stream.columns ?? 80) - 1)}`);
    },
    clear() {
      if (shown) stream.write('\r\x1b[2K');
    },
  };
}

/** File names can hold anything: no control character reaches the terminal. */
function printable(name: string): string {
  return name.replace(/\p{C}/gu, '�');
}
