/** Contents of git objects, one process for all of them. */
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { type Git, GitError, startError } from './git';

export interface GitObjects {
  /** Type and size of an object, e.g. of a revision "main~2^{commit}"; null where there is none. Never interprets the name as an option. */
  look(name: string): Promise<{ readonly id: string; readonly type: string; readonly size: number } | null>;
  /** A whole blob. Rejects with a {@link GitError} where the repository does not have it. */
  blob(id: string): Promise<Buffer>;
  /** A blob into a file, which may be larger than memory. */
  save(id: string, file: string): Promise<void>;
  close(): void;
}

const MISSING = 'This clone does not hold the content (a partial or a damaged clone); fetch it and compare again.';

export function createGitObjects(git: Git): GitObjects {
  let reader: ReturnType<typeof openBatch> | null = null;
  return {
    async look(name) {
      // A line is one name.
      if (/[\n\0]/.test(name)) return null;
      const line = (await git.run(['cat-file', '--batch-check'], `${name}\n`)).toString('utf8').trimEnd();
      const [, id, type, size] = /^([0-9a-f]{40,64}) (\w+) (\d+)$/.exec(line) ?? [];
      return id === undefined || type === undefined ? null : { id, type, size: Number(size) };
    },
    blob(id) {
      reader ??= openBatch(git);
      return reader.read(id);
    },
    async save(id, file) {
      const child = git.start(['cat-file', 'blob', id]);
      child.stdin.end();
      child.stderr.resume();
      const ended = once(child, 'close');
      await pipeline(child.stdout, createWriteStream(file, { mode: 0o600 }));
      const [code] = (await ended) as [number | null];
      if (code !== 0) throw new GitError(MISSING);
    },
    close() {
      reader?.close();
      reader = null;
    },
  };
}

/** `git cat-file --batch`: answers come in the order of the questions. */
function openBatch(git: Git) {
  const child = git.start(['cat-file', '--batch']);
  child.stderr.resume();
  const waiting: { resolve(blob: Buffer): void; reject(error: Error): void }[] = [];
  let chunks: Buffer[] = [];
  let held = 0;
  /** Bytes of the present answer with the line break behind it; null while its head line is awaited. */
  let wanted: number | null = null;
  let dead: Error | null = null;

  const fail = (error: Error) => {
    dead ??= error;
    for (const { reject } of waiting.splice(0)) reject(dead);
  };
  const take = (length: number): Buffer => {
    const all = chunks.length === 1 ? (chunks[0] ?? Buffer.alloc(0)) : Buffer.concat(chunks);
    chunks = all.length > length ? [all.subarray(length)] : [];
    held -= length;
    return all.subarray(0, length);
  };
  const headEnd = (): number => {
    let before = 0;
    for (const chunk of chunks) {
      const at = chunk.indexOf(10);
      if (at >= 0) return before + at + 1;
      before += chunk.length;
    }
    return 0;
  };
  child.on('error', (error) => fail(startError(error)));
  child.on('close', () => fail(new GitError(MISSING)));
  child.stdout.on('data', (chunk: Buffer) => {
    chunks.push(chunk);
    held += chunk.length;
    for (;;) {
      if (wanted === null) {
        const end = headEnd();
        if (end === 0) return;
        const [, size] = /^[0-9a-f]+ blob (\d+)\n$/.exec(take(end).toString('latin1')) ?? [];
        if (size === undefined) waiting.shift()?.reject(new GitError(MISSING));
        else wanted = Number(size) + 1;
      } else {
        if (held < wanted) return;
        const content = take(wanted);
        wanted = null;
        // A copy: the rest of a chunk would else be kept as long as the content is.
        waiting.shift()?.resolve(Buffer.from(content.subarray(0, -1)));
      }
    }
  });
  return {
    read: (id: string) =>
      new Promise<Buffer>((resolve, reject) => {
        if (dead !== null) return reject(dead);
        waiting.push({ resolve, reject });
        child.stdin.write(`${id}\n`);
      }),
    close: () => {
      child.stdin.end();
      child.kill();
    },
  };
}
