// Runs parts of the checks one after the other and adds up what their test runners counted.
import { stripVTControlCharacters } from 'node:util';
import { runKept } from './process.mjs';

/**
 * What the test runners in a part's output counted: the last line where it is `3 passed, 0 failed` over all of them, else the sum of
 * their closing lines, Node's (`ℹ pass 3`, `# pass 3`) and those of the former kind.
 */
export function countTests(output) {
  const plain = stripVTControlCharacters(output).trimEnd();
  const total = /^(\d+) passed, (\d+) failed$/.exec(plain.slice(plain.lastIndexOf('\n') + 1));
  if (total) return { passed: Number(total[1]), failed: Number(total[2]) };
  let passed = 0;
  let failed = 0;
  for (const [, what, count] of plain.matchAll(/^[ℹ#] (pass|fail|cancelled) (\d+)$/gm)) {
    if (what === 'pass') passed += Number(count);
    else failed += Number(count);
  }
  for (const [, good, bad] of plain.matchAll(/^(\d+) passed, (\d+) failed$/gm)) {
    passed += Number(good);
    failed += Number(bad);
  }
  return { passed, failed };
}

/** One part's result. A `check` counts as one test; a run of tests has failed when it counted none, or ended badly. */
async function runPart({ name, command, check, accept }) {
  const started = Date.now();
  console.log(`\n── ${name} ${'─'.repeat(Math.max(0, 76 - name.length))}`);
  const { status, output } = await runKept(process.execPath, command);
  const ok = status === 0 && (accept?.(output) ?? true);
  const counted = check ? { passed: Number(ok), failed: 0 } : countTests(output);
  const { passed } = counted;
  const failed = counted.failed || Number(!ok || passed === 0);
  return { name, passed, failed, seconds: (Date.now() - started) / 1000 };
}

/**
 * Runs the parts in turn, each `{ name, command }` with arguments for Node, all of them whatever fails; prints a table at the end.
 * `check: true` marks a command that is one check rather than a run of tests; `accept` may look at its output too.
 */
export async function runParts(parts) {
  const results = [];
  for (const part of parts) results.push(await runPart(part));
  console.log(`\n${'part'.padEnd(28)}  passed  failed   seconds`);
  for (const { name, passed, failed, seconds } of results) {
    const columns = [String(passed).padStart(6), String(failed).padStart(6), seconds.toFixed(1).padStart(8)];
    console.log(`${name.padEnd(28)}  ${columns.join('  ')}`);
  }
  const sum = (key) => results.reduce((total, result) => total + result[key], 0);
  console.log(`${'all'.padEnd(28)}  ${' '.repeat(16)}${sum('seconds').toFixed(1).padStart(8)}\n`);
  return { passed: sum('passed'), failed: sum('failed') };
}
